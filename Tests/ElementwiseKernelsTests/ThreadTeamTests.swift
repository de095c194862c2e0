import Dispatch
import ElementwiseKernels
import Synchronization
import Testing

@Suite struct ThreadTeamTests {
  @Test(arguments: [0, 1, 2, 3, 8, 300])
  func everyMemberIsCalledOnce(members: Int) {
    var calls = Array(repeating: 0, count: members)
    for _ in 0..<50 { ThreadTeam.forEach(&calls, count: members) { _, calls in calls += 1 } }
    #expect(calls == Array(repeating: 50, count: members))
  }

  @Test func theCallerIsTheFirstMember() {
    let sum = Atomic(0)
    ThreadTeam.run(members: 3) { member in sum.add(1 << (8 * member), ordering: .relaxed) }
    #expect(sum.load(ordering: .relaxed) == 0x01_01_01)
  }

  // Each loop reads what the one before wrote, on whichever thread that was.
  @Test func aLoopSeesWhatTheLastOneWrote() {
    var counts = Array(repeating: 0, count: 4)
    for _ in 0..<2_000 {
      let former = counts
      ThreadTeam.forEach(&counts, count: 4) { index, count in
        count = former[(index + 1) % former.count] + 1
      }
    }
    #expect(counts == [2_000, 2_000, 2_000, 2_000])
  }

  @Test func aLoopWithinALoopIsTheCallersOwn() {
    let sum = Atomic(0)
    ThreadTeam.run(members: 2) { _ in
      ThreadTeam.run(members: 3) { member in sum.add(member + 1, ordering: .relaxed) }
    }
    #expect(sum.load(ordering: .relaxed) == 12)
  }

  @Test func severalThreadsMayAskAtOnce() {
    let sum = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<500 {
        ThreadTeam.run(members: 2) { member in sum.add(member + 1, ordering: .relaxed) }
      }
    }
    #expect(sum.load(ordering: .relaxed) == 4 * 500 * 3)
  }

  // Longer than a member waits awake, so that both ways of waking one are taken.
  @Test(arguments: [true, false])
  func membersThatFellAsleepAreWoken(staysAwake: Bool) async throws {
    var calls = [0, 0]
    for _ in 0..<5 {
      ThreadTeam.forEach(&calls, count: 2, staysAwake: staysAwake) { _, calls in calls += 1 }
      try await Task.sleep(for: .milliseconds(2))
    }
    #expect(calls == [5, 5])
  }

  @Test func everyMemberWritesToItsOwnRange() {
    var calls = [0, 0, 0]
    var buffer = AlignedBuffer<Float>(zeros: 10)
    ThreadTeam.forEach(&calls, lending: &buffer, [0..<2, 2..<2, 5..<9]) { calls, own in
      calls += 1
      for index in own.indices { own[index] += Float(index + 1) }
    }
    #expect(calls == [1, 1, 1])
    #expect(Array(buffer) == [1, 2, 0, 0, 0, 1, 2, 3, 4, 0])
  }

  @Test func rangesThatOverlapTrap() async {
    await #expect(processExitsWith: .failure) {
      var calls = [0, 0]
      var buffer = AlignedBuffer<Float>(zeros: 10)
      ThreadTeam.forEach(&calls, lending: &buffer, [0..<4, 3..<9]) { _, _ in }
    }
  }
}
