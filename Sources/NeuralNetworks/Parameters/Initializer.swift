internal import LinearAlgebra

/// How a parameter block gets its first values.
///
/// With fan-in the number of inputs of the layer and fan-out the number of its outputs; U(a) is
/// uniform in [−a, a), N(σ) normal with mean 0 and standard deviation σ.
public enum Initializer: Equatable, Sendable {
  /// All zeros.
  case zeros
  /// U(√(6 / (fan-in + fan-out))), what Keras gives a dense layer.
  ///
  /// - SeeAlso: X. Glorot, Y. Bengio, <https://proceedings.mlr.press/v9/glorot10a.html>, 2010.
  case glorotUniform
  /// N(√(2 / (fan-in + fan-out))).
  case glorotNormal
  /// U(√(6 / fan-in)), suited to ReLU.
  ///
  /// - SeeAlso: K. He et al., <https://arxiv.org/abs/1502.01852>, 2015.
  case heUniform
  /// N(√(2 / fan-in)), suited to ReLU.
  case heNormal
  /// U(1 / √fan-in), what PyTorch gives the weights and the bias of a linear layer.
  case pytorchDefault
  /// A matrix with orthonormal rows or columns, whichever are fewer, uniform among all of them.
  ///
  /// - SeeAlso: A. Saxe et al., <https://arxiv.org/abs/1312.6120>, 2013.
  case orthogonal

  /// Draws a block of shape [rows, columns].
  ///
  /// - Precondition: `fanIn` and `fanOut` are positive where the formula divides by them.
  func makeValues<Scalar: RealScalar>(
    rows: Int, columns: Int, fanIn: Int, fanOut: Int, using generator: inout SeededGenerator
  ) -> Matrix<Scalar> {
    let (fanIn, fanOut) = (Double(fanIn), Double(fanOut))
    switch self {
    case .zeros:
      return Matrix(rows: rows, columns: columns)
    case .glorotUniform:
      return uniform(rows, columns, bound: (6 / (fanIn + fanOut)).squareRoot(), &generator)
    case .glorotNormal:
      return normal(rows, columns, deviation: (2 / (fanIn + fanOut)).squareRoot(), &generator)
    case .heUniform:
      return uniform(rows, columns, bound: (6 / fanIn).squareRoot(), &generator)
    case .heNormal:
      return normal(rows, columns, deviation: (2 / fanIn).squareRoot(), &generator)
    case .pytorchDefault:
      return uniform(rows, columns, bound: 1 / fanIn.squareRoot(), &generator)
    case .orthogonal:
      return .orthogonal(rows: rows, columns: columns, using: &generator)
    }
  }

  private func uniform<Scalar: RealScalar>(
    _ rows: Int, _ columns: Int, bound: Double, _ generator: inout SeededGenerator
  ) -> Matrix<Scalar> {
    .uniform(
      rows: rows, columns: columns, in: Scalar(-bound)..<Scalar(bound), using: &generator)
  }

  private func normal<Scalar: RealScalar>(
    _ rows: Int, _ columns: Int, deviation: Double, _ generator: inout SeededGenerator
  ) -> Matrix<Scalar> {
    .normal(
      rows: rows, columns: columns, standardDeviation: Scalar(deviation), using: &generator)
  }
}
