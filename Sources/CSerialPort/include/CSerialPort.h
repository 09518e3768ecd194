#ifndef WSP_CSERIALPORT_H
#define WSP_CSERIALPORT_H

/*
 * One small interface to a serial port, over two back ends: libserialport for the ports it knows (UARTs and USB
 * adapters), and plain termios for the terminals it refuses, of which pseudo-terminals are the ones that matter.
 *
 * Promises, the same with libserialport 0.1.1 and 0.1.2 and on both back ends:
 *  - a descriptor that is handed out has exactly one owner, the caller, and carries O_NONBLOCK and FD_CLOEXEC;
 *  - it is held exclusively until wsp_close(), and nothing stays held after a failure;
 *  - the line is raw, 8N1, with exactly the flow control asked for, and a read without data says EAGAIN: a read of 0
 *    bytes always means that the port has hung up;
 *  - the speed that the port really has was read back;
 *  - a failure is described completely on return: nothing has to be asked of errno afterwards.
 *
 * Every call may block for as long as the driver takes (milliseconds for a USB adapter). None keeps static state:
 * calls for different ports may run on different threads.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Swift then takes the enumeration for one of its own, and a switch over it is checked to be complete. */
#if defined(__clang__)
#define WSP_CLOSED __attribute__((enum_extensibility(closed)))
#else
#define WSP_CLOSED
#endif

#define WSP_NAME_SIZE 512
#define WSP_TEXT_SIZE 160
#define WSP_MESSAGE_SIZE 400

typedef enum WSP_CLOSED wsp_code {
    WSP_OK = 0,
    WSP_NOT_FOUND,            /* no such path, or no adapter with that serial number */
    WSP_DANGLING_LINK,        /* the path is a symbolic link to something that is not there */
    WSP_NO_DEVICE,            /* the node is there, its device is not (just unplugged, or not yet up) */
    WSP_NOT_A_SERIAL_PORT,    /* a file, a directory, or a terminal without a line behind it */
    WSP_NO_PERMISSION,        /* the operating system refuses this user */
    WSP_BUSY,                 /* another program holds the port */
    WSP_HUNG_UP,              /* the far end or the adapter went away while the port was being opened */
    WSP_SPEED_REFUSED,        /* the port runs at another speed than the one asked for */
    WSP_SETTINGS_REFUSED,     /* the port does not take the framing, flow control or control lines asked for */
    WSP_INVALID_ARGUMENT,     /* the caller's name or settings make no sense */
    WSP_AMBIGUOUS,            /* more than one port answers to that serial number */
    WSP_NO_RESOURCES,         /* out of descriptors or memory */
    WSP_SYSTEM,               /* anything else; os_error says what */
} wsp_code;

typedef struct wsp_error {
    wsp_code code;
    int32_t os_error;                  /* errno, or 0 where the operating system had no part in it */
    char port[WSP_NAME_SIZE];          /* the name as the caller gave it, cut to fit */
    char message[WSP_MESSAGE_SIZE];    /* what failed, in one sentence, without the port's name */
} wsp_error;

typedef enum WSP_CLOSED wsp_flow {
    WSP_FLOW_NONE = 0,
    WSP_FLOW_RTS_CTS,
    WSP_FLOW_XON_XOFF,
} wsp_flow;

typedef enum WSP_CLOSED wsp_line {
    WSP_LINE_LEAVE = 0,    /* as opening left it: the kernel raises DTR and RTS */
    WSP_LINE_OFF,
    WSP_LINE_ON,
} wsp_line;

typedef struct wsp_settings {
    uint32_t bits_per_second;
    wsp_flow flow;
    wsp_line dtr;
    wsp_line rts;        /* must be WSP_LINE_LEAVE with WSP_FLOW_RTS_CTS: the driver moves RTS then */
    bool low_latency;    /* asks the driver not to gather input; a refusal is no error */
} wsp_settings;

typedef enum WSP_CLOSED wsp_backend {
    WSP_BACKEND_LIBSERIALPORT = 0,
    WSP_BACKEND_TERMIOS,
} wsp_backend;

typedef struct wsp_port {
    int descriptor;              /* -1 once closed */
    uint32_t bits_per_second;    /* as the port reports it */
    wsp_backend backend;
    bool low_latency;            /* whether the driver took it */
    char path[WSP_NAME_SIZE];    /* the device node, symbolic links resolved */
} wsp_port;

typedef enum WSP_CLOSED wsp_transport {
    WSP_TRANSPORT_NATIVE = 0,
    WSP_TRANSPORT_USB,
    WSP_TRANSPORT_BLUETOOTH,
} wsp_transport;

typedef struct wsp_port_info {
    char path[WSP_NAME_SIZE];
    char description[WSP_TEXT_SIZE];
    char usb_manufacturer[WSP_TEXT_SIZE];
    char usb_product[WSP_TEXT_SIZE];
    char usb_serial[WSP_TEXT_SIZE];
    int32_t usb_vendor_id;     /* -1 where there is none */
    int32_t usb_product_id;    /* -1 where there is none */
    wsp_transport transport;
} wsp_port_info;

/* Opens and configures the port that `name` leads to. On failure *port is closed and *error filled in. */
bool wsp_open(const char *name, const wsp_settings *settings, wsp_port *port, wsp_error *error);

/*
 * Drops output that was not sent, gives up the exclusive hold and closes. Does nothing on a closed port. Where a driver
 * insists on draining a stalled line, the last close of a port can take 30 s: not for an event loop's thread.
 */
void wsp_close(wsp_port *port);

/* One more descriptor for the same open port, close-on-exec; -1 on failure. wsp_close() does not close it. */
int wsp_duplicate(const wsp_port *port, wsp_error *error);

/*
 * Fills `ports` with at most `capacity` of the ports in this machine; *count is how many there are, which may be more.
 * No ports at all is a success.
 */
bool wsp_list(wsp_port_info *ports, size_t capacity, size_t *count, wsp_error *error);

/* Where the USB adapter with this serial number is now: its device node, in `path`. */
bool wsp_find_usb(const char *serial, char path[WSP_NAME_SIZE], wsp_error *error);

#endif
