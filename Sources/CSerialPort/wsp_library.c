#define _GNU_SOURCE
#include "wsp_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

/*
 * The back end for the ports that libserialport knows. The library opens a descriptor of its own, which can not be
 * given to it or taken from it; so it is duplicated, and the library's closed, before the port is handed out. From
 * then on the duplicate is the one descriptor of the port and the library has no part in it: its reads and waits hide
 * a hang-up, and its two versions close differently.
 */

/* A failed sp_open() of 0.1.2 leaves its descriptor open when the lock was refused; 0.1.1 has none open then. */
static void sweep(struct sp_port *known) {
    int left = -1;
    if (sp_get_port_handle(known, &left) == SP_OK && left >= 0) close(left);
}

static int lend_and_open(struct sp_port *known, int claim, const char *name, wsp_error *error) {
    /* 0.1.2 locks as well, through a descriptor of its own, and would run into our lock. */
    flock(claim, LOCK_UN);
    enum sp_return result = sp_open(known, SP_MODE_READ_WRITE);
    int os_error = errno;
    if (result != SP_OK) {
        sweep(known);
        if (result == SP_ERR_FAIL && os_error == ENOTTY)
            wsp_fail(error, WSP_NOT_A_SERIAL_PORT, os_error, name, "this is a terminal without modem lines");
        else
            wsp_fail_library(error, result, os_error, name, "cannot open the port");
        return -1;
    }
    int handle = -1;
    sp_get_port_handle(known, &handle);
    int descriptor = fcntl(handle, F_DUPFD_CLOEXEC, 3);
    if (descriptor < 0) {
        wsp_fail_os(error, errno, name, "cannot duplicate the descriptor");
        sp_close(known);
    } else if (!wsp_lock(descriptor, name, error)) {    /* 0.1.1 took none; for 0.1.2 this is the lock it has */
        close(descriptor);
        sweep(known);    /* not sp_close(): 0.1.2 would undo the exclusive hold of whoever was faster */
        descriptor = -1;
    }
    return descriptor;
}

/* All settings in one sp_set_config(): each of the single setters writes every setting anew, DTR and RTS included. */
static bool configure(struct sp_port *known, const char *name, const wsp_settings *settings, wsp_error *error) {
    struct sp_port_config *config = NULL;
    enum sp_return result = sp_new_config(&config);
    int os_error = errno;
    if (result != SP_OK) return wsp_fail_library(error, result, os_error, name, "cannot configure the port");
    sp_set_config_baudrate(config, (int)settings->bits_per_second);
    sp_set_config_bits(config, 8);
    sp_set_config_parity(config, SP_PARITY_NONE);
    sp_set_config_stopbits(config, 1);
    /* Said even for none: after sp_open() XON/XOFF is on. */
    sp_set_config_flowcontrol(config, settings->flow == WSP_FLOW_RTS_CTS ? SP_FLOWCONTROL_RTSCTS
                                      : settings->flow == WSP_FLOW_XON_XOFF ? SP_FLOWCONTROL_XONXOFF
                                                                            : SP_FLOWCONTROL_NONE);
    if (settings->dtr != WSP_LINE_LEAVE)
        sp_set_config_dtr(config, settings->dtr == WSP_LINE_ON ? SP_DTR_ON : SP_DTR_OFF);
    if (settings->rts != WSP_LINE_LEAVE)
        sp_set_config_rts(config, settings->rts == WSP_LINE_ON ? SP_RTS_ON : SP_RTS_OFF);
    result = sp_set_config(known, config);
    os_error = errno;
    sp_free_config(config);
    return result == SP_OK || wsp_fail_library(error, result, os_error, name, "cannot configure the port");
}

bool wsp_open_library(
    struct sp_port *known, int claim, const char *name, const wsp_settings *settings, wsp_port *port,
    wsp_error *error) {
    port->backend = WSP_BACKEND_LIBSERIALPORT;
    port->descriptor = lend_and_open(known, claim, name, error);
    /* Only now: had it been the last descriptor in between, DTR and RTS would have moved. */
    close(claim);
    if (port->descriptor < 0) return false;

    bool configured = configure(known, name, settings, error);
    sp_close(known);
    /* After sp_close(), which in 0.1.2 ends the exclusive hold. */
    if (configured && ioctl(port->descriptor, TIOCEXCL) != 0)
        configured = wsp_fail_os(error, errno, name, "cannot hold the port exclusively");
    if (configured && wsp_settle(port->descriptor, name, settings, false, &port->bits_per_second, error)) return true;
    wsp_close(port);
    return false;
}
