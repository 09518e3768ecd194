"""The answers that are described and that the conformance test does not bring a daemon to, each with the reason."""

UNSEEN_TYPES = {
    "too-many-requests": "for more requests in a second than a debug build answers; tested in AccessTests",
    "internal-error": "no defect is known that gives it",
    "shutting-down": "for the last half second of a daemon, in which nothing new is listened to",
    "audit-unavailable": "for a disk that can not be read; tested in ControlServerTests",
    "journal": "for a disk that takes nothing; tested in ControlServerTests",
    "stale-report": "for a reading that is older than 10 min",
    "unpaired-patient": "for a wand over an implanted pump; tested in ControlServerTests",
    "unsupported": "for a wand that can do less than the virtual one; tested in ControlServerTests",
    "held-by-other-wand": "for a second wand over the same pump; tested in ControlServerTests",
    "queue-full": "for more waiting requests than clients of this test; tested in ControlServerTests",
    "device": "for a device that refuses what the virtual one takes; tested in ControlServerTests",
}

_NO_DAY = "for a program that fits no daily dose, which the library allows nobody"
_DISK = UNSEEN_TYPES["audit-unavailable"]

# operations ("*": all) and statuses that are given for these reasons alone
_UNSEEN = [
    ("*", 500, UNSEEN_TYPES["internal-error"]),
    ("interrogate pumpLog", 502, UNSEEN_TYPES["device"]),
    ("submit limits pumpLog", 501, UNSEEN_TYPES["unsupported"]),
    ("stop", 429, UNSEEN_TYPES["queue-full"]),
    ("card", 422, _NO_DAY),
    ("pumpLog", 404, "for a daemon with several wands; one that has a single wand asks that one"),
    ("audit auditHead events", 503, _DISK),
    ("confirm cancel", 503, UNSEEN_TYPES["journal"]),
    ("description version caller health wands wand pumps pump card stop discharge commands command library alarms acknowledge "
     "silence signIn signOut settings reload", 503, UNSEEN_TYPES["shutting-down"]),
]


def reason_for(name, status):
    """Why an operation was not seen with a status; None when it has to be."""
    operation = name.removesuffix("-head")
    for operations, excused, reason in _UNSEEN:
        if status == excused and (operations == "*" or operation in operations.split()):
            return reason
    return None
