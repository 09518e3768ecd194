package import CommandQueue
internal import DequeModule
package import PumpModel
package import WandLink
package import WandProtocol

/// One wand's daemon logic as a pure state machine: decoder, link, queue and encoder, and the order between them.
///
/// Promise: an event goes in with a time, its effects come out in the order in which they are to be done. What one machine
/// asks of the other waits in an inbox until all that the first one asked for has been taken, so that neither is looked
/// at while its last event is half done; when `handle` returns, the inbox is empty. A message that the link does not
/// take is told to the queue at once.
/// No I/O, clock or randomness inside: `now` and nonces come in with the events, `nextDeadline` says when a `tick` is due.
package struct WandEngine: ~Copyable, Sendable {
    private var link: Link
    package private(set) var queue: CommandQueue
    private var decoder = FrameDecoder()
    private var encoder = FrameEncoder()
    private var framesCorrupt: UInt64 = 0
    /// What the machines tell each other; empty between two calls.
    private var inbox: Deque<Internal> = []
    /// Kept for their capacity.
    private var linkActions: [LinkAction] = []
    private var queueActions: [QueueAction] = []

    private enum Internal {
        case link(LinkEvent)
        /// A message whose request must hear when the link does not take it.
        case send(LinkEvent, requestID: UInt32)
        case queue(QueueEvent)
    }

    package init(policy: QueuePolicy, offer: Link.Offer) {
        link = Link(offer: offer)
        queue = CommandQueue(policy: policy)
    }

    /// The session that is open; nil without one.
    package var session: Session? { link.session }

    package var counters: EngineCounters { EngineCounters(link: link.counters, framesCorrupt: framesCorrupt) }

    /// When the next `tick` is due, in monotonic milliseconds; nil when time alone changes nothing.
    package var nextDeadline: Int64? {
        switch (link.nextDeadline, queue.nextDeadline) {
        case (let link?, let queue?): min(link, queue)
        case (let link, let queue): link ?? queue
        }
    }

    /// Takes one event, appends what is to be done, in order.
    /// - Parameter freshNonce: 16 random bytes; asked for only when a new handshake begins.
    package mutating func handle(
        _ event: EngineEvent, at now: Moment, freshNonce: () -> Nonce, into effects: inout [EngineEffect]
    ) {
        switch event {
        case .portOpened:
            // what was left of a frame when the port went belongs to nothing
            decoder = FrameDecoder()
            drain(.queue(.portOpened), now, freshNonce, &effects)
            drain(.link(.portOpened), now, freshNonce, &effects)
        case .portClosed:
            drain(.link(.portClosed), now, freshNonce, &effects)
            drain(.queue(.portClosed), now, freshNonce, &effects)
        case .received(let bytes):
            bytes.withUnsafeBytes { received($0, at: now, freshNonce: freshNonce, into: &effects) }
        case .queue(let event): drain(.queue(event), now, freshNonce, &effects)
        case .shutdown: drain(.link(.shutdown), now, freshNonce, &effects)
        case .tick:
            drain(.link(.tick), now, freshNonce, &effects)
            drain(.queue(.tick), now, freshNonce, &effects)
        }
    }

    /// Bytes of the line, for a shell that need not copy them.
    package mutating func received(
        _ bytes: UnsafeRawBufferPointer, at now: Moment, freshNonce: () -> Nonce, into effects: inout [EngineEffect]
    ) {
        var found: [DecodedFrame] = []
        decoder.decode(bytes) { found.append($0) }
        for frame in found {
            switch frame {
            case .frame(let frame): drain(.link(.frame(frame)), now, freshNonce, &effects)
            case .corrupt(let error):
                framesCorrupt += 1
                effects.append(.noted(.corrupt(error)))
                drain(.link(.noise), now, freshNonce, &effects)
            }
        }
    }

    /// Carries one event through both machines until neither has anything to say to the other.
    private mutating func drain(
        _ event: Internal, _ now: Moment, _ freshNonce: () -> Nonce, _ effects: inout [EngineEffect]
    ) {
        inbox.append(event)
        while let event = inbox.popFirst() {
            switch event {
            case .link(let event): tellLink(event, nil, now, freshNonce, &effects)
            case .send(let event, let requestID): tellLink(event, requestID, now, freshNonce, &effects)
            case .queue(let event): tellQueue(event, now, &effects)
            }
        }
    }

    private mutating func tellLink(
        _ event: LinkEvent, _ requestID: UInt32?, _ now: Moment, _ freshNonce: () -> Nonce,
        _ effects: inout [EngineEffect]
    ) {
        linkActions.removeAll(keepingCapacity: true)
        link.handle(event, at: now.uptimeMilliseconds, freshNonce: freshNonce(), into: &linkActions)
        for action in linkActions {
            switch action {
            case .transmit(let frame): effects.append(.transmit(Array(encoder.encode(frame))))
            case .opened(let session):
                effects.append(.sessionOpened(session))
                inbox.append(.queue(.sessionOpened(session.welcome.capabilities)))
            case .deliver(let body): deliver(body, &effects)
            case .lost(let loss):
                effects.append(.sessionLost(loss))
                inbox.append(.queue(.sessionLost))
            case .refused(let refusal):
                effects.append(.noted(.refused(refusal)))
                if let requestID { inbox.append(.queue(.sendRefused(requestID: requestID))) }
            case .incompatible(let reason): effects.append(.noted(.incompatible(reason)))
            }
        }
    }

    private mutating func deliver(_ body: ArraySlice<UInt8>, _ effects: inout [EngineEffect]) {
        do throws(MessageError) {
            inbox.append(.queue(.received(try Envelope(decoding: body))))
        } catch {
            effects.append(.noted(.malformed(error)))
        }
    }

    private mutating func tellQueue(_ event: QueueEvent, _ now: Moment, _ effects: inout [EngineEffect]) {
        queueActions.removeAll(keepingCapacity: true)
        queue.handle(event, at: now, into: &queueActions)
        for action in queueActions {
            switch action {
            case .send(let envelope):
                if let pump = envelope.message.workedOn { effects.append(.therapyWork(pump)) }
                inbox.append(.send(.send(envelope.encoded()), requestID: envelope.requestID))
            case .sendUrgent(let envelope):
                // a serial that nobody ever met, and that is not in range, is a mistake in typing
                if let pump = envelope.message.workedOn, queue.mayReach(pump) { effects.append(.therapyWork(pump)) }
                inbox.append(.send(.sendUrgent(envelope.encoded()), requestID: envelope.requestID))
            case .persist(let token, let records): effects.append(.persist(token, records))
            case .answer(let ticket, let answer): effects.append(.answer(ticket, answer))
            case .changed(let command): effects.append(.changed(command))
            case .observed(let observation): effects.append(.observed(observation))
            case .alert(let alert): effects.append(.alert(alert))
            }
        }
    }
}

extension Message {
    /// The pump that it can change, or of which it changes what is held; nil for all that only reads.
    fileprivate var workedOn: PumpSerial? {
        switch self {
        case .stage(let request): request.pump
        case .commit(let request): request.pump
        case .discard(let request), .stop(let request): request.pump
        case .readWandStatus, .interrogate, .queryTransaction, .readLog, .wandStatus, .pumpReport, .staged, .committed,
            .transactionStatus, .discarded, .stopped, .logPage, .fault, .pumpEvent:
            nil
        }
    }
}
