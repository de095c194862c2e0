import LinearAlgebra
import Testing

@testable import DataFormats

@Suite("Digits")
struct DigitsTests {
  @Test("The embedded files are those that were published")
  func checksums() {
    let images = Digits.unpack(Digits.packedImages, name: "images")
    let labels = Digits.unpack(Digits.packedLabels, name: "labels")
    #expect(
      sha256(images.fileBytes)
        == "359cd13f0f514122884198b78a131df597421cbf5e93a76678fa96fc548f0d96")
    #expect(
      sha256(labels.fileBytes)
        == "ce71631c1f31ce56fa54f31d1d498fafacff59b001e6c30c4a5e29508aa277ad")
  }

  @Test("SHA-256 itself is right")
  func hashExamples() {
    // The examples of FIPS 180-4.
    #expect(
      sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      sha256(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test("All digits are there, in their order and range")
  func all() throws {
    let digits = Digits.all
    try digits.validate()
    #expect(digits.count == 1797 && digits.featureCount == 64 && digits.classCount == 10)
    #expect(digits.labels?.prefix(12) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
    // The first row of scikit-learn's load_digits().data.
    #expect((0..<8).map { digits.features[0, $0] * 16 } == [0, 0, 5, 13, 9, 1, 0, 0])
    let pixels = Array(digits.features.span)
    #expect(pixels.min() == 0 && pixels.max() == 1)
    // The sum of load_digits().data, exact in Double as in sixteenths.
    #expect(pixels.reduce(0 as Double) { $0 + Double($1) } * 16 == 561_718)
  }

  @Test("The split is always the same, and has every digit in both parts")
  func split() {
    let (train, test) = Digits.load()
    #expect(train.count == 1437 && test.count == 360)
    #expect(Set(train.labels ?? []).count == 10 && Set(test.labels ?? []).count == 10)
    let order = (train.labels ?? []) + (test.labels ?? [])
    // The same order comes from xoshiro256**, Lemire's draw and Fisher–Yates written in Python.
    #expect(
      sha256(order.map { UInt8($0) })
        == "873897f02e659142794b5dedeb2e5de207bf62dca996baed15ddebde6e642187")

    // Each sample of the whole is in one part, with its own label.
    func samples(_ data: Dataset<Float>) -> [[Float]] {
      let pixels = Array(data.features.span)
      return (0..<data.count).map { row in
        pixels[row * 64..<row * 64 + 64] + [Float(data.labels?[row] ?? -1)]
      }
    }
    func sorted(_ samples: [[Float]]) -> [[Float]] {
      samples.sorted { $0.lexicographicallyPrecedes($1) }
    }
    #expect(sorted(samples(train) + samples(test)) == sorted(samples(Digits.all)))
  }
}
