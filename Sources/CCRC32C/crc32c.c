#include "ccrc32c.h"

#include <string.h>

// Eight tables, so that the portable loop takes eight bytes a step. Filled once, before main, on one thread.
static uint32_t table[8][256];

__attribute__((constructor)) static void fill_table(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0x82F63B78u & (0u - (crc & 1u)));
        table[0][byte] = crc;
    }
    for (uint32_t byte = 0; byte < 256; byte++)
        for (int slice = 1; slice < 8; slice++)
            table[slice][byte] = (table[slice - 1][byte] >> 8) ^ table[0][table[slice - 1][byte] & 0xFF];
}

static uint64_t load_little_endian(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

uint32_t ccrc32c_update_table(uint32_t crc, const void *bytes, size_t length) {
    const uint8_t *next = bytes;
    crc = ~crc;
    for (; length >= 8; length -= 8, next += 8) {
        uint64_t word = load_little_endian(next) ^ crc;
        crc = 0;
        for (int slice = 0; slice < 8; slice++) crc ^= table[7 - slice][(word >> (8 * slice)) & 0xFF];
    }
    for (; length > 0; length--, next++) crc = (crc >> 8) ^ table[0][(crc ^ *next) & 0xFF];
    return ~crc;
}

#if defined(__x86_64__)

#include <nmmintrin.h>

#define WITH_INSTRUCTION __attribute__((target("sse4.2")))
#define STEP(bits, crc, value) _mm_crc32_u##bits((crc), (value))

int ccrc32c_uses_instruction(void) { return __builtin_cpu_supports("sse4.2") ? 1 : 0; }

#elif defined(__aarch64__)

#include <arm_acle.h>
#include <sys/auxv.h>

#ifndef HWCAP_CRC32
#define HWCAP_CRC32 (1 << 7)
#endif

#define WITH_INSTRUCTION __attribute__((target("crc")))
#define STEP(bits, crc, value) STEP_##bits((uint32_t)(crc), (value))
#define STEP_64 __crc32cd
#define STEP_32 __crc32cw
#define STEP_16 __crc32ch
#define STEP_8 __crc32cb

int ccrc32c_uses_instruction(void) { return (getauxval(AT_HWCAP) & HWCAP_CRC32) ? 1 : 0; }

#else

int ccrc32c_uses_instruction(void) { return 0; }

#endif

#if defined(STEP) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error "the instruction's steps are written for little-endian bytes"
#endif

#ifdef STEP

// Asked once, before main: a load and a branch a frame, no question to the CPU.
static int has_instruction;

__attribute__((constructor)) static void ask(void) { has_instruction = ccrc32c_uses_instruction(); }

WITH_INSTRUCTION uint32_t ccrc32c_update(uint32_t crc, const void *bytes, size_t length) {
    if (!has_instruction) return ccrc32c_update_table(crc, bytes, length);
    const uint8_t *next = bytes;
    uint64_t wide = (uint32_t)~crc;  // what the widest step takes and gives: no narrowing between two of them
    for (; length >= 8; length -= 8, next += 8) wide = STEP(64, wide, load_little_endian(next));
    crc = (uint32_t)wide;
    // the last bytes in three steps rather than seven: each waits for the one before
    if (length & 4) {
        uint32_t word;
        memcpy(&word, next, sizeof word);
        crc = STEP(32, crc, word);
        next += 4;
    }
    if (length & 2) {
        uint16_t half;
        memcpy(&half, next, sizeof half);
        crc = STEP(16, crc, half);
        next += 2;
    }
    if (length & 1) crc = STEP(8, crc, *next);
    return ~crc;
}

#else

uint32_t ccrc32c_update(uint32_t crc, const void *bytes, size_t length) {
    return ccrc32c_update_table(crc, bytes, length);
}

#endif
