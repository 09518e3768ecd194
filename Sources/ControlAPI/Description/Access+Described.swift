extension API.Caller: Described {
    static var schema: Schema {
        .object(
            "Who is at the other end of this connection, by the kernel's word, and what that user may do.",
            [
                "userID": .user("By the kernel's word."), "user": .text("Its name on the daemon's machine.").orNull,
                "roles": .list(
                    of: .ref(API.Role.self), "In their order; empty: this user may do nothing here.",
                    count: 0...API.Role.allCases.count, isUnique: true),
                "isSignedIn": .flag("A clinician has signed in and was not inactive for too long since."),
                "signedInUntil": .time("When the sign-in ends unless something is done before.").orNull,
                "inactivitySeconds": .whole("After so long without a request that asks for something, a sign-in ends."),
                "secondPerson": .ref(API.SecondPerson.self),
            ])
    }
}

extension API.Role: DescribedChoice {
    static var example: API.Role { .clinician }
    static var words: String {
        "`observer` looks; `clinician` changes therapy as well; `administrator` looks, and has the configuration."
    }
}

extension API.SecondPerson: DescribedChoice {
    static var example: API.SecondPerson { .never }
    static var words: String { "When another user than the one who submitted it has to confirm a command." }
}

extension API.Settings: Described {
    static var schema: Schema {
        .object(
            "What is in force, and where each value comes from.",
            [
                "file": .text("The configuration file that was read."),
                "settings": .list(of: .ref(API.Setting.self), "In the order of the documentation."),
            ])
    }
}

extension API.Setting: Described {
    static var schema: Schema {
        .object(
            "One value in force.",
            [
                "key": .text("Its place in the file."), "value": .text("As it would be written in the file."),
                "origin": .ref(Origin.self), "line": .whole("Of the file; null for another origin.", from: 1).orNull,
                "needsRestart": .flag("A change of it waits for the next start of the daemon."),
            ])
    }
}

extension API.Setting.Origin: DescribedChoice {
    static var schemaName: String { "SettingOrigin" }
    static var example: Self { .file }
    static var words: String { "`standard`: nobody set it." }
}

extension API.Reload: Described {
    static var schema: Schema {
        .object(
            "What came of reading the configuration again.",
            [
                "applied": .list(of: .text(), "Keys whose new value is in force."),
                "needsRestart": .list(of: .text(), "Keys whose new value waits for a restart."),
            ])
    }
}
