"""A page is fetched by its address, as a careful stranger would; `guard` says where that may be."""

import ssl
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from tracker.imports.guard import CONNECT_TIME, PUBLIC, Deadline, Rules, allowed_addresses
from tracker.imports.incoming import MAX_BYTES, Kind, Original, Reason, RefusedError

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
# Anything may hide behind the last; what it is shows when it is read.
_KINDS = {*Kind, "application/xhtml+xml", "application/octet-stream", "binary/octet-stream"}
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, text/plain;q=0.8, */*;q=0.1"


def fetch(
    address: str,
    *,
    agent: str = "Demarche",
    rules: Rules = PUBLIC,
    trusted: ssl.SSLContext | None = None,
) -> Original:
    """Raises RefusedError, with the reason, for what may not be asked or is not answered well."""
    deadline = Deadline(rules.whole_time)
    url = _url(address)
    backend = _GuardedBackend(rules, deadline)
    # No cookies, no password files, no proxies: nothing of the machine's goes along.
    context = trusted or httpx.create_ssl_context(trust_env=False)
    with httpcore.ConnectionPool(
        ssl_context=context, network_backend=backend, max_keepalive_connections=0
    ) as pool:
        for _redirect in range(MOST_REDIRECTS + 1):
            with _asked(pool, url, agent) as response:
                if response.status not in _REDIRECTS:
                    return _answer(response, url, deadline)
                target = _header(response, "location")
                if not target:
                    raise RefusedError(Reason.STATUS, str(response.status))
            url = _url(target, base=url)
    raise RefusedError(Reason.REDIRECTS, str(MOST_REDIRECTS))


def _url(address: str, *, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = base.join(address) if base else httpx.URL(address.strip())
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise RefusedError(Reason.NO_ADDRESS) from error
    if url.scheme not in ("http", "https"):
        raise RefusedError(Reason.SCHEME, url.scheme)
    if url.userinfo:
        raise RefusedError(Reason.CREDENTIALS)
    if not host:
        raise RefusedError(Reason.NO_ADDRESS)
    return url.copy_with(fragment=None)


@contextmanager
def _asked(
    pool: httpcore.ConnectionPool, url: httpx.URL, agent: str
) -> Iterator[httpcore.Response]:
    headers = [
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", agent),
        ("Accept", _ACCEPT),
        ("Accept-Encoding", "gzip"),
        ("Accept-Language", "*"),
        ("Connection", "close"),
    ]
    try:
        with pool.stream(
            "GET",
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=headers,
        ) as response:
            yield response
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise RefusedError(Reason.SLOW) from error
    except httpcore.ConnectError as error:
        is_tls = isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error).upper()
        raise RefusedError(
            Reason.CERTIFICATE if is_tls else Reason.UNREACHABLE, url.host
        ) from error
    except httpcore.ProtocolError as error:
        raise RefusedError(Reason.NO_HTTP, url.host) from error
    except (httpcore.NetworkError, OSError) as error:
        raise RefusedError(Reason.UNREACHABLE, url.host) from error


def _answer(response: httpcore.Response, url: httpx.URL, deadline: Deadline) -> Original:
    if response.status != 200:
        raise RefusedError(Reason.STATUS, str(response.status))
    declared = _header(response, "content-type")
    kind = declared.partition(";")[0].strip().lower()
    if kind and kind not in _KINDS:
        raise RefusedError(Reason.KIND_OF_ANSWER, kind)
    said = _header(response, "content-length")
    if said.isdecimal() and len(said) < 20 and int(said) > MAX_BYTES:
        raise RefusedError(Reason.TOO_LARGE)
    encoding = _header(response, "content-encoding").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise RefusedError(Reason.ENCODING, encoding)
    content = _body(response.iter_stream(), deadline, is_packed=encoding.endswith("gzip"))
    return Original(content, declared=declared, address=str(url))


def _body(chunks: Iterable[bytes], deadline: Deadline, *, is_packed: bool) -> bytes:
    """All of it, if that is not too much: neither as it comes nor unpacked."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if is_packed else None
    content = bytearray()
    come = 0
    try:
        for chunk in chunks:
            deadline.left()
            come += len(chunk)
            # Never more than one byte beyond what is taken, however much it would swell.
            room = MAX_BYTES + 1 - len(content)
            content += unpack.decompress(chunk, room) if unpack else chunk
            if come > MAX_BYTES or len(content) > MAX_BYTES:
                raise RefusedError(Reason.TOO_LARGE)
    except zlib.error as error:
        raise RefusedError(Reason.BROKEN) from error
    if unpack and not unpack.eof:
        raise RefusedError(Reason.BROKEN)
    return bytes(content)


def _header(response: httpcore.Response, name: str) -> str:
    wanted = name.encode("ascii")
    values = [value for key, value in response.headers if key.lower() == wanted]
    return values[0].decode("latin-1").strip() if values else ""


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and to nothing by name."""

    def __init__(self, rules: Rules, deadline: Deadline) -> None:
        self._rules = rules
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = allowed_addresses(host, port, rules=self._rules, deadline=self._deadline)
        failed: Exception = RefusedError(Reason.UNREACHABLE, host)
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    str(address), port, timeout=min(CONNECT_TIME, self._deadline.left())
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        raise RefusedError(Reason.SCHEME, "unix")


class _TimedStream(httpcore.NetworkStream):
    """Whoever sends a little all the time is not waited for longer than anybody else."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(
            ssl_context, server_hostname, timeout=min(CONNECT_TIME, self._deadline.left())
        )
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
