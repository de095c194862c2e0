import ArgumentParser

/// Layer widths written as 784-64-10.
struct ModelShape: Equatable, Sendable {
  /// The widths from the input to the classes.
  let widths: [Int]

  /// Creates a shape from at least two widths.
  init(_ widths: [Int]) { self.widths = widths }

  /// Reads "784-64-10".
  ///
  /// - Throws: `ValidationError` unless there are at least two widths, each in 1 ... 1,048,576.
  init(parsing text: String) throws {
    widths = try text.split(separator: "-", omittingEmptySubsequences: false).map { part in
      guard let width = Int(part), Self.range.contains(width) else {
        throw ValidationError(
          "--model is written as widths such as 784-64-10, each from 1 to "
            + "\(NumberText.grouped(Self.range.upperBound)), not '\(text)'")
      }
      return width
    }
    guard widths.count >= 2 else {
      throw ValidationError("--model needs at least two widths, such as 784-10, not '\(text)'")
    }
  }

  /// Beyond a million no layer is meant in earnest, and products of two widths stay small.
  private static let range = 1...(1 << 20)

  /// The widths as they are written.
  var text: String { widths.map(String.init).joined(separator: "-") }

  /// The weights and biases of all layers.
  var parameterCount: Int {
    zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }
}
