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

__attribute__((target("sse4.2"))) static uint32_t update_instruction(uint32_t crc, const void *bytes, size_t length) {
    const uint8_t *next = bytes;
    uint64_t wide = (uint32_t)~crc;
    for (; length >= 8; length -= 8, next += 8) wide = _mm_crc32_u64(wide, load_little_endian(next));
    uint32_t narrow = (uint32_t)wide;
    for (; length > 0; length--, next++) narrow = _mm_crc32_u8(narrow, *next);
    return ~narrow;
}

int ccrc32c_uses_instruction(void) { return __builtin_cpu_supports("sse4.2") ? 1 : 0; }

#elif defined(__aarch64__)

#include <arm_acle.h>
#include <sys/auxv.h>

#ifndef HWCAP_CRC32
#define HWCAP_CRC32 (1 << 7)
#endif

__attribute__((target("crc"))) static uint32_t update_instruction(uint32_t crc, const void *bytes, size_t length) {
    const uint8_t *next = bytes;
    crc = ~crc;
    for (; length >= 8; length -= 8, next += 8) crc = __crc32cd(crc, load_little_endian(next));
    for (; length > 0; length--, next++) crc = __crc32cb(crc, *next);
    return ~crc;
}

int ccrc32c_uses_instruction(void) { return (getauxval(AT_HWCAP) & HWCAP_CRC32) ? 1 : 0; }

#else

#define update_instruction ccrc32c_update_table
int ccrc32c_uses_instruction(void) { return 0; }

#endif

// Chosen once, before main: a load and an indirect call a frame, no question to the CPU.
static uint32_t (*chosen)(uint32_t, const void *, size_t) = ccrc32c_update_table;

__attribute__((constructor)) static void choose(void) {
    if (ccrc32c_uses_instruction()) chosen = update_instruction;
}

uint32_t ccrc32c_update(uint32_t crc, const void *bytes, size_t length) { return chosen(crc, bytes, length); }
