internal import Foundation
public import LinearAlgebra

/// The MNIST database of handwritten digits, and data sets in the same four files.
///
/// - Remark: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
public enum MNIST {
  /// The number of classes: the digits 0…9.
  public static let classCount = 10

  /// Reads the training and the test data from a folder.
  ///
  /// The folder holds `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
  /// `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, each as it is or packed, with `.gz` at
  /// the end of its name; where both are there, the plain one is read. Fashion-MNIST comes in files
  /// of the same names.
  ///
  /// ```swift
  /// let (train, test) = try MNIST.load(from: "data/mnist")
  /// train.count           // 60000
  /// train.featureCount    // 784, each pixel divided by 255
  /// ```
  /// - Parameters:
  ///   - folder: The folder.
  ///   - unpackedSizeLimit: The most bytes that each packed file may unpack to, 4 GiB unless told
  ///     otherwise; a small file can unpack to a thousand times its size. MNIST's largest has 47 MB.
  /// - Returns: The training and the test data.
  /// - Throws: ``DataFormatError`` that names the file or folder, when one is missing or cannot be
  ///   read, is not sound, is empty, unpacks to more than is allowed, holds other numbers of images
  ///   and labels, images of another size than the training images, or a label that is not 0…9.
  /// - Precondition: `unpackedSizeLimit ≥ 0`.
  /// - Complexity: O(n). At its height it holds one file's pixels as bytes beside the results.
  public static func load(
    from folder: String, unpackedSizeLimit: Int = 4 << 30
  ) throws(DataFormatError) -> (train: Dataset<Float>, test: Dataset<Float>) {
    Gzip.check(unpackedSizeLimit)
    let names = try fileNames(in: folder)
    let (train, imageShape) = try part(
      "train", of: names, in: folder, imageShape: nil, unpackedSizeLimit)
    let (test, _) = try part(
      "t10k", of: names, in: folder, imageShape: imageShape, unpackedSizeLimit)
    return (train: train, test: test)
  }

  /// The names of the files in a folder.
  private static func fileNames(in folder: String) throws(DataFormatError) -> Set<String> {
    guard !folder.isEmpty else {
      throw DataFormatError(folder, .unreadable(reason: "no folder named"))
    }
    if let fault = pathFault(folder) { throw DataFormatError(folder, .unreadable(reason: fault)) }
    do {
      return Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    } catch {
      throw DataFormatError(folder, .unreadable(reason: systemReason(error)))
    }
  }

  /// Reads one of the two parts; its images must have the rows and columns given, if any are.
  private static func part(
    _ part: String, of names: Set<String>, in folder: String, imageShape: [Int]?,
    _ unpackedSizeLimit: Int
  ) throws(DataFormatError) -> (data: Dataset<Float>, imageShape: [Int]) {
    // Labels first: they are small, and what is wrong with them is soon said.
    let (labels, labelPath) = try read(
      "\(part)-labels-idx1-ubyte", of: names, in: folder, unpackedSizeLimit)
    guard labels.elementType == .uint8, labels.shape.count == 1, let classes = labels.integers()
    else {
      throw DataFormatError(
        labelPath, .unexpectedContent(expected: "uint8 of [n]", found: labels.summary))
    }
    let (images, imagePath) = try read(
      "\(part)-images-idx3-ubyte", of: names, in: folder, unpackedSizeLimit)
    guard images.elementType == .uint8, images.shape.count == 3,
      imageShape == nil || Array(images.shape.dropFirst()) == imageShape
    else {
      let wanted = imageShape.map { "\($0[0]), \($0[1])" } ?? "rows, columns"
      throw DataFormatError(
        imagePath, .unexpectedContent(expected: "uint8 of [n, \(wanted)]", found: images.summary))
    }
    guard images.shape[0] == classes.count else {
      throw DataFormatError(
        labelPath, .countMismatch(samples: images.shape[0], targets: classes.count))
    }
    let targets = Dataset<Float>.Targets.labels(classes, classCount: classCount)
    guard images.count > 0 else { throw DataFormatError(imagePath, .empty) }
    if let (row, label, classCount) = targets.firstLabelOutsideClasses {
      throw DataFormatError(
        labelPath, .labelOutsideClasses(row: row, label: label, classCount: classCount))
    }
    return (
      data: Dataset(unchecked: images.matrix(dividedBy: 255), targets: targets),
      imageShape: Array(images.shape.dropFirst())
    )
  }

  /// Reads one file, plain or packed.
  private static func read(
    _ name: String, of names: Set<String>, in folder: String, _ unpackedSizeLimit: Int
  ) throws(DataFormatError) -> (array: IDXArray, path: String) {
    let candidates = [name, name + ".gz"]
    guard let found = candidates.first(where: names.contains) else {
      throw DataFormatError(folder, .missing(anyOf: candidates))
    }
    let path = folder.hasSuffix("/") ? folder + found : "\(folder)/\(found)"
    let array = try IDXArray(contentsOf: path, unpackedSizeLimit: unpackedSizeLimit)
    return (array: array, path: path)
  }
}

extension IDXArray {
  /// Type and shape in a few words, for error messages.
  fileprivate var summary: String { "\(elementType) of \(shape)" }
}
