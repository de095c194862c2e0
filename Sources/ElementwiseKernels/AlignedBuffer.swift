internal import ComplexModule

/// A fixed-size buffer of scalars with value semantics, aligned to 64 bytes.
///
/// The one storage type of the package: matrices, flat parameters, gradients and optimizer moments
/// all live in it. A copy costs O(1) and shares memory until one of the two is written to.
///
/// ```swift
/// var a = AlignedBuffer<Float>([1, 2, 3])
/// let b = a
/// a[0] = 9          // copies first: b still starts with 1
/// ```
@safe
public struct AlignedBuffer<Element: MatrixScalar>: @unchecked Sendable {
  @usableFromInline var storage: AlignedStorage
  // Kept beside its owner so that an element access reads one pointer, not two.
  @usableFromInline var base: UnsafeMutablePointer<Element>

  /// The number of scalars.
  public let count: Int

  /// Creates a buffer of `count` zeros.
  ///
  /// - Precondition: `count ≥ 0`.
  /// - Complexity: O(`count`), one allocation.
  public init(zeros count: Int) {
    self.init(count: count, zeroed: true)
  }

  /// Creates a buffer of `count` scalars that hold any bits, for results that are written in full.
  ///
  /// Zeros would cost one more pass over the memory, half of the time of an addition.
  ///
  /// - Precondition: `count ≥ 0`, and every scalar is written before it is read.
  /// - Complexity: O(1), one allocation.
  package init(unwritten count: Int) {
    self.init(count: count, zeroed: false)
  }

  // Unspecialized, the metadata of the storage is looked up in each call.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  @_specialize(where Element == Complex<Float>)
  @_specialize(where Element == Complex<Double>)
  private init(count: Int, zeroed: Bool) {
    storage = AlignedStorage(
      count: count, stride: MemoryLayout<Element>.stride, zeroed: zeroed)
    unsafe base = storage.base.bindMemory(to: Element.self, capacity: count)
    self.count = count
  }

  /// Creates a buffer that holds `value` `count` times.
  ///
  /// - Precondition: `count ≥ 0`.
  public init(repeating value: Element, count: Int) {
    self.init(unwritten: count)
    unsafe base.update(repeating: value, count: count)
  }

  /// Creates a buffer with the elements of a sequence, in order.
  public init(_ elements: some Sequence<Element>) {
    let elements = ContiguousArray(elements)
    self.init(copying: elements.span)
  }

  /// Creates a buffer with a copy of the scalars in a span.
  public init(copying span: Span<Element>) {
    self.init(unwritten: span.count)
    unsafe span.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { unsafe base.update(from: start, count: source.count) }
    }
  }

  /// Whether the buffer has no scalars.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The scalars, for reading.
  ///
  /// - Complexity: O(1).
  @inlinable public var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The scalars, for reading and writing.
  ///
  /// - Complexity: O(1), or O(`count`) and one allocation when the memory is shared with a copy.
  @inlinable public var mutableSpan: MutableSpan<Element> {
    @_lifetime(&self)
    mutating get {
      makeUnique()
      let span = unsafe MutableSpan(_unsafeStart: base, count: count)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  /// The scalar at a position.
  ///
  /// - Precondition: `0 ≤ index < count`.
  @inlinable public subscript(index: Int) -> Element {
    get {
      checkIndex(index)
      return unsafe base[index]
    }
    _modify {
      checkIndex(index)
      makeUnique()
      yield &(unsafe base[index])
    }
  }

  @inlinable func checkIndex(_ index: Int) {
    if index < 0 || index >= count { stopOutside(index, count: count) }
  }

  /// Ends sharing before a write.
  @inlinable mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { copyStorage() }
  }

  /// Whether no copy shares the memory.
  package mutating func isUnique() -> Bool { isKnownUniquelyReferenced(&storage) }

  /// Makes the buffer one of `count` scalars that hold any bits, in its own memory if that is as
  /// large and no copy shares it.
  ///
  /// - Precondition: `count ≥ 0`, and every scalar is written before it is read.
  /// - Complexity: O(1), at most one allocation.
  package mutating func makeUnwritten(_ count: Int) {
    if self.count != count || !isUnique() { self = AlignedBuffer(unwritten: count) }
  }

  @usableFromInline mutating func copyStorage() {
    let copy = AlignedStorage(count: count, stride: MemoryLayout<Element>.stride, zeroed: false)
    let target = unsafe copy.base.bindMemory(to: Element.self, capacity: count)
    unsafe target.update(from: base, count: count)
    storage = copy
    unsafe base = target
  }
}

/// Stops at a place that is not there.
///
/// Not the message but its numbers are passed, so that a loop keeps no closure ready for it. That it
/// never returns is not told: Swift 6.3.1's optimizer stops over loops that read and write elements
/// of one buffer and leave for good in between.
@inline(never) @usableFromInline func stopOutside(_ index: Int, count: Int) {
  fatalError("index \(index) is outside 0..<\(count)")
}
