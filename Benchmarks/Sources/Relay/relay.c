// The least that could stand in the daemon's place: takes a line on a Unix socket, writes one fixed frame to the serial
// line, reads one frame, and answers with its bytes. It checks nothing, keeps nothing and serves one client at a time.
//   usage: Relay PORT SOCKET FRAME-IN-HEX
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

static void fail(const char *what) {
    fprintf(stderr, "relay: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int open_port(const char *path) {
    int port = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (port < 0) fail(path);
    struct termios settings;
    if (tcgetattr(port, &settings) != 0) fail(path);
    cfmakeraw(&settings);
    if (tcsetattr(port, TCSANOW, &settings) != 0) fail(path);
    return port;
}

static int listen_at(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) fail("the socket's path is too long");
    strcpy(address.sun_path, path);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 1) != 0)
        fail(path);
    return listener;
}

static size_t from_hex(const char *text, uint8_t *bytes, size_t room) {
    size_t count = strlen(text) / 2;
    if (count > room) fail("the frame is too long");
    for (size_t i = 0; i < count; i++) {
        unsigned value;
        if (sscanf(text + 2 * i, "%2x", &value) != 1) fail("the frame is not hexadecimal");
        bytes[i] = (uint8_t)value;
    }
    return count;
}

static void write_all(int file, const uint8_t *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(file, bytes, count);
        if (written < 0 && errno != EINTR) fail("write");
        if (written > 0) bytes += written, count -= (size_t)written;
    }
}

/// Reads from one delimiter to the next with something between them.
static size_t read_frame(int port, uint8_t *frame, size_t room) {
    size_t count = 0;
    for (;;) {
        uint8_t bytes[4096];
        ssize_t got = read(port, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) fail("read from the port");
        for (ssize_t i = 0; i < got; i++) {
            if (bytes[i] == 0 && count > 0) return count;
            if (bytes[i] != 0 && count < room) frame[count++] = bytes[i];
        }
    }
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: Relay PORT SOCKET FRAME-IN-HEX\n");
        return 2;
    }
    static uint8_t request[8192], reply[8192];
    int port = open_port(arguments[1]);
    size_t length = from_hex(arguments[3], request, sizeof request);
    int listener = listen_at(arguments[2]);
    for (;;) {
        int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (client < 0) fail("accept");
        uint8_t line[256];
        ssize_t got;
        while ((got = read(client, line, sizeof line)) > 0) {
            if (line[got - 1] != '\n') continue;
            write_all(port, request, length);
            size_t answer = read_frame(port, reply, sizeof reply - 1);
            reply[answer] = 0;
            write_all(client, reply, answer + 1);
        }
        close(client);
    }
}
