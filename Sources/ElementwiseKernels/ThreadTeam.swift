internal import CThreadTeam

/// Threads that stay, so that loops of a few microseconds can be shared.
///
/// The calling thread is one of the team. While the team is at work for another thread, or where one
/// of its members asks again, the caller does everything itself: the results are the same.
package enum ThreadTeam {
  /// Calls `body` with every member's number from 0 up, each on its own thread where possible, and
  /// returns when all are done.
  ///
  /// - Parameters:
  ///   - members: How many there are.
  ///   - wakes: Whether threads that sleep are woken; otherwise the caller does everything itself
  ///     where one does.
  ///   - staysAwake: Whether the next loop is expected so soon that the threads wait for it awake,
  ///     for a tenth of a millisecond; otherwise they leave the processors to others at once.
  ///   - body: Receives the number of its member.
  /// - Complexity: About a microsecond besides the calls, while the threads are awake; no allocation
  ///   after their start.
  package static func run(
    members: Int, wakes: Bool = true, staysAwake: Bool = true, _ body: (_ member: Int) -> Void
  ) {
    require(members >= 0 && members <= Int32.max, "a team of \(members) members")
    if members == 1 { return body(0) }
    runClosure(Int32(members), wakes ? 1 : 0, staysAwake ? 1 : 0, body)
  }

  /// Lends each element of an array to one member of the team.
  ///
  /// - Parameters:
  ///   - elements: One per member.
  ///   - count: How many of them, from the first on, have something to do.
  ///   - staysAwake: As of ``run(members:wakes:staysAwake:_:)``.
  ///   - body: Receives the number of its element and the element. What else it reads must not be
  ///     written meanwhile.
  /// - Complexity: As ``run(members:wakes:staysAwake:_:)``.
  package static func forEach<Element>(
    _ elements: inout [Element], count: Int, staysAwake: Bool = true,
    _ body: (_ index: Int, _ element: inout Element) -> Void
  ) {
    require(
      count >= 0 && count <= elements.count, "\(count) members for \(elements.count) elements")
    unsafe elements.withUnsafeMutableBufferPointer { elements in
      // Every member gets an element of its own.
      nonisolated(unsafe) let elements = unsafe elements
      run(members: count, staysAwake: staysAwake) { member in unsafe body(member, &elements[member])
      }
    }
  }

  /// Lends each element of an array, and a range of a buffer, to one member of the team.
  ///
  /// - Parameters:
  ///   - elements: One per member.
  ///   - buffer: What the members write to, each to its own range.
  ///   - ranges: One per member, in order, none overlapping the next.
  ///   - body: Receives the element and the scalars of its range. What else it reads must not be
  ///     written meanwhile.
  /// - Complexity: As ``run(members:wakes:staysAwake:_:)``.
  package static func forEach<Element, Scalar: MatrixScalar>(
    _ elements: inout [Element], lending buffer: inout AlignedBuffer<Scalar>,
    _ ranges: [Range<Int>],
    _ body: (_ element: inout Element, _ scalars: inout MutableSpan<Scalar>) -> Void
  ) {
    require(
      ranges.count == elements.count, "\(ranges.count) ranges for \(elements.count) elements")
    var end = 0
    for range in ranges {
      require(
        range.lowerBound >= end && range.upperBound <= buffer.count,
        "\(range) is not within \(end)..<\(buffer.count)")
      end = range.upperBound
    }
    var span = buffer.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { scalars in
      // Every member gets a range of its own.
      nonisolated(unsafe) let scalars = unsafe scalars
      forEach(&elements, count: elements.count) { index, element in
        var own = unsafe scalars.extracting(ranges[index]).mutableSpan
        body(&element, &own)
      }
    }
  }
}

// To hand a closure to C by a pointer it would have to be put on the heap, as one that might outlive
// the call. By the calling convention of Swift, which clang speaks, it goes as it is.
@_silgen_name("descent_team_run_closure")
private func runClosure(
  _ members: Int32, _ wakes: Int32, _ staysAwake: Int32, _ body: (Int) -> Void)
