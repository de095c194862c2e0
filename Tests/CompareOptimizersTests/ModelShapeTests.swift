import ArgumentParser
import Testing

@testable import CompareOptimizers

@Suite struct ModelShapeTests {
  @Test(arguments: [
    ("784-64-10", [784, 64, 10], 784 * 64 + 64 + 64 * 10 + 10), ("64-10", [64, 10], 650),
    ("1-1", [1, 1], 2), ("1-1048576", [1, 1 << 20], 2 << 20),
  ])
  func `widths are read`(text: String, widths: [Int], parameters: Int) throws {
    let shape = try ModelShape(parsing: text)
    #expect(shape == ModelShape(widths))
    #expect(shape.text == text)
    #expect(shape.parameterCount == parameters)
  }

  @Test(arguments: [
    "abc", "", "784-", "-784-10", "784--10", "784-0-10", "784- 64-10", "784-1048577-10", "1e3-10",
    "99999999999999999999-10", "10",
  ])
  func `anything else is refused with the text in the message`(text: String) {
    let error = #expect(throws: ValidationError.self) { try ModelShape(parsing: text) }
    #expect(error?.message.hasSuffix("not '\(text)'") == true)
  }

  @Test func `parameters are counted as the network has them`() throws {
    let shape = ModelShape([64, 7, 5, 10])
    let problem = try NetworkProblem<Float>.digits(ProblemBudget(shape: shape))
    #expect(shape.parameterCount == problem.makeModel(seed: 0).parameters.count)
  }
}
