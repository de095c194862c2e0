public import Foundation

/// Reads a JSON fixture that lies in a test bundle.
///
/// - Throws: When the file is missing or does not decode.
public func loadFixture<Value: Decodable>(
  _ name: String, as type: Value.Type = Value.self, from bundle: Bundle
) throws -> Value {
  guard let url = bundle.url(forResource: name, withExtension: "json") else {
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: "\(name).json"])
  }
  return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
}
