#include "creference.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>
#define WITH_INSTRUCTION __attribute__((target("sse4.2")))
#define STEP8(crc, word) ((uint32_t)_mm_crc32_u64((crc), (word)))
#define STEP1(crc, byte) _mm_crc32_u8((crc), (byte))
#elif defined(__aarch64__)
#include <arm_acle.h>
#define WITH_INSTRUCTION __attribute__((target("crc")))
#define STEP8(crc, word) __crc32cd((crc), (word))
#define STEP1(crc, byte) __crc32cb((crc), (byte))
#else
#error "the comparison needs a CPU with a CRC-32C instruction"
#endif

WITH_INSTRUCTION uint32_t creference_crc32c(const void *bytes, size_t length) {
    const uint8_t *next = bytes;
    uint32_t crc = ~0u;
    for (; length >= 8; length -= 8, next += 8) {
        uint64_t word;
        memcpy(&word, next, sizeof word);
        crc = STEP8(crc, word);
    }
    for (; length > 0; length--, next++) crc = STEP1(crc, *next);
    return ~crc;
}
