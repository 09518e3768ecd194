#ifndef WSP_INTERNAL_H
#define WSP_INTERNAL_H

#include "CSerialPort.h"

#include <libserialport.h>

/*
 * Fills in *error and returns false. `os_error` is passed by value, so a caller's `errno` is read before anything in
 * here can change it.
 */
bool wsp_fail(wsp_error *error, wsp_code code, int os_error, const char *name, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* As wsp_fail, with the code that belongs to `os_error`, and its text appended to `what`. */
bool wsp_fail_os(wsp_error *error, int os_error, const char *name, const char *what);

/* As wsp_fail, for what libserialport returned; `os_error` is errno as it stood right after that call. */
bool wsp_fail_library(wsp_error *error, enum sp_return result, int os_error, const char *name, const char *what);

/* What `os_error` means for a port. */
wsp_code wsp_code_for(int os_error);

/* Takes the advisory lock of an open port. On failure the descriptor stays open and nothing is held. */
bool wsp_lock(int descriptor, const char *name, wsp_error *error);

/*
 * Whether this is the port's end of a pseudo-terminal: the kernel gives these eight major numbers to nothing else.
 *
 * There the lock alone makes the hold exclusive. TIOCEXCL would outlive a killed process for as long as the other side
 * stays open, and lock its successor out, where a real port forgets it with its last descriptor.
 */
bool wsp_is_pseudo_terminal(int descriptor);

/*
 * The back ends. Both take the descriptor of a port that is open and locked, `claim`, and own it from then on: they
 * leave it, or another one for the same device with the same lock, in port->descriptor, or close it and fail.
 */
bool wsp_open_library(
    struct sp_port *known, int claim, const char *name, const wsp_settings *settings, wsp_port *port,
    wsp_error *error);
bool wsp_open_terminal(
    int claim, const char *name, const wsp_settings *settings, wsp_port *port, wsp_error *error);

/*
 * Makes the line raw, 8N1 and with the flow control asked for, sets the speed too if `set_speed`, and reads everything
 * back; *bits_per_second is then what the port reports.
 */
bool wsp_settle(
    int descriptor, const char *name, const wsp_settings *settings, bool set_speed, uint32_t *bits_per_second,
    wsp_error *error);

/* Asks the driver for low latency: true if the flag is set afterwards. Never an error. */
bool wsp_ask_low_latency(int descriptor);

#endif
