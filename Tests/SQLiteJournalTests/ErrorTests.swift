import Testing

@testable import SQLiteJournal

@Suite struct ErrorTests {
    @Test(arguments: JournalDatabaseError.Code.allCases)
    func everyErrorSaysWhereAndWhatToDo(code: JournalDatabaseError.Code) {
        let error = JournalDatabaseError(code, path: "/var/lib/x/journal.sqlite", cause: "disk on fire")
        #expect(error.description == "/var/lib/x/journal.sqlite: \(error.message) (disk on fire)")
        #expect(error.message.contains(":"), "what is the matter, then what to do")
        #expect(JournalDatabaseError(code, path: "/p").description == "/p: \(error.message)")
    }
}
