import Dispatch
import Synchronization

/// Does work in parts, some at a time, each on a thread of its own.
///
/// - Parameters:
///   - count: How many parts there are.
///   - workers: How many are done at a time, at most.
///   - part: Does one, given its number from 0.
/// - Returns: What the parts gave, in the order of their numbers.
func sideBySide<Part: Sendable>(
  _ count: Int, workers: Int, _ part: @Sendable (Int) -> Part
) -> [Part] {
  let parts = Mutex([Part?](repeating: nil, count: count))
  let next = Mutex(0)
  DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
    while true {
      let index = next.withLock { next in
        defer { next += 1 }
        return next
      }
      guard index < count else { return }
      let done = part(index)
      parts.withLock { $0[index] = done }
    }
  }
  return parts.withLock { $0 }.compactMap { $0 }
}
