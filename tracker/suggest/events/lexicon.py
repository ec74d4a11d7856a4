"""The tables of deeds (events_*.toml), made ready for looking up."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from tracker.suggest.events.forms import Form, forms_of, plural
from tracker.suggest.found import Occurrence
from tracker.suggest.tables import table

Effect = Literal[
    "",
    "promise",
    "refusal",
    "threat",
    "warning",
    "demand",
    "plan",
    "failure",
    "oath",
    "force",
    "readiness",
    "willingness",
    "carried",
]
_TABLES = ("events_cooperation", "events_disputes", "events_coercion", "events_attacks")


@dataclass(frozen=True, slots=True)
class Deed:
    """effect: what it makes of a deed that follows it ("agree to withdraw")."""

    types: tuple[str, ...]
    mode: str
    score: float
    effect: Effect
    occurrence: Occurrence = "occurred"


@dataclass(frozen=True, slots=True)
class Piece:
    """What has to follow: one of these words, or an actor; at once, or within a few words."""

    words: frozenset[str]  # empty: an actor
    may_wait: bool
    is_class: bool
    is_verb: bool

    @property
    def is_actor(self) -> bool:
        return not self.words


@dataclass(frozen=True, slots=True)
class Phrase:
    deed: Deed
    lemma: str
    rest: tuple[Piece, ...]
    is_noun: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """phrases: by the form of their first word, the longest first, with what that form may be;
    following: for each form, the places of the phrases that need this word after it ("" for those
    that need none)."""

    phrases: dict[str, list[tuple[Phrase, frozenset[Form]]]]
    following: dict[str, dict[str, list[int]]]
    governors: dict[str, Effect]
    lemmas: dict[str, str]  # of the words that govern: "agreed" → "agree"
    doubtful: frozenset[str]  # as the dictionary has them


@cache
def lexicon() -> Lexicon:
    common = table("events_words")
    reader = _Reader(common)
    phrases: dict[str, list[tuple[Phrase, frozenset[Form]]]] = defaultdict(list)
    for name in _TABLES:
        for entry in table(name)["deeds"]:
            for form, phrase, forms in reader.phrases(entry):
                phrases[form].append((phrase, forms))
    for found in phrases.values():
        found.sort(key=lambda item: len(item[0].rest), reverse=True)
    return Lexicon(
        dict(phrases),
        {form: _following(found) for form, found in phrases.items()},
        reader.governors(common["governors"]),
        reader.lemmas(common["governors"]),
        frozenset(common["doubtful"]["words"].split()),
    )


def _following(found: list[tuple[Phrase, frozenset[Form]]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, (phrase, _) in enumerate(found):
        words = phrase.rest[0].words if phrase.rest else frozenset()
        for word in words or {""}:
            places[word].append(place)
    return dict(places)


class _Reader:
    def __init__(self, common: dict[str, Any]) -> None:
        self._classes = {
            name: frozenset(words.split()) for name, words in common["classes"].items()
        }
        self._irregular: dict[str, str] = common["irregular"]
        self._doubling = frozenset(common["doubling"]["words"].split())

    def forms(self, verb: str) -> dict[str, frozenset[Form]]:
        return forms_of(verb, self._irregular, self._doubling)

    def phrases(self, entry: dict[str, Any]) -> list[tuple[str, Phrase, frozenset[Form]]]:
        deed = Deed(
            types=tuple(entry["types"]),
            mode=entry.get("mode", ""),
            score=entry.get("score", 0.7),
            effect=_effect(entry.get("effect", "")),
            occurrence=entry.get("occurrence", "occurred"),
        )
        found: list[tuple[str, Phrase, frozenset[Form]]] = []
        for words in _phrases(entry.get("verbs", "")):
            phrase = self._phrase(words, deed, is_noun=False)
            found += [(form, phrase, kinds) for form, kinds in self.forms(phrase.lemma).items()]
        for words in _phrases(entry.get("nouns", "")):
            phrase = self._phrase(words, deed, is_noun=True)
            for form in {phrase.lemma, plural(phrase.lemma)}:
                found.append((form, phrase, frozenset()))
        return found

    def _phrase(self, words: str, deed: Deed, *, is_noun: bool) -> Phrase:
        lemma, *rest = words.split()
        pieces: list[Piece] = []
        may_wait = False
        for word in rest:
            if word == "~":
                may_wait = True
                continue
            pieces.append(self._piece(word, may_wait=may_wait))
            may_wait = False
        return Phrase(deed, lemma, tuple(pieces), is_noun)

    def _piece(self, word: str, *, may_wait: bool) -> Piece:
        if word == "@":
            return Piece(frozenset(), may_wait=True, is_class=False, is_verb=False)
        if word.startswith("<"):
            words = self._classes[word.strip("<>")]
            return Piece(words, may_wait=may_wait, is_class=True, is_verb=False)
        if word.startswith("!"):
            words = frozenset(self.forms(word[1:]))
            return Piece(words, may_wait=may_wait, is_class=False, is_verb=True)
        return Piece(frozenset({word}), may_wait=may_wait, is_class=False, is_verb=False)

    def governors(self, effects: dict[str, str]) -> dict[str, Effect]:
        return {
            form: _effect(effect)
            for effect, verbs in effects.items()
            for verb in verbs.split()
            for form in self.forms(verb)
        }

    def lemmas(self, effects: dict[str, str]) -> dict[str, str]:
        words = [verb for verbs in effects.values() for verb in verbs.split()]
        return {form: verb for verb in words for form in self.forms(verb)}


def _phrases(words: str) -> list[str]:
    return [phrase for phrase in words.split(";") if phrase.strip()]


def _effect(word: str) -> Effect:
    if word not in get_args(Effect):
        raise ValueError(f"{word} is no effect; it is one of {get_args(Effect)}")
    return cast(Effect, word)
