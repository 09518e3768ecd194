@main struct Wandctl { static func main() {} }
