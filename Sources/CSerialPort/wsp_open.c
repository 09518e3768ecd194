#define _GNU_SOURCE
#include "wsp_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

static bool check(const char *name, const wsp_settings *settings, wsp_error *error) {
    if (!*name || strlen(name) >= WSP_NAME_SIZE)
        return wsp_fail(error, WSP_INVALID_ARGUMENT, 0, name, "a port's name has 1 to %d bytes", WSP_NAME_SIZE - 1);
    if (settings->bits_per_second == 0 || settings->bits_per_second > INT_MAX)
        return wsp_fail(error, WSP_INVALID_ARGUMENT, 0, name, "%u bits per second is no speed",
                        settings->bits_per_second);
    if (settings->flow == WSP_FLOW_RTS_CTS && settings->rts != WSP_LINE_LEAVE)
        return wsp_fail(error, WSP_INVALID_ARGUMENT, 0, name, "RTS can not be set by hand with RTS/CTS flow control");
    return true;
}

/*
 * The device behind the name. Links are followed first (/dev/serial/by-id/..., what socat or a udev rule made):
 * libserialport 0.1.1 rejects them, and the choice of a back end depends on what is at their end.
 */
static bool resolve(const char *name, char path[WSP_NAME_SIZE], wsp_error *error) {
    char real[PATH_MAX];
    if (!realpath(name, real)) {
        int os_error = errno;
        struct stat link;
        if (wsp_code_for(os_error) != WSP_NOT_FOUND || lstat(name, &link) != 0 || !S_ISLNK(link.st_mode))
            return wsp_fail_os(error, os_error, name, "cannot find the port");
        char target[200];
        ssize_t length = readlink(name, target, sizeof target - 1);
        target[length < 0 ? 0 : length] = 0;
        return wsp_fail(error, WSP_DANGLING_LINK, os_error, name, "the link leads to %s, which is not there", target);
    }
    if (strlen(real) >= WSP_NAME_SIZE)
        return wsp_fail(error, WSP_INVALID_ARGUMENT, 0, name, "the device's path is longer than %d bytes",
                        WSP_NAME_SIZE - 1);
    strcpy(path, real);
    return true;
}

bool wsp_is_pseudo_terminal(int descriptor) {
    struct stat device;
    return fstat(descriptor, &device) == 0 && major(device.st_rdev) >= 136 && major(device.st_rdev) <= 143;
}

/*
 * The superuser's open() passes by another program's exclusive hold; what the kernel refuses others is refused here.
 * On a pseudo-terminal the hold may be that of a process long dead.
 */
static bool is_free(int descriptor, const char *name, wsp_error *error) {
    int held = 0;
    if (wsp_is_pseudo_terminal(descriptor) || ioctl(descriptor, TIOCGEXCL, &held) != 0 || !held) return true;
    return wsp_fail(error, WSP_BUSY, EBUSY, name, "another program holds the port");
}

/*
 * Opens the device and locks it, before anything about it is changed: whoever holds it is not disturbed. The type is
 * looked at before opening, as opening some files (a FIFO, a device of another kind) has effects of its own.
 */
static int claim_port(const char *name, const char *path, wsp_error *error) {
    struct stat file;
    if (stat(path, &file) != 0) {
        wsp_fail_os(error, errno, name, "cannot look at the port");
        return -1;
    }
    if (!S_ISCHR(file.st_mode)) {
        const char *kind = S_ISDIR(file.st_mode) ? "a directory"
            : S_ISREG(file.st_mode)              ? "a regular file"
                                                 : "a file of another kind";
        wsp_fail(error, WSP_NOT_A_SERIAL_PORT, ENOTTY, name, "this is %s, not a serial port", kind);
        return -1;
    }
    int descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        wsp_fail_os(error, errno, name, "cannot open the port");
        return -1;
    }
    bool claimed = true;
    if (!isatty(descriptor))
        claimed = errno == EIO ? wsp_fail_os(error, EIO, name, "cannot open the port")
                               : wsp_fail(error, WSP_NOT_A_SERIAL_PORT, ENOTTY, name, "this is no terminal device");
    else
        claimed = wsp_lock(descriptor, name, error) && is_free(descriptor, name, error);
    if (claimed) return descriptor;
    /* Not wsp_close(): its TIOCNXCL would take from the port's holder what is the holder's. */
    close(descriptor);
    return -1;
}

bool wsp_lock(int descriptor, const char *name, wsp_error *error) {
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return true;
    int os_error = errno;
    if (os_error == EWOULDBLOCK)
        return wsp_fail(error, WSP_BUSY, os_error, name, "another program holds the port");
    return wsp_fail_os(error, os_error, name, "cannot lock the port");
}

bool wsp_open(const char *name, const wsp_settings *settings, wsp_port *port, wsp_error *error) {
    *port = (wsp_port){.descriptor = -1};
    *error = (wsp_error){.code = WSP_OK};
    if (!check(name, settings, error) || !resolve(name, port->path, error)) return false;
    int claim = claim_port(name, port->path, error);
    if (claim < 0) return false;

    struct sp_port *known = NULL;
    bool opened = sp_get_port_by_name(port->path, &known) == SP_OK
        ? wsp_open_library(known, claim, name, settings, port, error)
        : wsp_open_terminal(claim, name, settings, port, error);
    if (known) sp_free_port(known);
    if (!opened) return false;

    if (settings->low_latency) port->low_latency = wsp_ask_low_latency(port->descriptor);
    /* What came before the port was ours belongs to nobody: a new session must not start on old bytes. */
    tcflush(port->descriptor, TCIOFLUSH);
    return true;
}

void wsp_close(wsp_port *port) {
    if (port->descriptor < 0) return;
    /* Frames that did not get out in their time must not follow later, nor hold up the close. */
    tcflush(port->descriptor, TCOFLUSH);
    ioctl(port->descriptor, TIOCNXCL);
    flock(port->descriptor, LOCK_UN);
    close(port->descriptor);
    port->descriptor = -1;
}

int wsp_duplicate(const wsp_port *port, wsp_error *error) {
    *error = (wsp_error){.code = WSP_OK};
    int copy = fcntl(port->descriptor, F_DUPFD_CLOEXEC, 3);
    if (copy < 0) wsp_fail_os(error, errno, port->path, "cannot duplicate the descriptor");
    return copy;
}
