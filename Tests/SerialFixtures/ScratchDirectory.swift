import Glibc

/// A directory for the test's own links and files, gone with the value.
package final class ScratchDirectory {
    package let path: String

    package init() throws {
        var template = Array("/tmp/serial-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw FixtureError(what: "no directory", osError: errno) }
        path = String(cString: made)
    }

    deinit {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                unlink(path + "/" + name(of: entry))
            }
            closedir(directory)
        }
        rmdir(path)
    }

    package func link(_ name: String, to target: String) -> String {
        symlink(target, path + "/" + name)
        return path + "/" + name
    }

    package func file(_ name: String) -> String {
        close(creat(path + "/" + name, 0o600))
        return path + "/" + name
    }

    package func fifo(_ name: String) -> String {
        mkfifo(path + "/" + name, 0o600)
        return path + "/" + name
    }
}
