import ElementwiseKernels
import Foundation

/// The loss and gradient of one row in plain `Double`, from the definitions, with the magnitudes of
/// what is added on the way: the error of any way of computing it is a multiple of their rounding.
struct PlainLoss {
  var loss = 0.0
  var lossMagnitude = 0.0
  var gradients: [Double]
  var gradientMagnitudes: [Double]

  /// `margin` keeps probabilities from 0, and `ceiling` from 1.
  init(_ loss: RowLoss, _ y: [Double], _ t: [Double], margin: Double, ceiling: Double) {
    gradients = y
    gradientMagnitudes = y
    switch loss {
    case .softmaxCrossEntropy: softmaxCrossEntropy(y, t)
    case .crossEntropy: crossEntropy(y, t, margin: margin, ceiling: ceiling)
    case .binaryCrossEntropyFromLogits, .binaryCrossEntropy, .meanSquaredError:
      for j in y.indices {
        addMean(loss, j, y[j], t[j], clipped: min(max(y[j], margin), ceiling))
      }
    }
  }

  /// The same with a weight for the row and a scale of the gradient.
  func scaled(weight: Double, scale: Double) -> PlainLoss {
    var result = self
    result.loss *= weight
    result.lossMagnitude *= weight
    result.gradients = gradients.map { $0 * weight * scale }
    result.gradientMagnitudes = gradientMagnitudes.map { $0 * weight * scale }
    return result
  }

  private mutating func softmaxCrossEntropy(_ z: [Double], _ t: [Double]) {
    let largest = z.max() ?? 0
    let sum = z.reduce(0) { $0 + exp($1 - largest) }
    let mass = t.reduce(0, +)
    for j in z.indices {
      let p = exp(z[j] - largest) / sum
      loss += t[j] * (log(sum) - (z[j] - largest))
      lossMagnitude += t[j] * (log(sum) + largest - z[j] + 1)
      gradients[j] = mass * p - t[j]
      gradientMagnitudes[j] = mass * p + t[j]
    }
  }

  private mutating func crossEntropy(
    _ y: [Double], _ t: [Double], margin: Double, ceiling: Double
  ) {
    let sum = y.reduce(0, +)
    let shares = y.map { $0 / sum }
    let isKept = shares.map { $0 >= margin && $0 <= ceiling }
    let inner = y.indices.reduce(0.0) { $0 + (isKept[$1] ? t[$1] : 0) }
    for j in y.indices {
      let logarithm = log(min(max(shares[j], margin), ceiling))
      loss -= t[j] * logarithm
      lossMagnitude += t[j] * (1 - logarithm)
      let slope = isKept[j] ? t[j] / shares[j] : 0
      gradients[j] = (inner - slope) / sum
      gradientMagnitudes[j] = (inner + slope) / sum
    }
  }

  private mutating func addMean(
    _ loss: RowLoss, _ j: Int, _ y: Double, _ t: Double, clipped p: Double
  ) {
    let count = Double(gradients.count)
    switch loss {
    case .binaryCrossEntropyFromLogits:
      let sigmoid = 1 / (1 + exp(-y))
      self.loss += (max(y, 0) - y * t + log1p(exp(-abs(y)))) / count
      lossMagnitude += (2 * abs(y) + 1) / count
      gradients[j] = (sigmoid - t) / count
      gradientMagnitudes[j] = (sigmoid + t) / count
    case .binaryCrossEntropy:
      self.loss -= (t * log(p) + (1 - t) * log1p(-p)) / count
      lossMagnitude += (1 - t * log(p) - (1 - t) * log1p(-p)) / count
      gradients[j] = p == y ? (p - t) / (p * (1 - p)) / count : 0
      gradientMagnitudes[j] = (p + t) / (p * (1 - p)) / count
    default:
      self.loss += (y - t) * (y - t) / count
      lossMagnitude += (y - t) * (y - t) / count
      gradients[j] = 2 * (y - t) / count
      gradientMagnitudes[j] = 2 * abs(y - t) / count
    }
  }
}
