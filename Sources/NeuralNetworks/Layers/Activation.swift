internal import ElementwiseKernels

/// The function at the end of a layer.
public enum Activation: Codable, Equatable, Sendable {
  /// f(z) = z.
  case identity
  /// f(z) = max(z, 0).
  case relu
  /// f(z) = z where z ≥ 0, else slope·z; PyTorch's default slope is 0.01, Keras' 0.3.
  ///
  /// - Precondition: `slope` is finite and at least 0.
  case leakyReLU(slope: Double = 0.01)
  /// f(z) = 1 / (1 + e⁻ᶻ).
  case sigmoid
  /// f(z) = tanh z.
  case tanh
  /// f(z) = z·Φ(z) with the normal distribution Φ, not its tanh approximation.
  case gelu
  /// f(z)ᵢ = eᶻⁱ / Σ eᶻ over the row.
  case softmax

  /// The kernel that applies it element by element; nil for softmax, which needs the row.
  var elementwise: ElementwiseActivation? {
    switch self {
    case .identity: .identity
    case .relu: .relu
    case .leakyReLU(let slope): .leakyReLU(slope: slope)
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .gelu: .gelu
    case .softmax: nil
    }
  }

  /// The name in a summary, such as "relu".
  var name: String {
    switch self {
    case .identity: "identity"
    case .relu: "relu"
    case .leakyReLU(let slope): "leakyReLU(\(slope))"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .gelu: "gelu"
    case .softmax: "softmax"
    }
  }

  /// Overwrites rows of pre-activations without a bias by the activation.
  func apply<Scalar: RealScalar>(
    rows: Int, columns: Int, to values: inout MutableSpan<Scalar>
  ) {
    guard let elementwise else {
      softmaxRows(rows: rows, columns: columns, values: &values)
      return
    }
    var nothing = MutableSpan<Scalar>()
    applyBiasAndActivation(
      rows: rows, columns: columns, values: &values, bias: Span(), preactivations: &nothing,
      activation: elementwise)
  }
}
