#define _GNU_SOURCE
#include "wsp_internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

wsp_code wsp_code_for(int os_error) {
    switch (os_error) {
    case ENOENT:
    case ENOTDIR: return WSP_NOT_FOUND;
    case ELOOP: return WSP_DANGLING_LINK;
    case ENODEV:
    case ENXIO: return WSP_NO_DEVICE;
    case ENOTTY:
    case EISDIR: return WSP_NOT_A_SERIAL_PORT;
    case EACCES:
    case EPERM: return WSP_NO_PERMISSION;
    case EBUSY:
    case EWOULDBLOCK: return WSP_BUSY;
    case EIO: return WSP_HUNG_UP;
    case EMFILE:
    case ENFILE:
    case ENOMEM: return WSP_NO_RESOURCES;
    case ENAMETOOLONG: return WSP_INVALID_ARGUMENT;
    default: return WSP_SYSTEM;
    }
}

bool wsp_fail(wsp_error *error, wsp_code code, int os_error, const char *name, const char *format, ...) {
    error->code = code;
    error->os_error = os_error;
    snprintf(error->port, sizeof error->port, "%s", name);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return false;
}

bool wsp_fail_os(wsp_error *error, int os_error, const char *name, const char *what) {
    char buffer[128];
    const char *text = strerror_r(os_error, buffer, sizeof buffer);
    return wsp_fail(error, wsp_code_for(os_error), os_error, name, "%s: %s", what, text);
}

bool wsp_fail_library(wsp_error *error, enum sp_return result, int os_error, const char *name, const char *what) {
    switch (result) {
    case SP_ERR_FAIL: return wsp_fail_os(error, os_error, name, what);
    case SP_ERR_MEM: return wsp_fail(error, WSP_NO_RESOURCES, ENOMEM, name, "%s: out of memory", what);
    case SP_ERR_SUPP: return wsp_fail(error, WSP_SETTINGS_REFUSED, 0, name, "%s: the port does not support it", what);
    case SP_ERR_ARG: return wsp_fail(error, WSP_INVALID_ARGUMENT, 0, name, "%s: refused as meaningless", what);
    default: return wsp_fail(error, WSP_SYSTEM, 0, name, "%s: libserialport returned %d", what, (int)result);
    }
}
