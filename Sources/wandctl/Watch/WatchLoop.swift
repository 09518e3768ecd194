import ControlAPI
import PumpModel
import UnixSignals
import WandClient

/// The thin shell around model and frame: carries keys, signals, time and the daemon's words in, and pictures and deeds out.
struct WatchLoop {
    /// Inputs that wait while one picture is drawn; one more makes the stream begin anew.
    private static let waitingInputs = 512

    let client: ControlClient
    let glyphs: Glyphs
    let isColoured: Bool

    private enum Event: Sendable {
        case input(WatchInput)
        case resized
        /// The terminal was taken away for a while, and is back.
        case resumed
        case end
    }

    /// Until somebody quits, a signal ends it, or the terminal is gone; the terminal is as before in each case.
    func run() async throws {
        let screen = try Screen(isColoured: isColoured)
        defer { screen.close() }
        let (events, sink) = AsyncStream.makeStream(
            of: Event.self, bufferingPolicy: .bufferingOldest(Self.waitingInputs))
        let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let tell: @Sendable (WatchInput) -> Bool = { input in
            if case .dropped = sink.yield(.input(input)) { false } else { true }
        }
        let (client, feed) = (client, WatchFeed(client: client))
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await feed.follow(tell) }
            group.addTask { try await Keyboard.read { _ = tell(.key($0)) } }
            group.addTask { await Self.signals(sink) }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(1))
                    _ = tell(.tick)
                }
            }
            group.addTask {
                while true {
                    look.yield()
                    try await Task.sleep(for: .milliseconds(WatchFeed.lookMilliseconds))
                }
            }
            group.addTask {
                // one look at a time; what is asked for meanwhile is one more
                for await _ in looks {
                    do { _ = tell(.read(try await feed.look())) } catch { _ = tell(.unread("\(error)")) }
                }
            }
            defer { group.cancelAll() }

            var model = WatchModel(socketPath: client.socketPath, now: .current)
            var size = Screen.size()
            screen.show(WatchFrame(model, size: size, glyphs: glyphs).lines())
            for await event in events {
                switch event {
                case .end: return
                case .resized:
                    size = Screen.size()
                    screen.forget()
                case .resumed:
                    size = Screen.size()
                    screen.enter()
                case .input(let input):
                    for effect in model.handle(input, at: .current) {
                        switch effect {
                        case .quit: return
                        case .read: look.yield()
                        case .interrogate, .stop, .acknowledge, .silence:
                            group.addTask { await WatchDeed(client: client) { _ = tell(.told($0)) }.carry(effect) }
                        }
                    }
                }
                guard screen.show(WatchFrame(model, size: size, glyphs: glyphs).lines()) else { return }
            }
        }
    }

    private static func signals(_ sink: AsyncStream<Event>.Continuation) async {
        for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigwinch, .sigcont) {
            switch signal {
            case .sigwinch: sink.yield(.resized)
            case .sigcont: sink.yield(.resumed)
            default: sink.yield(.end)
            }
        }
    }
}
