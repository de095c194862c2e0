import LinearAlgebra
import TestSupport

// Backward errors of p(n)·ε·‖A‖ ("LAPACK Users' Guide", 3rd edition, sections 4.7–4.10), p(n) being
// the 30·n of LAPACK's own tests.
extension Property {
  static var spectral: [Property] {
    [
      Property("SVD") { s, found in
        let norm = frobeniusNorm(s.a)
        var all: [[Scalar.RealPart]] = []
        for method in [SingularValueDecomposition<Scalar>.Method.divideAndConquer, .plain] {
          let svd = try s.a.svd(form: .full, method: method)
          let thin = try s.a.svd(form: .thin, method: method)
          found.check(
            "SVD \(method): A = U·Σ·Vᴴ",
            frobeniusDistance(svd.reconstructed(), s.a)
              + frobeniusDistance(thin.reconstructed(), s.a), within: 2 * s.bound(norm))
          found.check(
            "SVD \(method): orthonormal",
            deviationFromOrthonormal(svd.leftVectors)
              + deviationFromOrthonormal(svd.rightVectorsAdjoint.adjoint())
              + deviationFromOrthonormal(thin.leftVectors)
              + deviationFromOrthonormal(thin.rightVectorsAdjoint.adjoint()),
            within: 4 * s.bound(1))
          let values = try s.a.singularValues(method: method)
          for list in [svd.singularValues, thin.singularValues, values] {
            found.check(
              "SVD \(method): order",
              list.allSatisfy { $0 >= 0 } && zip(list, list.dropFirst()).allSatisfy { $0 >= $1 })
            all.append(list)
          }
        }
        all.append(try plainAdjoint(s.a).singularValues())
        all.append(try (s.a * Scalar(parts: 32, 0)).singularValues().map { $0 / 32 })
        for list in all.dropFirst() {
          // Weyl: values move by ‖E‖ at most.
          found.check(
            "SVD: the same values by all methods, of the adjoint, at any scale",
            isNear(list, all[0].map { Double($0) }, within: 2 * s.bound(norm)))
        }
      },
      Property("pseudo-inverse") { s, found in
        guard s.kind == .rankDeficient || s.kind.isWellConditioned else { return }
        let svd = try s.a.svd()
        found.check("rank", try svd.rank() == s.rank && s.a.rank() == s.rank)
        let inverse = try s.a.pseudoInverse()
        let (norm, inverseNorm) = (frobeniusNorm(s.a), frobeniusNorm(inverse))
        // Penrose's four equations, whose residuals grow with κ.
        let unit = s.bound(max(1, norm * inverseNorm))
        let (left, right) = (s.a * inverse, inverse * s.a)
        found.check(
          "pseudo-inverse: A·A⁺·A = A", frobeniusDistance(left * s.a, s.a), within: unit * norm)
        found.check(
          "pseudo-inverse: A⁺·A·A⁺ = A⁺", frobeniusDistance(right * inverse, inverse),
          within: unit * inverseNorm)
        found.check(
          "pseudo-inverse: projections",
          frobeniusDistance(left.adjoint(), left) + frobeniusDistance(right.adjoint(), right),
          within: unit)
        found.check(
          "pseudo-inverse: of the adjoint",
          frobeniusDistance(try plainAdjoint(s.a).pseudoInverse(), inverse.adjoint()),
          within: unit * inverseNorm)
        let null = try s.a.nullSpace()
        found.check(
          "null space", frobeniusNorm(s.a * null) + norm * deviationFromOrthonormal(null),
          within: s.bound(2 * norm))
        found.check(
          "rank and nullity",
          try null.columns == s.columns - s.rank && s.a.columnSpace().columns == s.rank)
      },
      Property("symmetric eigen") { s, found in
        let (a, n) = (s.hermitian, s.hermitian.rows)
        let norm = frobeniusNorm(a)
        let all = try a.symmetricEigen()
        found.check(
          "symmetric eigen: A = V·Λ·Vᴴ", frobeniusDistance(all.reconstructed(), a),
          within: s.bound(norm))
        found.check(
          "symmetric eigen: orthonormal", deviationFromOrthonormal(all.vectors),
          within: s.bound(1))
        let values = all.values.map { Double($0) }
        found.check(
          "symmetric eigen: order",
          values.count == n && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        found.check(
          "symmetric eigen: values alone",
          isNear(try a.symmetricEigenvalues(), values, within: 2 * s.bound(norm)))
        found.check(
          "symmetric eigen: trace", abs(values.reduce(0, +) - Double(a.trace().realPart)),
          within: s.bound(norm) * Double(max(1, n)).squareRoot())
        guard n > 0 else { return }
        let places = n / 3..<n
        let through = all.values[n - 1] + Scalar.RealPart(2 * s.bound(norm))
        for selection in [
          SymmetricEigendecomposition<Scalar>.Selection.indices(places),
          .interval(above: -through.magnitude * 2 - 1, through: through),
        ] {
          let some = try a.symmetricEigen(selection)
          let expected = if case .indices = selection { Array(values[places]) } else { values }
          guard some.values.count == expected.count || selection == .indices(places) else {
            // More of an interval than a share of values may lie below its bound.
            continue
          }
          found.check(
            "symmetric eigen, some: values",
            isNear(some.values, expected, within: 2 * s.bound(norm)))
          let scaled = some.vectors * diagonal(some.values, as: Scalar.self)
          found.check(
            "symmetric eigen, some: A·V = V·Λ", frobeniusDistance(a * some.vectors, scaled),
            within: s.bound(norm))
          found.check(
            "symmetric eigen, some: orthonormal", deviationFromOrthonormal(some.vectors),
            within: s.bound(1))
        }
      },
      Property("generalized symmetric eigen") { s, found in
        guard s.isSquare else { return }
        let (a, b) = (s.hermitian, s.definite)
        let eigen = try a.symmetricEigen(relativeTo: b)
        let x = eigen.vectors
        // The shift leaves B a condition number of 65 at most.
        found.check(
          "generalized eigen: Xᴴ·B·X = I",
          frobeniusDistance(x.adjoint() * b * x, .identity(s.rows)),
          within: s.bound(65))
        let scaled = b * x * diagonal(eigen.values, as: Scalar.self)
        found.check(
          "generalized eigen: A·X = B·X·Λ", frobeniusDistance(a * x, scaled),
          within: s.bound(65 * frobeniusNorm(a) * frobeniusNorm(x)))
        found.check(
          "generalized eigen: order",
          zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 <= $1 })
      },
    ] + general
  }

