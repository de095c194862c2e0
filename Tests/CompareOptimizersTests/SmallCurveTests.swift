import Testing

@testable import CompareOptimizers

@Suite struct SmallCurveTests {
  private func curve(_ values: [Double], of full: Int? = nil) -> SmallCurve {
    SmallCurve(values: values, fullCount: full ?? values.count)
  }

  @Test func `known values in braille`() {
    // Four heights a factor of ten apart: dots 1, 2 and 5, … from the top left down to the right.
    #expect(curve([1000, 100, 10, 1]).text(width: 2, isUnicode: true) == "⠑⢄")
    #expect(curve([1, 10, 100, 1000]).text(width: 2, isUnicode: true) == "⡠⠊")
    // One step from the top to the bottom is one line down.
    #expect(curve([1000, 1]).text(width: 1, isUnicode: true) == "⢱")
    #expect(curve([5, 5, 5, 5]).text(width: 2, isUnicode: true) == "⣀⣀")
  }

  @Test func `known values in ASCII`() {
    #expect(curve([1000, 100, 10, 1]).text(width: 4, isUnicode: false) == "'-._")
    #expect(curve([1000, 100, 10, 1]).text(width: 8, isUnicode: false) == "''--..__")
  }

  @Test func `a curve grows to its full width, padded with spaces`() {
    #expect(curve([1000, 100, 10, 1], of: 8).text(width: 4, isUnicode: true) == "⠑⢄  ")
    #expect(curve([1000, 100], of: 8).text(width: 4, isUnicode: false) == "_   ")
    #expect(curve([], of: 8).text(width: 4, isUnicode: true) == "    ")
  }

  @Test func `the scale is linear where a value is not positive`() {
    #expect(curve([3, 2, 1, 0]).heights(columns: 4, levels: 4) == [3, 2, 1, 0])
    #expect(curve([30, 2, 1, 0]).heights(columns: 4, levels: 4) == [3, 0, 0, 0])
    #expect(curve([30, 2, 1, 0.03]).heights(columns: 4, levels: 4) == [3, 2, 2, 0])
  }

  @Test func `values that are not finite are at the top`() {
    #expect(curve([1, 10, .infinity, .nan]).heights(columns: 4, levels: 4) == [0, 3, 3, 3])
    #expect(curve([.nan, .infinity]).text(width: 3, isUnicode: true) == "   ")
  }

  @Test(arguments: [1, 2, 3, 7, 20, 100])
  func `every width has its number of characters`(width: Int) {
    let values = (1...64).map { 1 / Double($0) }
    for isUnicode in [true, false] {
      for count in [1, 2, 40, 64] {
        let text = curve(Array(values.prefix(count)), of: 64)
          .text(width: width, isUnicode: isUnicode)
        #expect(text.count == width)
        #expect(isUnicode || text.allSatisfy(\.isASCII))
      }
    }
  }
}
