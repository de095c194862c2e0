import Descent

/// Loops over all elements, as a user of the package writes them, on rows of any length.
struct ElementwiseWork<Scalar: RealScalar> {
  private let count: Int
  private let left: Matrix<Scalar>
  private let right: Matrix<Scalar>

  /// About so many elements of a result are compared one by one, beside the sum of all.
  private static var sampleCount: Int { 997 }

  init(count: Int) {
    self.count = count
    let inputs = TimedInputs<Scalar>(size: count)
    left = inputs.uniform(rows: 1, columns: count, seed: 1)
    right = inputs.uniform(rows: 1, columns: count, seed: 2)
  }

  /// Every loop by its name, which is NumPy's where it has one.
  static var operations: [String: (ElementwiseWork) -> TimedWork] {
    [
      "add": { work in work.making { work.left + work.right } },
      "multiply": { work in work.making { work.left.hadamard(work.right) } },
      "exp": { work in work.making { work.left.elementExponentials() } },
      "copy": { work in work.making { copied(work.left) } },
      "axpy": \.addingScaled,
      "sum": { work in work.reducing { work.left.sum() } },
      "max": { work in work.reducing { work.left.max() ?? .nan } },
      "norm": { work in work.reducing { work.left.norm() } },
      "row-sums": { work in work.summing { $0.rowSums() } },
      "column-sums": { work in work.summing { $0.columnSums() } },
      "norm-inf": { work in work.summing { [$0.norm(.infinity)] } },
    ]
  }

  private func making(_ result: @escaping () -> Matrix<Scalar>) -> TimedWork {
    TimedWork(answer: { sample(result()) }, work: { discard(result()) })
  }

  private func reducing(_ result: @escaping () -> Scalar) -> TimedWork {
    TimedWork(answer: { [Double(result())] }, work: { discard(result()) })
  }

  /// What makes numbers of the greatest square matrix that has no more elements than the row.
  private func summing(_ result: @escaping (Matrix<Scalar>) -> [Scalar]) -> TimedWork {
    let side = Int(Double(count).squareRoot())
    let square = Matrix(
      rows: side, columns: side, elements: (0..<side * side).map { left[0, $0] })
    return TimedWork(answer: { doubles(result(square)) }, work: { discard(result(square)) })
  }

  private var addingScaled: TimedWork {
    let x = left
    var y = right
    // Small, so that thousands of repetitions leave the numbers where they are.
    let alpha = Scalar(0x1p-20)
    return TimedWork(
      answer: {
        var fresh = right
        fresh.addScaled(x, by: alpha)
        return sample(fresh)
      },
      work: { y.addScaled(x, by: alpha) })
  }

  private func sample(_ result: Matrix<Scalar>) -> [Double] {
    let step = max(1, count / Self.sampleCount)
    return stride(from: 0, to: count, by: step).map { Double(result[0, $0]) }
      + [Double(result.sum())]
  }
}

/// A copy with memory of its own: the first write ends the sharing.
private func copied<Scalar: RealScalar>(_ matrix: Matrix<Scalar>) -> Matrix<Scalar> {
  var copy = matrix
  copy[0, 0] = matrix[0, 0]
  return copy
}
