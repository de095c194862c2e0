import ArgumentParser

/// Layer widths written as 784-64-10.
struct ModelShape: ExpressibleByArgument, Equatable, Sendable {
  /// The widths from the input to the classes.
  let widths: [Int]

  /// Creates a shape from at least two widths.
  init(_ widths: [Int]) { self.widths = widths }

  /// Reads "784-64-10"; nil unless there are two positive numbers at least.
  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    let widths = parts.compactMap { $0 }
    guard widths.count == parts.count, widths.count >= 2,
      widths.allSatisfy({ $0 >= 1 && $0 <= Self.widest })
    else { return nil }
    self.widths = widths
  }

  /// Beyond this a single weight matrix would not fit the indices of BLAS.
  private static let widest = 1 << 20

  /// The widths as they are written.
  var text: String { widths.map(String.init).joined(separator: "-") }
}
