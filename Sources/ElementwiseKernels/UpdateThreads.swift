internal import CElementwise

/// How many threads share one large update.
package enum UpdateThreads {
  /// Below this many parameters an update stays on the calling thread: waking another one costs
  /// more than the loop.
  package static let splitCount = 1 << 18

  /// From this many on other threads share an update if they happen to be awake, as they are in
  /// training.
  package static let awakeSplitCount = 1 << 14

  /// From this many on the threads sleep after an update: to be woken costs little beside it, and
  /// they may be needed elsewhere meanwhile, by the threads of a large matrix product for one.
  package static let sleepCount = 1 << 22

  /// The most threads that one update uses; at first, as many as there are processors.
  package static var count: Int {
    get { Int(descent_update_threads()) }
    set {
      require(newValue >= 1, "an update needs one thread at least, not \(newValue)")
      descent_use_update_threads(Int32(clamping: newValue))
    }
  }
}

/// Calls `body` with ranges that together cover `0..<count`, on several threads when it is large.
///
/// - Parameters:
///   - count: How many elements there are.
///   - splitCount: From how many on threads are woken to share them.
///   - awakeSplitCount: From how many on threads that are awake share them.
///   - sleepCount: From how many on the threads sleep afterwards.
///   - threadLimit: The most threads that may.
///   - body: Receives the number of its thread, from 0, and its share.
func forEachChunk(
  of count: Int, splitCount: Int = UpdateThreads.splitCount,
  awakeSplitCount: Int = UpdateThreads.awakeSplitCount,
  sleepCount: Int = UpdateThreads.sleepCount, threadLimit: Int = .max,
  _ body: (_ thread: Int, _ start: Int, _ length: Int) -> Void
) {
  let threads =
    count < min(splitCount, awakeSplitCount) ? 1 : min(UpdateThreads.count, threadLimit)
  guard threads > 1 else { return body(0, 0, count) }
  // Whole cache lines where there are many, so that no two threads write to the same one.
  let grain = count < 64 * threads ? 1 : 64
  let length = ((count + threads - 1) / threads + grain - 1) / grain * grain
  let (wakes, staysAwake) = (count >= splitCount, count < sleepCount)
  ThreadTeam.run(members: threads, wakes: wakes, staysAwake: staysAwake) { thread in
    let start = min(count, thread * length)
    body(thread, start, min(length, count - start))
  }
}
