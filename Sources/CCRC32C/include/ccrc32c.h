// CRC-32C (Castagnoli), reflected, initial value and final xor 0xFFFFFFFF: the check of every frame on the wire.
#ifndef CCRC32C_H
#define CCRC32C_H

#include <stddef.h>
#include <stdint.h>

/// Continues `crc` (0 to begin with) over `length` bytes. Uses the CPU's instruction where there is one.
uint32_t ccrc32c_update(uint32_t crc, const void *bytes, size_t length);

/// The same by table alone: what runs where there is no instruction, and what tests compare against.
uint32_t ccrc32c_update_table(uint32_t crc, const void *bytes, size_t length);

/// 1 where `ccrc32c_update` uses the CPU's instruction, else 0.
int ccrc32c_uses_instruction(void);

#endif