  private static var general: [Property] {
    [
      Property("eigen") { s, found in
        guard s.isSquare else { return }
        let norm = frobeniusNorm(s.a)
        let wide = complexified(s.a)
        let eigen = try s.a.eigen(vectors: .both)
        let (v, u) = (eigen.rightVectors, eigen.leftVectors)
        let lambda = Matrix.diagonal(eigen.values)
        found.check(
          "eigen: A·V = V·Λ", frobeniusDistance(wide * v, v * lambda), within: s.bound(norm))
        found.check(
          "eigen: Uᴴ·A = Λ·Uᴴ", frobeniusDistance(u.adjoint() * wide, lambda * u.adjoint()),
          within: s.bound(norm))
        for column in 0..<s.rows {
          found.check(
            "eigen: vectors of norm 1",
            abs(length(v[column: column]) - 1) + abs(length(u[column: column]) - 1),
            within: s.bound(1))
        }
        let sum = eigen.values.reduce(0, +)
        let trace = s.a.trace()
        let difference = sum - Complex(trace.realPart, trace.imaginaryPart)
        found.check(
          "eigen: trace", Double(difference.length),
          within: s.bound(norm) * Double(max(1, s.rows)).squareRoot())
        // uᵢᴴ·vⱼ·(λᵢ − λⱼ) = 0.
        let products = u.adjoint() * v
        for i in 0..<s.rows {
          for j in 0..<s.rows {
            let gap = Double((eigen.values[i] - eigen.values[j]).length)
            found.check(
              "eigen: left and right vectors", gap * Double(products[i, j].length),
              within: 2 * s.bound(norm))
          }
        }
        guard !Scalar.isComplex else { return }
        for (index, value) in eigen.values.enumerated() where value.imaginary > 0 {
          found.check(
            "eigen: conjugate pairs",
            index + 1 < s.rows && eigen.values[index + 1] == value.conjugate)
        }
      },
      Property("Schur") { s, found in
        guard s.isSquare else { return }
        let (norm, schur) = (frobeniusNorm(s.a), try s.a.schur())
        found.check(
          "Schur: A = Z·T·Zᴴ", frobeniusDistance(schur.reconstructed(), s.a), within: s.bound(norm))
        found.check(
          "Schur: unitary", deviationFromOrthonormal(schur.unitaryFactor), within: s.bound(1))
        let t = schur.triangularFactor
        var isOpen = false
        for row in 1..<max(1, s.rows) {
          // Below the diagonal at most every second element, and only of real matrices.
          let isBlock = t[row, row - 1] != 0
          found.check(
            "Schur: triangle",
            (0..<row - 1).allSatisfy { t[row, $0] == 0 }
              && !(isBlock && (isOpen || Scalar.isComplex)))
          isOpen = isBlock
        }
        let trace =
          schur.eigenvalues.reduce(0, +) - Complex(s.a.trace().realPart, s.a.trace().imaginaryPart)
        found.check(
          "Schur: trace", Double(trace.length),
          within: s.bound(norm) * Double(max(1, s.rows)).squareRoot())
      },
      Property("Hessenberg") { s, found in
        guard s.isSquare else { return }
        let (norm, reduced) = (frobeniusNorm(s.a), try s.a.hessenberg())
        found.check(
          "Hessenberg: A = Q·H·Qᴴ", frobeniusDistance(reduced.reconstructed(), s.a),
          within: s.bound(norm))
        found.check(
          "Hessenberg: unitary", deviationFromOrthonormal(reduced.unitaryFactor),
          within: s.bound(1))
        found.check(
          "Hessenberg: zeros",
          (0..<s.rows).allSatisfy { row in
            (0..<max(0, row - 1)).allSatisfy { reduced.hessenbergFactor[row, $0] == 0 }
          })
      },
      Property("exponential") { s, found in
        guard s.isSquare, s.rows > 0 else { return }
        // Of norm 1 at most: squaring then has no part in the error, 1 + κ ≤ 1 + e² has.
        let norm = frobeniusNorm(s.a)
        let a = s.a * Scalar(parts: 1 / max(1, norm), 0)
        let power = try a.exponential()
        let opposite = try (a * Scalar(parts: -1, 0)).exponential()
        found.check(
          "exponential: e^A·e^−A = I", frobeniusDistance(power * opposite, .identity(s.rows)),
          within: s.bound(Double(s.rows).squareRoot() * 8))
        found.check(
          "exponential: of the adjoint",
          frobeniusDistance(try plainAdjoint(a).exponential(), power.adjoint()),
          within: s.bound(Double(s.rows).squareRoot() * 8))
        let twice = try (a * Scalar(parts: 2, 0)).exponential()
        found.check(
          "exponential: (e^A)² = e^2A", frobeniusDistance(power * power, twice),
          within: s.bound(Double(s.rows).squareRoot() * 8 * 8))
        let (sign, logarithm) = try power.logDeterminant()
        found.check(
          "exponential: det e^A = e^tr A",
          abs(Double(logarithm) - Double(a.trace().realPart))
            + (Scalar.isComplex ? 0 : abs(Double(sign.realPart) - 1)),
          within: s.bound(Double(s.rows) * 8))
      },
    ]
  }
}
