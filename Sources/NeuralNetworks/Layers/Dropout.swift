internal import ElementwiseKernels
public import LinearAlgebra

/// Sets a random part of its inputs to zero in training, and nothing otherwise.
///
/// In training y = x ⊙ m/(1 − p), where each element of m is 0 with the probability p and 1 otherwise;
/// so the mean of y is x. In `evaluate` and `predict` y = x. As in Keras and PyTorch.
///
/// ```swift
/// var model = Sequential(inputSize: 784) {
///   Dense(512, activation: .relu)
///   Dropout(0.2)
///   Dense(10, activation: .softmax)
/// }
/// ```
/// - SeeAlso: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from
///   overfitting", JMLR 15, 2014.
public struct Dropout: Layer, Equatable {
  /// p, the share of the inputs that are set to zero.
  public let rate: Double

  /// Creates a layer.
  ///
  /// - Precondition: `0 ≤ rate < 1`.
  public init(_ rate: Double) {
    require(rate >= 0 && rate < 1, "dropout sets a share in 0..<1 to zero, not \(rate)")
    self.rate = rate
  }

  /// "dropout".
  public var kind: String { "dropout" }

  /// The rate.
  public var details: String { "\(rate)" }

  /// As many as inputs.
  public func outputSize(inputSize: Int) -> Int { inputSize }

  /// None.
  public func parameterShapes(inputSize: Int) -> [ParameterShape] { [] }

  /// m/(1 − p).
  public func cacheSize(inputSize: Int) -> Int { inputSize }

  /// True: training draws m.
  public var isRandom: Bool { true }

  /// Computes y = x.
  public func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>
  ) {
    copyScalars(from: input, to: &output)
  }

  /// Computes y = x ⊙ m/(1 − p).
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func forward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, parameters: Span<Scalar>,
    output: inout MutableSpan<Scalar>, cache: inout MutableSpan<Scalar>, noise: TrainingNoise
  ) {
    let scale = Scalar(1 / (1 - rate))
    // Of 2⁶⁴ equally likely numbers the share `rate` lies below.
    let bound = UInt64(rate * 0x1p64)
    var index = 0
    for row in 0..<rows {
      for column in 0..<inputSize {
        let factor = noise.bits(row: row, column: column) < bound ? 0 : scale
        cache[index] = factor
        output[index] = input[index] * factor
        index += 1
      }
    }
  }

  /// Computes ∂x = ∂y ⊙ m/(1 − p).
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func backward<Scalar: RealScalar>(
    rows: Int, inputSize: Int, input: Span<Scalar>, output: Span<Scalar>, cache: Span<Scalar>,
    parameters: Span<Scalar>, outputGradient: inout MutableSpan<Scalar>,
    gradients: inout MutableSpan<Scalar>, accumulates: Bool,
    inputGradient: inout MutableSpan<Scalar>
  ) {
    // Nobody asks for the gradient of the data.
    guard inputGradient.count > 0 else { return }
    for index in 0..<rows * inputSize {
      inputGradient[index] = outputGradient[index] * cache[index]
    }
  }
}
