/// What is allocated while a parser reads, by what the sanitizer tells of every block.
///
/// Only what lives at the same time counts: the most of it, beyond what there was before. Besides it, the largest
/// of all blocks.
private nonisolated(unsafe) var live = 0
private nonisolated(unsafe) var most = 0
private nonisolated(unsafe) var largest = 0

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
        unsafe largest = max(largest, size)
        unsafe most = max(most, live)
      }, { block in unsafe live -= allocatedSize(block) })
    guard hooks > 0 else { fatalError("the sanitizer takes no hooks: is this built without it?") }
  }

  /// How many bytes may be allocated for one of a file.
  struct Multiples {
    /// In a single block.
    var block = 4
    /// In all blocks that there are at once.
    var held = 4
  }

  /// Runs `body`, and stops the program where it allocates more than a multiple of what it reads.
  ///
  /// What a library sets up the first time that it is used is no fault of the input, so that only
  /// what happens again counts.
  ///
  /// - Parameters:
  ///   - multiples: How many bytes may be allocated for one of the file's.
  ///   - size: The bytes of the file.
  ///   - extra: Bytes that may be allocated besides.
  ///   - body: What reads it; twice where it seems to allocate too much.
  /// - Returns: What `body` returns.
  static func within<Result>(
    _ multiples: Multiples, of size: Int, besides extra: Multiples, _ body: () -> Result
  ) -> Result {
    let limit = Multiples(
      block: multiples.block * size + extra.block + base,
      held: multiples.held * size + extra.held + base)
    var found = Multiples()
    for _ in 0..<2 {
      let before = unsafe live
      unsafe most = before
      unsafe largest = 0
      let result = body()
      found = unsafe Multiples(block: largest, held: most - before)
      if found.held <= limit.held, found.block <= limit.block { return result }
    }
    fatalError(
      "\(found.held) bytes are allocated for a file of \(size), \(found.block) of them in one block; "
        + "at most \(limit.held) may be, and \(limit.block) in one block")
  }
}
