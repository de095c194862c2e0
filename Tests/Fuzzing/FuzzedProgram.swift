import Foundation

/// The parser that the environment names, with an eye on what it allocates: libFuzzer has its own
/// arguments.
let parser: FuzzedParser = {
  let name = ProcessInfo.processInfo.environment["DESCENT_FUZZED_PARSER"] ?? ""
  guard let parser = FuzzedParser(rawValue: name) else {
    let names = FuzzedParser.allCases.map(\.rawValue).joined(separator: ", ")
    fatalError("DESCENT_FUZZED_PARSER is '\(name)' and none of \(names)")
  }
  AllocationWatch.start()
  return parser
}()

/// The processor's time that this thread has had.
private var processorSeconds: Double {
  var time = timespec()
  guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let before = processorSeconds
  parser.read(bytes)
  let seconds = processorSeconds - before
  // Not by the clock, by which any input is slow where other programs want the processor.
  guard seconds <= 1 else { fatalError("the input takes \(seconds) s of the processor's time") }
  return 0
}

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// The main program of libFuzzer.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The main program, under the name that SwiftPM asks of an executable.
@_cdecl("Fuzzing_main")
public func run(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  var (count, arguments) = unsafe (count, arguments)
  return unsafe runDriver(&count, &arguments, testOneInput)
}
