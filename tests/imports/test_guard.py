"""Where the server goes for an address that somebody names: nowhere but the public internet."""

from ipaddress import ip_address

import pytest

from tracker.imports.fetching import fetch
from tracker.imports.guard import PUBLIC, Address, Rules, is_public, resolved
from tracker.imports.incoming import Reason, RefusedError


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        # this machine, its network, the next one, nobody's
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),  # noqa: S104
        ("10.0.0.1", False),
        ("172.16.5.4", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fd12:3456::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        # an address within an address
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::1", False),
        ("2001:0:7f00:1::1", False),
        ("64:ff9b::5db8:d70e", True),
    ],
)
def test_only_public_addresses_are_reached(address: str, *, public: bool) -> None:
    assert is_public(ip_address(address)) == public


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", Reason.SCHEME),
        ("ftp://example.org/", Reason.SCHEME),
        ("gopher://127.0.0.1/", Reason.SCHEME),
        ("javascript:alert(1)", Reason.SCHEME),
        ("data:text/html,x", Reason.SCHEME),
        ("//example.org/", Reason.SCHEME),
        ("http://", Reason.NO_ADDRESS),
        ("http:///path", Reason.NO_ADDRESS),
        ("http://[::1", Reason.NO_ADDRESS),
        ("http://exa mple.org/", Reason.UNKNOWN_HOST),
        ("http://user:word@example.org/", Reason.CREDENTIALS),
        ("http://example.org@127.0.0.1/", Reason.CREDENTIALS),
        ("http://example.org:22/", Reason.PORT),
        ("http://127.0.0.1:8000/", Reason.PORT),
        # this machine in every spelling
        ("http://localhost/", Reason.NOT_PUBLIC),
        ("http://LOCALHOST/", Reason.NOT_PUBLIC),
        ("http://127.0.0.1/", Reason.NOT_PUBLIC),
        ("http://127.1/", Reason.NOT_PUBLIC),
        ("http://2130706433/", Reason.NOT_PUBLIC),
        ("http://0x7f000001/", Reason.NOT_PUBLIC),
        ("http://0x7f.1/", Reason.NOT_PUBLIC),
        ("http://017700000001/", Reason.NOT_PUBLIC),
        ("http://0177.0.0.1/", Reason.NO_ADDRESS),
        ("http://①②⑦.⓪.⓪.①/", Reason.NO_ADDRESS),
        ("http://0/", Reason.NOT_PUBLIC),
        ("http://[::1]/", Reason.NOT_PUBLIC),
        ("http://[::]/", Reason.NOT_PUBLIC),
        ("http://[::ffff:127.0.0.1]/", Reason.NOT_PUBLIC),
        ("http://[::ffff:7f00:1]/", Reason.NOT_PUBLIC),
        ("http://[64:ff9b::127.0.0.1]/", Reason.NOT_PUBLIC),
        ("http://[fe80::1]/", Reason.NOT_PUBLIC),
        ("http://169.254.169.254/latest/meta-data/", Reason.NOT_PUBLIC),
        ("http://10.0.0.1/", Reason.NOT_PUBLIC),
    ],
)
def test_an_address_is_refused_with_its_reason(address: str, reason: Reason) -> None:
    with pytest.raises(RefusedError) as refused:
        fetch(address)
    assert refused.value.reason == reason


def test_a_name_that_has_a_private_address_too_is_refused() -> None:
    def both(_host: str, _port: int) -> list[Address]:
        return [ip_address("93.184.215.14"), ip_address("192.168.1.1")]

    with pytest.raises(RefusedError) as refused:
        fetch("http://trap.example/", rules=Rules(resolve=both))
    assert refused.value.reason == Reason.NOT_PUBLIC


def test_a_name_that_nobody_has_is_said_to_be_unknown() -> None:
    def nobody(_host: str, _port: int) -> list[Address]:
        raise OSError("Name or service not known")

    with pytest.raises(RefusedError) as refused:
        fetch("http://nobody.example/", rules=Rules(resolve=nobody))
    assert (refused.value.reason, refused.value.detail) == (Reason.UNKNOWN_HOST, "nobody.example")


def test_the_rules_that_are_used_are_those_for_the_public_internet() -> None:
    assert (
        Rules(ports=frozenset({80, 443}), may_reach=is_public, resolve=resolved, whole_time=20)
        == PUBLIC
    )
