"""Who is spoken of is found: by name, adjective, title, seat of government, surname, pronoun."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.suggest.actors.find import find_actors
from tracker.suggest.actors.gazetteer import (
    Gazetteer,
    KnownActor,
    KnownAffiliation,
    KnownAlias,
)
from tracker.suggest.found import ActorFound
from tracker.suggest.text import Document

GAZETTEER = Gazetteer()
DAY = date(2025, 4, 18)


def actors(text: str, day: date = DAY, gazetteer: Gazetteer = GAZETTEER) -> list[ActorFound]:
    return find_actors(Document(text, day), gazetteer)


def acting(text: str, day: date = DAY, gazetteer: Gazetteer = GAZETTEER) -> list[tuple[str, str]]:
    """The words of each mention that acts, and whom they mean."""
    found = actors(text, day, gazetteer)
    return [(text[one.start : one.end], one.name) for one in found if not one.is_place]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway and the U.S. agreed.", [("Norway", "Norway"), ("U.S.", "United States")]),
        ("The DPRK refused.", [("DPRK", "North Korea")]),
        ("NATO warned Belarus.", [("NATO", "NATO"), ("Belarus", "Belarus")]),
        ("The IAEA’s envoy spoke.", [("IAEA’s envoy", "International Atomic Energy Agency")]),
        ("They gave us a choice.", []),
        ("The state of New Mexico sued.", []),
        ("The Washington Post wrote this.", []),
        ("It costs US$ 5.", []),
        ("The West hesitated, the west wind blew.", [("West", "The West")]),
        ("Hezbollah and the Houthis fired.", [("Hezbollah", "Hezbollah"), ("Houthis", "Houthis")]),
    ],
)
def test_names_and_abbreviations(text: str, expected: list[tuple[str, str]]) -> None:
    assert acting(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Americans left.", [("Americans", "United States")]),
        (
            "The Swiss, the Dutch were there.",
            [("Swiss", "Switzerland"), ("Dutch", "Netherlands")],
        ),
        ("One senior Danish official spoke.", [("Danish official", "Denmark")]),
        ("Two Turkish foreign ministry spokesmen spoke.", [("Turkish foreign ministry", "Turkey")]),
        ("They rejected the Chilean offer.", [("Chilean", "Chile")]),
        (
            "Israeli and Palestinian negotiators met.",
            [("Israeli", "Israel"), ("Palestinian negotiators", "Palestine")],
        ),
        ("They drank French wine.", []),
        ("The French wine was good.", []),
        ("Two Americans drowned.", [("Americans", "United States")]),
        ("A village of ethnic Albanians burned.", []),
    ],
)
def test_adjectives_act_with_officials_and_deeds(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert acting(text) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("The Russian president called.", DAY, [("Russian president", "Vladimir Putin")]),
        (
            "The Russian president called.",
            date(2010, 5, 1),
            [("Russian president", "Dmitry Medvedev")],
        ),
        ("The Secretary of State left.", DAY, [("Secretary of State", "Marco Rubio")]),
        ("The Secretary of State left.", date(2015, 1, 5), [("Secretary of State", "John Kerry")]),
        (
            "France’s foreign minister wrote.",
            DAY,
            [("France’s foreign minister", "Jean-Noël Barrot")],
        ),
        (
            "The prime minister of the Czech Republic wrote.",
            DAY,
            [("prime minister of the Czech Republic", "Prime minister of Czechia")],
        ),
        ("The UN secretary-general spoke.", DAY, [("UN secretary-general", "António Guterres")]),
        ("The U.N. chief spoke.", DAY, [("U.N. chief", "António Guterres")]),
        ("The president-elect spoke.", DAY, []),
        ("King Abdullah spoke.", DAY, [("King Abdullah", "Abdullah II")]),
        ("President Trump spoke.", DAY, [("President Trump", "Donald Trump")]),
        ("The former Polish president wrote.", DAY, []),
        ("The head of the choir sang.", DAY, []),
        ("A president needs advice.", DAY, []),
    ],
)
def test_titles_are_read_by_the_day(text: str, day: date, expected: list[tuple[str, str]]) -> None:
    assert acting(text, day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Emmanuel Macron called. The president waited, and Macron left.",
            ["Emmanuel Macron", "Emmanuel Macron", "Emmanuel Macron"],
        ),
        (
            "Marco Rubio arrived. “The president is tired,” he said.",
            ["Marco Rubio", "Donald Trump"],
        ),
        ("David Lammy came. He said little.", ["David Lammy", "David Lammy"]),
        ("David Lammy met an official. He said little.", ["David Lammy"]),
        ("David Lammy met Marco Rubio. He said little.", ["David Lammy", "Marco Rubio"]),
        ("Melania Trump smiled.", []),
        ("The Trump administration paid.", ["United States"]),
        ("Marco Rubio met his French counterpart.", ["Marco Rubio", "Jean-Noël Barrot"]),
        ("The plan of May failed.", []),
        ("Theresa May spoke. Later May left.", ["Theresa May", "Theresa May"]),
    ],
)
def test_later_mentions_join_the_first(text: str, expected: list[str]) -> None:
    assert [name for _, name in acting(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” said Ana Ruiz, a spokeswoman.", [("Ana Ruiz", "person")]),
        ("Ana Ruiz, the foreign minister of Peru, left.", [("Ana Ruiz", "person")]),
        ("Peruvian Foreign Minister Ana Ruiz left.", [("Ana Ruiz", "person")]),
        ("Col. Ana Ruiz left.", [("Ana Ruiz", "person")]),
        ("Says Ana Ruiz, an envoy: no.", [("Ana Ruiz", "person")]),
        ("Someone at First Harbour said no.", []),
        ("Ana Ruiz, 52, who leads them, left.", [("Ana Ruiz", "person")]),
        (
            "The Northern Resistance Front announced a truce.",
            [("Northern Resistance Front", "armed_group")],
        ),
        (
            "The Ministry of Trade and Fisheries said no.",
            [("Ministry of Trade and Fisheries", "organisation")],
        ),
        ("Last March Madness ended. Blue Lagoon is a film.", []),
        ("Reuters said so. According to Radio Nord, it rained.", []),
        ("The Daily Mirror said so.", []),
    ],
)
def test_new_names_are_proposed_where_they_act(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted({(one.name, one.kind) for one in actors(text) if "PER" not in one.name}) == (
        expected
    )


def test_a_new_person_acts_for_the_state_of_the_title() -> None:
    found = actors("Peruvian Foreign Minister Ana Ruiz left. Ruiz said nothing.")
    assert [(one.name, one.iso_3166) for one in found] == [("Ana Ruiz", "PER")] * 2


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("Kyiv signed the deal.", False),
        ("They met in Kyiv.", True),
        ("A treaty with Kyiv.", False),
        ("Oslo warned the rebels.", False),
        ("She flew to Oslo.", True),
        ("The Kremlin denied it.", False),
        ("He waited at the Kremlin.", True),
    ],
)
def test_a_seat_of_government_may_be_a_place(text: str, *, is_place: bool) -> None:
    assert [one.is_place for one in actors(text)] == [is_place]


def test_mentions_stand_in_order_and_not_over_one_another() -> None:
    text = "US Secretary of State Marco Rubio met Ukraine’s foreign minister in Paris. He said no."
    found = actors(text)
    assert [text[one.start : one.end] for one in found] == [
        "US Secretary of State Marco Rubio",
        "Ukraine’s foreign minister",
        "Paris",
    ]


OWN = (
    KnownActor(
        slug="america",
        name="America the State",
        kind="state",
        iso_3166="USA",
        aliases=(KnownAlias("Uncle Sam"), KnownAlias("Yankee", "demonym")),
    ),
    KnownActor(
        slug="ode",
        name="Ada Ode",
        kind="person",
        affiliations=(
            KnownAffiliation("america", "Secretary of State", date(2025, 4, 1), date(2025, 4, 30)),
        ),
    ),
    KnownActor(slug="zelensky", name="Volodymyr Zelenskyy", kind="person"),
    KnownActor(
        slug="quartet-envoy",
        name="Envoy of the Quartet",
        kind="office",
        aliases=(KnownAlias("Quartet envoy", "title"),),
        affiliations=(KnownAffiliation("quartet"),),
    ),
    KnownActor(
        slug="listener",
        name="Bo Ruiz",
        kind="person",
        aliases=(KnownAlias("First Listener", "title"),),
    ),
    KnownActor(slug="quartet", name="The Quartet", kind="bloc"),
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The United States left.", "america"),
        ("Washington refused.", "america"),
        ("Uncle Sam refused.", "america"),
        ("A Yankee official refused.", "america"),
        ("The Secretary of State left.", "ode"),
        ("Zelensky left.", "zelensky"),
        ("The Quartet left.", "quartet"),
        ("The Quartet envoy left.", "quartet-envoy"),
        ("The First Listener left.", "listener"),
        ("Norway left.", ""),
    ],
)
def test_the_callers_actors_come_first(text: str, slug: str) -> None:
    assert [one.slug for one in actors(text, gazetteer=Gazetteer(OWN))] == [slug]


def test_the_callers_affiliations_end() -> None:
    [found] = actors("The Secretary of State left.", date(2025, 6, 1), Gazetteer(OWN))
    assert found.name == "Marco Rubio"


@given(st.text(alphabet="The Rubio US.,’'s said in Kyiv“”\n-", max_size=120))
def test_every_mention_lies_in_the_text(text: str) -> None:
    end = 0
    for found in actors(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
