import LinearAlgebra
import TestSupport

/// The matrices of generate_spectral.py, by the same recipes.
enum SpectralMatrix {
  private typealias Wide = Matrix<Complex<Double>>

  static func make<Scalar: TestScalar>(
    _ family: String, rows: Int, columns: Int, as type: Scalar.Type = Scalar.self
  ) -> Matrix<Scalar> {
    let wide = make(family, rows, columns, Scalar.isComplex)
    var result = Matrix<Scalar>(rows: rows, columns: columns)
    for i in 0..<rows {
      for j in 0..<columns {
        result[i, j] = Scalar(parts: wide[i, j].real, wide[i, j].imaginary)
      }
    }
    return result
  }

  private static func make(_ family: String, _ m: Int, _ n: Int, _ isComplex: Bool) -> Wide {
    let unit: Complex<Double> = isComplex ? .i : 0
    switch family {
    case "random": return wholeNumbers(m, n, isComplex)
    case "graded":
      return filled(m, n, from: wholeNumbers(m, n, isComplex)) { $2 * Complex(power(-$0)) }
    case "hilbert":
      return filled(m, n) { i, j in
        let element = 1 / Double(i + j + 1)
        return Complex(element, isComplex ? element : 0)
      }
    case "rankDeficient":
      let rank = (min(m, n) + 1) / 2
      return wholeNumbers(m, rank, isComplex, salt: 1) * wholeNumbers(rank, n, isComplex, salt: 2)
    case "nearlySingular":
      let small = wholeNumbers(m, n, isComplex, salt: 3)
      return filled(m, n, from: make("rankDeficient", m, n, isComplex)) {
        $2 + Complex(power(-12)) * small[$0, $1]
      }
    case "orthogonal":
      return filled(n, n, from: reflection(n)) { $2 * (isComplex ? .i : 1) }
    case "permutation":
      return filled(n, n) { i, j in j == (i + 1) % n ? (isComplex ? .i : 1) : 0 }
    case "jordan":
      return filled(n, n) { i, j in i == j ? 2 + unit : j == i + 1 ? 1 : 0 }
    case "rotatedJordan":
      return reflection(n) * make("jordan", n, n, isComplex) * reflection(n)
    default: return hermitian(family, n, isComplex)
    }
  }

  private static func hermitian(_ family: String, _ n: Int, _ isComplex: Bool) -> Wide {
    switch family {
    case "symmetric":
      let a = wholeNumbers(n, n, isComplex)
      return filled(n, n) { i, j in a[i, j] + a[j, i].conjugate }
    case "gradedSymmetric":
      return filled(n, n, from: hermitian("symmetric", n, isComplex)) {
        $2 * Complex(power(-$0 - $1))
      }
    case "semidefinite":
      let x = wholeNumbers(n, (n + 1) / 2, isComplex, salt: 1)
      return x * x.adjoint()
    case "repeated":
      let v = wholeNumbers(n, 1, isComplex, salt: 4)
      return filled(n, n, from: v * v.adjoint()) { $0 == $1 ? $2 + 3 : $2 }
    case "clustered":
      let q = reflection(n)
      return filled(n, n, from: q) { $2 * Complex(1 + Double($1) * power(-20)) } * q
    case "definite":
      let x = wholeNumbers(n, n, isComplex, salt: 5)
      return filled(n, n, from: x * x.adjoint()) { $0 == $1 ? $2 + Complex(Double(n)) : $2 }
    default: fatalError("no recipe for \(family)")
    }
  }

  private static func wholeNumbers(
    _ rows: Int, _ columns: Int, _ isComplex: Bool, salt: Int = 0
  ) -> Wide {
    var noise = NoiseGenerator(seed: UInt64(10_000 * salt + 100 * rows + columns))
    let parts = noise.wholeNumbers(2 * rows * columns, as: Double.self)
    return filled(rows, columns) { i, j in
      let place = 2 * (i * columns + j)
      return Complex(parts[place], isComplex ? parts[place + 1] : 0)
    }
  }

  /// I − 2·v·vᵀ / vᵀv with v = (1, 2, 1, 2, …).
  private static func reflection(_ n: Int) -> Wide {
    let v = (0..<n).map { Double(1 + $0 % 2) }
    let square = v.reduce(0) { $0 + $1 * $1 }
    return filled(n, n) { i, j in Complex((i == j ? 1 : 0) - 2 * v[i] * v[j] / square) }
  }

  private static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  private static func filled(
    _ rows: Int, _ columns: Int, _ element: (Int, Int) -> Complex<Double>
  ) -> Wide {
    var result = Wide(rows: rows, columns: columns)
    for i in 0..<rows {
      for j in 0..<columns { result[i, j] = element(i, j) }
    }
    return result
  }

  private static func filled(
    _ rows: Int, _ columns: Int, from a: Wide,
    _ element: (Int, Int, Complex<Double>) -> Complex<Double>
  ) -> Wide {
    filled(rows, columns) { element($0, $1, a[$0, $1]) }
  }
}
