"""Which addresses are those of one article."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

MAX_ADDRESS = 1000
# What says by which way somebody came, not what they came for.
_OF_THE_WAY = re.compile(
    r"utm_\w+|at_(?:medium|campaign|link\w*|format|bbc_team)|fbclid|gclid|dclid|msclkid|igshid"
    r"|mc_[ce]id|yclid|twclid|cmpid|ocid|smid|share_?token|ref_src|xtor",
    re.IGNORECASE,
)


def cleaned_address(address: str) -> str:
    """Without fragment, default port and what only traces readers; empty when it is none."""
    parts = _split(address)
    if parts is None:
        return ""
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not _OF_THE_WAY.fullmatch(pair[0])
    ]
    kept = parts.query if len(query) == len(parts.query.split("&")) else urlencode(query)
    found = urlunsplit((parts.scheme, _host(parts), parts.path or "/", kept, ""))
    return found if len(found) <= MAX_ADDRESS else ""


def other_spellings(address: str) -> list[str]:
    """Addresses that lead to the same, all but surely: with and without www, a slash at the end,
    and encryption; as it was given first."""
    found = [address]
    parts = _split(cleaned_address(address))
    if parts is None:
        return found
    host = _host(parts)
    bare = host.removeprefix("www.")
    path = parts.path.rstrip("/")
    found += [
        urlunsplit((scheme, one, end, parts.query, ""))
        for scheme in ("https", "http")
        for one in (bare, f"www.{bare}")
        for end in ((f"{path}/", path) if path else ("/", ""))
    ]
    return list(dict.fromkeys(found))


def same_host(one: str, other: str) -> bool:
    """The same site, as far as names show: one may be below the other."""
    first, second = host_of(one), host_of(other)
    return bool(first and second) and (
        first == second or first.endswith(f".{second}") or second.endswith(f".{first}")
    )


def host_of(address: str) -> str:
    parts = _split(address)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address.strip())
        _port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    usual = {"http": 80, "https": 443}[parts.scheme]
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"
