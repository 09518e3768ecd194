/// Every bound of the house in one place: no queue, buffer, frame, retry, connection or log grows past what stands here.
///
/// Reaching a limit is an answer (a refusal, a disconnect, a dropped frame that is counted), never growth.
/// `Limits.contradictions()` checks them against each other; the daemon refuses to start if it returns anything.
public enum Limits {
    // MARK: wire

    /// Largest frame body that this implementation accepts or sends, in bytes.
    public static let frameBodyBytes = 4096
    /// Smallest receive limit that a peer may announce in its handshake, in bytes: the largest message must fit.
    public static let minimumPeerBodyBytes = 2048
    /// Entries in a list on the wire (alarms, transactions): one byte of count, bounded well below it.
    public static let wireListEntries = 32
    /// Bytes of text in a wire string (names, serial numbers, fault details).
    public static let wireStringBytes = 64

    // MARK: link

    /// Data frames in flight in one direction before the sender waits.
    public static let linkWindowFrames = 8
    /// Messages waiting for a place in the window; one more is refused.
    public static let linkBacklogMessages = 32
    /// Transmissions of one frame before the session is declared lost.
    public static let linkTransmissions = 32
    /// Readies that are sent in vain before a handshake begins anew.
    public static let readyTransmissions = 8
    /// Pause between two hellos or readies, in milliseconds.
    public static let handshakeMilliseconds: Int64 = 500
    /// Pause before a hello that was refused is said again, in milliseconds.
    public static let refusedHandshakeMilliseconds: Int64 = 2_000
    /// Pause before the hello that follows a reset, in milliseconds: a wand that resets in a loop sets no storm off.
    public static let resetPauseMilliseconds: Int64 = 100
    /// Retransmission time before any round trip was measured, in milliseconds.
    public static let retransmissionFirstMilliseconds: Int64 = 500
    /// Floor of the retransmission time, in milliseconds: above the 16 ms that an FTDI adapter may hold a byte.
    public static let retransmissionFloorMilliseconds: Int64 = 60
    /// Ceiling of the retransmission time, in milliseconds.
    public static let retransmissionCeilingMilliseconds: Int64 = 1_000
    /// Time after which an acknowledgement that says nothing new means a loss, in milliseconds, before any round trip
    /// was measured; half of a round trip afterwards.
    public static let earlyRetransmissionFirstMilliseconds: Int64 = 100
    /// Pause between two acknowledgements that noise causes, in milliseconds.
    public static let noiseAcknowledgementMilliseconds: Int64 = 20
    /// Silence after which a keep-alive is sent, in milliseconds.
    public static let keepAliveMilliseconds: Int64 = 2_000
    /// Silence after which the session is lost, in milliseconds.
    public static let linkSilenceMilliseconds: Int64 = 7_000

    // MARK: serial port

    /// Bytes that wait for a serial line which does not take them; a frame beyond is dropped, as by noise.
    public static let serialOutputBytes = 64 * 1024
    /// First pause before a serial port is opened again, in milliseconds; it doubles.
    public static let reopenFirstMilliseconds: Int64 = 100
    /// Longest pause between two tries at a serial port, in milliseconds.
    public static let reopenCeilingMilliseconds: Int64 = 3_000
    /// Serial ports in a listing.
    public static let listedPorts = 64

    // MARK: queue

