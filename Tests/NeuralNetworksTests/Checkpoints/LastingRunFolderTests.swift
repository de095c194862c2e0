#if os(Linux)
  import CSystemCallRecorder
  import Descent
  import Foundation
  import Testing

  /// The folder of a run, which a power failure must not take away with all that is in it.
  @Suite struct LastingRunFolderTests {
    private static func inode(_ path: String) -> UInt {
      var status = stat()
      return stat(path, &status) == 0 ? UInt(status.st_ino) : 0
    }

    @Test func itsNameIsOnTheDiskBeforeAnyCheckpoint() throws {
      let folder = RunFolder()
      let place = folder.path("run")
      start_recording_calls()
      _ = try TrainingCase<Float>.blobs.run(checkpoints: Checkpointing(in: place))
      stop_recording_calls()
      // Files are written on another thread, and only after this one has made the folder.
      let calls = (0..<recorded_call_count()).map { recorded_call_at($0) }
      #expect(calls.allSatisfy { $0.kind == recorded_call_flush_folder })
      let above = URL(fileURLWithPath: folder.path).deletingLastPathComponent().path
      #expect(
        calls.map { UInt($0.inode) } == [
          Self.inode(above + "/.."), Self.inode(above), Self.inode(folder.path),
        ])
    }

    @Test func aDiskThatDoesNotTakeItIsTold() throws {
      let folder = RunFolder()
      for passing in 0...1 {
        let_later_recorded_call_fail(recorded_call_flush_folder, EIO, Int32(passing))
        #expect(
          throws: CheckpointError.unwritable(file: folder.path, reason: "Input/output error")
        ) { try TrainingCase<Float>.blobs.run(checkpoints: Checkpointing(in: folder.path)) }
        #expect(!FileManager.default.fileExists(atPath: folder.path))
      }
    }
  }
#endif
