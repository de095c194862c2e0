internal import Synchronization

/// What a closure is told that several tasks may call, in the order in which it comes.
public final class Recorder<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])

  /// Begins with nothing.
  public init() {}

  /// Everything up to now.
  public var all: [Element] { elements.withLock { $0 } }

  /// Adds what has come.
  public func record(_ element: Element) { elements.withLock { $0.append(element) } }
}
