// What the codec is measured against: the same work, written in C the way one writes it there.
#ifndef CREFERENCE_H
#define CREFERENCE_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C of `length` bytes with the CPU's instruction, eight bytes a step.
uint32_t creference_crc32c(const void *bytes, size_t length);

/// COBS by runs: memchr finds the next zero, memcpy takes what lies before it. `target` has room for
/// `length + length / 254 + 1` bytes; returns the bytes written.
size_t creference_cobs_encode(const uint8_t *source, size_t length, uint8_t *target);

/// Decodes `length` bytes in place, memmove a run; returns the decoded bytes, or -1 when the code runs past the end.
ptrdiff_t creference_cobs_decode(uint8_t *bytes, size_t length);

#endif
