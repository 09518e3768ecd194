/// What a sign-in desk has to tell, once each, for the audit: the user is a numeric id.
package enum SignInEvent: Hashable, Sendable {
    /// A sign-in stands from now on.
    case began(user: UInt32)
    /// A sign-in that stood was asked for again: it goes on, prolonged.
    case prolonged(user: UInt32)
    case refused(user: UInt32, SignInRefusal)
    case ended(user: UInt32, SignInEnd)
}

/// Why nobody was signed in.
package enum SignInRefusal: String, Hashable, Sendable, CaseIterable {
    /// Only clinicians sign in.
    case notClinician
    /// `Limits.signedInUsers` others are; one of them has to go, or to be inactive for long enough.
    case noRoom
}

/// Why a sign-in ended.
package enum SignInEnd: String, Hashable, Sendable, CaseIterable {
    case signedOut
    /// The user asked for nothing for the policy's time.
    case inactive
    /// A new policy took the role of clinician away.
    case notClinician
}
