internal import ControlAPI
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

/// Answers of the console itself, each with the whole fence around it.
enum ConsoleAnswer {
    static func file(_ file: Assets.File) -> Response {
        answer(.ok, file.type, file.bytes)
    }

    static func paper(_ paper: PaperMaker.Paper, _ text: String) -> Response {
        answer(.ok, paper.type, Array(text.utf8), .paper)
    }

    /// For people who came without the link.
    static func page(_ status: HTTPResponse.Status, _ title: String, _ words: String) -> Response {
        // both are constants of this program
        let html = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>\(title)</title></head>\
            <body><main><h1>\(title)</h1><p>\(words)</p></main></body></html>
            """
        return answer(status, "text/html; charset=utf-8", Array(html.utf8))
    }

    static func problem(_ problem: API.Problem) -> Response {
        let bytes = (try? JSONText.encode(problem)) ?? []
        return answer(.init(code: problem.status), API.problemContentType, bytes)
    }

    /// To the page itself, so that the token stands in no address bar and no history.
    static func entered(cookie: String?) -> Response {
        var response = answer(.seeOther, nil, [])
        response.headers[.location] = "/"
        response.headers[.setCookie] = cookie
        return response
    }

    static func answer(
        _ status: HTTPResponse.Status, _ type: String?, _ bytes: [UInt8], _ policy: Fence.Policy = .page
    ) -> Response {
        var headers = Fence.headers(policy)
        headers[.contentType] = type
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
