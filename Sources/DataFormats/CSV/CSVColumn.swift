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
    case .named(let name): "column \(ShownText.quoted(name))"
    case .number(let number): "column \(number)"
    case .last: "the last column"
    }
  }

  /// The position of the column, from zero.
  func position(among names: TextList, count: Int) throws(CSVFault) -> Int {
    var named: [TextKey: [Int]] = [:]
    if case .named(let name) = self {
      named[TextKey(name)] = names.places(of: name, limit: Self.listedLimit)
    }
    return try position(among: names, count: count, named: named)
  }

  /// The position of the column, from zero, where those of its name are known.
  private func position(
    among names: TextList, count: Int, named: [TextKey: [Int]]
  ) throws(CSVFault) -> Int {
    switch self {
    case .last: return count - 1
    case .number(let number):
      guard number >= 1, number <= count else {
        throw .noSuchColumn(self, names: Self.someNames(names), count: count)
      }
      return number - 1
    case .named(let name):
      guard let positions = named[TextKey(name)], let position = positions.first else {
        throw .noSuchColumn(self, names: Self.someNames(names), count: count)
      }
      guard positions.count == 1 else {
        throw .ambiguousColumn(name: name, numbers: positions.map { $0 + 1 })
      }
      return position
    }
  }

  /// The most columns that an error lists, of which a file may have one for each character.
  private static let listedLimit = 1000

  private static func someNames(_ names: TextList) -> [String] {
    names.indices.prefix(listedLimit).map { names[$0] }
  }

  /// The positions of columns, from zero.
  ///
  /// - Complexity: O(n + k) for k of n columns: the names are gone through once for all that are wanted.
  static func positions(
    of columns: [CSVColumn], among names: TextList, count: Int
  ) throws(CSVFault) -> [Int] {
    var positions: [Int] = []
    var named: [TextKey: [Int]] = [:]
    for case .named(let name) in columns { named[TextKey(name)] = [] }
    if !named.isEmpty {
      for position in names.indices {
        let key = TextKey(names[position])
        if let count = named[key]?.count, count < Self.listedLimit { named[key]?.append(position) }
      }
    }
    positions.reserveCapacity(columns.count)
    for column in columns {
      positions.append(try column.position(among: names, count: count, named: named))
    }
    return positions
  }
}
