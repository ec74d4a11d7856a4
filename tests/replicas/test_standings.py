"""Whom a reader is sent to, as a table: what the servers said, and who answers."""

import logging
from collections.abc import Callable

import pytest

from tracker.replicas.standings import Mark, Report, Standings

NOW = 1000.0
Told = Callable[[Standings], None]


def primary_at(position: int, *, ago: float) -> Told:
    return lambda known: known.primary_wrote(Mark(NOW - ago, position))


def replica_at(position: int | None, *, ago: float = 0.5, alias: str = "replica1") -> Told:
    return lambda known: known.replica_said(alias, Report(NOW - ago, position, "gone"))


def failed(alias: str) -> Told:
    return lambda known: known.failed(alias)


def known_after(*told: Told) -> Standings:
    known = Standings(max_lag=10, clock=lambda: NOW)
    for tell in told:
        tell(known)
    return known


CASES: list[tuple[str, list[Told], str | None]] = [
    ("nobody has answered yet", [], "default"),
    ("the primary has not answered yet", [replica_at(100)], "default"),
    ("a replica that has it all", [primary_at(100, ago=1), replica_at(100)], "replica1"),
    (
        "an idle primary makes nobody late",
        [*(primary_at(100, ago=ago) for ago in range(60, 0, -1)), replica_at(100)],
        "replica1",
    ),
    (
        "behind, but by less than the limit",
        [primary_at(100, ago=8), primary_at(900, ago=1), replica_at(100)],
        "replica1",
    ),
    (
        "behind by more than the limit",
        [primary_at(100, ago=12), primary_at(900, ago=9), primary_at(999, ago=1), replica_at(100)],
        "default",
    ),
    (
        "a receiver that hangs while the primary writes on",
        [*(primary_at(1000 - ago, ago=ago) for ago in range(30, 0, -1)), replica_at(975)],
        "default",
    ),
    ("no longer a standby", [primary_at(100, ago=1), replica_at(None)], "default"),
    ("an answer from long ago", [primary_at(100, ago=1), replica_at(100, ago=6)], "default"),
    ("it failed a reader", [primary_at(9, ago=1), replica_at(9), failed("replica1")], "default"),
    (
        "the well one of two",
        [primary_at(9, ago=1), replica_at(None), replica_at(9, alias="replica2")],
        "replica2",
    ),
    (
        "well, and the primary away since a moment",
        [primary_at(9, ago=3), failed("default"), replica_at(9)],
        "replica1",
    ),
    (
        "the primary away for longer: what lives has to do",
        [primary_at(9, ago=30), failed("default"), replica_at(9)],
        "replica1",
    ),
    (
        "of two that live, the one that has more",
        [failed("default"), replica_at(5), replica_at(9, alias="replica2")],
        "replica2",
    ),
    ("nobody lives", [failed("default"), replica_at(None)], "default"),
    (
        "the primary has come back",
        [failed("default"), primary_at(900, ago=1), replica_at(5)],
        "default",
    ),
    (
        "after a failover the new primary's log may be shorter",
        [primary_at(900, ago=9), failed("default"), primary_at(800, ago=1), replica_at(800)],
        "replica1",
    ),
]


@pytest.mark.parametrize(
    ("told", "chosen"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_reader_is_sent_to(told: list[Told], chosen: str | None) -> None:
    assert known_after(*told).choose() == chosen


@pytest.mark.parametrize(
    ("told", "but", "chosen"),
    [
        ([primary_at(9, ago=1), replica_at(9)], "replica1", "default"),
        (
            [primary_at(9, ago=1), replica_at(9), replica_at(9, alias="replica2")],
            "replica1",
            "replica2",
        ),
        ([replica_at(9)], "default", "replica1"),
        ([replica_at(None)], "default", None),
        ([], "default", None),
        ([failed("default"), replica_at(9)], "replica1", "default"),
    ],
)
def test_a_second_try_goes_elsewhere(told: list[Told], but: str, chosen: str | None) -> None:
    assert known_after(*told).choose(but=but) == chosen


def test_well_replicas_share_the_readers() -> None:
    known = known_after(primary_at(9, ago=1), replica_at(9), replica_at(9, alias="replica2"))
    assert {known.choose() for _ in range(200)} == {"replica1", "replica2"}


def test_one_that_failed_rests_until_it_is_asked_again() -> None:
    known = known_after(primary_at(9, ago=1), replica_at(9), failed("replica1"))
    # This was asked before the fault, and answered too late.
    replica_at(9, ago=0.5)(known)
    assert known.choose() == "default"
    replica_at(9, ago=0)(known)
    assert known.choose() == "replica1"


def test_the_log_has_a_line_when_a_replica_comes_or_goes(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="tracker.replicas"):
        known = known_after(primary_at(9, ago=1), replica_at(9), replica_at(9))
        for _ in range(2):
            replica_at(None)(known)
        replica_at(9)(known)
    assert [record.getMessage() for record in caplog.records] == [
        "replica1 answers readers",
        "replica1 is left out: gone",
        "replica1 answers readers",
    ]