    /// Open therapy commands of one pump; one more is refused.
    public static let openCommandsPerPump = 16
    /// Records that wait for the journal, per wand; while there are more no command is accepted.
    public static let journalBacklogRecords = 256
    /// Records that wait for the journal, per wand, stops included; what comes beyond is counted, and the count written.
    public static let journalCeilingRecords = 4_096
    /// Audit records that the journal keeps: over a year at a thousand a day, and below half a gigabyte.
    public static let journalAuditRecords = 500_000
    /// Audit records that one look at the journal passes over before it lets writes in.
    public static let journalAuditPieceRecords: Int64 = 2_048
    /// Commands that ended and are kept in the journal, of all pumps.
    public static let journalEndedCommands = 16_384
    /// Bytes that the journal's write-ahead log is cut to after it grew.
    public static let journalLogBytes = 8 << 20
    /// Time for the journal to take a write, in milliseconds: after it nothing is accepted, and stops are answered.
    public static let journalStallMilliseconds: Int64 = 3_000
    /// Pause before the journal is given again what it did not take of alarms and of who came, in milliseconds.
    public static let keeperRetryMilliseconds: Int64 = 1_000
    /// Users whose names are remembered, and how long.
    public static let userNames = 1_024
    public static let userNameLife = Duration.seconds(600)
    /// Pumps that one wand's queue remembers; the least recently seen without open work makes room.
    public static let pumpsPerWand = 64
    /// Among them, pumps that were never read: somebody asked to stop them.
    public static let strangersPerWand = 16
    /// Pumps whose alarms one daemon watches; the least recently read quiet one makes room, and that is told.
    public static let watchedPumps = 1_024
    /// Commands that ended and are still shown, per pump.
    public static let endedCommandsPerPump = 256
    /// Time from an emergency stop until it is given up unsent, or asked about, in milliseconds.
    public static let stopLifetimeMilliseconds: Int64 = 15_000
    /// Time that a client waits for an interrogation, in milliseconds.
    public static let readMilliseconds: Int64 = 30_000
    /// Pause between two status requests to a wand, in milliseconds.
    public static let wandStatusMilliseconds: Int64 = 5_000
    /// Clients waiting for one interrogation; one more is refused.
    public static let interrogationWaiters = 64
    /// Tries of one read before it is reported failed.
    public static let readTries = 4
    /// Time for a device to answer one request, in milliseconds.
    public static let requestMilliseconds: Int64 = 8_000
    /// Pause between two sendings of a stop, until it is answered, in milliseconds.
    public static let stopRepeatMilliseconds: Int64 = 250
    /// Time within which one user's repeated asking for a stop under way is the same asking, in milliseconds.
    public static let stopAskingMilliseconds: Int64 = 1_000
    /// Longest time for which a line may hold back a frame, in milliseconds: after it no copy of a stop arrives any more.
    public static let lineDelayMilliseconds: Int64 = 10_000
    /// First pause between two questions about a transaction in doubt, in milliseconds; it doubles.
    public static let doubtPauseFirstMilliseconds: Int64 = 250
    /// Longest pause between two questions about a transaction in doubt, in milliseconds.
    public static let doubtPauseCeilingMilliseconds: Int64 = 5_000
    /// Shortest life of a command, in milliseconds: the time kept for a request, and some to confirm in.
    public static let commandLifetimeFloorMilliseconds: Int64 = 15_000
    /// Longest life of a command from acceptance to the commit, in milliseconds.
    public static let commandLifetimeCeilingMilliseconds: Int64 = 3_600_000

    // MARK: control API

