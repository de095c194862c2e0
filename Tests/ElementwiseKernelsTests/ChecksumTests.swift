import ElementwiseKernels
import Testing

@Suite struct ChecksumTests {
  /// The first bytes of a sequence, and what the `xxhash` package for Python 4.1.0 makes of them
  /// (`xxh64(data[:count], seed).intdigest()`) with the seeds 0 and 2654435761.
  private static let digests: [(count: Int, plain: UInt64, seeded: UInt64)] = [
    (0, 0xef46_db37_51d8_e999, 0xac75_fda2_929b_17ef),
    (1, 0x8a41_2781_1b21_e730, 0x211a_e132_47ce_135f),
    (3, 0xb753_9f64_1e85_bd3e, 0x6967_8820_735c_acf7),
    (4, 0xf3ae_e04b_b871_f546, 0xae79_948f_3c05_2bb8),
    (7, 0x632c_fa84_d0ad_fb57, 0x9844_8844_5f01_39af),
    (8, 0x54ef_376a_e5a9_899a, 0x9fce_8838_9fd0_8520),
    (11, 0x2b81_363d_d659_5540, 0x5160_194b_9050_b257),
    (31, 0x102f_8452_9b51_8a71, 0xd608_aa91_0fd2_27f6),
    (32, 0x2bcb_ae78_024c_9961, 0x7cfe_f178_afc4_5e3d),
    (33, 0xe0c9_6bb3_4f6a_125a, 0x4f2d_05db_afb7_8341),
    (63, 0xc2f5_26b3_be2c_3ef1, 0xb4fa_3800_6df8_5aee),
    (64, 0xc952_d1a5_84fb_9cdb, 0x836c_1909_b490_d1ff),
    (100, 0x437b_325d_7722_f16d, 0x60f3_05be_536f_1348),
    (999, 0xead9_13bd_2eb4_c487, 0xca6a_4d78_121a_271f),
    (1000, 0xaa12_6ee8_718c_d38e, 0xfc60_5665_afb7_158c),
  ]

  @Test func isXXH64() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: 7 * $0 * $0 + 3 * $0 + 1) }
    for (count, plain, seeded) in Self.digests {
      let start = Array(bytes[..<count])
      #expect(checksum(of: start.span) == plain, "\(count) bytes")
      #expect(checksum(of: start.span, seed: 2_654_435_761) == seeded, "\(count) bytes")
    }
  }

  @Test func numbersCountByTheirBytes() {
    let words: [Int32] = [1, -2, 0x0304_0506]
    let bytes: [UInt8] = [1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 6, 5, 4, 3]
    #expect(checksum(of: words.span) == checksum(of: bytes.span))
  }
}
