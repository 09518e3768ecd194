/// The page's files, embedded in the executable: nothing is read from a disk, nothing comes from elsewhere.
enum Assets {
    struct File: Sendable {
        var type: String
        var bytes: [UInt8]
    }

    /// By the path at which a browser asks for it.
    static let files: [String: File] = {
        let scripts: KeyValuePairs = [
            "main": PackageResources.main_js, "dom": PackageResources.dom_js, "api": PackageResources.api_js,
            "stream": PackageResources.stream_js, "store": PackageResources.store_js,
            "amounts": PackageResources.amounts_js, "words": PackageResources.words_js,
            "charts": PackageResources.charts_js, "live": PackageResources.live_js,
            "change": PackageResources.change_js, "form": PackageResources.form_js,
            "review": PackageResources.review_js, "alarms": PackageResources.alarms_js,
            "sound": PackageResources.sound_js, "papers": PackageResources.papers_js,
            "stop": PackageResources.stop_js, "access": PackageResources.access_js,
        ]
        var files = [
            "/": File(type: "text/html; charset=utf-8", bytes: PackageResources.index_html),
            "/style.css": File(type: "text/css; charset=utf-8", bytes: PackageResources.style_css),
            "/charts.css": File(type: "text/css; charset=utf-8", bytes: PackageResources.charts_css),
            "/icon.svg": File(type: "image/svg+xml", bytes: PackageResources.icon_svg),
        ]
        for (name, bytes) in scripts {
            files["/\(name).js"] = File(type: "text/javascript; charset=utf-8", bytes: bytes)
        }
        return files
    }()
}
