import LinearAlgebra
import TestSupport

// The columns of A − Q·R are within γ̃(mn) of those of A (Higham, theorem 19.4), with the 30·max(m,
// n)·ε that LAPACK's own tests allow for the modest constant of γ̃.
extension Property {
  static var orthogonal: [Property] {
    [
      Property("QR") { s, found in
        let qr = try s.a.qr()
        let (q, r) = (qr.q(), qr.r())
        let rest = s.a - q * r
        for column in 0..<s.columns {
          found.check(
            "QR: columns of A = Q·R, theorem 19.4", length(rest[column: column]),
            within: s.bound(length(s.a[column: column])))
        }
        found.check(
          "QR: orthonormal, section 19.3", deviationFromOrthonormal(qr.q(.full)),
          within: s.bound(1))
        found.check("QR: triangle", r.isUpperTriangular)
        let norm = frobeniusNorm(s.a)
        found.check(
          "QR: full and reconstructed",
          frobeniusDistance(qr.q(.full) * qr.r(.full), s.a)
            + frobeniusDistance(qr.reconstructed(), s.a), within: 2 * s.bound(norm))
        // R is Cholesky's factor of AᴴA but for signs.
        found.check(
          "QR: RᴴR = AᴴA", frobeniusDistance(r.adjoint() * r, s.a.adjoint() * s.a),
          within: 2 * s.bound(norm * norm))
        let scaled = try (s.a * Scalar(parts: 32, 0)).qr()
        found.check(
          "QR: scale", scaled.q() == q && scaled.r() == r * Scalar(parts: 32, 0))
      },
      Property("LQ") { s, found in
        let lq = try s.a.lq()
        let (l, q) = (lq.l(), lq.q())
        let rest = s.a - l * q
        for row in 0..<s.rows {
          found.check(
            "LQ: rows of A = L·Q, theorem 19.4", length(rest[row: row]),
            within: s.bound(length(s.a[row: row])))
        }
        found.check(
          "LQ: orthonormal, section 19.3", deviationFromOrthonormal(lq.q(.full).adjoint()),
          within: s.bound(1))
        found.check("LQ: triangle", l.isLowerTriangular)
        let norm = frobeniusNorm(s.a)
        // What QR makes of the adjoint, but for signs.
        let r = try plainAdjoint(s.a).qr().r()
        found.check(
          "LQ: L·Lᴴ = RᴴR of the adjoint", frobeniusDistance(l * l.adjoint(), r.adjoint() * r),
          within: 2 * s.bound(norm * norm))
      },
      Property("pivoted QR") { s, found in
        let pivoted = try s.a.pivotedQR()
        let r = pivoted.qr.r()
        let norm = frobeniusNorm(s.a)
        found.check(
          "pivoted QR: A·P = Q·R, theorem 19.4",
          frobeniusDistance(pivoted.reconstructed(), s.a), within: s.bound(norm))
        found.check(
          "pivoted QR: permutation", pivoted.permutation.sorted() == Array(0..<s.columns))
        // |r_kk|² ≥ Σ |r_ij|² over i from k to j, for every j > k (equation 19.15); rounding moves
        // the norms that the pivots are chosen by.
        for k in 0..<r.rows {
          for j in k + 1..<max(k + 1, r.columns) {
            let column = length((k...min(j, r.rows - 1)).map { r[$0, j] })
            found.check(
              "pivoted QR: falling diagonal, 19.15", column,
              within: 1.001 * Double(r[k, k].modulus) + s.bound(norm))
          }
        }
        if s.kind == .rankDeficient || s.kind.isWellConditioned {
          found.check("pivoted QR: rank", pivoted.rank() == s.rank)
        }
        checkNormalEquations("pivoted QR", s, pivoted.solve(s.b), &found)
      },
      Property("least squares") { s, found in
        let isTold = s.kind.isWellConditioned || s.kind == .rankDeficient
        var lengths: [Double] = []
        for method in LeastSquaresMethod.allCases {
          let name = "least squares by \(method)"
          if method == .qr, s.kind == .rankDeficient, s.rank < min(s.rows, s.columns) {
            // Where QR sees a dependence it says so; that it must see each one is not promised.
            if let solved = try? s.a.leastSquares(s.b, method: method) {
              checkNormalEquations(name, s, solved.solution, &found)
            }
            continue
          }
          do throws(LinearAlgebraError) {
            let solved = try s.a.leastSquares(s.b, method: method)
            if isTold { found.check("\(name): rank", solved.rank == s.rank) }
            checkNormalEquations(name, s, solved.solution, &found)
            let rest = s.b - s.a * solved.solution
            for (column, square) in solved.residualSumsOfSquares.enumerated() {
              let size = length(rest[column: column])
              let tail = s.bound(
                frobeniusNorm(s.a) * frobeniusNorm(solved.solution) + frobeniusNorm(s.b))
              found.check(
                "\(name): sum of squares", abs(Double(square).squareRoot() - size), within: tail)
            }
            if isTold {
              lengths.append(frobeniusNorm(solved.solution))
              // Of least norm: nothing of it is lost by A.
              let null = try s.a.nullSpace()
              found.check(
                "\(name): least norm",
                frobeniusNorm(null.adjoint() * solved.solution),
                within: s.bound(8 * frobeniusNorm(solved.solution)))
            }
          } catch {
            guard case .rankDeficient = error, method == .qr, !isTold else { throw error }
          }
        }
      },
      Property("ridge") { s, found in
        // The normal equations of [A; √λ·I], as for least squares.
        let x = try s.a.ridge(s.b, lambda: 0.25).solution
        let rest = s.b - s.a * x
        let norm = frobeniusNorm(s.a) + 0.5 * Double(s.columns).squareRoot()
        let gradient = plainAdjoint(s.a) * rest - x * Scalar(parts: 0.25, 0)
        found.check(
          "ridge: normal equations, theorem 20.3", frobeniusNorm(gradient),
          within: s.bound(
            norm * (frobeniusNorm(rest) + norm * frobeniusNorm(x) + frobeniusNorm(s.b))))
      },
    ]
  }

