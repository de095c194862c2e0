/// Collects the layers that a ``Sequential`` is written with.
@resultBuilder
public enum LayerBuilder {
  /// A layer stands for itself.
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }

  /// Layers in the order they are written.
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }

  /// Layers under an `if` without an `else`.
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }

  /// Layers under the condition of an `if` that holds.
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }

  /// Layers under the `else` of an `if`.
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }

  /// Layers made in a loop.
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
}
