/// A Euclidean norm that neither overflows nor underflows on its way.
///
/// Kept as scale·√sum with the largest magnitude as the scale, so that no square leaves the range of
/// `Double`.
struct Norm {
  private var scale = 0.0
  private var sum = 0.0
  private var count = 0
  private var isFinite = true

  /// Takes in a number.
  mutating func add(_ number: Double) {
    count += 1
    guard number.isFinite else { return isFinite = false }
    let magnitude = number.magnitude
    if magnitude > scale {
      let ratio = scale / magnitude
      (scale, sum) = (magnitude, sum * ratio * ratio + 1)
    } else if magnitude > 0 {
      let ratio = magnitude / scale
      sum += ratio * ratio
    }
  }

  /// Takes in the numbers of another norm.
  mutating func add(_ other: Norm) {
    count += other.count
    isFinite = isFinite && other.isFinite
    if other.scale > scale {
      let ratio = scale / other.scale
      (scale, sum) = (other.scale, sum * ratio * ratio + other.sum)
    } else if other.scale > 0 {
      let ratio = other.scale / scale
      sum += other.sum * ratio * ratio
    }
  }

  /// The root mean square, or nil when a number was not finite or there was none.
  var rootMeanSquare: Double? {
    isFinite && count > 0 ? scale * (sum / Double(count)).squareRoot() : nil
  }

  /// This norm over another; nil when that is zero, a number was not finite, or the quotient is not.
  func ratio(to other: Norm) -> Double? {
    guard isFinite, other.isFinite, other.scale > 0 else { return nil }
    let ratio = scale / other.scale * (sum / other.sum).squareRoot()
    return ratio.isFinite ? ratio : nil
  }
}
