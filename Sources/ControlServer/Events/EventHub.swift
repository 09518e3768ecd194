package import AuditTrail
internal import ControlAPI
package import Logging
internal import NIOConcurrencyHelpers
internal import NIOCore
package import PumpModel
internal import ServiceLifecycle
package import WandService

/// Tells every listening client what happens.
///
/// Promise: what is told with an id is on the disk, and told in the order of the trail, each record once to each client;
/// telling never waits for a client. What a wand or a pump is like is told as it is when it is looked at: changes that
/// come faster than they can be told become one.
package final class EventHub: Service {
    private struct State {
        var subscriptions: [ObjectIdentifier: EventSubscription] = [:]
        /// The newest audit record that was told.
        var head: Int64
        var dirty: Set<WandNews> = []
        /// Each wand and each pump that was told of, for those who begin to listen.
        var known: Set<WandNews> = []
        var isClosed = false
    }

    private let state: NIOLockedValueBox<State>
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let logger: Logger
    private let wand: @Sendable (String) async -> WandSnapshot?
    private let pump: @Sendable (PumpSerial) async -> PumpSnapshot?

    /// - Parameters:
    ///   - head: the number of the newest audit record, before anything is appended.
    ///   - wand: how a wand is now.
    ///   - pump: how a pump was read last.
    package init(
        head: Int64, logger: Logger, wand: @escaping @Sendable (String) async -> WandSnapshot?,
        pump: @escaping @Sendable (PumpSerial) async -> PumpSnapshot?
    ) {
        state = NIOLockedValueBox(State(head: head))
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.logger = logger
        self.wand = wand
        self.pump = pump
    }

    // MARK: what happens; none of these waits

    /// Records are on the disk.
    package func appended(_ records: [AuditRecord]) {
        let events = records.compactMap { event(of: $0.entry, $0.sequence) }
        state.withLockedValue { state in
            for subscription in state.subscriptions.values { for event in events { subscription.offer(event) } }
            state.head = records.last?.sequence ?? state.head
        }
    }

    /// Something that the disk did not take: people must hear of it all the same.
    package func notDurable(_ entries: [CanonicalJSON]) {
        let events = entries.compactMap { event(of: $0, nil) }
        state.withLockedValue { state in
            for subscription in state.subscriptions.values { for event in events { subscription.offer(event) } }
        }
    }

    package func changed(_ news: WandNews) {
        state.withLockedValue { _ = $0.dirty.insert(news) }
        wake.yield()
    }

    private func event(of entry: CanonicalJSON, _ sequence: Int64?) -> OutgoingEvent? {
        do {
            return try OutgoingEvent(entry, sequence: sequence)
        } catch {
            logger.error("an event can not be written", metadata: ["error": "\(error)"])
            return nil
        }
    }

    // MARK: telling

    /// Looks at what has changed and tells it, until the daemon stops.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in for await _ in wakes { await tellNews() } }
            group.addTask { [self] in
                while (try? await Task.sleep(for: .milliseconds(Limits.eventHeartbeatMilliseconds))) != nil {
                    for subscription in state.withLockedValue({ Array($0.subscriptions.values) }) {
                        subscription.offer(EventText.heartbeat)
                    }
                }
            }
            // an error here is a cancellation, which ends in the same way
            try? await gracefulShutdown()
            close()
            group.cancelAll()
        }
    }

    private func tellNews() async {
        let dirty = state.withLockedValue { state in
            defer { state.dirty = [] }
            return state.dirty
        }
        for news in dirty {
            guard let event = await event(of: news) else { continue }
            state.withLockedValue { state in
                if state.known.count < Limits.watchedPumps + Limits.wands { state.known.insert(news) }
                for subscription in state.subscriptions.values { subscription.offer(event) }
            }
        }
    }

    private func event(of news: WandNews) async -> OutgoingEvent? {
        switch news {
        case .wand(let name): await wand(name).flatMap { try? OutgoingEvent(API.Wand($0)) }
        case .pump(let serial): await pump(serial).flatMap { try? OutgoingEvent(API.Pump($0)) }
        }
    }

    /// Tells all who listen that the daemon stops.
    func close() {
        let subscriptions = state.withLockedValue { state in
            state.isClosed = true
            return Array(state.subscriptions.values)
        }
        for subscription in subscriptions { subscription.end(.shuttingDown) }
    }

    /// Ends the streams of users who may not listen any more.
    package func turnAway(by gate: AccessGate) {
        for subscription in state.withLockedValue({ Array($0.subscriptions.values) })
        where !gate.mayListen(subscription.peer) { subscription.end(.notPermitted) }
    }

    // MARK: listening

    /// A client that listens, until it is let go of.
    final class Seat: Sendable {
        let subscription: EventSubscription
        /// The newest record that was told before it began to listen: all later ones are offered to it.
        let head: Int64
        /// The wands and pumps that were known then: what becomes known, or changes, since is offered to it.
        private let known: [WandNews]
        private let hub: EventHub

        fileprivate init(_ subscription: EventSubscription, head: Int64, known: [WandNews], _ hub: EventHub) {
            (self.subscription, self.head, self.known, self.hub) = (subscription, head, known, hub)
        }

        deinit { hub.leave(subscription) }

        /// How the wands and pumps are that it asked for: looked at anew, because what was told once has the age of then.
        func newest() async -> [OutgoingEvent] {
            var events: [OutgoingEvent] = []
            for news in known {
                if let event = await hub.event(of: news), subscription.filter.wants(event) { events.append(event) }
            }
            return events
        }
    }

    /// Begins to listen; nil when too many do.
    func listen(_ filter: EventFilter, _ peer: Peer) -> Seat? {
        let subscription = EventSubscription(filter: filter, peer: peer)
        return state.withLockedValue { state in
            let all = state.subscriptions.values
            let own = all.count { $0.peer.userID == peer.userID }
            guard all.count < Limits.eventListeners, own < Limits.eventListenersPerUser else { return nil }
            state.subscriptions[ObjectIdentifier(subscription)] = subscription
            if state.isClosed { subscription.end(.shuttingDown) }
            let known = state.known.sorted { "\($0)" < "\($1)" }
            return Seat(subscription, head: state.head, known: known, self)
        }
    }

    /// How many listen.
    var listenerCount: Int { state.withLockedValue { $0.subscriptions.count } }

    private func leave(_ subscription: EventSubscription) {
        state.withLockedValue { $0.subscriptions[ObjectIdentifier(subscription)] = nil }
    }
}
