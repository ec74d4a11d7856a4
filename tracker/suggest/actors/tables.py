"""The tables that Demarche ships, read from `data/`: states, organisations, offices, holders."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from tracker.suggest.actors.known import KnownActor, KnownAlias, KnownOffice
from tracker.suggest.tables import table

_ALIASES = (
    ("names", "name"),
    ("abbreviations", "abbreviation"),
    ("adjectives", "demonym"),
    ("people", "demonym"),
    ("capitals", "metonym"),
    ("metonyms", "metonym"),
)


@cache
def shipped_actors() -> tuple[KnownActor, ...]:
    """Their slugs are empty: they are in no database. Persons come from the offices."""
    states = [_actor(row, "state") for row in table("states")["state"]]
    organisations = table("organisations")["organisation"]
    return (*states, *(_actor(row, row["kind"]) for row in organisations), *_persons())


@cache
def shipped_offices() -> tuple[KnownOffice, ...]:
    return tuple(
        KnownOffice(
            row["of"],
            tuple(row["titles"]),
            tuple(row.get("bare", ())),
            tuple((names[0], since, until) for names, since, until in _holders(row["holders"])),
        )
        for row in _offices()
    )


def read_interval(interval: str) -> tuple[date | None, date | None]:
    """ "2014/2019-05-20" → 1 January 2014 to 20 May 2019; nothing is open."""
    since, _, until = interval.partition("/")
    return _day(since, month=1, day=1), _day(until, month=12, day=28)


def _day(text: str, *, month: int, day: int) -> date | None:
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    return date(*(parts + [month, day][len(parts) - 1 :])) if len(parts) < 3 else date(*parts)


@cache
def _offices() -> list[dict[str, Any]]:
    offices: list[dict[str, Any]] = table("offices")["office"]
    return offices


def _holders(lines: str) -> Iterator[tuple[list[str], date | None, date | None]]:
    for line in lines.strip().splitlines():
        interval, _, names = line.strip().partition(" ")
        yield [name.strip() for name in names.split("=")], *read_interval(interval)


def _actor(row: dict[str, Any], kind: Any) -> KnownActor:
    aliases = [
        KnownAlias(name, alias_kind)  # type: ignore[arg-type]
        for key, alias_kind in _ALIASES
        for name in row.get(key, ())
    ]
    return KnownActor(
        slug="",
        name=row["name"],
        kind=kind,
        iso_3166=row.get("iso_3166", ""),
        wikidata=row.get("wikidata", ""),
        home=row.get("home", ""),
        aliases=tuple(aliases),
        capitals=frozenset(row.get("capitals", ())),
        cities=_cities().get(row.get("iso_3166", ""), ()),
        people=frozenset(row.get("people", ())) - frozenset(row.get("adjectives", ())),
    )


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """By the code of their state."""
    by_state = table("cities")["cities"]
    return {
        code: tuple(name.strip() for name in names.split(";")) for code, names in by_state.items()
    }


def _persons() -> Iterator[KnownActor]:
    """One for each holder, with all spellings of the name."""
    spellings: dict[str, list[str]] = {}
    for office in _offices():
        for names, _since, _until in _holders(office["holders"]):
            spellings.setdefault(names[0], []).extend(names[1:])
    for name, others in spellings.items():
        yield KnownActor(
            slug="",
            name=name,
            kind="person",
            aliases=tuple(KnownAlias(other) for other in dict.fromkeys(others)),
        )
