#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The path of a Unix socket as the system wants it.
struct UnixAddress {
    private var address = sockaddr_un()

    init(_ path: String) throws {
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !bytes.isEmpty, bytes.count < room else {
            throw SimulatorError("the path of a control socket has 1 to \(room - 1) bytes: \(path)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    }

    static func socket() throws -> Descriptor {
        #if canImport(Glibc)
            let type = Int32(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        return try Descriptor(systemSocket(type), "make a socket")
    }

    func bind(_ descriptor: Int32) -> Bool { call(descriptor) { systemBind($0, $1, $2) } }

    func connect(_ descriptor: Int32) -> Bool { call(descriptor) { systemConnect($0, $1, $2) } }

    private func call(_ descriptor: Int32, _ system: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                system(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}

// the system's functions, out of reach of methods of the same name
private func systemSocket(_ type: Int32) -> Int32 { socket(AF_UNIX, type, 0) }
private func systemBind(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
    bind(descriptor, address, size)
}
private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
    connect(descriptor, address, size)
}
