import Foundation
import Glibc
import Testing

/// A directory of a test's own, which goes when the value does.
final class TemporaryDirectory: Sendable {
    let path: String

    /// With `inMemory`, where forcing to the disk costs nothing, if the system has such a place.
    init(inMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let parent = inMemory && access(memory, W_OK) == 0 ? memory : NSTemporaryDirectory()
        var template = Array((parent + "/journal-XXXXXX").utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Name and content of every file in it.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            contents[name] = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
        }
        return contents
    }

    func fill(_ contents: [String: Data]) throws {
        for (name, data) in contents { try data.write(to: URL(fileURLWithPath: path + "/" + name)) }
    }
}

/// A small file system of a test's own in memory: one that can be full, and read-only. Needs root.
final class SmallFileSystem: Sendable {
    let directory: TemporaryDirectory
    var path: String { directory.path }

    init(bytes: Int) throws {
        directory = try TemporaryDirectory()
        try #require(mount("tmpfs", directory.path, "tmpfs", 0, "size=\(bytes)") == 0)
    }

    deinit { umount2(directory.path, Int32(MNT_DETACH)) }

    func makeReadOnly() throws {
        try #require(mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "") == 0)
    }

    /// Takes all the room there is.
    func fill() throws {
        let descriptor = open(path + "/filler", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 0, count: 4096)
        var count = 0
        repeat { count = write(descriptor, block, block.count) } while count > 0
        try #require(errno == ENOSPC)
    }

    func makeRoom() { unlink(path + "/filler") }

    /// Whether this process may mount one.
    static let isAllowed: Bool = (try? SmallFileSystem(bytes: 65_536)) != nil
}
