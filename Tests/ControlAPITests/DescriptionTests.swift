import AuditTrail
import Foundation
import Testing

@testable import ControlAPI

/// The description tells of what the server serves and of nothing else, and can not differ from the types.
struct DescriptionTests {
    /// The one in the documentation; a daemon states its own.
    static let documentedVersion = "0"
    static let document = API.description(version: documentedVersion)
    private var check: SchemaCheck { SchemaCheck(document: Self.document) }

    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/openapi.json")

    @Test func theDocumentationHasIt() throws {
        let generated = Data(API.describe(version: Self.documentedVersion))
        if ProcessInfo.processInfo.environment["UPDATE_OPENAPI"] == "1" { try generated.write(to: Self.file) }
        #expect(
            try Data(contentsOf: Self.file) == generated,
            "docs/openapi.json is out of date: UPDATE_OPENAPI=1 swift test --filter theDocumentationHasIt")
    }

    @Test func itIsJSONAndTheSameEachTime() throws {
        let bytes = API.describe(version: "1.2.3")
        #expect(bytes == API.describe(version: "1.2.3"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect((object["info"] as? [String: Any])?["version"] as? String == "1.2.3")
    }

    @Test func everyRouteIsInItAndNothingElse() throws {
        var described: [String: API.Route] = [:]
        for path in try #require(Self.document["paths"]).members {
            for method in path.value.members { described["\(method.name) \(path.name)"] = try route(method.value) }
        }
        var expected: [String: API.Route] = [:]
        for route in API.Route.allCases {
            expected["\(route.method.rawValue.lowercased()) \(route.path)"] = route
            if route.method == .get { expected["head \(route.path)"] = route }
        }
        #expect(described == expected)
    }

    private func route(_ operation: JSONTree) throws -> API.Route {
        let name = try #require(operation["operationId"]?.string)
        return try #require(API.Route(rawValue: name.hasSuffix("-head") ? String(name.dropLast(5)) : name))
    }

    @Test(arguments: API.Route.allCases)
    func aRouteSaysWhoMayUseIt(route: API.Route) throws {
        let operation = try #require(described(route))
        let role = try #require(operation["x-wandd-role"])
        switch route.permission {
        case .anyone: #expect(role == "anyone")
        case .anyRole: #expect(role == "any role")
        case .oneOf(let roles): #expect(role == .texts(roles.map(\.rawValue)))
        }
        #expect((operation["x-wandd-sign-in"] == .bool(true)) == route.needsSignIn)
        #expect((operation["responses"]?["403"] != nil) == (route.permission != .anyone))
        // the parameters that stand in the path are described, and no others
        let inPath = operation["parameters"]?.elements.filter { $0["in"] == "path" }.compactMap { $0["name"]?.string }
        let parts = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            String($0.dropFirst().dropLast())
        }
        #expect(inPath ?? [] == parts)
    }

    private func described(_ route: API.Route) -> JSONTree? {
        Self.document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
    }

    @Test(arguments: API.Route.allCases)
    func theProblemsOfARouteStandAtTheirStatuses(route: API.Route) throws {
        let responses = try #require(described(route)?["responses"])
        for type in route.problems {
            let response = responses[String(type.status)]?["$ref"]?.string.flatMap(check.resolve)
            let examples = response?["content"]?[API.problemContentType]?["examples"]
            #expect(examples?[type.rawValue] != nil, "\(type)")
        }
        #expect(Set(route.problems).count == route.problems.count)
    }

    /// What no route gives has to be no problem of a route.
    @Test func everyProblemIsGivenSomewhere() {
        let given = Set(API.Route.allCases.flatMap(\.problems))
        // the first two stand at no path; a lifetime out of range is an invalid member before anything is planned
        #expect(
            Set(API.ProblemType.allCases).subtracting(given) == [.notFound, .methodNotAllowed, .deadlineOutOfRange])
    }

    @Test func everyReferenceResolves() {
        var references: [String] = []
        func collect(_ tree: JSONTree) {
            for member in tree.members {
                if member.name == "$ref", let reference = member.value.string { references.append(reference) }
                if member.name == "mapping" { references += member.value.members.compactMap(\.value.string) }
                collect(member.value)
            }
            tree.elements.forEach(collect)
        }
        collect(Self.document)
        #expect(references.count > 500)
        for reference in Set(references) { #expect(check.resolve(reference) != nil, "\(reference)") }
        // and no component is there for nobody
        let forNobody = ["Problem", API.ProblemType.deadlineOutOfRange.component]
        for name in Self.document["components"]?["schemas"]?.members.map(\.name) ?? [] where !forNobody.contains(name) {
            #expect(references.contains("#/components/schemas/\(name)"), "\(name)")
        }
    }

    @Test func noMemberStandsThereTwice() {
        func look(_ tree: JSONTree, at place: String) {
            let names = tree.members.map(\.name)
            #expect(Set(names).count == names.count, "\(place)")
            for member in tree.members { look(member.value, at: place + "/" + member.name) }
            for element in tree.elements { look(element, at: place) }
        }
        look(Self.document, at: "#")
    }

    @Test func namesAreUnique() {
        let schemas = API.schemas.map(\.name)
        #expect(Set(schemas).count == schemas.count)
    }

    @Test func linksNameOperationsAndTheirParameters() throws {
        for route in API.Route.allCases {
            for answer in route.answers {
                for link in route.links(answer.status) {
                    let target = try #require(described(link.route))
                    let names = target["parameters"]?.elements.compactMap { $0["name"]?.string } ?? []
                    #expect(Set(link.parameters.map(\.name)).isSubset(of: names), "\(route): \(link)")
                    if !link.body.isEmpty { #expect(target["requestBody"]?["required"] == .bool(true)) }
                }
            }
        }
    }
}

/// Examples are values of the types, and fit their schemas.
extension DescriptionTests {
    @Test func everyExampleFitsItsSchema() throws {
        var count = 0
        for path in try #require(Self.document["paths"]).members {
            for operation in path.value.members {
                let responses = (operation.value["responses"]?.members ?? []).map { response in
                    response.value["$ref"]?.string.flatMap(check.resolve) ?? response.value
                }
                let contents = responses + [operation.value["requestBody"] ?? .null]
                for media in contents.flatMap({ $0["content"]?.members ?? [] }) {
                    let schema = try #require(media.value["schema"])
                    var examples = media.value["example"].map { [$0] } ?? []
                    for example in media.value["examples"]?.members ?? [] {
                        let component = example.value["$ref"]?.string.flatMap(check.resolve)
                        examples.append(try #require(component?["value"]))
                    }
                    count += examples.count
                    for example in examples {
                        #expect(check.complaints(of: example, against: schema) == [], "\(path.name) \(operation.name)")
                    }
                }
            }
        }
        #expect(count > 300)
    }

    @Test(arguments: API.ProblemType.allCases)
    func aProblemFitsItsOwnSchemaAndThatOfAll(type: API.ProblemType) {
        let example = JSONTree.encoded(type.example)
        #expect(check.complaints(of: example, against: type.schema.tree) == [])
        #expect(check.complaints(of: example, against: API.Problem.schema.tree) == [])
        let others = API.ProblemType.allCases.filter { $0 != type }
        #expect(others.allSatisfy { !check.complaints(of: example, against: $0.schema.tree).isEmpty })
    }

    @Test func everyTypesExampleFitsItsSchema() {
        for type in API.described {
            #expect(check.complaints(of: .example(of: type), against: type.schema.tree) == [], "\(type)")
        }
    }

    static let programs = [
        API.Example.old, API.Example.new, API.Example.flex, API.Example.periodic,
        API.Program(mode: .stopped, text: "stopped"), API.Program(mode: .minimumRate, text: "minimum rate"),
    ]

    @Test(arguments: programs)
    func aProgramFitsTheFormOfAnAnswer(program: API.Program) throws {
        let schema = try #require(check.resolve("#/components/schemas/Program"))
        let order = try #require(check.resolve("#/components/schemas/ProgramOrder"))
        #expect(check.complaints(of: .encoded(program), against: schema) == [])
        // amounts twice and a text: no order
        #expect(check.complaints(of: .encoded(program), against: order) != [])
    }

    @Test func aProgramsBaseHasNoMembersOfAnother() throws {
        let schema = try #require(check.resolve("#/components/schemas/Program"))
        var program = API.Example.old
        program.schedule = API.Example.flex.schedule
        #expect(check.complaints(of: .encoded(program), against: schema) != [])
        #expect(check.complaints(of: .encoded(API.Program(mode: .flex, text: "t")), against: schema) != [])
    }

    struct Order: Sendable, CustomTestStringConvertible {
        var isGood: Bool
        var members: JSONTree
        var testDescription: String { members.text }
    }

    /// With a program that is fit to be ordered or is not.
    static let orders: [Order] = [
        Order(isGood: true, members: ["mode": "stopped"]),
        Order(isGood: true, members: ["mode": "stopped", "once": .null]),
        Order(isGood: false, members: ["mode": "stopped", "patientBolus": bolus]),
        Order(isGood: false, members: ["mode": "stopped", "schedule": .null]),
        Order(isGood: true, members: ["mode": "minimumRate", "patientBolus": bolus]),
        Order(isGood: true, members: ["mode": "simpleContinuous", "doseMicrogramsPerDay": "120.5"]),
        Order(isGood: true, members: ["mode": "simpleContinuous", "doseNanogramsPerDay": 120_500]),
        Order(
            isGood: true,
            members: ["mode": "simpleContinuous", "doseNanogramsPerDay": 120_500, "doseMicrogramsPerDay": .null]),
        Order(
            isGood: false,
            members: ["mode": "simpleContinuous", "doseNanogramsPerDay": 120_500, "doseMicrogramsPerDay": "120.5"]),
        Order(isGood: false, members: ["mode": "simpleContinuous"]),
        Order(isGood: false, members: ["mode": "simpleContinuous", "doseMicrogramsPerDay": .null]),
        Order(isGood: false, members: ["mode": "simpleContinuous", "doseMicrogramsPerDay": 120]),
        Order(isGood: false, members: ["mode": "simpleContinuous", "doseMicrogramsPerDay": "4000000.001"]),
        Order(isGood: false, members: ["mode": "fast"]),
        Order(isGood: true, members: ["mode": "flex", "schedule": schedule(start: "00:00", offset: 60)]),
        Order(isGood: false, members: ["mode": "flex", "schedule": schedule(start: "00:01", offset: 60)]),
        Order(isGood: false, members: ["mode": "flex", "schedule": schedule(start: "00:00", offset: 61)]),
        Order(isGood: true, members: ["mode": "minimumRate", "once": once("prime", "volumeMilliliters", "0.2")]),
        Order(isGood: false, members: ["mode": "minimumRate", "once": once("prime", "doseMicrograms", "20")]),
        Order(isGood: true, members: ["mode": "minimumRate", "once": once("bolus", "doseMicrograms", "20")]),
        Order(isGood: false, members: ["mode": "minimumRate", "once": once("bolus", "doseMicrograms", "0.0")]),
        Order(
            isGood: true,
            members: ["mode": "periodicBoluses", "doseNanogramsPerDay": 0, "periodic": periodic(interval: 360)]),
        Order(
            isGood: false,
            members: ["mode": "periodicBoluses", "doseNanogramsPerDay": 0, "periodic": periodic(interval: 361)]),
    ]

    private static let bolus: JSONTree = [
        "doseMicrograms": "5", "durationSeconds": 300, "allottedPer24Hours": 4, "lockoutMinutes": 60,
    ]

    private static func once(_ kind: String, _ amount: String, _ text: String) -> JSONTree {
        .object([
            .init(name: "kind", value: .text(kind)), .init(name: amount, value: .text(text)),
            .init(name: "durationSeconds", value: 60),
        ])
    }

    private static func periodic(interval: Int64) -> JSONTree {
        [
            "doseMicrograms": "5", "durationSeconds": 300, "intervalMinutes": .whole(interval), "firstAfterMinutes": 0,
        ]
    }

    private static func schedule(start: String, offset: Int64) -> JSONTree {
        [
            "utcOffsetMinutes": .whole(offset),
            "days": [
                [
                    "weekdays": ["monday"], "totalMicrograms": "96",
                    "steps": [["start": .text(start), "microgramsPerHour": "4"]],
                ]
            ],
        ]
    }

    @Test(arguments: orders)
    func aProgramIsFitToBeOrderedOrIsNot(order: Order) throws {
        let schema = try #require(check.resolve("#/components/schemas/ProgramOrder"))
        #expect(check.complaints(of: order.members, against: schema).isEmpty == order.isGood)
    }

    @Test func aSubmissionChangesSomething() throws {
        let nothing: JSONTree = ["pumpSerial": "A", "operator": "o", "reason": "r"]
        let schema = API.CommandSubmission.schema.tree
        #expect(check.complaints(of: nothing, against: schema) != [])
        for (name, value) in [("program", ["mode": "stopped"]), ("clockCorrectionMilliseconds", 0)]
            as [(String, JSONTree)]
        {
            let something = JSONTree.object(nothing.members + [.init(name: name, value: value)])
            #expect(check.complaints(of: something, against: schema) == [])
        }
    }
}

/// The members of the types themselves, as they are stored.
extension DescriptionTests {
    /// Of an object, or of all that are one of it.
    private func members(_ schema: JSONTree) -> (names: Set<String>, required: Set<String>, nullable: Set<String>) {
        if let reference = schema["$ref"]?.string, let target = check.resolve(reference) { return members(target) }
        let choices = (schema["oneOf"]?.elements ?? []).map(members)
        guard choices.isEmpty || schema["properties"] != nil else {
            return (
                choices.reduce(into: Set()) { $0.formUnion($1.names) },
                choices.dropFirst().reduce(into: choices[0].required) { $0.formIntersection($1.required) },
                choices.reduce(into: Set()) { $0.formUnion($1.nullable) }
            )
        }
        let properties = schema["properties"]?.members ?? []
        return (
            Set(properties.map(\.name)), Set(schema["required"]?.elements.compactMap(\.string) ?? []),
            Set(properties.filter { check.complaints(of: .null, against: $0.value).isEmpty }.map(\.name))
        )
    }

    private static let programParts: [(name: String, value: any Sendable)] = [
        ("Program", API.Example.old), ("Schedule", API.Schedule(utcOffsetMinutes: 0, days: [])),
        ("Day", API.Day(weekdays: [], steps: [])), ("Step", API.Step(start: "")),
        ("PeriodicBoluses", API.PeriodicBoluses(durationSeconds: 1, intervalMinutes: 1, firstAfterMinutes: 0)),
        ("Once", API.Once(kind: .bolus, durationSeconds: 1)),
        ("PatientBolus", API.PatientBolus(durationSeconds: 1, allottedPer24Hours: 1, lockoutMinutes: 1)),
        ("Refill", API.Example.refill), ("SetUp", API.Example.setUp),
    ]

    /// What is stored is what is described; what is `Nullable` is required and may be null, what is optional may be left
    /// out, and all else is required and is not null.
    @Test func theMembersOfTheTypesAreThoseOfTheirSchemas() {
        let requests: [any Described.Type] = [API.CommandSubmission.self, API.Confirmation.self, API.StopRequest.self]
        for type in API.described {
            let mirror = Mirror(reflecting: Self.example(type))
            guard mirror.displayStyle == .struct else { continue }
            let (names, required, nullable) = members(type.schema.tree)
            let isRequest = requests.contains { $0 == type }
            var expected = (names: Set<String>(), required: Set<String>(), nullable: Set<String>())
            for child in mirror.children {
                let stored = child.label ?? ""
                let name = stored.hasPrefix("_") ? String(stored.dropFirst()) : stored
                let kind = String(describing: Swift.type(of: child.value))
                expected.names.insert(name)
                if !kind.hasPrefix("Optional<") { expected.required.insert(name) }
                if kind.hasPrefix("Nullable<") || isRequest && kind.hasPrefix("Optional<") {
                    expected.nullable.insert(name)
                }
            }
            #expect(names == expected.names, "\(type)")
            #expect(required == expected.required, "\(type)")
            #expect(nullable == expected.nullable, "\(type)")
        }
    }

    @Test func theMembersOfProgramsAreThoseOfTheirSchemas() throws {
        for (name, value) in Self.programParts {
            let stored = Set(Mirror(reflecting: value).children.compactMap(\.label))
            let answer = members(try #require(check.resolve("#/components/schemas/\(name)")))
            let order = members(try #require(check.resolve("#/components/schemas/\(name)Order")))
            #expect(answer.names == stored, "\(name)")
            #expect(order.names == stored.subtracting(["text"]), "\(name)")
        }
    }

    @Test func theNamesOfAChoiceAreItsCases() {
        for type in API.described {
            guard let choice = type as? any DescribedChoice.Type else { continue }
            #expect(type.schema.tree["enum"] == .texts(Self.names(choice)), "\(type)")
        }
    }

    /// A type of the API that is not described would pass the tests above unseen.
    @Test func everyTypeOfTheAPIIsDescribed() throws {
        let folder = Self.file.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/ControlAPI")
        // the parts of programs have two forms; filters are parameters
        let elsewhere: Set = [
            "Program", "Mode", "Schedule", "Day", "Step", "PeriodicBoluses", "Once", "Kind", "PatientBolus", "Refill",
            "SetUp", "AuditFilter", "CommandFilter", "EventFilter", "Route", "Permission", "Method", "ProblemType",
        ]
        var known = elsewhere
        for type in API.described { known.formUnion(String(reflecting: type).split(separator: ".").map(String.init)) }
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            guard file.pathExtension == "swift" else { continue }
            for match in try String(contentsOf: file, encoding: .utf8).matches(
                of: /public (?:struct|enum) (\w+)(?:<|:)/)
            {
                let name = String(match.1)
                #expect(known.contains(name) || name == "Nullable", "\(name) in \(file.lastPathComponent)")
            }
        }
    }

    private static func example<Value: Described>(_ type: Value.Type) -> Value { type.example }

    private static func names<Choice: DescribedChoice>(_ type: Choice.Type) -> [String] {
        type.allCases.map(\.rawValue)
    }
}
