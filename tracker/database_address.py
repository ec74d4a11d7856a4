"""DATABASE_URL and its like looked over before anybody connects, so that a slip gets a sentence."""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from tracker.startup_errors import StartupError

SCHEMES = ("postgres", "postgresql")


class DatabaseAddressError(StartupError):
    pass


def checked_address(url: str, *, variable: str) -> str:
    """The address as it came. DatabaseAddressError never repeats it: it may hold a password."""
    expected = "expected postgresql://user:password@host:5432/name"
    scheme, separator, _ = url.partition("://")
    if not separator:
        raise DatabaseAddressError(f"{variable} is not an address: {expected}")
    if scheme.lower() not in SCHEMES:
        shown = scheme if scheme.isalnum() and len(scheme) <= 20 else "something else"
        raise DatabaseAddressError(
            f"{variable} must begin with postgresql://, not {shown}://: Demarche needs PostgreSQL"
        )
    try:
        single, _hosts, ports = split_hosts(url)
        parts = urlsplit(single)
        numbers = [int(port) for port in (*ports, parts.port) if port is not None]
    except ValueError as error:
        if "port" in str(error).lower():
            problem = "the port is not a number from 1 to 65535"
        else:
            problem = "it cannot be read"
        raise DatabaseAddressError(
            f"{variable}: {problem} (write : / ? # @ in a password as %3A %2F %3F %23 %40)"
        ) from None
    if not all(1 <= number <= 65535 for number in numbers):
        raise DatabaseAddressError(f"{variable}: the port is not a number from 1 to 65535")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise DatabaseAddressError(f"{variable} names no database: {expected}")
    if parts.fragment:
        raise DatabaseAddressError(
            f"{variable} has a # in it: write it as %23 where it belongs to the password"
        )
    return url


def split_hosts(url: str) -> tuple[str, list[str], list[str]]:
    """An address that names several hosts, as libpq takes it (@one:5432,two:5433/), without them;
    the hosts; their ports. An address of one host comes back as it is, and without lists."""
    parts = urlsplit(url)
    user, at, hosts = parts.netloc.rpartition("@")
    if "," not in hosts:
        return url, [], []
    pairs = [re.fullmatch(r"(\[[^]]*\]|[^:]*)(?::([^:]*))?", one) for one in hosts.split(",")]
    found = [(pair[1].strip("[]"), pair[2] or "5432") for pair in pairs if pair and pair[1]]
    if len(found) < len(pairs):
        raise ValueError("hosts")
    if not all(port.isascii() and port.isdigit() for _host, port in found):
        raise ValueError("port")
    single = urlunsplit(parts._replace(netloc=f"{user}{at}"))
    return single, [unquote(host) for host, _port in found], [port for _host, port in found]


def split_addresses(text: str) -> list[str]:
    """The addresses of a list by spaces or commas; a comma between hosts of one parts nothing."""
    return [one for one in re.split(r",*\s+,*|,+(?=[A-Za-z]\w*://)|,+$", text.strip()) if one]
