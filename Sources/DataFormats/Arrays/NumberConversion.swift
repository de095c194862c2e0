/// What becomes of numbers that the type asked for cannot hold.
public enum NumberConversion: Sendable {
  /// An error says which number it is; all others come over as they are.
  case exact
  /// Each becomes the nearest one, the even one of two.
  ///
  /// An error says where a number lies outside the range of the type, is NaN where whole numbers
  /// are asked for, or has an imaginary part where real ones are: nothing is near to those.
  case rounded
}
