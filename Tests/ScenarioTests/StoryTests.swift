import Scenario
import Testing
@Test func empty() { _ = Story() }
