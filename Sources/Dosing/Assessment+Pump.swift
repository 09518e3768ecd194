internal import PumpModel

/// What must be known and set up before anything is dosed.
extension Assessment {
    var drugLibrary: RuleFinding {
        switch rules.library {
        case .loaded(let library, _):
            .met(.drugLibrary, "drug library '\(library.name)', version \(library.version) of \(library.date)")
        case .refused(let reason): .of(.drugLibrary, hard: [.drugLibraryRefused(reason)], met: "")
        }
    }

    var pumpModel: RuleFinding {
        let (model, size) = (report.identity.model, report.identity.reservoirSize)
        guard let profile else { return .of(.pumpModel, hard: [.unknownModel(model)], met: "") }
        return .of(
            .pumpModel,
            hard: profile.reservoirSizes.contains(size) ? [] : [.unknownReservoirSize(size, model: model)],
            met: "pump model '\(model)' with a reservoir of \(size)")
    }

    var pumpDelivers: RuleFinding {
        guard isTherapy else { return .notApplicable(.pumpDelivers, "no more than the minimum rate is asked for") }
        let isFilled = change.refill.map { $0.filled > report.residualVolume } ?? false
        let standing = report.alarms.filter { alarm in
            alarm.cause.overridesProgram && !(alarm.cause == .emptyReservoir && isFilled)
        }
        // a bolus does not wait for the alarm's end by anybody's wish: it would come when nobody thinks of it any more
        let isBolus = if case .bolus = change.program.once { true } else { false }
        return .of(
            .pumpDelivers, hard: isBolus ? standing.map(HardLimit.bolusUndeliverable) : [],
            soft: isBolus ? [] : standing.map(SoftLimit.therapyUndeliverable),
            met: "no alarm keeps the pump from its program")
    }

    var drug: RuleFinding {
        guard rules.library.library != nil else { return .notApplicable(.drug, "no drug library to look into") }
        guard let entry else { return .of(.drug, hard: [.unknownConcentration(concentration)], met: "") }
        guard isTherapy, let setUp else {
            return .met(.drug, "\(entry.drug.name) at \(concentration) is in the drug library")
        }
        return .of(
            .drug, hard: boluses == nil ? [.notForClass(concentration, setUp.patientClass)] : [],
            met:
                "\(entry.drug.name) at \(concentration) is in the drug library for this patient: \(setUp.patientClass.title)"
        )
    }

    var screeningUse: RuleFinding {
        guard let entry, case .screening = entry.use else {
            return .notApplicable(.screeningUse, "not a screening concentration")
        }
        let isSingle = !change.program.base.isTherapy && change.program.patientBolus == nil
        return .of(
            .screeningUse, hard: isSingle ? [] : [.screeningOnly(concentration)],
            met: "\(concentration) is used for no more than single boluses")
    }

    var setUpRule: RuleFinding {
        guard isTherapy else { return .notApplicable(.setUp, "no more than the minimum rate is asked for") }
        return .of(
            .setUp, hard: setUp == nil ? [.notSetUp] : [],
            met: "set up for patient \(setUp?.patient.text ?? "")")
    }

    var patient: RuleFinding {
        guard let new = change.setUp, let old = report.setUp else {
            return .notApplicable(.patient, "the pump's patient stays")
        }
        guard report.program.base.isTherapy else { return .notApplicable(.patient, "no therapy is running") }
        var soft: [SoftLimit] = []
        if new.patient != old.patient { soft.append(.patientDiffers(from: old.patient, to: new.patient)) }
        if new.patientClass != old.patientClass {
            soft.append(.classDiffers(from: old.patientClass, to: new.patientClass))
        }
        return .of(.patient, soft: soft, met: "patient \(new.patient) and his class stay")
    }

    var calibration: RuleFinding {
        guard let setUp else { return .notApplicable(.calibration, "the pump is not set up") }
        let (given, own) = (setUp.calibrationConstant, report.identity.calibrationConstant)
        return .of(
            .calibration, hard: given == own ? [] : [.calibrationDiffers(given: given, pump: own)],
            met: "the calibration constant is the pump's own, \(own)")
    }

    var line: RuleFinding {
        guard let setUp = change.setUp else { return .notApplicable(.line, "the line stays as it was set up") }
        guard let profile else { return .notApplicable(.line, "the pump's model is unknown") }
        var soft: [SoftLimit] = []
        if setUp.tubingVolume != profile.tubingVolume {
            soft.append(.tubingDiffers(given: setUp.tubingVolume, model: profile.tubingVolume))
        }
        let isKnown = rules.catalog.catheters.contains { catheter in
            (try? catheter.volume(of: setUp.catheterLength)).map { Self.isNear(setUp.catheterVolume, $0) } ?? false
        }
        if !isKnown {
            soft.append(.catheterDiffers(given: setUp.catheterVolume, length: setUp.catheterLength))
        }
        return .of(
            .line, soft: soft, met: "tubing of \(setUp.tubingVolume) and catheter of \(setUp.catheterVolume) are known")
    }

    var lowReservoirLevel: RuleFinding {
        guard let setUp = change.setUp else { return .notApplicable(.lowReservoirLevel, "the level stays") }
        let (level, residual, size) = (setUp.lowReservoirVolume, report.residualVolume, report.identity.reservoirSize)
        let usual = DosingRules.usualLowReservoirVolume
        let isBetween = residual < level && level < size
        return .of(
            .lowReservoirLevel,
            hard: isBetween ? [] : [.lowReservoirLevel(level, allowed: min(residual, size)...max(residual, size))],
            soft: isBetween && level > usual ? [.lowReservoirLevelUnusual(level, usual: usual)] : [],
            met: "the low reservoir alarm comes at \(level)")
    }

    /// Whether a volume is the computed one within the tolerance of lines.
    static func isNear(_ given: Volume, _ computed: Volume) -> Bool {
        let difference = abs(given.nanoliters - computed.nanoliters)
        return difference * 1_000 <= computed.nanoliters * DosingRules.linePerMille
    }
}
