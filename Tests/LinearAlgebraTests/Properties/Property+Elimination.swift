import LinearAlgebra
import TestSupport

// Theorems are those of Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition.
// Their bounds hold element by element and are compared in the Frobenius norm; where the test
// multiplies the factors itself, its own roundings come on top.
extension Property {
  static var elimination: [Property] {
    [
      Property("LU") { s, found in
        let factors = try s.a.lu()
        let (lower, upper) = (factors.lower, factors.upper)
        let size = frobeniusNorm(lower.moduli() * upper.moduli())
        found.check(
          "LU: A = Pᵀ·L·U, theorem 9.3", frobeniusDistance(factors.reconstructed(), s.a),
          within: 2 * s.gamma(min(s.rows, s.columns)) * size)
        found.check(
          "LU: rows of A in the order of the permutation",
          frobeniusDistance(lower * upper, s.a.rows(at: factors.permutation)),
          within: 2 * s.gamma(min(s.rows, s.columns)) * size)
        found.check("LU: triangles", lower.isLowerTriangular && upper.isUpperTriangular)
        found.check("LU: pivots", greatest(lower) <= (Scalar.isComplex ? 1.415 : 1))
        // Powers of two change no digit.
        let scaled = try (s.a * Scalar(parts: 32, 0)).lu()
        found.check(
          "LU: scale",
          scaled.lower == lower && scaled.permutation == factors.permutation
            && scaled.upper == upper * Scalar(parts: 32, 0))
      },
      Property("LU solution") { s, found in
        guard s.isSquare else { return }
        let (n, factors) = (s.rows, try s.a.lu())
        if let pivot = factors.firstZeroPivot {
          found.check("LU: no solution", throws: .singular(pivot: pivot)) {
            try factors.solve(s.b)
          }
          found.check("LU: no inverse", throws: .singular(pivot: pivot)) { try s.a.inverse() }
          return
        }
        let (lower, upper) = (factors.lower.moduli(), factors.upper.moduli())
        let gamma = s.gamma(3 * n) + s.gamma(n + 1)
        let x = try factors.solve(s.b)
        let tail = s.gamma(1) * frobeniusNorm(s.b)
        found.check(
          "LU: A·X = B, theorem 9.4", frobeniusDistance(s.a * x, s.b),
          within: gamma * frobeniusNorm(lower * (upper * x.moduli())) + tail)
        let y = try factors.solve(s.b, operation: .adjoint)
        // |A| is at most |L|·|U| in another order of the rows, up to rounding.
        let size = frobeniusNorm(upper.transposed() * lower.transposed()) * frobeniusNorm(y)
        found.check(
          "LU: Aᴴ·X = B, theorem 9.4", frobeniusDistance(plainAdjoint(s.a) * y, s.b),
          within: gamma * size + tail)
        let z = try factors.solve(s.b, operation: .transpose)
        found.check(
          "LU: Aᵀ·X = B, theorem 9.4", frobeniusDistance(s.a.transposed() * z, s.b),
          within: gamma * frobeniusNorm(lower * upper) * frobeniusNorm(z) + tail)
        found.check("LU: solve", try s.a.solve(s.b, structure: .general) == x)
        let inverse = try s.a.inverse()
        // Section 14.3.3, method B: |X·A − I| ≤ c·n·u·|X|·|L|·|U|.
        found.check(
          "inverse: X·A = I, section 14.3", frobeniusDistance(inverse * s.a, .identity(n)),
          within: s.gamma(8 * n) * frobeniusNorm(inverse) * frobeniusNorm(lower * upper))
      },
      Property("determinant") { s, found in
        guard s.isSquare, s.rows > 0 else { return }
        let (n, values) = (s.rows, try s.a.singularValues(method: .plain))
        let condition = Double(values[0]) / Double(values[n - 1])
        let (sign, logarithm) = try s.a.logDeterminant()
        // Relative changes of A add up to n·κ times as much in the determinant (section 14.6).
        let bound = s.bound(Double(n) * condition)
        guard bound < 0.1 else { return }
        let logarithms = values.reduce(0) { $0 + Double(Scalar.RealPart.log($1)) }
        found.check(
          "determinant: product of singular values", abs(Double(logarithm) - logarithms),
          within: bound)
        let ofAdjoint = try plainAdjoint(s.a).logDeterminant()
        found.check(
          "determinant: of the adjoint",
          Double((ofAdjoint.sign - sign.conjugated).modulus)
            + abs(Double(ofAdjoint.logarithm - logarithm)), within: bound)
        if n > 1 {
          let swapped = s.a.permutedRows(by: Permutation([n - 1] + Array(1..<n - 1) + [0]))
          found.check(
            "determinant: changes sign with rows",
            Double((try swapped.logDeterminant().sign + sign).modulus), within: bound)
        }
        if s.kind == .orthogonal, !Scalar.isComplex {
          found.check(
            "determinant: 1 for a rotation",
            Double((try s.a.determinant() - 1).modulus), within: bound)
        }
        found.check(
          "determinant: sign and logarithm of unit scale",
          abs(Double(sign.modulus) - 1), within: s.gamma(4 * n))
      },
      Property("Cholesky") { s, found in
        guard s.isSquare else { return }
        let (n, a) = (s.rows, s.definite)
        let factor = try a.cholesky()
        let lower = factor.lower.moduli()
        let size = frobeniusNorm(lower * lower.transposed())
        found.check(
          "Cholesky: A = L·Lᴴ, theorem 10.3", frobeniusDistance(factor.reconstructed(), a),
          within: 2 * s.gamma(n + 1) * size)
        found.check(
          "Cholesky: triangle", factor.lower.isLowerTriangular && factor.lower.hasPositiveDiagonal)
        let x = try a.solve(s.b, structure: .positiveDefinite)
        found.check(
          "Cholesky: A·X = B, theorem 10.4", frobeniusDistance(a * x, s.b),
          within: (s.gamma(3 * n + 1) + s.gamma(n + 1)) * size * frobeniusNorm(x)
            + s.gamma(1) * frobeniusNorm(s.b))
        let inverse = try factor.inverse()
        found.check(
          "Cholesky: X·A = I, section 14.4", frobeniusDistance(inverse * a, .identity(n)),
          within: s.gamma(8 * n + 1) * size * frobeniusNorm(inverse))
        found.check(
          "Cholesky: scale",
          try (a * Scalar(parts: 16, 0)).cholesky().lower == factor.lower * Scalar(parts: 4, 0))
        let logarithm = try a.logDeterminant().logarithm
        found.check(
          "Cholesky: determinant", abs(Double(factor.logDeterminant - logarithm)),
          // The shift leaves a condition number of 65 at most.
          within: s.bound(2 * 65 * Double(n)))
        guard n > 0 else { return }
        var indefinite = a
        let place = Int(s.seed) % n
        indefinite[place, place] = -1
        found.check("Cholesky", throws: .notPositiveDefinite(minor: place + 1)) {
          try indefinite.cholesky()
        }
      },
      Property("LDL") { s, found in
        guard s.isSquare else { return }
        let n = s.rows
        for symmetry in [MirrorSymmetry.hermitian, .symmetric] {
          let a = symmetry == .hermitian ? s.hermitian : s.a + s.a.transposed()
          let factors = try a.ldl(symmetry: symmetry)
          let parts = factors.parts
          let lower = parts.lower.moduli()
          let size = frobeniusNorm(lower * parts.blockDiagonal.moduli() * lower.transposed())
          // Theorem 11.3 with p(n) = 10·n.
          found.check(
            "LDL: A = L·D·Lᴴ, theorem 11.3", frobeniusDistance(factors.reconstructed(), a),
            within: s.gamma(10 * n) * (size + frobeniusNorm(a)))
          found.check(
            "LDL: triangle and permutation",
            parts.lower.isLowerTriangular && parts.permutation.sorted() == Array(0..<n))
          if let pivot = factors.firstZeroPivot {
            found.check("LDL", throws: .singular(pivot: pivot)) { try factors.solve(s.b) }
            continue
          }
          let x = try factors.solve(s.b)
          found.check(
            "LDL: A·X = B, theorem 11.4", frobeniusDistance(a * x, s.b),
            within: s.gamma(12 * n) * (size + frobeniusNorm(a)) * frobeniusNorm(x)
              + s.gamma(1) * frobeniusNorm(s.b))
          guard symmetry == .hermitian, n > 0 else { continue }
          let values = try a.symmetricEigenvalues().map { Double($0) }
          let least = values.map { abs($0) }.min() ?? 0
          let norm = values.map { abs($0) }.max() ?? 0
          if least > s.bound(norm) {
            found.check(
              "LDL: inertia",
              factors.inertia?.positive == values.count { $0 > 0 }
                && factors.inertia?.negative == values.count { $0 < 0 })
          }
        }
      },
    ]
  }
}

extension Matrix {
  /// Whether every diagonal element is real and positive.
  var hasPositiveDiagonal: Bool {
    (0..<Swift.min(rows, columns)).allSatisfy {
      self[$0, $0].realPart > 0 && self[$0, $0].imaginaryPart == 0
    }
  }
}
