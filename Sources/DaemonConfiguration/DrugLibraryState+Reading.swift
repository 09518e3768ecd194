internal import Crypto
package import Dosing

extension DaemonConfiguration {
    /// Reads the drug library that the site approved. Nothing that is wrong with it is an error here: a daemon without a
    /// library still reads and stops pumps.
    package func readDrugLibrary() -> DrugLibraryState {
        guard let drugLibrary else {
            return .refused(
                "no therapy without a drug library: name one with its path and SHA-256 sum under 'drugLibrary' in the "
                    + "configuration, and restart the daemon")
        }
        let file = resolved(drugLibrary.path)
        do throws(ConfigurationErrors) {
            let bytes = try ConfigurationFile.bytes(of: file)
            return DrugLibraryState(bytes, file: file, sha256: drugLibrary.sha256)
        } catch {
            return .refused("no therapy, the drug library can not be read: \(error)")
        }
    }
}

extension DrugLibraryState {
    /// - Parameter file: its name for messages.
    /// - Parameter sha256: what the site approved.
    init(_ bytes: [UInt8], file: String, sha256: String) {
        // nothing of a file that nobody approved is looked at
        let found = Self.sha256(bytes)
        guard found == sha256 else {
            self = .refused(
                "no therapy, \(file) is not the drug library that was approved: its SHA-256 sum is \(found), and the "
                    + "configuration asks for \(sha256); bring the approved file back or, if this one was reviewed and "
                    + "approved, write its sum into the configuration, and restart the daemon")
            return
        }
        do throws(ConfigurationErrors) {
            self = .loaded(try DrugLibrary.parse(bytes, file: file), sha256: sha256)
        } catch {
            let more = error.errors.count > 1 ? ", and \(error.errors.count - 1) more" : ""
            self = .refused(
                "no therapy, the drug library has mistakes: \(error.errors.first?.description ?? file)\(more); "
                    + "see them all with 'wandd --check-config', mend and approve it, and restart the daemon")
        }
    }

    private static func sha256(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(data: bytes)
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

extension DaemonConfiguration {
    /// All mistakes of the drug library, approved or not: for whoever writes one.
    /// - Throws: all mistakes of the file at once, or the one reason why it can not be read.
    package func checkDrugLibrary() throws(ConfigurationErrors) {
        guard let drugLibrary else { return }
        let file = resolved(drugLibrary.path)
        _ = try DrugLibrary.parse(ConfigurationFile.bytes(of: file), file: file)
    }
}
