#ifndef CCONTROLSOCKET_H
#define CCONTROLSOCKET_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// What the kernel says of the process at the other end of a Unix socket, as it was when it connected: a mirror of
/// `struct ucred`, which Swift can not see.
struct wcs_peer {
    int32_t process;
    uint32_t user;
    uint32_t group;
};

/// The socket option that reads a `wcs_peer`.
extern const int wcs_peer_option;

/// The groups of that process besides its own, as it was when it connected; unused places are 0, so that membership of
/// group 0 is never taken from here. A process with more of them is answered with ERANGE.
struct wcs_groups {
    uint32_t group[256];
};

/// The socket option that reads `wcs_groups`.
extern const int wcs_groups_option;

/// What was being done when a call failed.
enum wcs_step {
    WCS_STEP_NONE,
    /// The path does not fit into a socket address, or is empty.
    WCS_STEP_PATH,
    /// The lock file could not be opened.
    WCS_STEP_OPEN_LOCK,
    /// Another process holds the lock.
    WCS_STEP_LOCK,
    /// Something that is not a socket is in the way.
    WCS_STEP_NOT_A_SOCKET,
    /// Somebody who does not know of the lock listens there.
    WCS_STEP_LISTENED_TO,
    WCS_STEP_UNLINK,
    WCS_STEP_SOCKET,
    WCS_STEP_BIND,
    /// The group is not known, or the system does not let this user give the socket to it.
    WCS_STEP_GROUP,
    WCS_STEP_LISTEN,
};

struct wcs_error {
    enum wcs_step step;
    /// errno, taken at once on the thread that failed.
    int code;
};

/// The longest path that fits, in bytes.
extern const size_t wcs_longest_path;

/// Takes `<path>.lock`, removes a stale socket, and listens on a new one whose file has `mode` from its first moment,
/// and belongs to `group` (unless that is null) before anybody can connect.
///
/// The umask, which belongs to the whole process, is changed for the length of one bind: call this while no other
/// thread makes files. On success both descriptors are the caller's, with close-on-exec; on failure nothing is left open.
bool wcs_listen(
    const char *path, mode_t mode, const char *group, int backlog, int *listener, int *lock,
    struct wcs_error *error);

/// Removes the socket's file and releases the lock, in this order: nobody else can have put a socket there before.
/// The lock's file stays, because removing it would let two processes each lock a file of that name.
void wcs_release(const char *path, int lock);

/// Closes a listener that nobody took over.
void wcs_close(int descriptor);

#endif
