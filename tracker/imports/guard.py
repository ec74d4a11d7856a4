"""Where the server may go when somebody names an address: to the public internet, nowhere else.

A name is resolved once, here. Every address that it has must be public, and the connection is made
to one of these very addresses: whoever answers for the name a moment later changes nothing.
"""

import queue
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from tracker.imports.incoming import Reason, RefusedError

Address = IPv4Address | IPv6Address

WHOLE_TIME = 20.0  # seconds for all of it, redirects included
CONNECT_TIME = 5.0

# IPv6 addresses in which an IPv4 address stands: somebody on the way passes on to that.
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = IPv6Network("::/96")


# Public by its number; in a well-known cloud it leads to the machine's own host.
_HOST_OF_THE_CLOUD = IPv4Address("168.63.129.16")


def is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.scope_id or address in _NAT64_LOCAL or address.is_site_local:
            return False
        if inner := _inner(address):
            return all(is_public(one) for one in inner)
    return address.is_global and not (
        address == _HOST_OF_THE_CLOUD
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def _inner(address: IPv6Address) -> list[IPv4Address]:
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address.sixtofour]
    if address.teredo:
        return list(address.teredo)
    if address in _NAT64 or address in _COMPATIBLE:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return []


def resolved(host: str, port: int) -> list[Address]:
    """Every address of a name, as the system says; also of numbers in whatever spelling."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(place[4][0]) for place in found]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is allowed. Only tests have others than PUBLIC, by handing them over in code."""

    ports: frozenset[int] | None = frozenset({80, 443})  # None: any
    may_reach: Callable[[Address], bool] = is_public
    resolve: Callable[[str, int], list[Address]] = resolved
    whole_time: float = WHOLE_TIME


PUBLIC = Rules()


class Deadline:
    """One for all that is asked for one address."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds, more than none. Raises RefusedError when they are over."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise RefusedError(Reason.SLOW)
        return left


def allowed_addresses(host: str, port: int, *, rules: Rules, deadline: Deadline) -> list[Address]:
    """Raises RefusedError where one of them is not public: a name that has both kinds is a trap."""
    if rules.ports is not None and port not in rules.ports:
        raise RefusedError(Reason.PORT, str(port))
    try:
        addresses = list(dict.fromkeys(_in_time(lambda: rules.resolve(host, port), deadline)))
    except (OSError, ValueError) as error:  # UnicodeError, of what no name is, is a ValueError
        raise RefusedError(Reason.UNKNOWN_HOST, host) from error
    if not addresses:
        raise RefusedError(Reason.UNKNOWN_HOST, host)
    if not all(rules.may_reach(address) for address in addresses):
        raise RefusedError(Reason.NOT_PUBLIC, host)
    return addresses


def _in_time(ask: Callable[[], list[Address]], deadline: Deadline) -> list[Address]:
    """The system's resolver takes its own time; nobody waits for it longer than there is."""
    answers: queue.SimpleQueue[list[Address] | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(ask())
        except Exception as error:
            answers.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise RefusedError(Reason.SLOW) from None
    if isinstance(answer, BaseException):
        raise answer
    return answer
