/// A column of a CSV file, by its name or by its number.
///
/// ```swift
/// let data = try CSVDataset<Float>(contentsOf: "iris.csv", labels: "species", features: [1, 2])
/// ```
public enum CSVColumn: Equatable, Sendable {
  /// The column of this name in the header.
  case named(String)
  /// The column of this number, the first being 1.
  case number(Int)
  /// The last column.
  case last
}

extension CSVColumn: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// The column of this name.
  public init(stringLiteral name: String) { self = .named(name) }

  /// The column of this number, the first being 1.
  public init(integerLiteral number: Int) { self = .number(number) }
}

extension CSVColumn: CustomStringConvertible {
  /// The column in a few words.
  public var description: String {
    switch self {
    case .named(let name): "column \(CSVFault.quoted(name))"
    case .number(let number): "column \(number)"
    case .last: "the last column"
    }
  }

  /// The position of the column, from zero.
  func position(among names: [String], count: Int) throws(CSVFault) -> Int {
    switch self {
    case .last: return count - 1
    case .number(let number):
      guard number >= 1, number <= count else {
        throw .noSuchColumn(self, names: names, count: count)
      }
      return number - 1
    case .named(let name):
      guard let position = names.firstIndex(of: name) else {
        throw .noSuchColumn(self, names: names, count: count)
      }
      let numbers = names.indices.filter { names[$0] == name }.map { $0 + 1 }
      guard numbers.count == 1 else { throw .ambiguousColumn(name: name, numbers: numbers) }
      return position
    }
  }

  /// The positions of columns, from zero: those named, or all but some.
  static func positions(
    of columns: [CSVColumn]?, among names: [String], count: Int, without others: [Int] = []
  ) throws(CSVFault) -> [Int] {
    guard let columns else {
      let others = Set(others)
      return (0..<count).filter { !others.contains($0) }
    }
    var positions: [Int] = []
    for column in columns { positions.append(try column.position(among: names, count: count)) }
    return positions
  }
}
