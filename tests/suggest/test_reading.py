"""One reading of a text: every kind of thing in it, and what of it belongs together."""

import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import models
from tracker.suggest import found
from tracker.suggest.actors.gazetteer import Gazetteer, KnownActor, KnownAlias
from tracker.suggest.reading import belongs, read
from tracker.suggest.text import Document
from tracker.suggest.written import Item, written

GAZETTEER = Gazetteer(
    [
        KnownActor(slug="norland", name="Norland", kind="state"),
        KnownActor(
            slug="brandt", name="Karl Brandt", kind="person", aliases=(KnownAlias("Brandt"),)
        ),
    ]
)
TEXT = (
    "Karl Brandt warned on Thursday that if there is no truce within days, Norland would leave"
    " the talks. “We cannot wait for ever,” Brandt said. Norland and Sweden signed an agreement"
    " on prisoners in Oslo on 15 April. A treaty could be signed as early as next week."
)


def items(text: str = TEXT, *, kind: str = "") -> list[Item]:
    document = Document(text, date(2025, 4, 18))
    return [
        item
        for item in written(document, read(document, GAZETTEER))
        if not kind or item["kind"] == kind
    ]


def test_every_item_says_where_what_and_why_and_is_plain_json() -> None:
    found = items()
    for item in found:
        assert item["exact"] == TEXT[item["start"] : item["end"]]
        assert item["why"]
        assert 0 < item["score"] <= 1
    assert {item["kind"] for item in found} >= {
        *("condition", "deadline", "event", "quote", "date", "actor")
    }
    assert json.loads(json.dumps(found)) == found
    assert [item["id"] for item in found] == list(range(1, len(found) + 1))
    assert [item["start"] for item in found] == sorted(item["start"] for item in found)


def test_a_condition_with_a_deadline_in_it_is_one_suggestion() -> None:
    (condition,) = items(kind="condition")
    assert condition["part_of"] is None
    assert (condition["operator"], condition["condition_kind"]) == ("if", "threat")
    assert condition["if"] == "there is no truce within days"
    assert condition["then"] == "Norland would leave the talks"
    assert condition["initiator"] in ("Norland", "Karl Brandt")
    window = condition["deadline"]["window"]  # counted from Thursday, when it was said
    assert (window["earliest"], window["latest"]) == ("2025-04-18", "2025-04-24")
    inside = [
        item
        for item in items()
        if condition["start"] <= item["start"] and item["end"] <= condition["end"]
    ]
    loose = [item for item in inside if item["part_of"] is None and item["kind"] != "condition"]
    assert [item["kind"] for item in loose if item["kind"] not in ("quote", "actor")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Norland would leave the talks if Sweden does not sign the treaty.",
        "A peace treaty of Norland and Sweden could be signed as early as next week.",
    ],
)
def test_what_may_happen_is_told_by_its_condition_or_deadline_alone(text: str) -> None:
    assert {item["kind"] for item in items(text)} & {"condition", "deadline"}
    assert items(text, kind="event") == []


def test_what_one_side_would_do_to_another_is_a_threat_of_its_own() -> None:
    (event,) = items("Norland will attack Sweden if it does not sign the treaty.", kind="event")
    assert event["plover_type"] == "THREATEN"


def test_a_deadline_by_itself_stands_by_itself() -> None:
    (deadline,) = [one for one in items(kind="deadline") if one["part_of"] is None]
    assert deadline["window"]["earliest"] == "2025-04-21"
    assert deadline["timex3"]["type"] in get_args(found.TimexType)
    assert "treaty" in deadline["demand"]


def test_an_actor_comes_once_with_all_its_mentions() -> None:
    by_name = {item["actor"]: item for item in items(kind="actor")}
    assert [one["exact"] for one in by_name["Karl Brandt"]["mentions"]] == ["Karl Brandt", "Brandt"]
    assert by_name["Karl Brandt"]["slug"] == "brandt"
    assert by_name["Sweden"]["iso_3166"] == "SWE"
    assert by_name["Sweden"]["slug"] is None
    assert [item["exact"] for item in items(kind="place")] == ["Oslo"]


def test_an_event_has_its_type_its_actors_and_its_time() -> None:
    (event,) = [one for one in items(kind="event") if "prisoners" in one["exact"]]
    assert event["plover_type"] == event["plover_types"][0] == "AGREE"
    assert {part["actor"] for part in event["parts"]} == {"Norland", "Sweden"}
    assert event["window"]["edtf"] == "2025-04-15"


def test_a_quote_has_its_speaker() -> None:
    (quote,) = [one for one in items(kind="quote") if "wait for ever" in one["exact"]]
    assert (quote["mode"], quote["attribution"]) == ("quoted", "named")
    assert quote["speaker"] == "Karl Brandt"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (found.ActorKind, models.ActorKind),
        (found.Operator, models.Operator),
        (found.ConditionKind, models.ConditionKind),
        (found.DeadlineKind, models.DeadlineKind),
        (found.Firmness, models.Firmness),
        (found.Occurrence, models.Occurrence),
        (found.QuoteMode, models.QuoteMode),
        (found.Attribution, models.Attribution),
        (found.Role, models.Role),
    ],
)
def test_its_terms_are_those_of_the_record(ours: object, theirs: type[models.Kind]) -> None:
    assert sorted(get_args(ours)) == sorted(theirs.values)


@given(st.text(alphabet="if Norland.“”,within days unless Brandt said 5 May\n", max_size=200))
def test_any_text_is_read(text: str) -> None:
    for item in items(text):
        assert item["exact"] == text[item["start"] : item["end"]]


@pytest.mark.parametrize("end", [". ", "\n\n", "! "])
def test_what_another_sentence_says_is_no_part_of_a_condition(end: str) -> None:
    text = f"Sweden rejected the offer on Tuesday{end}If Norland attacks, Sweden will leave."
    [rejected] = [one for one in items(text, kind="event") if "rejected" in one["exact"]]
    assert rejected["part_of"] is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Colombia recalled its ambassador on Monday and gave Ecuador 48 hours to explain.",
            {"event", "deadline"},
        ),
        ("Serbia recalled its envoy and must reply by Thursday.", {"event", "deadline"}),
        ("Peru must release the prisoners by Friday.", {"deadline"}),
    ],
)
def test_what_has_been_done_stands_beside_what_is_due(text: str, kinds: set[str]) -> None:
    document = Document(text, date(2025, 4, 18))
    found = read(document, Gazetteer())
    wholes = [*found.deadlines, *found.conditions]
    alone = [
        event for event in found.events if not any(belongs(event, one, text) for one in wholes)
    ]
    assert len(found.deadlines) == 1
    assert bool(alone) == ("event" in kinds)
