import LinearAlgebra
import Testing

/// Factors of small whole numbers, which come out exactly.
@Suite struct FactorizationDescriptionTests {
  private let a: Matrix<Double> = [[2, 1], [4, 4]]

  @Test func eliminationsShowTheirFactors() throws {
    #expect(
      "\(try a.lu())" == """
        LUFactorization<Double> of 2×2
        L = [[1  , 0],
             [0.5, 1]]
        U = [[4,  4],
             [0, -1]]
        P = [1, 0]
        """)
    #expect(
      "\(try Matrix<Float>([[4, 2], [2, 5]]).cholesky())" == """
        CholeskyFactorization<Float> of 2×2
        L = [[2, 0],
             [1, 2]]
        """)
    #expect(
      "\(try Matrix<Double>([[0, 1], [1, 0]]).ldl())" == """
        LDLFactorization<Double> of 2×2
        L = [[1, 0],
             [0, 1]]
        D = [[0, 1],
             [1, 0]]
        p = [0, 1]
        """)
  }

  @Test func orthogonalFactorizationsDoNotFormQ() throws {
    let column: Matrix<Double> = [[3], [4]]
    #expect(
      "\(try column.qr())" == """
        QRFactorization<Double> of 2×1
        Q = 1 reflection
        R = [[-5]]
        """)
    #expect(
      "\(try column.transposed().lq())" == """
        LQFactorization<Double> of 1×2
        L = [[-5]]
        Q = 1 reflection
        """)
    let text = "\(try a.pivotedQR())".split(separator: "\n")
    #expect(text.first == "PivotedQRFactorization<Double> of 2×2" && text.last == "P = [0, 1]")
    #expect(text[1] == "Q = 2 reflections")
  }

  @Test func decompositionsShowTheirValues() throws {
    let d = Matrix<Double>.diagonal([3, 2])
    #expect(
      "\(try d.svd(form: .valuesOnly))" == """
        SingularValueDecomposition<Double> of 2×2
        σ = [3, 2]
        """)
    let text = "\(try d.svd())"
    #expect(text.contains("\nU  = [[") && text.contains("\nσ  = [3, 2]\nVᴴ = [["))
    #expect(
      "\(try SymmetricEigendecomposition(d, vectors: false))" == """
        SymmetricEigendecomposition<Double> of 2×2
        λ = [2, 3]
        """)
    #expect("\(try d.symmetricEigen())".contains("\nV = [["))
    #expect("\(try d.symmetricEigen(relativeTo: .identity(2)))".contains("λ = [2, 3]\nX = [["))
    #expect("\(try d.eigen(vectors: .both))".contains("λ = [3 + 0i, 2 + 0i]\nV = [["))
    #expect("\(try d.eigen(vectors: .left))".contains("\nU = [["))
    #expect("\(try d.schur())".hasPrefix("SchurDecomposition<Double> of 2×2\nT = [[3, 0],\n"))
    #expect("\(try d.hessenberg())".hasPrefix("HessenbergDecomposition<Double> of 2×2\nH = [[3"))
    #expect("\(try d.polar())".hasPrefix("PolarDecomposition<Double> of 2×2\nU = [["))
    #expect("\(try d.polar(side: .left))".hasPrefix("PolarDecomposition<Double> of 2×2\nH = [["))
    let empty = Matrix<Double>(rows: 0, columns: 3)
    #expect(
      "\(try empty.svd(form: .valuesOnly))"
        == "SingularValueDecomposition<Double> of 0×3\nσ = []")
    #expect("\(try empty.lu())".contains("U = Matrix of 0×3"))
  }

  @Test func viewsPrintAsMatrices() {
    let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
    #expect(a.view.description == a.description)
    #expect(
      a.view.block(rows: 0..<2, columns: 1..<3).transposed.description == "[[2, 5],\n [3, 6]]")
  }
}
