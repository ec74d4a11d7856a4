"""The words of `data/words.toml`, and verbs known in all their regular forms."""

from dataclasses import dataclass
from functools import cache, cached_property

from tracker.suggest.tables import table

_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


def plain_forms(verb: str) -> list[str]:
    """What the plain form of a regular verb may be: "signed" → "sign", "signe"."""
    forms = [verb]
    for ending, instead in _ENDINGS:
        if verb.endswith(ending) and len(verb) > len(ending) + 1:
            stem = verb.removesuffix(ending)
            forms.append(stem + instead)
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return forms


@dataclass(frozen=True)
class Words:
    """Sets of words by their names in the file: `words.of("nouns", "places")`."""

    sets: dict[tuple[str, str], frozenset[str]]
    irregular: dict[str, str]

    @cached_property
    def small(self) -> frozenset[str]:
        """Small words, which have a capital only where they begin a sentence."""
        left = ("function", "clause", "places", "actors")
        return frozenset().union(
            *(self.of("left", name) for name in left),
            *(self.of("verbs", name) for name in ("auxiliary", "be")),
        )

    def of(self, table: str, name: str) -> frozenset[str]:
        return self.sets[table, name]

    def is_past(self, word: str) -> bool:
        return word.endswith("ed") or word in self.irregular

    def is_verb(self, word: str, *names: str) -> bool:
        return any(_is_verb(word, name) for name in names)


@cache
def words() -> Words:
    sets: dict[tuple[str, str], frozenset[str]] = {}
    for group, lists in table("words").items():
        for name, listed in lists.items():
            sets[group, name] = frozenset(listed.split())
    irregular: dict[str, str] = {}
    for pair in sets.pop(("verbs", "irregular")):
        form, plain = pair.split("=")
        irregular[form] = plain
    return Words(sets, irregular)


@cache
def name_words(name: str) -> frozenset[str]:
    """A list of `data/names.toml`."""
    return _name_lists()[name]


@cache
def _name_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in table("names").items()}


@cache
def _forms(name: str) -> dict[str, bool]:
    """Verbs looked up so far; the texts' own words, so it is kept from growing for ever."""
    return {}


def _is_verb(word: str, name: str) -> bool:
    known = _forms(name)
    found = known.get(word)
    if found is None:
        listed = words().of("verbs", name)
        plain = words().irregular.get(word)
        found = plain in listed if plain else any(form in listed for form in plain_forms(word))
        if len(known) < 20_000:
            known[word] = found
    return found