  /// Aᴴ·(B − A·X) = 0, X being exact for A + E and B + F with ‖E‖ ≤ c·ε·‖A‖ and ‖F‖ ≤ c·ε·‖B‖
  /// (Higham, theorem 20.3).
  private static func checkNormalEquations(
    _ name: String, _ s: Sample<Scalar>, _ x: Matrix<Scalar>, _ found: inout Findings
  ) {
    let rest = s.b - s.a * x
    let norm = frobeniusNorm(s.a)
    found.check(
      "\(name): normal equations, theorem 20.3", frobeniusNorm(plainAdjoint(s.a) * rest),
      within: s.bound(
        norm * (frobeniusNorm(rest) + norm * frobeniusNorm(x) + frobeniusNorm(s.b))))
  }
}

extension Property where Scalar: RealScalar {
  /// What there is for real numbers alone.
  static var refined: [Property] {
    [
      Property("refined least squares") { s, found in
        guard s.rows >= s.columns, s.kind.isWellConditioned, s.columns > 0 else { return }
        let b = s.b[column: 0]
        let refined = try s.a.refinedLeastSquares(b).coefficients
        let plain = try s.a.leastSquares(b).coefficients
        found.check(
          "refined least squares: near those by QR",
          length(zip(refined, plain).map { $0 - $1 }), within: s.bound(8 * length(plain) + 1))
      }
    ]
  }
}

/// ‖x‖₂ in double precision.
func length<Scalar: MatrixScalar>(_ x: [Scalar]) -> Double {
  x.reduce(0) {
    let (re, im) = (Double($1.realPart), Double($1.imaginaryPart))
    return $0 + re * re + im * im
  }.squareRoot()
}
