#include "creference.h"

#include <string.h>

size_t creference_cobs_encode(const uint8_t *source, size_t length, uint8_t *target) {
    const uint8_t *end = source + length;
    uint8_t *next = target;
    for (;;) {
        size_t room = (size_t)(end - source);
        if (room > 254) room = 254;
        const uint8_t *zero = memchr(source, 0, room);
        size_t run = zero ? (size_t)(zero - source) : room;
        *next++ = (uint8_t)(run + 1);
        memcpy(next, source, run);
        next += run;
        source += run;
        if (source == end) return (size_t)(next - target);
        if (run < 254 && ++source == end) {
            *next++ = 1;
            return (size_t)(next - target);
        }
    }
}

ptrdiff_t creference_cobs_decode(uint8_t *bytes, size_t length) {
    const uint8_t *read = bytes;
    const uint8_t *end = bytes + length;
    uint8_t *write = bytes;
    while (read < end) {
        uint8_t code = *read++;
        size_t run = (size_t)code - 1;
        if (code == 0 || run > (size_t)(end - read)) return -1;
        memmove(write, read, run);
        read += run;
        write += run;
        if (code < 255 && read < end) *write++ = 0;
    }
    return write - bytes;
}
