"""Whom a reader is sent to, as a table: what the servers said, and who answers."""

import logging
from collections.abc import Callable

import pytest

from tracker.replicas.standings import Mark, Report, Standings
from tracker.replicas.watch import ask_primary

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


class AfterAFailover:
    """Two standbys had received up to 880 and 900 when the primary died at 900; the first was
    promoted, and asks and answers go on from there, one a second."""

    def __init__(self) -> None:
        self.now = NOW
        self.known = Standings(max_lag=10, clock=lambda: self.now)
        self.second(900, "00000001", replica1=900)

    def second(self, written: int | None, timeline: str, **replayed: int | None) -> None:
        self.now += 1
        for alias, position in replayed.items():
            self.known.replica_said(alias, Report(self.now - 0.6, position, heard=self.now - 0.5))
        if written is None:
            self.known.failed("default")
        else:
            self.known.primary_wrote(Mark(self.now - 0.4, written, timeline))


def test_a_standby_with_what_the_new_primary_never_got_is_left_out() -> None:
    after = AfterAFailover()
    assert after.known.choose() == "replica1"
    after.second(880, "00000002", replica1=900)
    assert after.known.choose() == "default"
    assert after.known.fault("replica1") == "it has what the primary never wrote"
    # Nor does it come back when the primary's log runs past where it stands.
    for written in (890, 899, 900, 910, 950):
        after.second(written, "00000002", replica1=900)
        assert after.known.choose() == "default", written


def test_it_is_left_out_where_the_new_primary_was_past_it_at_once() -> None:
    after = AfterAFailover()
    after.second(2000, "00000002", replica1=900)
    assert after.known.choose() == "default"


def test_what_it_has_yet_to_replay_does_not_bring_it_back() -> None:
    after = AfterAFailover()
    after.second(880, "00000002", replica1=900)
    after.second(881, "00000002", replica1=905)
    assert after.known.choose() == "default"
    after.second(905, "00000002", replica1=905)
    assert after.known.choose() == "default"


@pytest.mark.parametrize("replayed", [[870, 900, 905], [912, 921], [None, 870, 920]])
def test_it_answers_again_once_it_follows(replayed: list[int | None]) -> None:
    after = AfterAFailover()
    after.second(880, "00000002", replica1=900)
    after.second(910, "00000002", replica1=900)
    for number, position in enumerate(replayed):
        after.second(920 + number, "00000002", replica1=position)
    after.second(930, "00000002", replica1=925)
    assert after.known.choose() == "replica1"


def test_one_that_replayed_while_the_primary_was_being_asked_has_not_strayed() -> None:
    after = AfterAFailover()
    # Answered only after the primary had been asked how far it was.
    after.known.replica_said("replica1", Report(after.now, 901, heard=after.now + 2))
    after.known.primary_wrote(Mark(after.now + 1, 900, "00000001"))
    assert after.known.choose() == "replica1"


def test_without_a_primary_one_that_strayed_is_the_last_to_be_asked() -> None:
    after = AfterAFailover()
    after.second(880, "00000002", replica1=900, replica2=880)
    after.second(None, "", replica1=900, replica2=870)
    after.now += 20
    for alias, position in (("replica1", 900), ("replica2", 870)):
        after.known.replica_said(alias, Report(after.now, position))
    assert after.known.choose() == "replica2"
    after.known.failed("replica2")
    assert after.known.choose() == "replica1"


@pytest.mark.django_db
def test_the_primary_says_how_far_its_log_is_and_on_which_timeline() -> None:
    known = Standings(max_lag=10)
    assert ask_primary(known)
    (mark,) = known._marks
    assert mark.position > 0
    assert mark.timeline == "00000001"
