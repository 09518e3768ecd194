import SerialTransport
import Testing

@Suite struct SerialPortErrorTests {
    @Test(arguments: SerialPortError.Code.allCases)
    func everyErrorNamesThePortAndSaysWhatToDo(code: SerialPortError.Code) {
        let error = SerialPortError(code: code, osError: 5, port: "/dev/ttyS9", message: "it did not work")
        #expect(error.advice.hasSuffix("."))
        #expect(error.description == "/dev/ttyS9: it did not work. \(error.advice)")
    }
}
