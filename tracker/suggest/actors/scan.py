"""A document's words as the finders of actors look at them, and the mentions found so far."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from tracker.suggest.actors.gazetteer import Gazetteer
from tracker.suggest.actors.known import PARTICLES, Actor, cut, fold
from tracker.suggest.actors.words import Words, name_words, words
from tracker.suggest.text import Document

# Of an unknown name: no more tokens than this.
LONGEST_NAME = 8


@cache
def _heads_of_offices() -> frozenset[str]:
    """The "minister" of "foreign minister"."""
    return frozenset(office.split()[-1] for office in name_words("offices"))


@dataclass(slots=True)
class Mention:
    """tokens[first:stop] mean the actor; iso_3166 is the state that a person acts for."""

    first: int
    stop: int
    actor: Actor
    why: str
    score: float
    is_place: bool = False
    iso_3166: str = ""
    of: str = ""
    home: str = ""  # of the armed group that a person acts for


class Scan:
    """`words` are without accents, `plain` also without a possessive; `lower` are in small letters,
    `bare` also without a possessive. An index past the end is ""."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.document = document
        self.gazetteer = gazetteer
        self.day = document.published
        self.known: Words = words()
        self.tokens = document.tokens
        self.words = [one.text if one.text.isascii() else fold(one.text) for one in self.tokens]
        self.lower = document.lowers
        self.bare = [word.removesuffix("'s") for word in self.lower]
        self.plain = [word.removesuffix("'s") for word in self.words]
        self.capitals = [word[:1].isupper() for word in self.words]
        self.mentions: list[Mention] = []
        # Persons named in full so far, by surname; the state that each acts for; their titles.
        self.met: dict[tuple[str, ...], Actor] = {}
        self.acts_for: dict[Actor, Actor] = {}
        self.called: dict[str, Actor] = {}
        # "The ministers of Peru and Norway, Ana Ruiz and Bo Dahl": those named, states to come.
        self.one_of_many: set[Actor] = set()
        self.row: list[Actor] = []
        # How often each state's people were named, for "the president" without a state.
        self.states_named: Counter[Actor] = Counter()
        self._first = {self.document.token_at(one.start) for one in document.sentences}

    def at(self, index: int) -> str:
        """The word in small letters, without the possessive."""
        return self.bare[index] if 0 <= index < len(self.bare) else ""

    def is_capital(self, index: int) -> bool:
        return 0 <= index < len(self.capitals) and self.capitals[index]

    def is_possessive(self, index: int) -> bool:
        return self.lower[index].endswith("'s") or (
            index + 1 < len(self.lower)
            and self.lower[index + 1] in ("'", "’")
            and self.lower[index].endswith("s")
        )

    def begins_sentence(self, index: int) -> bool:
        """Where a capital says nothing."""
        return index in self._first or (
            0 < index < len(self.lower) and self.lower[index - 1] in ('"', "“", "‘", ":", "—")
        )

    def touches(self, index: int) -> bool:
        """No white space between this token and the one before."""
        return 0 < index < len(self.tokens) and (
            self.tokens[index - 1].end == self.tokens[index].start
        )

    def is_noun(self, word: str, name: str) -> bool:
        return word in self.known.of("nouns", name)

    def is_function_word(self, index: int) -> bool:
        """A small word that has a capital only because it begins a sentence."""
        return self.at(index).split("'")[0] in self.known.small

    def is_rank(self, index: int) -> bool:
        word = self.at(index)
        return word in name_words("persons") or word in name_words("offices")

    def is_ranks(self, index: int) -> bool:
        """ "Ministers": several who hold an office."""
        word = self.at(index)
        return word.endswith("s") and word[:-1] in _heads_of_offices()

    def after_ranks(self, first: int, stop: int) -> int:
        """Where the name itself begins in "Lieutenant Colonel Ada Ode"."""
        for index in range(stop - 2, first - 1, -1):
            if self.is_rank(index):
                return index + 1 + (self.words[index + 1] == ".")
        return first

    # ── names ───────────────────────────────────────────────────────────────────────────────

    def name_stop(self, index: int) -> int:
        """Where the sequence of capitalised words that begins here ends: "Ursula von der Leyen"."""
        stop = index
        while stop < len(self.tokens) and stop - index < LONGEST_NAME:
            if not self._continues(index, stop):
                break
            stop += 1
            if self.is_possessive(stop - 1):
                break
        while stop > index and not self.is_capital(stop - 1) and self.words[stop - 1] != ".":
            stop -= 1
        return stop

    def _continues(self, index: int, stop: int) -> bool:
        word = self.words[stop]
        if self.is_capital(stop):
            if stop > index and self.is_listed(stop, "calendar"):
                return False
            gap = self.document.text[self.tokens[stop - 1].end : self.tokens[stop].start]
            return stop == index or "\n" not in gap
        if stop == index:
            return False
        if word == "." and self.touches(stop):
            return len(self.words[stop - 1]) == 1 and self.is_capital(stop - 1)
        if word == "-":
            return self.touches(stop) and self.touches(stop + 1)
        if self.words[stop - 1] == "-":
            return self.touches(stop)  # Jae-myung
        after = stop + 2 if self.at(stop + 1) == "-" else stop + 1  # al-Ode
        return self.lower[stop] in PARTICLES and (
            self.is_capital(after) or self.at(after) in PARTICLES
        )

    def text_of(self, first: int, stop: int) -> str:
        """As it stands, without a possessive at the end."""
        words = self.document.text[self.tokens[first].start : self.tokens[stop - 1].end]
        return words.replace("’", "'").removesuffix("'s")

    def end_of(self, stop: int) -> int:
        """The offset at which a mention ends that ends with this token; without a possessive."""
        token = self.tokens[stop - 1]
        return token.end - (2 if token.lower.endswith("'s") else 0)

    # ── who was met ─────────────────────────────────────────────────────────────────────────

    def meet(self, person: Actor, *, title: str = "", of: Actor | None = None) -> None:
        """Remember a person, for the mentions that follow."""
        parts = cut(person.name)
        last = [key for key, holders in self._surnames_of(person)]
        for key in last or [parts[-1:]]:
            self.met[key] = person
        if of is None:
            of = self.state_of(person)
        if of:
            self.acts_for[person] = of
        if title:
            self.called[title] = person

    def _surnames_of(self, person: Actor) -> list[tuple[tuple[str, ...], list[Actor]]]:
        parts = cut(person.name)
        keys = (
            parts[start:stop]
            for start in range(len(parts))
            for stop in range(start + 1, len(parts) + 1)
        )
        surnames = self.gazetteer.surnames
        return [(key, surnames[key]) for key in keys if key in surnames and person in surnames[key]]

    def state_of(self, person: Actor) -> Actor | None:
        """Whom a person acts for on the day of publication, or did last."""
        if person in self.acts_for:
            return self.acts_for[person]
        offices = self.gazetteer.tenures.get(person, ())
        holding = [office for office in offices if office.held_by(person, self.day)]
        return next((office.of for office in (*holding, *offices)), None)

    def best(self, people: list[Actor]) -> Actor | None:
        """Of several people of one name: met before, in office that day, or the only one."""
        met = [one for one in people if one in self.acts_for]
        if met:
            return met[-1]
        holding = [
            one
            for one in people
            if any(o.held_by(one, self.day) for o in self.gazetteer.tenures.get(one, ()))
        ]
        if len(holding) == 1 or (holding and len(people) > 1):
            return holding[0]
        return people[0] if len(people) == 1 else None

    def stands_alone(self, at: int, stop: int) -> bool:
        """Of a surname: not "Melania Ode", not "Ode Tower"."""
        if self.is_capital(stop) and not (
            self.is_possessive(stop - 1)
            or self.begins_sentence(stop)
            or self.is_listed(stop, "calendar")
        ):
            return False
        before = at - 1
        if not self.is_capital(before) or self.is_possessive(before):
            return True
        return self.begins_sentence(before) and self.is_function_word(before)

    def government_of(self, person: Actor, at: int, stop: int) -> Mention | None:
        """ "the Ode administration" """
        of = self.state_of(person)
        if of and self.is_noun(self.at(stop), "cabinets") and not self.is_possessive(stop - 1):
            return Mention(at, stop + 1, of, f"the government of {person.name}", 0.85)
        return None

    def add(self, mention: Mention) -> None:
        if mention.actor.kind == "person":
            of = self.state_of(mention.actor)
            mention.iso_3166 = mention.iso_3166 or (of.iso_3166 if of else "")
            mention.of = of.name if of else ""
            mention.home = of.home if of else ""
            said = {word.removesuffix("'s") for word in self.words[mention.first : mention.stop]}
            if of and said.intersection(cut(mention.actor.name)):
                self.states_named[of] += 1
        self.mentions.append(mention)

    def is_listed(self, index: int, name: str) -> bool:
        return 0 <= index < len(self.words) and self.plain[index] in name_words(name)
