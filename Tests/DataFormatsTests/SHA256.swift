/// The SHA-256 of bytes in hexadecimal, straight from FIPS 180-4.
func sha256(_ message: [UInt8]) -> String {
  var digest: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  let zeros = (119 - message.count % 64) % 64
  let length = (0..<8).reversed().map { UInt8(truncatingIfNeeded: (message.count * 8) >> ($0 * 8)) }
  let padded = message + [0x80] + [UInt8](repeating: 0, count: zeros) + length

  var words = [UInt32](repeating: 0, count: 64)
  for block in stride(from: 0, to: padded.count, by: 64) {
    for index in 0..<16 {
      words[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(padded[block + 4 * index + $1]) }
    }
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let first = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
      let second = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
      words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
    }
    var (a, b, c, d) = (digest[0], digest[1], digest[2], digest[3])
    var (e, f, g, h) = (digest[4], digest[5], digest[6], digest[7])
    for index in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let sumE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let sumA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let first = h &+ sumE &+ choice &+ roundConstants[index] &+ words[index]
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ sumA &+ majority)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { digest[index] &+= value }
  }
  return digest.map { word in
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined()
}

private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word >> count | word << (32 - count)
}

/// The fractional parts of the cube roots of the first 64 primes, 32 bits of each.
private let roundConstants: [UInt32] = {
  var primes: [Int] = []
  var candidate = 2
  while primes.count < 64 {
    if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
    candidate += 1
  }
  return primes.map { prime in
    // The largest r with r³ ≤ prime · 2⁹⁶ is the root in units of 2⁻³².
    let cube = UInt128(prime) << 96
    var root: UInt128 = 0
    for bit in (0..<36).reversed() {
      let next = root | 1 << bit
      if next * next * next <= cube { root = next }
    }
    return UInt32(truncatingIfNeeded: root)
  }
}()
