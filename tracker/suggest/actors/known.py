"""What a gazetteer is made of: actors with their aliases, offices with those who held them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from tracker.suggest.found import ActorKind
from tracker.suggest.text import Document

AliasKind = Literal["name", "abbreviation", "demonym", "metonym", "title"]
# "capital" and "metonym" may be places as well, a "city" is nothing else; "surname" is a person's
# without the rest.
FormKind = Literal[
    "name", "abbreviation", "demonym", "people", "capital", "metonym", "city", "surname"
]

SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM"})
PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn"}
) | {"la", "le", "ten", "van", "von"}
_ANY_DAY = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class KnownAlias:
    name: str
    kind: AliasKind = "name"


@dataclass(frozen=True, slots=True)
class KnownAffiliation:
    """To an actor by its slug (in the shipped table: by its name); the days are inclusive."""

    to: str
    role: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    slug: str
    name: str
    kind: ActorKind
    iso_3166: str = ""
    wikidata: str = ""
    aliases: tuple[KnownAlias, ...] = ()
    affiliations: tuple[KnownAffiliation, ...] = ()
    capitals: frozenset[str] = frozenset()  # those metonyms that are cities
    cities: tuple[str, ...] = ()  # places in it that never stand for its government
    home: str = ""  # alpha-3: the state that an armed group or a party is of
    people: frozenset[str] = frozenset()  # those demonyms that are never adjectives: "Americans"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is meant, once the caller's actors and the table's are one."""

    name: str
    kind: ActorKind
    slug: str = ""
    iso_3166: str = ""
    home: str = field(default="", compare=False)


class Form(NamedTuple):
    """One way of writing an actor: its tokens, without accents."""

    words: tuple[str, ...]
    actor: Actor
    kind: FormKind
    needs_the: bool = False  # "the West", but no other west


class Tenure(NamedTuple):
    holder: Actor
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        return (self.since or _ANY_DAY) <= day and (self.until is None or day <= self.until)


@dataclass(slots=True)
class Office:
    """What speaks for `of`; `actor` is the office itself where the caller knows it."""

    of: Actor
    titles: list[str]
    bare: list[str] = field(default_factory=list)
    actor: Actor | None = None
    tenures: list[Tenure] = field(default_factory=list)

    def held_by(self, actor: Actor, day: date) -> bool:
        return any(tenure.holder == actor and tenure.covers(day) for tenure in self.tenures)

    def holder(self, day: date) -> Actor | None:
        return next((tenure.holder for tenure in self.tenures if tenure.covers(day)), None)

    def any_holder(self, actors: Iterable[Actor]) -> Actor | None:
        """One of the actors who held it at some time."""
        held = {tenure.holder for tenure in self.tenures}
        return next((actor for actor in actors if actor in held), None)


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office as the table has it, with the names of its holders."""

    of: str
    titles: tuple[str, ...]
    bare: tuple[str, ...]
    holders: tuple[tuple[str, date | None, date | None], ...]


def fold(word: str) -> str:
    """Without accents, and with straight apostrophes: "Erdoğan’s" → "Erdogan's"."""
    if word.isascii():
        return word
    word = word.replace("’", "'").replace("ı", "i").replace("ł", "l").replace("ø", "o")
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# Bounded: names of persons that are new come from the texts.
@lru_cache(maxsize=10_000)
def cut(name: str) -> tuple[str, ...]:
    return tuple(fold(token.text) for token in Document(name, _ANY_DAY).tokens)


def surname(name: str, iso_3166: str = "") -> str:
    """ "Ursula von der Leyen" → "von der Leyen", "Xi Jinping" → "Xi", "Ban Ki-moon" → "Ban"."""
    parts = name.split()
    if len(parts) < 2 or parts[-1].isupper() or "bin" in parts:
        return ""
    if iso_3166 in SURNAME_FIRST or ("-" in parts[1] and parts[1].split("-")[1].islower()):
        return parts[0]
    first = len(parts) - 1
    while first > 1 and parts[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(parts[first:])


def keys(actor: KnownActor) -> Iterable[tuple[str, str]]:
    """What makes two actors one: the same code, the same item, or a name in common."""
    if actor.iso_3166:
        yield "iso", actor.iso_3166
    if actor.wikidata:
        yield "wikidata", actor.wikidata
    yield "name", fold(actor.name).casefold()
    for alias in actor.aliases:
        if alias.kind in ("name", "abbreviation"):
            yield "name", fold(alias.name).casefold()
