"""Sentences about talks, and the conditions that are found in them, or not."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.suggest.counted import calls
from tests.suggest.marked import PUBLISHED, actors_in, conditions_in, times_in
from tracker.suggest.conditions.find import find_conditions
from tracker.suggest.conditions.titles import LONGEST
from tracker.suggest.found import ActorFound, ConditionFound
from tracker.suggest.text import Document

CASES = Path(__file__).with_name("condition_cases.txt")


def read_cases(path: Path) -> list[tuple[str, list[str]]]:
    """Each sentence with the lines below it that are set in."""
    cases: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            cases.append((line, []))
    return cases


def named(actor: ActorFound | None) -> str:
    return actor.name if actor else "nobody"


def told(condition: ConditionFound) -> str:
    return (
        f"{condition.operator} {condition.condition_kind}: {condition.if_clause} → "
        f"{condition.then_clause} | {named(condition.initiator)} to {named(condition.recipient)}"
    )


@pytest.mark.parametrize(("sentence", "expected"), read_cases(CASES))
def test_the_conditions_of_a_sentence(sentence: str, expected: list[str]) -> None:
    assert [told(condition) for condition in conditions_in(sentence)] == expected


def test_the_table_has_enough_of_both() -> None:
    found = [bool(expected) for _, expected in read_cases(CASES)]
    assert found.count(True) >= 60
    assert found.count(False) >= 40


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in read_cases(CASES)])
def test_spans_hold_what_they_say(sentence: str) -> None:
    for condition in conditions_in(sentence):
        assert condition.then_span is not None
        for span in (condition.if_span, condition.then_span):
            assert condition.start <= span[0] < span[1] <= condition.end <= len(sentence)
        if_words = sentence[slice(*condition.if_span)]
        assert if_words.split()[-1].strip("“”,.") in condition.if_clause
        assert 0 < condition.score < 1
        assert condition.why.startswith("“")
        assert len(condition.title) <= LONGEST


ARTICLE = """Talks on the border were to go on in Oslo on Friday, mediators said.
Ode said: “We must know whether or not the border can be reopened. If it can, we are ready to help.
“If it can't, we will look to other allies. We'll lift the embargo whenever you ask for a truce.”
Norway was about to suspend its aid, Brandt said, but it would not if both sides sent envoys.
The sanctions are one tool, next to the threat of an oil embargo if Borduria stays away."""


def test_an_article_with_quotes_over_several_paragraphs() -> None:
    assert [told(condition) for condition in conditions_in(ARTICLE)] == [
        "if offer: it can → we are ready to help | Ana Ode to nobody",
        "if promise: it can't → we will look to other allies | Ana Ode to nobody",
        "if promise: you ask for a truce → We'll lift the embargo | Ana Ode to nobody",
        "if promise: both sides sent envoys → it would not | Karl Brandt to nobody",
        "if threat: Borduria stays away → the threat of an oil embargo | nobody to Borduria",
    ]


def test_a_short_if_part_is_told_by_the_question_before_it() -> None:
    first = conditions_in(ARTICLE)[0]
    assert first.title == "Ana Ode ready to help if the border can be reopened"
    assert "it answers “the border can be reopened”" in first.why


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "Norway will walk away from the talks unless both sides stop shelling.",
            "Norway to walk away from the talks unless both sides stop shelling",
        ),
        (
            "“We will not sign,” Ode said, “until the troops have left the valley.”",
            "Ana Ode not to sign until the troops have left the valley",
        ),
        (
            "Ruritania must withdraw its forces by Friday or face sanctions, Washington said.",
            "Ruritania to withdraw its forces by Friday or face sanctions",
        ),
        (
            "Ruritania offered to free 200 prisoners in exchange for a lasting truce.",
            "Ruritania offered to free 200 prisoners in exchange for a lasting truce",
        ),
        (
            "Brandt warned Strelsau that it would face new sanctions if it left the talks.",
            "Ruritania to face new sanctions if it left the talks",
        ),
        (
            "Ruritania lives with the threat of an embargo if it refuses to reply.",
            "The threat of an embargo if Ruritania refuses to reply",
        ),
        (
            "Norway was about to suspend its aid, Brandt said, but it would not if both sides sent "
            "envoys.",
            "Norway not to suspend its aid if both sides sent envoys",
        ),
        (
            "Norway was on the brink of walking away, Brandt said, but it would not if both sides "
            "sent envoys.",
            "Norway: no walking away if both sides sent envoys",
        ),
        (
            "“If the truce holds, we have other plans for the border,” Ode said.",
            "“we have other plans for the border” if the truce holds",
        ),
        ("“If the truce holds, we’re in,” Ode said.", "“we’re in” if the truce holds"),
    ],
)
def test_titles(sentence: str, title: str) -> None:
    assert [condition.title for condition in conditions_in(sentence)] == [title]


def test_a_question_is_answered_twice() -> None:
    text = (
        "Ode said: “We must know whether the border can be reopened. If it can, we will sign the "
        "treaty. If it’s not, we will leave the talks.”"
    )
    assert [condition.title for condition in conditions_in(text)] == [
        "Ana Ode to sign the treaty if the border can be reopened",
        "Ana Ode to leave the talks unless the border can be reopened",
    ]


def test_a_title_has_room_for_both_parts() -> None:
    sentence = (
        "Norway will send all its engineers and most of its doctors into the valley of the truce "
        "unless Borduria closes the border and tears up the truce that it signed in Oslo."
    )
    [condition] = conditions_in(sentence)
    assert condition.title == (
        "Norway to send all its engineers and most of its doctors… unless Borduria closes the "
        "border and tears up the truce…"
    )


def test_a_long_title_is_cut_between_words() -> None:
    long = "and its army and its navy and its air force "
    sentence = f"Norway will leave the talks unless Borduria {long * 4}keep the truce."
    [condition] = conditions_in(sentence)
    assert len(condition.title) <= LONGEST
    assert condition.title.endswith((" army…", " navy…", " force…", " and…", " its…", " air…"))


def test_a_time_that_limits_a_condition_is_its_deadline() -> None:
    [condition] = conditions_in(
        "If there is no progress in the peace talks within days, Norway would leave, Brandt said."
    )
    deadline = condition.deadline
    assert deadline is not None
    assert deadline.time.window is not None
    assert (deadline.time.window.earliest, deadline.time.window.latest) == (
        date(2025, 4, 19),
        date(2025, 4, 25),
    )
    assert deadline.firmness == "conditional"
    assert deadline.demand == "progress in the peace talks within days"
    assert deadline.consequence == condition.then_clause


def test_other_bargains_in_the_news_are_not_about_the_talks() -> None:
    text = (
        "Shares of the company rose after the merger. If the bidder raises its offer, the "
        "shareholders will accept the deal, analysts said. The airline will cut flights unless "
        "the unions agree to a deal on pay."
    )
    assert conditions_in(text) == []


@pytest.mark.parametrize(
    "unit",
    [
        "if ",
        "if, ",
        "if talks fail we will leave ",
        "If talks fail, we will strike. ",
        "“If it fails,” he said. “We go.” ",
        "If not, we strike. ",
        "that talks would fail if ",
        "must withdraw by Friday or face sanctions ",
        "“if ",
        "(",
        "he said, ",
        "should Talks fail ",
        "... ",
        "a",
        '"',
    ],
)
def test_a_longer_text_costs_no_more_than_its_length(unit: str) -> None:
    """Counted in calls of the functions of this package: twice the text, twice the calls."""
    few, many = (calls_for((unit * size)[:size]) for size in (5_000, 10_000))
    assert many <= 2.2 * few + 2_000


def calls_for(text: str) -> int:
    actors, times = actors_in(text), times_in(text)
    document = Document(text, PUBLISHED)
    return calls(lambda: find_conditions(document, actors=actors, times=times))


@pytest.mark.parametrize("unit", ["if ", "“if it "])
def test_a_megabyte_without_an_end_is_read(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    assert find_conditions(Document(text, PUBLISHED), actors=[], times=[]) == []


WORDS = (
    "if unless until , . “ ” — … talks fail we will Norway said he that not so or face must before "
    "should were whether ( ) only provided without May threat of"
)


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join))
def test_nonsense_is_read_without_harm(text: str) -> None:
    found = conditions_in(text)
    for condition in found:
        assert 0 <= condition.start < condition.end <= len(text)
        assert condition.if_clause
        assert condition.then_clause
    assert all(first.start <= second.end for first, second in pairwise(found))
