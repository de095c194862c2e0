internal import CElementwise

/// Streams of scalars through which a loop runs with the memory traffic of an update, and no more.
///
/// Each element adds `scale`·g to θ and to every moment: θ, g and the moments are read, θ and the
/// moments are written, split over as many threads in the same way as an update. Benchmarks hold
/// updates against it; training has no use for it.
package struct UpdateStreams<Scalar: RealScalar>: Sendable {
  /// The parameters: the elements of each stream.
  package let count: Int

  /// The most moments that there can be.
  package static var largestMomentCount: Int { 3 }

  // θ, g and the moments one behind the other, at multiples of the stride.
  private var buffer: AlignedBuffer<Scalar>
  private let stride: Int

  /// Allocates streams that each hold `value`.
  ///
  /// They lie where no two compete for a cache's sets or a bank of memory, whatever the count: each
  /// starts 8,320 bytes further from a multiple of 128 KiB than the one before.
  package init(repeating value: Scalar, count: Int) {
    self.count = count
    let period = (128 << 10) / MemoryLayout<Scalar>.stride
    stride = (count + period - 1) / period * period + 8_320 / MemoryLayout<Scalar>.stride
    buffer = AlignedBuffer(repeating: value, count: stride * (2 + Self.largestMomentCount))
  }

  /// A stream: 0 is θ, 1 is g, and the moments follow.
  package subscript(stream: Int) -> [Scalar] {
    Array(buffer.span.extracting(stream * stride..<stream * stride + count))
  }

  /// Copies g into the last moment.
  ///
  /// - Complexity: O(n), one pass, on the calling thread as the sum of gradients is.
  package mutating func copyGradient() {
    let (count, stride) = (count, stride)
    let last = (1 + Self.largestMomentCount) * stride
    var span = buffer.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { streams in
      guard let theta = streams.baseAddress else { return }
      unsafe (theta + last).update(from: theta + stride, count: count)
    }
  }

  /// Reads g once, split in the same way.
  ///
  /// - Complexity: O(n), one pass, no allocation below `UpdateThreads.splitCount` elements.
  package func readGradient() {
    let slope = buffer.span.extracting(stride..<stride + count)
    unsafe slope.withUnsafeBufferPointer { slope in
      guard let slope = slope.baseAddress else { return }
      forEachChunk(of: count) { _, start, length in
        var sum = Scalar.zero
        unsafe descent_sum(Scalar.cScalar, length, DESCENT_VALUES, &sum, slope + start, nil)
      }
    }
  }

  /// Runs through θ, g and some moments once.
  ///
  /// - Precondition: 0 ≤ `momentCount` ≤ 3.
  /// - Complexity: O(n), one pass, no allocation below `UpdateThreads.splitCount` elements.
  package mutating func add(scale: Double, momentCount: Int) {
    require(
      (0...Self.largestMomentCount).contains(momentCount),
      "\(momentCount) moments are outside 0...\(Self.largestMomentCount)")
    let (count, stride) = (count, stride)
    var span = buffer.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { streams in
      guard let theta = streams.baseAddress else { return }
      let (slope, moments) = unsafe (theta + stride, theta + 2 * stride)
      forEachChunk(of: count) { _, start, length in
        unsafe descent_add_to_streams(
          Scalar.cScalar, length, theta + start, slope + start, moments + start, stride,
          momentCount, scale)
      }
    }
  }
}
