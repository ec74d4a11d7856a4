"""The shipped table is whole, and forms are found in it."""

import re

import pytest

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.actors.known import fold, surname
from tracker.suggest.actors.tables import read_interval, shipped_actors, shipped_offices
from tracker.suggest.tables import table

STATES = table("states")["state"]
MEMBERS = [row for row in STATES if row.get("un_member", True)]


def test_all_members_of_the_united_nations_are_there() -> None:
    assert len(MEMBERS) == 193
    assert {row["iso_3166"] for row in STATES if row not in MEMBERS} == {"VAT", "PSE", "XKX", "TWN"}


@pytest.mark.parametrize("row", STATES, ids=lambda row: row["iso_3166"])
def test_every_state_has_capital_demonym_and_codes(row: dict[str, list[str]]) -> None:
    assert row["capitals"]
    assert row["adjectives"]
    assert row["people"]
    assert re.fullmatch("[A-Z]{3}", str(row["iso_3166"]))
    assert re.fullmatch("Q[1-9][0-9]*", str(row["wikidata"]))


def test_codes_and_names_are_given_once() -> None:
    for values in (
        [row["iso_3166"] for row in STATES],
        [actor.wikidata for actor in shipped_actors() if actor.wikidata],
        [actor.name for actor in shipped_actors()],
    ):
        assert len(values) == len(set(values))


def test_offices_belong_to_somebody_and_follow_one_another() -> None:
    known = {actor.name for actor in shipped_actors()}
    for office in shipped_offices():
        assert office.of in known
        assert all(title == title.lower() for title in office.titles)
        for name, since, until in office.holders:
            assert name in known
            assert since is not None
            assert until is None or since <= until, name


def test_a_capital_and_a_demonym_of_every_state_are_found() -> None:
    gazetteer = Gazetteer()
    found = {form.actor.iso_3166 for forms in gazetteer.forms.values() for form in forms}
    assert {row["iso_3166"] for row in STATES} <= found


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["Quai", "d'Orsay's"], "France"),
        (["U", ".", "S", ".", "said"], "United States"),
        (["North", "Korea"], "North Korea"),
        (["Erdogan"], "Recep Tayyip Erdoğan"),
        (["al", "-", "Assad"], "Bashar al-Assad"),
        (["us"], ""),
        (["Un"], ""),
    ],
)
def test_the_longest_form_is_found(words: list[str], name: str) -> None:
    found = Gazetteer().forms_at(words, 0)
    assert (found[-1].actor.name if found else "") == name


@pytest.mark.parametrize(
    ("name", "iso", "expected"),
    [
        ("Ursula von der Leyen", "", "von der Leyen"),
        ("Xi Jinping", "CHN", "Xi"),
        ("Ban Ki-moon", "", "Ban"),
        ("Jean-Noël Barrot", "FRA", "Barrot"),
        ("Mohammed bin Salman", "SAU", ""),
        ("Pelé", "", ""),
    ],
)
def test_surnames(name: str, iso: str, expected: str) -> None:
    assert surname(name, iso) == expected


def test_folding() -> None:
    assert fold("Erdoğan’s") == "Erdogan's"


def test_intervals_of_any_precision() -> None:
    assert [str(day) for day in read_interval("2014/2019-05-20")] == ["2014-01-01", "2019-05-20"]
    assert read_interval("2014-06/")[1] is None
