#define _GNU_SOURCE
#include "wsp_internal.h"

/* The kernel's own structure, for its speeds in plain numbers; <termios.h> has another of the same kind. */
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <linux/serial.h>
#include <linux/tty_flags.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A receiver stands about 3 % of difference in speed, and some adapters report the speed they really make. */
static bool is_close(uint32_t asked, uint32_t got) {
    uint64_t distance = asked > got ? asked - got : got - asked;
    return distance * 100 <= (uint64_t)asked * 3;
}

static const tcflag_t flow_input = IXON | IXOFF | IXANY;

static void describe(const wsp_settings *settings, bool set_speed, struct termios2 *line) {
    line->c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | IGNPAR | PARMRK | INPCK | ISTRIP | INLCR | IGNCR | ICRNL | IUCLC |
                                 IMAXBEL | IUTF8) & ~flow_input;
    line->c_oflag &= ~(tcflag_t)OPOST;
    line->c_lflag &= ~(tcflag_t)(ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHONL | NOFLSH | TOSTOP | IEXTEN);
    /* HUPCL off: closing and opening again must not drop DTR, which resets some devices. */
    line->c_cflag &= ~(tcflag_t)(CSIZE | CSTOPB | PARENB | PARODD | CMSPAR | CRTSCTS | HUPCL);
    line->c_cflag |= CS8 | CREAD | CLOCAL;
    if (settings->flow == WSP_FLOW_RTS_CTS) line->c_cflag |= CRTSCTS;
    if (settings->flow == WSP_FLOW_XON_XOFF) line->c_iflag |= IXON | IXOFF;
    /*
     * VMIN 1, where libserialport leaves 0: with VMIN 0 a read that finds nothing returns 0, as it does after a
     * hang-up, and every reader that reads until EAGAIN would take a pause for the end.
     */
    line->c_cc[VMIN] = 1;
    line->c_cc[VTIME] = 0;
    if (set_speed) {
        line->c_cflag &= ~(tcflag_t)(CBAUD | (CBAUD << IBSHIFT));
        line->c_cflag |= BOTHER;
        line->c_ispeed = line->c_ospeed = settings->bits_per_second;
    }
}

bool wsp_settle(
    int descriptor, const char *name, const wsp_settings *settings, bool set_speed, uint32_t *bits_per_second,
    wsp_error *error) {
    struct termios2 line;
    if (ioctl(descriptor, TCGETS2, &line) != 0) return wsp_fail_os(error, errno, name, "cannot read the settings");
    describe(settings, set_speed, &line);
    if (ioctl(descriptor, TCSETS2, &line) != 0) return wsp_fail_os(error, errno, name, "cannot set up the port");

    /* The kernel takes what it can and says nothing about the rest. */
    struct termios2 got;
    if (ioctl(descriptor, TCGETS2, &got) != 0) return wsp_fail_os(error, errno, name, "cannot read the settings back");
    const tcflag_t framing = CSIZE | CSTOPB | PARENB | CMSPAR | CRTSCTS;
    bool is_taken = (got.c_cflag & framing) == (line.c_cflag & framing) &&
        (got.c_iflag & flow_input) == (line.c_iflag & flow_input);
    if (!is_taken)
        return wsp_fail(error, WSP_SETTINGS_REFUSED, 0, name, "the port did not take the framing or the flow control");
    *bits_per_second = got.c_ospeed;
    if (!is_close(settings->bits_per_second, got.c_ospeed))
        return wsp_fail(error, WSP_SPEED_REFUSED, 0, name, "asked for %u bits per second, the port runs at %u",
                        settings->bits_per_second, got.c_ospeed);
    return true;
}

/* A pseudo-terminal has no modem lines and says ENOTTY: no line is then in any wrong state. */
static bool set_line(int descriptor, wsp_line line, int bit, const char *name, wsp_error *error) {
    if (line == WSP_LINE_LEAVE) return true;
    if (ioctl(descriptor, line == WSP_LINE_ON ? TIOCMBIS : TIOCMBIC, &bit) == 0) return true;
    int os_error = errno;
    return os_error == ENOTTY || os_error == EINVAL || wsp_fail_os(error, os_error, name, "cannot set DTR or RTS");
}

static bool hold(int descriptor, const char *name, wsp_error *error) {
    return wsp_is_pseudo_terminal(descriptor) || ioctl(descriptor, TIOCEXCL) == 0 ||
        wsp_fail_os(error, errno, name, "cannot hold the port exclusively");
}

/*
 * The back end for terminals that libserialport does not know: pseudo-terminals, and real ports that it can not look
 * up, as in a container without /sys.
 */
bool wsp_open_terminal(int claim, const char *name, const wsp_settings *settings, wsp_port *port, wsp_error *error) {
    port->backend = WSP_BACKEND_TERMIOS;
    port->descriptor = claim;
    if (hold(claim, name, error) && wsp_settle(claim, name, settings, true, &port->bits_per_second, error) &&
        set_line(claim, settings->dtr, TIOCM_DTR, name, error) &&
        set_line(claim, settings->rts, TIOCM_RTS, name, error))
        return true;
    wsp_close(port);
    return false;
}

bool wsp_ask_low_latency(int descriptor) {
    struct serial_struct driver;
    if (ioctl(descriptor, TIOCGSERIAL, &driver) != 0) return false;
    if (driver.flags & ASYNC_LOW_LATENCY) return true;
    driver.flags |= ASYNC_LOW_LATENCY;
    return ioctl(descriptor, TIOCSSERIAL, &driver) == 0 && ioctl(descriptor, TIOCGSERIAL, &driver) == 0 &&
        (driver.flags & ASYNC_LOW_LATENCY);
}
