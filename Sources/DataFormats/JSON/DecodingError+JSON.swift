extension DecodingError {
  /// What is wrong with a value of a JSON text, and with which: "problems.0.contenders is missing".
  ///
  /// Names come from the text, and may hold anything.
  package var wordsOnJSON: String {
    func path(_ context: Context, _ last: String? = nil) -> String {
      let keys = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      return (keys + (last.map { [$0] } ?? [])).joined(separator: ".")
    }
    func subject(_ context: Context) -> String {
      context.codingPath.isEmpty ? "it" : path(context)
    }
    switch self {
    case .keyNotFound(let key, let context): return "\(path(context, key.stringValue)) is missing"
    case .valueNotFound(_, let context): return "\(subject(context)) is null"
    case .typeMismatch(_, let context): return "\(subject(context)) is of another kind"
    case .dataCorrupted(let context):
      if context.debugDescription.hasPrefix(Self.wordsPrefix) {
        return subject(context) + " " + context.debugDescription.dropFirst(Self.wordsPrefix.count)
      }
      return "\(subject(context)) has no such value"
    @unknown default: return "it cannot be read"
    }
  }

  /// Why a value is none of its type, in the words of the type; nil where ``wordsOnJSON`` say all.
  package var reasonOnJSON: String? {
    guard case .dataCorrupted(let context) = self,
      !context.debugDescription.hasPrefix(Self.wordsPrefix)
    else { return nil }
    return context.debugDescription
  }

  /// An error whose words say what a value is or has, such as "has columns of different lengths".
  package static func corrupted(_ keys: [any CodingKey], _ words: String) -> DecodingError {
    .dataCorrupted(Context(codingPath: keys, debugDescription: wordsPrefix + words))
  }

  /// What tells such words from those of the standard library.
  private static let wordsPrefix = "The value "
}
