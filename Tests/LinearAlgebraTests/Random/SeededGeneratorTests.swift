import Foundation
import LinearAlgebra
import Testing

@Suite struct SeededGeneratorTests {
  // From the authors' C code, xoshiro256starstar.c with its state from splitmix64.c.
  @Test func theBitsAreThoseOfTheReference() {
    var zero = SeededGenerator(seed: 0)
    #expect(
      (0..<4).map { _ in zero.next() }
        == [
          0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0,
          0x6AA5_94F1_262D_2D2C,
        ])
  }

  @Test func equalSeedsGiveEqualNumbersAndACopyGoesItsOwnWay() {
    var a = SeededGenerator(seed: 7)
    var b = a
    #expect(a == b)
    let first = a.next()
    #expect(a != b)
    #expect(b.next() == first)
    #expect(SeededGenerator(seed: 8) != SeededGenerator(seed: 7))
  }

  @Test func anEncodedGeneratorResumes() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<10 { _ = generator.next() }
    var resumed = try JSONDecoder().decode(
      SeededGenerator.self, from: JSONEncoder().encode(generator))
    #expect(resumed.next() == generator.next())
  }
}
