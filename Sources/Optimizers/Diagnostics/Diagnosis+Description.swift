internal import Foundation

extension Diagnosis: CustomStringConvertible {
  /// A table of at most 80 columns, the effective steps by decade, and the ``advice``.
  ///
  /// The columns are the root mean squares of weights and gradient, ‖Δθ‖/‖θ‖, three quantiles of
  /// the effective step, and the share of denominators that ε dominates.
  public var description: String {
    let total = ranges.reduce(0) { $0 + $1.range.count }
    var lines = wrapped(
      "\(rule)\(convention.map { " (\($0))" } ?? "") after step \(step), η = "
        + "\(short(learningRate)): \(total) parameters in \(ranges.count) "
        + (ranges.count == 1 ? "range" : "ranges"))
    let headings = [
      ("", 18), ("root mean square", 18), ("update/", 9), ("effective step     ", 27),
    ]
    let heading = headings.map { padded($0, to: $1, atEnd: false) }.joined() + "       ε"
    lines += ["", heading]
    lines.append(
      row("range", ["weights", "gradient", "weights", "5 %", "median", "95 %"], "share"))
    lines += ranges.map(line)
    if ranges.count > 1, let updateRatio {
      lines.append(row("together", [cell(valueRMS), "", short(updateRatio)], ""))
    }
    let drawn = ranges.compactMap(histogram)
    if !drawn.isEmpty { lines += ["", "effective steps by decade, least to greatest"] + drawn }
    let advice = advice
    if !advice.isEmpty { lines += [""] + advice.flatMap(wrapped) }
    return lines.joined(separator: "\n")
  }

  private func line(_ range: RangeDiagnosis) -> String {
    let quantiles = range.steps?.quantiles
    return row(
      range.name,
      [
        cell(range.valueRMS), cell(range.gradientRMS), cell(range.updateRatio),
        cell(quantiles?.fifthPercentile), cell(quantiles?.median),
        cell(quantiles?.ninetyFifthPercentile),
      ], range.epsilonShare.map(percent) ?? "–")
  }

  private func row(_ name: String, _ cells: [String], _ share: String) -> String {
    let columns = cells.map { padded($0, to: 9, atEnd: false) }
    let line = padded(shortened(name, to: 18), to: 18, atEnd: true) + columns.joined()
    return share.isEmpty ? line : line + padded(share, to: 8, atEnd: false)
  }

  /// One mark per decade, as high as its share; neighbours are merged where there are too many.
  private func histogram(_ range: RangeDiagnosis) -> String? {
    guard let quantiles = range.steps?.quantiles,
      let counts = range.steps?.histogram.counts, !counts.isEmpty
    else { return nil }
    let merged = (counts.count + 39) / 40
    let bars = stride(from: 0, to: counts.count, by: merged).map { start in
      counts[start..<min(counts.count, start + merged)].reduce(0, +)
    }
    let highest = bars.max() ?? 1
    let marks = Array("▁▂▃▄▅▆▇█")
    let drawing = String(
      bars.map { $0 == 0 ? "·" : marks[($0 * marks.count - 1) / highest] })
    return padded(shortened(range.name, to: 18), to: 18, atEnd: true)
      + padded(short(quantiles.minimum), to: 9, atEnd: false) + " \(drawing) "
      + short(quantiles.maximum)
  }
}

/// A number with two digits, such as "1.2e-4", or "–" where there is none.
private func cell(_ number: Double?) -> String { number.map(short) ?? "–" }

/// A number with two digits in at most eight characters: "0.0012", "1.2e-5", "340".
func short(_ number: Double) -> String {
  if number == 0 { return "0" }
  if (1e-3..<1e4).contains(number.magnitude) { return String(format: "%.2g", number).plain }
  let text = String(format: "%.1e", number)
  guard let mark = text.firstIndex(of: "e") else { return text }
  // Without "+" and leading zeros in the exponent.
  return text[..<mark] + "e\(Int(text[text.index(after: mark)...]) ?? 0)"
}

extension String {
  /// The same number without an exponent, when it has one.
  fileprivate var plain: String {
    guard contains("e"), let number = Double(self) else { return self }
    return String(format: "%.0f", number)
  }
}

private func padded(_ text: String, to width: Int, atEnd: Bool) -> String {
  let padding = String(repeating: " ", count: max(0, width - text.count))
  return atEnd ? text + padding : padding + text
}

/// The end of a long name says more than its start.
private func shortened(_ name: String, to width: Int) -> String {
  name.count <= width ? name : "…" + name.suffix(width - 1)
}

/// Breaks a sentence between words into lines of at most 80 columns.
private func wrapped(_ sentence: String) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in sentence.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > 80 {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " " + word
  }
  return lines + [line]
}
