"""Leaving a port so that nobody who has got through its door is turned away.

Closing a listening socket resets the connections that the kernel has taken on it and that no
worker has accepted yet; their requests would be lost. So first no more are let in, then those who
are in are taken, and only then is it closed. Whoever knocks meanwhile gets no answer, knocks again
a second later, and finds the port closed, or our successor.
"""

import ctypes
import select
import socket
import struct
import sys
import time

SO_ATTACH_FILTER = 26
# A program for the kernel's packet filter, which sees each packet for the socket from its TCP
# header on: drop those that open a connection, keep all others. (code, if true, if false, value)
_NO_NEW_ONES = (
    (0x30, 0, 0, 13),  # load the byte of the flags
    (0x45, 0, 1, 0x02),  # is SYN among them?
    (0x06, 0, 0, 0),  # then keep nothing of it,
    (0x06, 0, 0, 0xFFFFFFFF),  # else everything
)
# Quiet for so long: a handshake that was under way has been finished.
QUIET = 0.2
PATIENCE = 3.0


def let_nobody_in(listener: socket.socket) -> bool:
    """True where the system can do that: on Linux."""
    if sys.platform != "linux":
        return False
    program = b"".join(struct.pack("HBBI", *step) for step in _NO_NEW_ONES)
    steps = ctypes.create_string_buffer(program)
    header = struct.pack("HP", len(_NO_NEW_ONES), ctypes.addressof(steps))
    try:
        listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, header)
    except OSError:
        return False
    return True


def wait_until_taken(listener: socket.socket) -> None:
    """Returns when the workers have accepted everybody, or when that takes too long."""
    ends = time.monotonic() + PATIENCE
    quiet_since = time.monotonic()
    while (now := time.monotonic()) < ends and now - quiet_since < QUIET:
        if select.select([listener], [], [], 0)[0]:
            quiet_since = now
        time.sleep(0.01)


def leave(listener: socket.socket) -> None:
    if let_nobody_in(listener):
        wait_until_taken(listener)
