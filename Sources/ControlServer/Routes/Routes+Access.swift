internal import Access
internal import ControlAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

extension ControlRoutes {
    func addAccess(to table: inout RouteTable) {
        table.on(.caller) { request, context in
            _ = try request.parameters()
            return try .json(gate.caller(context.peer))
        }
        table.on(.signIn) { request, context in
            _ = try request.parameters()
            try await request.optionalMembers().finish()
            return try .json(gate.signIn(context.peer))
        }
        table.on(.signOut) { request, context in
            _ = try request.parameters()
            try await request.optionalMembers().finish()
            return try .json(gate.signOut(context.peer))
        }
        table.on(.settings) { request, _ in
            _ = try request.parameters()
            return try .json(backend.settings())
        }
        table.on(.reload) { request, context in
            _ = try request.parameters()
            try await request.optionalMembers().finish()
            do {
                return try .json(await backend.reload(by: context.peer.userID))
            } catch let error as SettingsRefused {
                throw ProblemError.problem(
                    .invalidConfiguration, error.description,
                    "Correct the file, and check it with 'wandd --check-config'.")
            }
        }
    }
}
