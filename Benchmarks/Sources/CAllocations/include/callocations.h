// Counts heap allocations of the whole process: malloc and its kin are defined here, in the executable, and so stand
// before the C library's for every library that is loaded, the Swift runtime included.
#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdint.h>

/// Allocations made by any thread since the process began; a reallocation counts as one.
uint64_t callocations_count(void);

#endif