    /// Bytes of one request body.
    public static let requestBodyBytes = 64 * 1024
    /// Connections to the control socket at once.
    public static let controlConnections = 640
    /// Connections that wait to be accepted; the system may allow fewer.
    public static let controlBacklog = 4_096
    /// Connections of one user at once.
    public static let controlConnectionsPerUser = 512
    /// Connections beyond these that can do nothing but stop a pump; the newest takes the place of the oldest.
    public static let controlRefusedConnections = 32
    /// Streams of events at once.
    public static let eventListeners = 256
    /// Streams of events of one user at once.
    public static let eventListenersPerUser = 192
    /// Bytes of events that wait for one client, before it counts as too slow.
    public static let eventBufferBytes = 512 * 1024
    /// Bytes of events that are handed to a connection at once.
    public static let eventChunkBytes = 64 * 1024
    /// Time between two signs of life on a stream of events, in milliseconds.
    public static let eventHeartbeatMilliseconds: Int64 = 15_000
    /// Connections to the page that `wandctl console` serves at once: a browser opens six.
    public static let consoleConnections = 32
    /// Bytes of a request's line and headers.
    public static let requestHeadBytes = 16 * 1024
    /// Header fields of a request.
    public static let requestHeaderFields = 64
    /// Time from the opening of a connection, or the last answer, to the next complete request head, in milliseconds.
    public static let controlIdleMilliseconds: Int64 = 60_000
    /// Time from a request's head to the end of its body, in milliseconds.
    public static let controlRequestMilliseconds: Int64 = 10_000
    /// Time in which a client must take an answer, in milliseconds.
    public static let controlAnswerMilliseconds: Int64 = 10_000
    /// Time for requests under way once the daemon is told to stop, in milliseconds; below `shutdownMilliseconds`.
    public static let controlGraceMilliseconds: Int64 = 500
    /// Longest time that a request may wait for a change, in milliseconds.
    public static let longPollMilliseconds: Int64 = 30_000
    /// Rows of one page of a list.
    public static let pageRows = 100
    /// Audit records of one page; `pageRows` when the client does not say.
    public static let auditPageRecords = 1_000
    /// Bytes of one line of an audit export that is verified.
    public static let auditLineBytes = 1 << 20
    /// Findings of one verification that are told; the rest is counted.
    public static let auditFindings = 1_000
    /// Bytes of a free text that an operator gives (a reason, a name).
    public static let operatorTextBytes = 256
    /// Requests of one user in a second, in the long run.
    public static let requestsPerSecond = 1_000
    /// Requests of one user at once, after a pause.
    public static let requestBurst = 5_000
    /// Users whose requests are counted at once; one more waits until one of them was quiet for long enough.
    public static let budgetedUsers = 256
    /// Time between two looks at who was inactive for too long, in milliseconds.
    public static let accessTickMilliseconds: Int64 = 5_000
    /// Refusals of one user that the audit trail tells one by one in a minute; the rest is counted.
    public static let refusalNotesPerMinute = 30
    /// Notes of who came that wait for the disk.
    public static let accessBacklogNotes = 1_000
    /// Users who are signed in at once; one more is refused.
    public static let signedInUsers = 64
    /// Users, or groups, that one role is given to.
    public static let accessNames = 64
    /// Bytes of a configuration file.
    public static let configurationBytes = 256 * 1024
    /// Wands that one daemon serves.
    public static let wands = 16

    // MARK: papers

    /// Changes that a report lists and draws; earlier ones are counted.
    public static let reportChanges = 100
    /// Alarms that a report lists; earlier ones are counted.
    public static let reportAlarms = 40
    /// Lines of a program, steps of a day, or programs' versions that a report lists; the rest is counted.
    public static let reportLines = 24
    /// Bytes of the line that says who to call: text of usual width is whole on the card, even when the pump stands still.
    public static let contactBytes = 72
    /// Characters of one text on paper; a longer one is shortened, and ends in a mark that says so.
    public static let paperTextCharacters = 320

    // MARK: time to stop

    /// Longest orderly shutdown, in milliseconds.
    public static let shutdownMilliseconds: Int64 = 1_500

    /// Pairs of limits that contradict each other, each as a sentence; empty when the table is sound.
    public static func contradictions() -> [String] {
        var found: [String] = []
        func require(_ holds: Bool, _ sentence: String) { if !holds { found.append(sentence) } }
        require(minimumPeerBodyBytes <= frameBodyBytes, "a peer's smallest body limit exceeds our own frame body")
        require(frameBodyBytes <= Int(UInt16.max), "a frame body does not fit its 16-bit length")
        require(wireListEntries <= Int(UInt8.max), "a wire list does not fit its 8-bit count")
        require(wireStringBytes <= Int(UInt8.max), "a wire string does not fit its 8-bit length")
        require(linkWindowFrames <= Int(UInt16.max) / 2, "the window exceeds half of the sequence space")
        require(
            retransmissionFloorMilliseconds < retransmissionCeilingMilliseconds,
            "the retransmission floor is not below its ceiling")
        require(
            keepAliveMilliseconds * 3 < linkSilenceMilliseconds,
            "fewer than three keep-alives fit into the silence that ends a session")
        require(
            stopRepeatMilliseconds < linkSilenceMilliseconds, "a stop is not repeated before its session is lost")
        require(
            linkSilenceMilliseconds < requestMilliseconds,
            "a request times out before its session is known to be lost")
        require(
            requestMilliseconds < commandLifetimeFloorMilliseconds, "the shortest command leaves no time to confirm it")
        require(strangersPerWand < pumpsPerWand, "pumps that nobody met leave no place for one that is there")
        require(pumpsPerWand * wands <= watchedPumps, "the queues remember more pumps than are watched for alarms")
        require(requestsPerSecond <= requestBurst, "a user can not make the requests of a second at once")
        require(journalBacklogRecords < journalCeilingRecords, "stops find no place in the journal's backlog")
        return found
    }
}
