"""A page is fetched, from servers on this machine: the decent one, and all the others."""

import gzip
import socket
import ssl
import subprocess
import zlib
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.imports import samples
from tests.imports.serving import HERE, rules, said, says, serving
from tracker.imports.fetching import fetch
from tracker.imports.guard import Address, Rules
from tracker.imports.incoming import MAX_BYTES, Reason, RefusedError

PAGE = samples.html().encode()


def refusal(address: str, by: Rules) -> Reason:
    with pytest.raises(RefusedError) as refused:
        fetch(address, rules=by)
    return refused.value.reason


def test_a_page_comes_as_it_is_and_is_asked_for_plainly() -> None:
    requests: list[bytes] = []

    def answer(connection: socket.socket, request: bytes) -> None:
        requests.append(request)
        connection.sendall(said(PAGE, kind="text/html; charset=utf-8", more="Set-Cookie: a=b\r\n"))

    with serving(answer) as port:
        address = f"http://courier.example:{port}/envoys?page=1#part"
        found = fetch(address, agent="Demarche (+http://desk.example)", rules=rules())
    assert (found.content, found.declared) == (PAGE, "text/html; charset=utf-8")
    assert found.address == f"http://courier.example:{port}/envoys?page=1"
    head = requests[0].decode().lower()
    assert head.startswith("get /envoys?page=1 http/1.1\r\n")
    assert f"host: courier.example:{port}\r\n" in head
    assert "user-agent: demarche (+http://desk.example)\r\n" in head
    for never in ("cookie", "authorization", "referer", "proxy"):
        assert never not in head


def test_names_in_other_scripts_are_asked_for() -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[Address]:
        asked.append(host)
        return [HERE]

    with serving(says(said(PAGE))) as port:
        here = Rules(ports=None, may_reach=lambda _one: True, resolve=resolve)
        fetch(f"http://bücher.example:{port}/", rules=here)
    assert asked == ["xn--bcher-kva.example"]


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(says(said(PAGE))) as port:
        assert fetch(f"http://courier.example:{port}/", rules=rules()).content == PAGE


def test_redirects_are_followed_and_each_is_checked() -> None:
    def answer(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /old "):
            connection.sendall(said(status="301 Moved", more="Location: /new\r\n"))
        else:
            connection.sendall(said(PAGE))

    with serving(answer) as port:
        found = fetch(f"http://courier.example:{port}/old", rules=rules())
    assert (found.content, found.address) == (PAGE, f"http://courier.example:{port}/new")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.2/", Reason.NOT_PUBLIC),
        ("http://inside.example/", Reason.NOT_PUBLIC),
        ("http://169.254.169.254/latest/meta-data/", Reason.NOT_PUBLIC),
        ("http://[::1]/", Reason.NOT_PUBLIC),
        ("file:///etc/passwd", Reason.SCHEME),
        ("gopher://courier.example/", Reason.SCHEME),
        ("http://user:word@courier.example/", Reason.CREDENTIALS),
        ("/again", Reason.REDIRECTS),
    ],
)
def test_a_redirect_leads_nowhere_else_than_an_address(target: str, reason: Reason) -> None:
    by = rules(inside="10.0.0.1")
    literal = Rules(
        ports=None,
        may_reach=by.may_reach,
        resolve=lambda host, port: (
            [ip_address(host)] if host[0].isdigit() or ":" in host else by.resolve(host, port)
        ),
    )
    with serving(says(said(status="302 Found", more=f"Location: {target}\r\n"))) as port:
        assert refusal(f"http://courier.example:{port}/", literal) == reason


