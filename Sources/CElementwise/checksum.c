// XXH64, from its specification: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
#include "include/elementwise.h"

#include <string.h>

static const uint64_t prime1 = 0x9E3779B185EBCA87;
static const uint64_t prime2 = 0xC2B2AE3D27D4EB4F;
static const uint64_t prime3 = 0x165667B19E3779F9;
static const uint64_t prime4 = 0x85EBCA77C2B2AE63;
static const uint64_t prime5 = 0x27D4EB2F165667C5;

#define STRIPE_BYTES ((size_t)32)
#define LANES 4

static uint64_t rotate(uint64_t bits, int distance) {
  return bits << distance | bits >> (64 - distance);
}

static uint64_t load64(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static uint64_t load32(const uint8_t *bytes) {
  uint32_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

static uint64_t mix(uint64_t lane, uint64_t input) {
  return rotate(lane + input * prime2, 31) * prime1;
}

uint64_t descent_checksum(const void *start, size_t count, uint64_t seed) {
  const uint8_t *bytes = start;
  const size_t total = count;
  uint64_t sum = seed + prime5;
  if (count >= STRIPE_BYTES) {
    uint64_t lanes[LANES] = {seed + prime1 + prime2, seed + prime2, seed, seed - prime1};
    for (; count >= STRIPE_BYTES; count -= STRIPE_BYTES, bytes += STRIPE_BYTES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] = mix(lanes[lane], load64(bytes + 8 * lane));
      }
    }
    sum = rotate(lanes[0], 1) + rotate(lanes[1], 7) + rotate(lanes[2], 12) + rotate(lanes[3], 18);
    for (int lane = 0; lane < LANES; lane++) {
      sum = (sum ^ mix(0, lanes[lane])) * prime1 + prime4;
    }
  }
  sum += total;
  for (; count >= 8; count -= 8, bytes += 8) {
    sum = rotate(sum ^ mix(0, load64(bytes)), 27) * prime1 + prime4;
  }
  if (count >= 4) {
    sum = rotate(sum ^ load32(bytes) * prime1, 23) * prime2 + prime3;
    count -= 4;
    bytes += 4;
  }
  for (; count > 0; count--, bytes++) sum = rotate(sum ^ *bytes * prime5, 11) * prime1;
  sum = (sum ^ sum >> 33) * prime2;
  sum = (sum ^ sum >> 29) * prime3;
  return sum ^ sum >> 32;
}
