internal import ElementwiseKernels
public import LinearAlgebra
public import Optimizers

/// All parameters of a model in one buffer, and their gradients in a second one of the same layout.
///
/// A layer owns a range of both, so an optimizer updates the whole model in one pass:
/// ```swift
/// var state = optimizer.makeState(for: linear.parameters)
/// optimizer.update(&linear.parameters, state: &state)
/// ```
public struct FlatParameters<Scalar: RealScalar>: Equatable, Sendable {
  /// The blocks, in the order of the buffers, without gaps.
  public let blocks: [ParameterBlock]
  /// θ, all blocks one behind the other.
  ///
  /// - Precondition: New values are as many as the old ones.
  public var values: AlignedBuffer<Scalar> {
    didSet { checkCount(values.count) }
  }
  /// ∂loss/∂θ, in the same order.
  ///
  /// - Precondition: As of ``values``.
  public var gradients: AlignedBuffer<Scalar> {
    get { gradientBuffer }
    _modify {
      yield &gradientBuffer
      checkCount(gradientBuffer.count)
    }
  }
  /// The gradients themselves; training takes them out while it writes them.
  var gradientBuffer: AlignedBuffer<Scalar>

  /// The number of parameters.
  public var count: Int { values.count }

  private func checkCount(_ newCount: Int) {
    let count = blocks.last?.range.upperBound ?? 0
    require(newCount == count, "\(newCount) scalars cannot replace \(count) parameters")
  }

  /// Creates blocks with values drawn in order, and zero gradients.
  ///
  /// - Parameters:
  ///   - layers: Per layer, its name, fan-in, fan-out and blocks.
  ///   - generator: Where the values are drawn from.
  init(
    _ layers: [(name: String, fanIn: Int, fanOut: Int, shapes: [ParameterShape])],
    using generator: inout SeededGenerator
  ) {
    var blocks: [ParameterBlock] = []
    var values: [Scalar] = []
    for layer in layers {
      for shape in layer.shapes {
        let block: Matrix<Scalar> = shape.initializer.makeValues(
          rows: shape.rows, columns: shape.columns, fanIn: layer.fanIn, fanOut: layer.fanOut,
          using: &generator)
        let range = values.count..<values.count + block.count
        blocks.append(
          ParameterBlock(
            name: "\(layer.name).\(shape.name)", rows: shape.rows, columns: shape.columns,
            range: range))
        values.append(contentsOf: Array(block.span))
      }
    }
    self.blocks = blocks
    self.values = AlignedBuffer(copying: values.span)
    gradientBuffer = AlignedBuffer(zeros: values.count)
  }

  /// The values of a block as a matrix.
  ///
  /// - Precondition: A block of that name exists; an assigned matrix has its shape.
  /// - Complexity: O(size of the block), a copy.
  public subscript(name: String) -> Matrix<Scalar> {
    get { matrix(block(named: name), of: values) }
    set {
      let block = block(named: name)
      require(
        newValue.rows == block.rows && newValue.columns == block.columns,
        "'\(name)' is \(block.rows)×\(block.columns), not \(newValue.rows)×\(newValue.columns)")
      var target = values.mutableSpan
      let source = newValue.span
      for (offset, index) in block.range.enumerated() { target[index] = source[offset] }
    }
  }

  /// The gradient of a block as a matrix.
  ///
  /// - Precondition: A block of that name exists.
  /// - Complexity: O(size of the block), a copy.
  public func gradient(of name: String) -> Matrix<Scalar> {
    matrix(block(named: name), of: gradients)
  }

  private func block(named name: String) -> ParameterBlock {
    guard let block = blocks.first(where: { $0.name == name }) else {
      fatalError("no block '\(name)' among \(blocks.map(\.name))")
    }
    return block
  }

  private func matrix(
    _ block: ParameterBlock, of buffer: AlignedBuffer<Scalar>
  ) -> Matrix<Scalar> {
    Matrix(
      rows: block.rows, columns: block.columns,
      buffer: AlignedBuffer(copying: buffer.span.extracting(block.range)))
  }
}

extension FlatParameters: ScalarBuffer {
  /// Lends the values for reading while `body` runs.
  ///
  /// - Throws: What `body` throws.
  public func withSpan<Result, Failure: Error>(
    _ body: (Span<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try values.withSpan(body)
  }

  /// Lends the values for reading and writing while `body` runs.
  ///
  /// - Throws: What `body` throws.
  public mutating func withMutableSpan<Result, Failure: Error>(
    _ body: (inout MutableSpan<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try values.withMutableSpan(body)
  }
}

extension Optimizer {
  /// Moves all parameters by one step against their own gradients.
  ///
  /// - Precondition: This rule made the state, for as many parameters.
  /// - Complexity: O(n), one pass, no allocation.
  public func update<Scalar: RealScalar>(
    _ parameters: inout FlatParameters<Scalar>, state: inout OptimizerState<Scalar>
  ) {
    let gradients = parameters.gradients
    update(&parameters.values, gradient: gradients, state: &state)
  }
}
