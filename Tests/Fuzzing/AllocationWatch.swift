/// What is allocated while a parser reads, by what the sanitizer tells of every block.
///
/// Only what lives at the same time counts: the most of it, beyond what there was before.
private nonisolated(unsafe) var live = 0
private nonisolated(unsafe) var most = 0

@_silgen_name("__sanitizer_install_malloc_and_free_hooks")
private func install(
  _ allocated: @convention(c) (UnsafeRawPointer?, Int) -> Void,
  _ freed: @convention(c) (UnsafeRawPointer?) -> Void
) -> CInt

@_silgen_name("__sanitizer_get_allocated_size")
private func allocatedSize(_ block: UnsafeRawPointer?) -> Int

/// Watches how much a parser allocates for what it is given.
enum AllocationWatch {
  /// What a parser may hold besides the file, tables of the language's runtime among it.
  private static let base = 32 << 10

  /// Begins to count; once, before the first input.
  static func start() {
    let hooks = unsafe install(
      { _, size in
        unsafe live += size
        unsafe most = max(most, live)
      }, { block in unsafe live -= allocatedSize(block) })
    guard hooks > 0 else { fatalError("the sanitizer takes no hooks: is this built without it?") }
  }

  /// Runs `body`, and stops the program where it allocates more than a multiple of what it reads.
  ///
  /// What a library sets up the first time that it is used is no fault of the input, so that only
  /// what happens again counts.
  ///
  /// - Parameters:
  ///   - multiple: How many bytes may be allocated for one of the file's.
  ///   - size: The bytes of the file.
  ///   - extra: Bytes that may be allocated besides.
  ///   - body: What reads it; twice where it seems to allocate too much.
  /// - Returns: What `body` returns.
  static func within<Result>(
    _ multiple: Int, of size: Int, besides extra: Int = 0, _ body: () -> Result
  ) -> Result {
    let limit = multiple * size + extra + base
    var allocated = 0
    for _ in 0..<2 {
      let before = unsafe live
      unsafe most = before
      let result = body()
      allocated = unsafe most - before
      if allocated <= limit { return result }
    }
    fatalError("\(allocated) bytes are allocated for a file of \(size); at most \(limit) may be")
  }
}
