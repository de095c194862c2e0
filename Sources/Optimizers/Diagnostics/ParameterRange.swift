internal import ElementwiseKernels

/// A named part of the flat parameters, such as the weights of a layer.
public struct ParameterRange: Codable, Hashable, Sendable {
  /// The name, such as "dense_1.weight".
  public let name: String
  /// Where it lies in the flat buffers.
  public let range: Range<Int>

  /// Names a range.
  ///
  /// - Precondition: The range is not empty and does not start below 0.
  public init(name: String, range: Range<Int>) {
    if let fault = Self.fault(name: name, range: range) { fatalError(fault) }
    self.name = name
    self.range = range
  }

  /// Decodes a range.
  ///
  /// - Throws: `DecodingError` when the range is empty or starts below 0.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    range = try container.decode(Range<Int>.self, forKey: .range)
    try refuse("ParameterRange", Self.fault(name: name, range: range), from: decoder)
  }

  private enum CodingKeys: String, CodingKey { case name, range }

  private static func fault(name: String, range: Range<Int>) -> String? {
    range.isEmpty || range.lowerBound < 0
      ? "'\(name)' cannot be the parameters \(range)" : nil
  }
}

/// Stops with the names and numbers when ranges overlap, share a name, or end beyond the parameters.
func checkRanges(_ ranges: [ParameterRange], count: Int) {
  for range in ranges {
    require(
      range.range.upperBound <= count,
      "'\(range.name)' is \(range.range) of only \(count) parameters")
  }
  let sorted = ranges.sorted { $0.range.lowerBound < $1.range.lowerBound }
  for (one, next) in zip(sorted, sorted.dropFirst()) {
    require(
      one.range.upperBound <= next.range.lowerBound,
      "'\(one.name)' \(one.range) and '\(next.name)' \(next.range) overlap")
  }
  var names: Set<String> = []
  for range in ranges {
    require(names.insert(range.name).inserted, "two ranges are named '\(range.name)'")
  }
}
