import LinearAlgebra
import Testing

/// Shapes that cannot be stop the program, which says what they are.
///
/// Too large for LAPACK's 32-bit dimensions, for `Int`, or for each other. Matrices of huge sides
/// without elements take no memory.
@Suite struct DimensionTests {
  /// What a process wrote before it stopped.
  private func message(_ result: ExitTest.Result?) -> String {
    result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
  }

  @Test func productsThatOverflowAreRefused() async {
    var result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Matrix<Double>(rows: 1 << 40, columns: 1 << 40) }
    #expect(message(result).contains("1099511627776×1099511627776 is too large"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>.identity(1 << 32)
    }
    #expect(message(result).contains("4294967296×4294967296 is too large"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>.identity(-1)
    }
    #expect(message(result).contains("a matrix cannot be -1×-1"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let a = Matrix<Double>(rows: 0, columns: 1 << 40)
      _ = a.kronecker(a)
    }
    #expect(message(result).contains("0×1099511627776 times a matrix of 0×1099511627776"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(rows: 0, columns: 1 << 40).tiled(rows: 1, columns: 1 << 40)
    }
    #expect(message(result).contains("1×1099511627776 times a matrix of 0×1099511627776"))
    // The count fits, the bytes do not.
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(rows: 1 << 31, columns: 1 << 30)
    }
    #expect(message(result).contains("a buffer of 2305843009213693952 scalars"))
  }

  @Test func dimensionsPast32BitsAreRefused() async {
    var result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = try Matrix<Double>(rows: 0, columns: 1 << 32).lu() }
    #expect(message(result).contains("4294967296"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 1 << 32, columns: 0).qr()
    }
    #expect(message(result).contains("4294967296"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Float>(rows: 0, columns: 1 << 32).lq()
    }
    #expect(message(result).contains("4294967296"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 0, columns: 1 << 32).pivotedQR()
    }
    #expect(message(result).contains("0×4294967296 has too many rows or columns"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Complex<Float>>(rows: 0, columns: 1 << 32).svd(form: .full)
    }
    #expect(message(result).contains("4294967296×4294967296 is too large"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let a = Matrix<Double>(rows: 0, columns: 1 << 32)
      _ = a * a.transposed()
    }
    #expect(message(result).contains("4294967296"))
  }

  /// None of these has anything to ask LAPACK.
  @Test func hugeSidesWithoutElementsAreFine() throws {
    let a = Matrix<Double>(rows: 0, columns: 1 << 32)
    #expect(try a.singularValues().isEmpty && a.rank() == 0 && a.norm(.two) == 0)
    #expect(a.sum() == 0 && a.rowSums().isEmpty && a.mean() == nil && a.max() == nil)
    #expect(a.transposed().rows == 1 << 32 && (a + a).columns == 1 << 32)
    #expect(a.tiled(rows: 3, columns: 2).columns == 1 << 33)
  }

  @Test func messagesOfProductsShowAllShapes() async {
    var result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Matrix<Double>(rows: 3, columns: 4) * Matrix(rows: 5, columns: 2) }
    #expect(message(result).contains("A is 3×4, B is 5×2: there is no product"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(rows: 3, columns: 4) + Matrix(rows: 4, columns: 3)
    }
    #expect(message(result).contains("3×4") && message(result).contains("4×3"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(rows: 3, columns: 4) * [1, 2, 3]
    }
    #expect(message(result).contains("A is 3×4, x has 3 elements\n"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(rows: 3, columns: 4).multiplied(by: [1, 2, 3, 4], transpose: true)
    }
    #expect(message(result).contains("Aᵀ is 4×3, x has 4 elements\n"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(rows: 2, columns: 3).reshaped(rows: 4, columns: 2)
    }
    #expect(message(result).contains("6 elements do not fill a matrix of 4×2"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>.stackedVertically([
        Matrix(rows: 2, columns: 3), Matrix(rows: 2, columns: 4),
      ])
    }
    #expect(message(result).contains("part 1 is 2×4, part 0 is 2×3"))
  }

  @Test func messagesOfFactorizationsShowAllShapes() async {
    var result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = try Matrix<Double>(rows: 2, columns: 3).cholesky() }
    #expect(message(result).contains("2×3 is not square"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>.identity(3).solve(Matrix(rows: 2, columns: 4))
    }
    #expect(message(result).contains("A, which must be square, is 3×3, B is 2×4"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 2, columns: 3).solve([1, 2])
    }
    #expect(message(result).contains("is 2×3, b has 2 elements"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>.identity(3).lu().solve([1, 2])
    }
    #expect(message(result).contains("A is 3×3, b has 2 elements"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 4, columns: 3).leastSquares(Matrix(rows: 3, columns: 2))
    }
    #expect(message(result).contains("A is 4×3, B is 3×2"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 4, columns: 3).svd().solve([1, 2, 3])
    }
    #expect(message(result).contains("A is 4×3, b has 3 elements"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>.identity(2).symmetricEigen(relativeTo: .identity(3))
    }
    #expect(message(result).contains("A is 2×2, B is 3×3"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>.identity(3).symmetricEigen(.indices(1..<5))
    }
    #expect(message(result).contains("eigenvalues 1..<5 of a 3×3 matrix"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 2, columns: 3).exponential()
    }
    #expect(message(result).contains("2×3"))
  }
}
