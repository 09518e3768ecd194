package struct Story: Sendable { package init() {} }
