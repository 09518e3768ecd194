#define _GNU_SOURCE
#include "CControlSocket.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

_Static_assert(sizeof(struct wcs_peer) == sizeof(struct ucred), "wcs_peer mirrors ucred");
_Static_assert(offsetof(struct wcs_peer, process) == offsetof(struct ucred, pid), "wcs_peer mirrors ucred");
_Static_assert(offsetof(struct wcs_peer, user) == offsetof(struct ucred, uid), "wcs_peer mirrors ucred");
_Static_assert(offsetof(struct wcs_peer, group) == offsetof(struct ucred, gid), "wcs_peer mirrors ucred");

const int wcs_peer_option = SO_PEERCRED;
#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS 59 /* Linux 4.13; the same on all machines but PA-RISC and SPARC */
#endif
const int wcs_groups_option = SO_PEERGROUPS;
_Static_assert(sizeof(gid_t) == sizeof(uint32_t), "wcs_groups holds what the kernel gives");
const size_t wcs_longest_path = sizeof(((struct sockaddr_un *)0)->sun_path) - 1;

static bool failed(struct wcs_error *error, enum wcs_step step, int code) {
    error->step = step;
    error->code = code;
    return false;
}

static bool address_of(const char *path, struct sockaddr_un *address, struct wcs_error *error) {
    size_t length = strlen(path);
    if (length == 0) return failed(error, WCS_STEP_PATH, EINVAL);
    if (length > wcs_longest_path) return failed(error, WCS_STEP_PATH, ENAMETOOLONG);
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, length);
    return true;
}

static bool take_lock(const char *path, int *lock, struct wcs_error *error) {
    char name[sizeof(((struct sockaddr_un *)0)->sun_path) + sizeof ".lock"];
    snprintf(name, sizeof name, "%s.lock", path);
    int descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return failed(error, WCS_STEP_OPEN_LOCK, errno);
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        failed(error, WCS_STEP_LOCK, errno);
        close(descriptor);
        return false;
    }
    *lock = descriptor;
    return true;
}

/// Whether a connection is taken, or would be if the queue were not full.
static bool is_listened_to(const struct sockaddr_un *address) {
    int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0) return false;
    bool taken = connect(probe, (const struct sockaddr *)address, sizeof *address) == 0 || errno == EAGAIN;
    close(probe);
    return taken;
}

/// Called with the lock held.
static bool remove_stale(const char *path, const struct sockaddr_un *address, struct wcs_error *error) {
    struct stat found;
    if (lstat(path, &found) != 0) return errno == ENOENT ? true : failed(error, WCS_STEP_UNLINK, errno);
    if (!S_ISSOCK(found.st_mode)) return failed(error, WCS_STEP_NOT_A_SOCKET, EEXIST);
    if (is_listened_to(address)) return failed(error, WCS_STEP_LISTENED_TO, EADDRINUSE);
    if (unlink(path) != 0 && errno != ENOENT) return failed(error, WCS_STEP_UNLINK, errno);
    return true;
}

/// Called between bind and listen, when nobody can connect yet.
static bool give_to_group(const char *path, const char *name, struct wcs_error *error) {
    if (!name) return true;
    errno = 0;
    const struct group *group = getgrnam(name);
    if (!group) return failed(error, WCS_STEP_GROUP, errno ? errno : ENOENT);
    return chown(path, (uid_t)-1, group->gr_gid) == 0 ? true : failed(error, WCS_STEP_GROUP, errno);
}

static bool open_listener(
    const char *path, const struct sockaddr_un *address, mode_t mode, const char *group, int backlog, int *listener,
    struct wcs_error *error) {
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return failed(error, WCS_STEP_SOCKET, errno);
    mode_t before = umask(~mode & 0777);
    int bound = bind(descriptor, (const struct sockaddr *)address, sizeof *address);
    int code = errno;
    umask(before);
    if (bound != 0) {
        close(descriptor);
        return failed(error, WCS_STEP_BIND, code);
    }
    if (!give_to_group(path, group, error) ||
        (listen(descriptor, backlog) != 0 && !failed(error, WCS_STEP_LISTEN, errno))) {
        unlink(path);
        close(descriptor);
        return false;
    }
    *listener = descriptor;
    return true;
}

bool wcs_listen(
    const char *path, mode_t mode, const char *group, int backlog, int *listener, int *lock,
    struct wcs_error *error) {
    struct sockaddr_un address;
    if (!address_of(path, &address, error) || !take_lock(path, lock, error)) return false;
    if (remove_stale(path, &address, error) &&
        open_listener(path, &address, mode, group, backlog, listener, error))
        return true;
    close(*lock);
    *lock = -1;
    return false;
}

void wcs_release(const char *path, int lock) {
    unlink(path);
    close(lock);
}

void wcs_close(int descriptor) { close(descriptor); }
