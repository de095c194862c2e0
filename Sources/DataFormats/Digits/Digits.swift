internal import Foundation
public import LinearAlgebra

/// 1,797 handwritten digits of 8×8 pixels, embedded in the library: real data without a file.
///
/// Features are the 64 pixels in rows, 0…1 in steps of 1/16; the classes are the digits 0…9.
///
/// ```swift
/// let (train, test) = Digits.load()
/// train.count           // 1437
/// test.featureCount     // 64
/// ```
/// - Remark: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits" (its test part),
///   UCI Machine Learning Repository, 1998, <https://doi.org/10.24432/C50P49>; CC BY 4.0. The
///   values and their order are those of scikit-learn's `load_digits`; features are divided by 16.
public enum Digits {
  /// The seed of the shuffle before ``load()`` splits the digits.
  public static let splitSeed: UInt64 = 1998

  /// The number of samples that ``load()`` sets aside for the test: a fifth, rounded up.
  public static let testCount = 360

  /// Returns the digits in two parts, 1,437 to train with and 360 to test with.
  ///
  /// The digits are shuffled first, always in the same way, from ``splitSeed``, because their
  /// original order is grouped by writer. So writers have digits in both parts, and an accuracy on
  /// the test part is one on familiar hands.
  public static func load() -> (train: Dataset<Float>, test: Dataset<Float>) {
    var generator = SeededGenerator(seed: splitSeed)
    let shuffled = all.shuffled(using: &generator)
    let (train, test) = shuffled.split(at: shuffled.count - testCount)
    return (train: train, test: test)
  }

  /// All digits in their original order, which is grouped by writer.
  public static var all: Dataset<Float> {
    let images = unpack(packedImages, name: "embedded images")
    let labels = unpack(packedLabels, name: "embedded labels")
    guard let classes = labels.integers() else {
      fatalError("the embedded labels are not whole numbers")
    }
    return Dataset(features: images.matrix(dividedBy: 16), labels: classes, classCount: 10)
  }

  /// The array in the text that `Resources/embed.sh` wrote.
  static func unpack(_ text: String, name: String) -> IDXArray {
    guard let packed = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
      fatalError("\(name): not base64")
    }
    do throws(DataFormatError) {
      return try IDXArray(contentsOf: [UInt8](packed), name: name)
    } catch {
      fatalError("\(error)")
    }
  }
}
