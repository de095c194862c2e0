extension ComparisonResults {
  /// What one update costs at every size, from the first-level cache to memory, and what a plain
  /// loop over as many bytes costs: a yardstick, and no roof, for rules that read and write otherwise.
  struct UpdateCosts: Codable, Sendable {
    /// The rule of one contender.
    struct Curve: Codable, Sendable {
      /// The contender's name.
      var contender: String

      /// The bytes read and written per parameter.
      var bytesPerParameter: Double

      /// Nanoseconds per parameter, one for each size.
      var nanosecondsPerParameter: [Double]
    }

    /// The numbers of parameters, ascending.
    var sizes: [Int]

    /// Bytes per nanosecond (GB/s) of a plain loop over three arrays of each size, of which it writes
    /// two: the traffic of RMSprop.
    var loopBytesPerNanosecond: [Double]

    /// One curve for each contender.
    var curves: [Curve]

    /// How it was measured, in one sentence.
    var remark: String
  }
}
