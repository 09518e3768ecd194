/// The JSON of the control socket, shared by the server and its clients.
///
/// Names of members are stable and end in their unit; numbers are whole; times are RFC 3339 text in UTC. A member that
/// has no value is null, never absent, except in `Program`, `Problem` and requests, where that is said.
public enum API {
    /// The content type of all answers but problems.
    public static let contentType = "application/json"
    /// The content type of problems.
    public static let problemContentType = "application/problem+json"
    /// Where the socket is unless somebody says otherwise.
    public static let defaultSocketPath = "/run/wandd/wandd.sock"
}

extension API.Outcome {
    /// What `whatToDo` says when nothing is left to do.
    public static let nothingToDo = "Nothing."
}
