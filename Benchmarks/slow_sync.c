// Loaded before the C library (LD_PRELOAD): every flush to the disk takes SLOW_SYNC_MS longer, or, with -1, is left out.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int flush(const char *name, int descriptor)
{
    const char *text = getenv("SLOW_SYNC_MS");
    long milliseconds = text ? atol(text) : 0;
    if (milliseconds < 0)
        return 0;
    struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&pause, NULL);
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return real(descriptor);
}

int fsync(int descriptor) { return flush("fsync", descriptor); }
int fdatasync(int descriptor) { return flush("fdatasync", descriptor); }
