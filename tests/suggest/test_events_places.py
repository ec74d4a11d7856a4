"""Who did it to whom, where a place, a people or the only state that is named tells it."""

from datetime import date

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.reading import read
from tracker.suggest.text import Document

GAZETTEER = Gazetteer()

# text, and the parts of its likeliest event: role and code or name
PARTS: list[tuple[str, set[tuple[str, str]]]] = [
    # places that are the target, in all cases
    ("Senegal bombed Bamako.", {("initiator", "SEN"), ("recipient", "MLI")}),
    ("Chile sent troops to Bolivia.", {("initiator", "CHL"), ("recipient", "BOL")}),
    ("Norway gave aid for Haiti.", {("initiator", "NOR"), ("recipient", "HTI")}),
    ("Chilean planes bombed targets in Arequipa.", {("initiator", "CHL"), ("recipient", "PER")}),
    # inside a state, it stands on both sides
    ("Lebanese soldiers shot at crowds in Sidon.", {("initiator", "LBN"), ("recipient", "LBN")}),
    ("Senegalese police arrested ten students.", {("initiator", "SEN"), ("recipient", "SEN")}),
    ("Kenya declared a curfew.", {("initiator", "KEN"), ("recipient", "KEN")}),
    ("Students in Dhaka marched on Monday.", {("initiator", "BGD"), ("recipient", "BGD")}),
    ("Students marched in Dhaka.", {("initiator", "BGD"), ("recipient", "BGD")}),
    # who arrests is who holds the place
    ("A teacher from Lyon was arrested in Peru.", {("initiator", "PER"), ("recipient", "FRA")}),
    # adjectives, and what a hyphen makes of a name
    ("The Turkish leader criticised Berlin.", {("initiator", "TUR"), ("recipient", "DEU")}),
    ("NATO-member Norway condemned Chad.", {("initiator", "NOR"), ("recipient", "TCD")}),
    ("Ghana deported 30 Liberians.", {("initiator", "GHA"), ("recipient", "LBR")}),
    ("France criticised Peru's central bank.", {("initiator", "FRA"), ("recipient", "PER")}),
    ("Peru was condemned by France.", {("initiator", "FRA"), ("recipient", "PER")}),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts_by_state(text: str, expected: set[tuple[str, str]]) -> None:
    events = read(Document(text, date(2020, 5, 1)), GAZETTEER).events
    first = max(events, key=lambda event: event.score)
    assert {(part.role, part.actor.iso_3166) for part in first.parts} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Clinton spoke in Paris about sanctions against Chad.",
        "Norway signed a UN-brokered deal with Peru.",
    ],
)
def test_where_something_was_said_is_no_part(text: str) -> None:
    events = read(Document(text, date(1998, 5, 1)), GAZETTEER).events
    names = {part.actor.name for event in events for part in event.parts}
    assert not names & {"France", "United Nations"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Students marched in Dhaka.", "Students marched in Dhaka"),
        ("Colombian rebels released two Germans.", "Colombian rebels release two Germans"),
        ("Syrian troops attacked Kurds in Afrin.", "Syria attacks Kurds in Afrin"),
    ],
)
def test_people_are_called_what_the_text_calls_them(text: str, title: str) -> None:
    assert [one.title for one in read(Document(text, date(2020, 5, 1)), GAZETTEER).events] == [
        title
    ]


def test_a_text_without_a_sure_deed_gets_its_likeliest() -> None:
    events = read(Document("Talks with Peru.", date(2020, 5, 1)), GAZETTEER).events
    assert len(events) == 1
    assert events[0].score < 0.5


def test_nothing_is_made_of_a_text_without_deeds() -> None:
    assert read(Document("Lima is the capital of Peru.", date(2020, 5, 1)), GAZETTEER).events == []


@pytest.mark.parametrize(
    ("text", "name", "code", "of"),
    [
        ("Peruvian negotiator Ana Ruiz left.", "Ana Ruiz", "PER", "Peru"),
        ("President Ana Ruiz threatened a curfew in Lima.", "Ana Ruiz", "PER", ""),
        ("President Ana Ruiz left Peru for Chile.", "Ana Ruiz", "", ""),
        ("NATO Secretary General Mark Rutte said so.", "Mark Rutte", "", "NATO"),
    ],
)
def test_whom_a_person_acts_for(text: str, name: str, code: str, of: str) -> None:
    actors = read(Document(text, date(2025, 5, 1)), GAZETTEER).actors
    found = next(actor for actor in actors if actor.name == name)
    assert (found.iso_3166, found.of) == (code, of)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He was seen in Basra.", "Basra"),
        ("The Peruvian town of Old Harbour burned.", "Peruvian town"),
    ],
)
def test_towns_are_places_of_their_state(text: str, found: str) -> None:
    actors = read(Document(text, date(2025, 5, 1)), GAZETTEER).actors
    assert [(text[one.start : one.end], one.is_place) for one in actors] == [(found, True)]
