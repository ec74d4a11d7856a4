"""The forms of English verbs: "sign" → sign, signs, signed, signing."""

from collections.abc import Mapping
from typing import Literal

# past and participle are apart for irregular verbs alone: gave, given.
Form = Literal["base", "s", "past", "participle", "ing"]

_VOWELS = frozenset("aeiou")
_BE: dict[str, frozenset[Form]] = {
    "be": frozenset({"base"}),
    **dict.fromkeys(("is", "are", "am"), frozenset[Form]({"s"})),
    **dict.fromkeys(("was", "were"), frozenset[Form]({"past"})),
    "been": frozenset({"participle"}),
    "being": frozenset({"ing"}),
}


def forms_of(
    verb: str, irregular: Mapping[str, str], doubling: frozenset[str]
) -> dict[str, frozenset[Form]]:
    """Every form with what it may be; irregular: verb → "past participle"."""
    if verb == "be":
        return _BE
    stems = [verb + verb[-1]] if verb in doubling else [verb]
    if verb in doubling and verb.endswith("l"):  # "cancelled" and "canceled"
        stems.append(verb)
    kinds: list[tuple[str, Form]] = [(verb, "base"), (third_person(verb), "s")]
    for stem in stems:
        past, participle = irregular.get(verb, f"{_past(stem)} {_past(stem)}").split()
        kinds += [(past, "past"), (participle, "participle"), (_ing(stem), "ing")]
    forms: dict[str, frozenset[Form]] = {}
    for form, kind in kinds:
        forms[form] = forms.get(form, frozenset()) | {kind}
    return forms


def third_person(verb: str) -> str:
    if verb in {"be", "have"}:
        return {"be": "is", "have": "has"}[verb]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        return stem[:-1] + "ied"
    return stem + "ed"


def _ing(stem: str) -> str:
    if stem.endswith("e") and not stem.endswith(("ee", "oe")) and stem != "be":
        return stem[:-1] + "ing"
    return stem + "ing"


def plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
