"""DATABASE_URL looked over before anybody connects, so that a slip gets a sentence."""

from urllib.parse import unquote, urlsplit

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
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        if "port" in str(error).lower():
            problem = "the port is not a number from 1 to 65535"
        else:
            problem = "it cannot be read"
        raise DatabaseAddressError(
            f"{variable}: {problem} (write : / ? # @ in a password as %3A %2F %3F %23 %40)"
        ) from None
    if port == 0:
        raise DatabaseAddressError(f"{variable}: the port is not a number from 1 to 65535")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise DatabaseAddressError(f"{variable} names no database: {expected}")
    if parts.fragment:
        raise DatabaseAddressError(
            f"{variable} has a # in it: write it as %23 where it belongs to the password"
        )
    return url
