#define _GNU_SOURCE
#include "wsp_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void copy_text(char *to, size_t size, const char *from) {
    snprintf(to, size, "%s", from ? from : "");
}

static void describe(struct sp_port *port, wsp_port_info *info) {
    *info = (wsp_port_info){.usb_vendor_id = -1, .usb_product_id = -1};
    copy_text(info->path, sizeof info->path, sp_get_port_name(port));
    copy_text(info->description, sizeof info->description, sp_get_port_description(port));
    copy_text(info->usb_manufacturer, sizeof info->usb_manufacturer, sp_get_port_usb_manufacturer(port));
    copy_text(info->usb_product, sizeof info->usb_product, sp_get_port_usb_product(port));
    copy_text(info->usb_serial, sizeof info->usb_serial, sp_get_port_usb_serial(port));
    switch (sp_get_port_transport(port)) {
    case SP_TRANSPORT_USB: info->transport = WSP_TRANSPORT_USB; break;
    case SP_TRANSPORT_BLUETOOTH: info->transport = WSP_TRANSPORT_BLUETOOTH; break;
    default: info->transport = WSP_TRANSPORT_NATIVE; break;
    }
    int vendor, product;
    if (sp_get_port_usb_vid_pid(port, &vendor, &product) == SP_OK) {
        info->usb_vendor_id = vendor;
        info->usb_product_id = product;
    }
}

/*
 * The library's list; NULL with *error set on failure. A system without /sys/class/tty (a container) has no ports:
 * that is *error with WSP_OK. A port that goes while the list is made fails all of it: the next try finds it gone.
 */
static struct sp_port **list_ports(const char *name, wsp_error *error) {
    struct sp_port **list = NULL;
    enum sp_return result = sp_list_ports(&list);
    int os_error = errno;
    if (result == SP_OK) return list;
    if (result != SP_ERR_FAIL || os_error != ENOENT)
        wsp_fail_library(error, result, os_error, name, "cannot list the serial ports");
    return NULL;
}

bool wsp_list(wsp_port_info *ports, size_t capacity, size_t *count, wsp_error *error) {
    *count = 0;
    *error = (wsp_error){.code = WSP_OK};
    struct sp_port **list = list_ports("serial ports", error);
    if (!list) return error->code == WSP_OK;
    for (struct sp_port **port = list; *port; port++) {
        if (*count < capacity) describe(*port, &ports[*count]);
        (*count)++;
    }
    sp_free_port_list(list);
    return true;
}

bool wsp_find_usb(const char *serial, char path[WSP_NAME_SIZE], wsp_error *error) {
    *error = (wsp_error){.code = WSP_OK};
    path[0] = 0;
    if (!*serial) return wsp_fail(error, WSP_INVALID_ARGUMENT, 0, serial, "a USB serial number is not empty");
    struct sp_port **list = list_ports(serial, error);
    if (!list && error->code != WSP_OK) return false;
    size_t found = 0;
    for (struct sp_port **port = list; list && *port; port++) {
        const char *candidate = sp_get_port_usb_serial(*port);
        if (!candidate || strcmp(candidate, serial) != 0) continue;
        if (found++ == 0) copy_text(path, WSP_NAME_SIZE, sp_get_port_name(*port));
    }
    if (list) sp_free_port_list(list);
    if (found == 1) return true;
    path[0] = 0;
    if (found == 0)
        return wsp_fail(error, WSP_NOT_FOUND, 0, serial, "no USB serial adapter has this serial number");
    return wsp_fail(error, WSP_AMBIGUOUS, 0, serial, "%zu ports have this USB serial number", found);
}
