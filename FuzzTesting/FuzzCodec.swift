/// The fuzz target of the codec: any bytes at all, by the modes of `CodecCheck`, which the tests run as well.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCodec(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    if let failure = CodecCheck.failure(of: input) {
        // ends the run: libFuzzer then writes the input that did it
        preconditionFailure(failure)
    }
    return 0
}