def test_a_name_that_leads_elsewhere_the_second_time_changes_nothing() -> None:
    """It is asked once; the connection is made to what was checked then."""
    asked: list[str] = []

    def turning(host: str, _port: int) -> list[Address]:
        asked.append(host)
        return [HERE if len(asked) == 1 else ip_address("10.0.0.1")]

    by = Rules(ports=None, may_reach=lambda one: one == HERE, resolve=turning)
    with serving(says(said(PAGE))) as port:
        assert fetch(f"http://courier.example:{port}/", rules=by).content == PAGE
        assert asked == ["courier.example"]
        # And once for every step of the way, so that a redirect to itself is no way in.
        asked.clear()
    with serving(says(said(status="302 Found", more="Location: /\r\n"))) as port:
        assert refusal(f"http://courier.example:{port}/", by) == Reason.NOT_PUBLIC
        assert len(asked) == 2


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (said(status="404 Not Found"), Reason.STATUS),
        (said(status="403 Forbidden"), Reason.STATUS),
        (said(status="500 Oops"), Reason.STATUS),
        (said(status="302 Found"), Reason.STATUS),
        (said(b"x", kind="image/png"), Reason.KIND_OF_ANSWER),
        (said(b"{}", kind="application/json"), Reason.KIND_OF_ANSWER),
        (said(b"x", more="Content-Encoding: br\r\n"), Reason.ENCODING),
        (said(b"x", more="Content-Encoding: gzip\r\n"), Reason.BROKEN),
        (said(gzip.compress(PAGE)[:-20], more="Content-Encoding: gzip\r\n"), Reason.BROKEN),
        (f"HTTP/1.1 200 OK\r\nContent-Length: {MAX_BYTES + 1}\r\n\r\n".encode(), Reason.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nless", Reason.NO_HTTP),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Reason.NO_HTTP),
        (b"", Reason.NO_HTTP),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(answer: bytes, reason: Reason) -> None:
    with serving(says(answer)) as port:
        assert refusal(f"http://courier.example:{port}/", rules()) == reason


def test_a_packed_page_is_unpacked() -> None:
    packed = said(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n")
    with serving(says(packed)) as port:
        assert fetch(f"http://courier.example:{port}/", rules=rules()).content == PAGE


def test_a_body_without_an_end_is_cut_off() -> None:
    sent = 0

    def endless(connection: socket.socket, _request: bytes) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            sent += connection.send(b"x" * 65536)

    with serving(endless) as port:
        assert refusal(f"http://courier.example:{port}/", rules()) == Reason.TOO_LARGE
    assert sent < 3 * MAX_BYTES


def test_what_swells_when_unpacked_is_cut_off() -> None:
    """A gigabyte in a megabyte, of which no more is unpacked than is taken."""
    squeezer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(squeezer.compress(bytes(2**20)) for _number in range(200)) + squeezer.flush()
    assert len(bomb) < MAX_BYTES
    with serving(says(said(bomb, more="Content-Encoding: gzip\r\n"))) as port:
        assert refusal(f"http://courier.example:{port}/", rules()) == Reason.TOO_LARGE


def test_who_says_nothing_or_only_a_little_at_a_time_is_not_waited_for() -> None:
    def silent(connection: socket.socket, _request: bytes) -> None:
        connection.recv(1)

    def trickling(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            connection.sendall(b"x")
            connection.settimeout(0.02)
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue

    for answer in (silent, trickling):
        with serving(answer) as port:
            address = f"http://courier.example:{port}/"
            assert refusal(address, rules(seconds=0.3)) == Reason.SLOW


def test_a_name_server_that_does_not_answer_is_not_waited_for() -> None:
    released = socket.socketpair()

    def waiting(_host: str, _port: int) -> list[Address]:
        released[0].recv(1)
        return [HERE]

    by = Rules(ports=None, may_reach=lambda _one: True, resolve=waiting, whole_time=0.2)
    assert refusal("http://courier.example/", by) == Reason.SLOW
    for end in reversed(released):
        end.close()


def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert refusal(f"http://courier.example:{port}/", rules()) == Reason.UNREACHABLE


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    both = tmp_path / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=courier.example"]
    command += ["-addext", "subjectAltName=DNS:courier.example"]
    subprocess.run(
        [*command, "-keyout", tmp_path / "key.pem", "-out", tmp_path / "certificate.pem"],
        check=True,
        capture_output=True,
    )
    parts = ((tmp_path / name).read_text() for name in ("key.pem", "certificate.pem"))
    both.write_text("".join(parts))
    return both


def test_a_host_proves_its_name_though_it_is_reached_by_its_address(certificate: Path) -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    names: list[object] = []
    own.sni_callback = lambda _socket, name, _context: names.append(name)

    def answer(connection: socket.socket, request: bytes) -> None:
        raise AssertionError("spoke without encryption")

    def encrypted(connection: socket.socket) -> None:
        with own.wrap_socket(connection, server_side=True) as wrapped:
            wrapped.recv(65536)
            wrapped.sendall(said(PAGE))

    trusted = ssl.create_default_context(cafile=str(certificate))
    with serving(answer, first=encrypted) as port:
        address = f"https://courier.example:{port}/"
        assert fetch(address, rules=rules(), trusted=trusted).content == PAGE
        assert names == ["courier.example"]
        for host, context in (("other.example", trusted), ("courier.example", None)):
            with pytest.raises(RefusedError) as refused:
                fetch(f"https://{host}:{port}/", rules=rules(), trusted=context)
            assert refused.value.reason == Reason.CERTIFICATE
