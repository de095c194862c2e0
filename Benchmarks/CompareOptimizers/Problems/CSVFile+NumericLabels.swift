import Descent

// What the labels of a file are, where nobody said: words may be classes, or slips among numbers.

extension CSVFile {
  /// Numbers of which there are more different ones than this are no classes.
  private static let mostNumberedClasses = 20
  /// The tenths of the labels that have to be numbers for the others to be mistakes.
  private static let numberTenths = 9

  /// Whether labels are numbers as they are measured or counted, but for a few mistakes.
  static func areNumbers(labelsOf file: CSVDataset<Double>) -> Bool {
    let numbers = file.classNames.map(number)
    let different = Set(numbers.compactMap { $0 }.filter { $0.isFinite })
    guard
      different.count > mostNumberedClasses || different.contains(where: { $0 != $0.rounded() })
    else { return false }
    let rows = (file.data.labels ?? []).count { numbers[Int($0)] != nil }
    return 10 * rows >= numberTenths * file.data.count
  }

  /// Whether a field that is no number comes after numbers enough to be a mistake among them.
  ///
  /// Where there are too many labels to be counted, those before that field have to do.
  static func isAmongNumbers(_ error: DataFormatError) -> Bool {
    guard case .csv(.notANumber(let place, _)) = error.problem else { return false }
    return place.line > 10
  }

  /// The number that a label is, without the spaces around it.
  private static func number(_ label: String) -> Double? {
    let words = label.split { $0 == " " || $0 == "\t" }
    return words.count == 1 ? Double(words[0]) : nil
  }
}

/// A label is not the number that the others let expect.
struct CSVLabelError: Error, Equatable, CustomStringConvertible {
  /// What is wrong with the label, and where it stands.
  let fault: DataFormatError

  init(_ fault: DataFormatError) { self.fault = fault }

  var description: String {
    "\(fault); --task classification takes every label as the name of a class"
  }
}
