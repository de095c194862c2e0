import Foundation
import LinearAlgebra
import TestSupport
import Testing

/// The code on the first page of the documentation, with the values that it promises.
@Suite struct LandingPageTests {
  @Test func theFiveThingsWork() throws {
    let a: Matrix<Double> = [[4, 1], [1, 3]]
    let b = a * a.transposed() + Matrix.identity(2)
    #expect(b == [[18, 7], [7, 11]])

    let x = try a.solve([1, 2])
    #expect(isClose(x, [1 / 11.0, 7 / 11.0], absolute: 1e-15))

    let points: Matrix<Double> = [[1, 0], [1, 1], [1, 2]]
    let fit = try points.leastSquares([1, 3, 5])
    #expect(isClose(fit.coefficients, [1, 2], absolute: 1e-14))

    let factors = try a.lu()
    let inverse = try factors.inverse()
    #expect((a * inverse).isApproximatelyEqual(to: .identity(2), absoluteTolerance: 1e-15))
    #expect(isClose([factors.determinant], [11], absolute: 1e-14))

    // (7 ± √5) / 2, the matrix being symmetric and positive definite.
    let values = [(7 + 5.0.squareRoot()) / 2, (7 - 5.0.squareRoot()) / 2]
    #expect(isClose(try a.svd().singularValues, values, absolute: 1e-14))
    let product = try a * a.symmetricEigen().vectors
    let scaled = try a.symmetricEigen().vectors.multiplyingElements(byRow: [values[1], values[0]])
    #expect(product.isApproximatelyEqual(to: scaled, absoluteTolerance: 1e-14))
    #expect(isClose([try a.conditionNumber()], [values[0] / values[1]], absolute: 1e-14))
  }

  @Test func thePageShowsWhatIsTested() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/LinearAlgebra/LinearAlgebra.docc/LinearAlgebra.md")
    let parts = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    // Every second part between the fences is code; what follows // is a value.
    let lines = parts.enumerated().flatMap { index, text in
      index % 2 == 0 ? [] : text.components(separatedBy: "\n").dropFirst()
    }
    let code = lines.map {
      $0.components(separatedBy: "  //")[0].trimmingCharacters(in: .whitespaces)
    }
    #expect(code.count > 8)
    for line in code where !line.isEmpty { #expect(source.contains(line), "\(line)") }
    // [4.618…, 2.381…] and 1.938…, as above.
    #expect(parts.joined().contains("[4.618…, 2.381…]") && parts.joined().contains("// 1.938…"))
  }
}
