"""Sentences about talks, and the deadlines that are found in them, or not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.suggest.counted import calls
from tests.suggest.marked import PUBLISHED, actors_in, conditions_in, deadlines_in, times_in
from tracker.suggest.conditions.titles import LONGEST
from tracker.suggest.deadlines.find import find_deadlines
from tracker.suggest.found import DeadlineFound
from tracker.suggest.text import Document

CASES = Path(__file__).with_name("deadline_cases.txt")


def read_cases() -> list[tuple[str, list[str]]]:
    """Each sentence with the lines below it that are set in."""
    cases: list[tuple[str, list[str]]] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            cases.append((line, []))
    return cases


def told(deadline: DeadlineFound) -> list[str]:
    window = deadline.time.window
    assert window is not None
    who = ", ".join(f"{part.role} {part.actor.name}" for part in deadline.parts) or "nobody"
    return [
        f"{deadline.deadline_kind} {deadline.firmness}: {window.phrase} {window.edtf} | "
        f"{deadline.demand or 'nothing'} | {deadline.consequence or 'nothing'} | {who}",
        deadline.title,
    ]


@pytest.mark.parametrize(("sentence", "expected"), read_cases())
def test_the_deadlines_of_a_sentence(sentence: str, expected: list[str]) -> None:
    found = deadlines_in(sentence)
    assert [line for deadline in found for line in told(deadline)] == expected
    for deadline in found:
        assert deadline.time.window is not None
        assert sentence[deadline.time.start : deadline.time.end] == deadline.time.window.phrase
        assert deadline.start <= deadline.time.start < deadline.time.end <= deadline.end
        assert len(deadline.title) <= LONGEST
        assert 0 < deadline.score < 1


ARTICLE = (
    "Talks on a truce between Ruritania and Borduria began in Oslo on Thursday.\n"
    "Brandt said: “Both capitals must tell us, and I mean within a matter of days, whether they "
    "accept the treaty.\n"
    "“Our envoys will not sit in this hotel and negotiate for days and weeks on end.”\n"
    "If there is no progress within days, Norway would end its mediation, he said."
)


def test_an_aside_tells_how_soon_and_the_sentence_goes_on_behind_it() -> None:
    first, second = deadlines_in(ARTICLE)
    assert (first.deadline_kind, first.demand) == (
        "review",
        "Both capitals must tell us whether they accept the treaty",
    )
    assert second.demand == "Our envoys will not sit in this hotel and negotiate"
    assert second.title == (
        "Our envoys not to sit in this hotel and negotiate for days and weeks on end"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Brandt said: “We came to Oslo, to find out very soon, and I mean within days, whether "
            "the treaty can be saved.”",
            "Karl Brandt to find out within days whether the treaty can be saved",
        ),
    ],
)
def test_titles(text: str, title: str) -> None:
    [deadline] = deadlines_in(text)
    assert deadline.title == title


def test_what_there_is_not_yet_is_due() -> None:
    [condition] = conditions_in(
        "If there isn’t a truce in the valley within days, Norway would leave the peace talks."
    )
    assert condition.deadline is not None
    assert condition.deadline.title == "A truce in the valley within days"


def test_the_deadline_within_a_condition_is_not_listed_again() -> None:
    [condition] = conditions_in(ARTICLE)
    assert condition.deadline is not None
    within = condition.deadline.time
    assert ARTICLE[within.start : within.end] == "within days"
    assert within.start not in [deadline.time.start for deadline in deadlines_in(ARTICLE)]


@pytest.mark.parametrize(
    "unit",
    [
        "until Friday ",
        "must sign the treaty by Friday. ",
        "by Friday or face sanctions, ",
        "gave the rebels 10 days to ",
        "we will sign within days, not ",
        "“by Friday” ",
    ],
)
def test_a_longer_text_costs_no_more_than_its_length(unit: str) -> None:
    """Counted in calls of functions: twice the text, twice the calls."""
    few, many = (calls_for((unit * size)[:size]) for size in (5_000, 10_000))
    assert many <= 2.2 * few + 2_000


def calls_for(text: str) -> int:
    actors, times = actors_in(text), times_in(text)
    document = Document(text, PUBLISHED)
    return calls(lambda: find_deadlines(document, actors=actors, times=times, conditions=[]))


WORDS = (
    "by within until Friday 10 days a matter of days , . “ ” must will sign the treaty gave Norway "
    "Borduria to or face said deadline not for weeks and months May ( ) before in"
)


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join))
def test_nonsense_is_read_without_harm(text: str) -> None:
    for deadline in deadlines_in(text):
        assert 0 <= deadline.start < deadline.end <= len(text)
        assert deadline.time.window is not None
        assert deadline.time.window.latest >= PUBLISHED
