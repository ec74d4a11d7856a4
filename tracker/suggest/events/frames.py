"""How a verb stands in its sentence: tense, voice, negation, and what governs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.suggest.events.forms import Form
from tracker.suggest.events.grammar import grammar
from tracker.suggest.text import Token

Mood = Literal["finite", "infinitive", "gerund", "reduced", "noun"]
Tense = Literal["past", "present", "future", "possible", "must", "irreal"]

BE = frozenset(["is", "are", "am", "was", "were", "be", "been", "being"])
_HAVE = frozenset(["has", "have", "had", "having"])
_DO = frozenset(["do", "does", "did"])
_FUTURE = frozenset(["will", "shall", "would"])
_POSSIBLE = frozenset(["may", "might", "could", "can"])
_MUST = frozenset(["must", "should", "ought"])
_HELPERS = BE | _HAVE | _DO | _FUTURE | _POSSIBLE | _MUST
_OBLIGED = frozenset(["have", "has", "had", "need", "needs", "ought"])
_NEVER = frozenset(["not", "never", "without", "cannot", "nor"])
_SHORT = {"won't": "will", "can't": "can", "shan't": "shall", "cannot": "can"}
_ADVERBS = grammar("adverbs")
_NOT_ADVERBS = frozenset(
    ["ally", "family", "italy", "july", "rally", "supply", "reply", "assembly"]
)
_CONTRACTED = {"'ll": "will", "'re": "are", "'ve": "have", "'d": "would", "'m": "am"}
_CONTRACTED_IS = frozenset(["he's", "she's", "it's", "that's", "there's", "who's"])
DETERMINERS = grammar("determiners")
PREPOSITIONS = grammar("prepositions")
_PLURAL_PRONOUNS = frozenset(["i", "we", "you", "they", "who"])
_SINGULAR_PRONOUNS = frozenset(["he", "she", "it", "who", "which", "that"])
_FARTHEST = 10  # tokens of helping verbs and adverbs before a verb


@dataclass(frozen=True, slots=True)
class Frame:
    """start: the first token of the verb with its helpers; before: the token before that."""

    verb: int
    start: int
    mood: Mood
    tense: Tense
    is_negated: bool = False
    is_passive: bool = False

    @property
    def before(self) -> int:
        return self.start - 1


@dataclass(slots=True)
class _Helpers:
    start: int
    be: str = ""
    have: str = ""
    do: str = ""
    modal: str = ""
    is_negated: bool = False
    is_infinitive: bool = False
    is_planned: bool = False  # "is to visit"


def frame_of(
    tokens: Sequence[Token],
    number: int,
    forms: frozenset[Form],
    first: int,
    *,
    has_name_before: bool,
    is_doubtful: bool,
    is_demanded: bool = False,
) -> Frame | None:
    """The verb at this token, or None when it is a noun or an adjective here.

    first: the first token of the sentence; has_name_before: an actor's name ends right before.
    """
    helpers = _helpers(tokens, number, first)
    mood, tense, is_passive = _form(tokens, number, forms, helpers, first)
    if mood is None:
        return None
    has_helpers = helpers.start < number and (helpers.be or helpers.have or helpers.modal)
    if mood == "finite" and not has_helpers and not helpers.do and "past" not in forms:
        before = tokens[helpers.start - 1] if helpers.start > first else None
        is_wish = is_demanded and has_name_before and "base" in forms
        if not is_wish and not _is_present(before, forms, has_name_before, is_doubtful):
            return None
    return Frame(number, helpers.start, mood, tense, helpers.is_negated, is_passive)


def over_adverbs(tokens: Sequence[Token], number: int, first: int) -> int:
    """The token itself, or the one before the adverbs that end with it."""
    while number > first and _is_adverb(tokens[number]):
        number -= 1
    return number


def helpers_before(tokens: Sequence[Token], number: int, first: int) -> Frame:
    """The same for an adjective: "is not willing"."""
    helpers = _helpers(tokens, number, first)
    return Frame(number, helpers.start, "finite", _tense(helpers, "present"), helpers.is_negated)


def _helpers(tokens: Sequence[Token], number: int, first: int) -> _Helpers:
    found = _Helpers(number)
    while found.start > first and number - found.start < _FARTHEST:
        word = tokens[found.start - 1].lower
        if word == "to" and not found.is_infinitive:
            if not _reads_to(tokens, found, first):
                break
        elif not _reads_helper(word, found):
            if _reads_contraction(word, found):
                break
            if not _is_adverb(tokens[found.start - 1]):
                break
            found.start -= 1
    while found.start < number and _is_adverb(tokens[found.start]) and not found.is_negated:
        found.start += 1
    return found


def _reads_to(tokens: Sequence[Token], found: _Helpers, first: int) -> bool:
    """ "to" before a verb. True when there is more to read: "is going to", "is to", "has to"."""
    to = found.start - 1
    before = tokens[to - 1].lower if to > first else ""
    if before == "going" or before in _OBLIGED:
        found.modal = "will" if before == "going" else "must"
        found.start = to - 1
        return True
    found.start = to
    if before in BE and not found.modal:
        found.is_planned = True
        return True
    found.is_infinitive = True
    return False


def _reads_helper(word: str, found: _Helpers) -> bool:
    if word.endswith("n't") or word == "cannot":
        found.is_negated = True
        word = _SHORT.get(word, word.removesuffix("n't"))
    if word in _NEVER:
        found.is_negated = True
    elif word in BE:
        found.be = found.be or word
    elif word in _HAVE:
        found.have = found.have or word
    elif word in _DO:
        found.do = word
    elif word in _FUTURE or word in _POSSIBLE or word in _MUST:
        found.modal = found.modal or word
    else:
        return False
    found.start -= 1
    return True


def is_helper(word: str) -> bool:
    """Whether a clause has this word for its verb, or to help it: "is", "hadn't", "would"."""
    return word.endswith("n't") or word in _HELPERS


def _reads_contraction(word: str, found: _Helpers) -> bool:
    """ "we'll": the pronoun stays outside."""
    _, mark, ending = word.partition("'")
    helper = _CONTRACTED.get(mark + ending, "is" if word in _CONTRACTED_IS else "")
    if not helper:
        return False
    start = found.start
    _reads_helper(helper, found)
    found.start = start
    return True


def _is_adverb(token: Token) -> bool:
    word = token.lower
    return word in _ADVERBS or (
        word.endswith("ly") and not token.is_capitalised and word not in _NOT_ADVERBS
    )


def _tense(helpers: _Helpers, otherwise: Tense) -> Tense:
    if helpers.modal in _FUTURE:
        return "irreal" if helpers.have else "future"
    if helpers.modal in _POSSIBLE:
        return "irreal" if helpers.have else "possible"
    if helpers.modal:
        return "must"
    if helpers.is_planned:
        return "future"
    if helpers.be in {"was", "were"} or helpers.have or helpers.do == "did":
        return "past"
    return otherwise


def _form(
    tokens: Sequence[Token], number: int, forms: frozenset[Form], helpers: _Helpers, first: int
) -> tuple[Mood | None, Tense, bool]:
    if helpers.be and "participle" in forms:
        mood: Mood = "infinitive" if helpers.is_infinitive else "finite"
        return mood, _tense(helpers, "present"), True
    if "ing" in forms:
        if helpers.be:
            mood = "infinitive" if helpers.is_infinitive else "finite"
            return mood, _tense(helpers, "present"), False
        before = tokens[number - 1].lower if number > first else ""
        return (None if before in DETERMINERS else "gerund"), "present", False
    if helpers.is_infinitive:
        return ("infinitive" if "base" in forms else None), "present", False
    if helpers.modal or helpers.is_planned or helpers.do:
        wanted: Form = "participle" if helpers.have else "base"
        return ("finite" if wanted in forms else None), _tense(helpers, "present"), False
    if helpers.have:
        return ("finite" if "participle" in forms else None), "past", False
    if helpers.be:
        return None, "present", False
    return _bare(tokens, number, forms, helpers, first)


def _bare(
    tokens: Sequence[Token], number: int, forms: frozenset[Form], helpers: _Helpers, first: int
) -> tuple[Mood | None, Tense, bool]:
    """Without a helping verb: "rejected", "the proposed changes", "attacked by"."""
    if not forms & {"past", "participle"}:
        return "finite", "present", False
    start = helpers.start
    while start > first and _is_adverb(tokens[start - 1]):  # "the recently imposed law"
        start -= 1
    if start == first:  # "Suspected sites were searched"
        return None, "past", False
    before = tokens[start - 1].lower
    if before in DETERMINERS | PREPOSITIONS or before.endswith(("'s", "s'")):
        return None, "past", False
    after = tokens[number + 1].lower if number + 1 < len(tokens) else ""
    if "participle" in forms and (after == "by" or "past" not in forms):
        return "reduced", "past", True
    return "finite", "past", False


def _is_present(
    before: Token | None, forms: frozenset[Form], has_name_before: bool, is_doubtful: bool
) -> bool:
    """Whether "demands" or "demand" is a verb here, by the word before it."""
    if before is None:
        return False
    word = before.lower
    if "s" in forms:
        if word in _SINGULAR_PRONOUNS or has_name_before:
            return True
        return not is_doubtful and before.text.isalpha() and word not in DETERMINERS | PREPOSITIONS
    if word in _PLURAL_PRONOUNS:
        return True
    is_plural = word.endswith("s") and not word.endswith(("ss", "'s")) and not before.text.isupper()
    return is_plural and before.text.isalpha() and (has_name_before or not is_doubtful)
