"""The first draft of an event's title: who does what to whom, in the words of the text."""

import re

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.ends import end_of
from tracker.suggest.events.forms import third_person
from tracker.suggest.events.frames import BE, PREPOSITIONS
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.grounds import is_no_government
from tracker.suggest.events.lexicon import lexicon
from tracker.suggest.events.matching import Reading
from tracker.suggest.found import ActorFound, Part, Role
from tracker.suggest.quotes.words import ALL_SAYING

_LONGEST = 110  # characters
_MOST = 12  # tokens before a passive verb
_ASIDE = re.compile(r",[^,]{1,60}+,(?= to )")  # "agreed, after long talks, to"
_MARKS = str.maketrans("", "", '“”«»„"')
_ACTING: tuple[Role, ...] = ("initiator", "host", "mediator")


def title_of(
    reading: Reading,
    draft: Draft,
    parts: tuple[Part, ...],
    first: int,
    *,
    teller: ActorFound | None,
    is_told: bool,
    is_whole: bool = False,
) -> str:
    """first: the token that the event's span begins with; is_told: of what others do; is_whole:
    in the words of the text from there on."""
    acting = [part.actor for part in parts if part.role in _ACTING]
    if not acting and not draft.match.is_noun:
        verb = reading.tokens[draft.words[0]].start
        acting = [one.actor for one in parts if one.role == "attendee" and one.actor.start < verb]
    doers = _list([_name(reading, actor) for actor in acting if not actor.is_place])
    if is_told and doers:
        return _short(f"{doers}: {reading.words(first, end_of(reading, draft))}")
    if teller:
        end = end_of(reading, draft)
        words = reading.words(first, end) if is_whole else _as_it_stands(reading, draft, first)
        return _short(f"{teller.name}: {words}")
    if is_whole or (acting and not doers and not draft.match.is_noun):
        words = reading.words(first, end_of(reading, draft))
        return _short(words[:1].upper() + words[1:])
    if draft.match.phrase.is_noun or not doers or draft.match.frame.is_passive:
        words = _as_it_stands(reading, draft, first)
        is_own = doers and draft.match.frame.mood == "noun" and doers not in words
        return _short(f"{doers}: {words}" if is_own else words[:1].upper() + words[1:])
    is_plural = len(acting) > 1 or _is_plural(doers, acting[0])
    return _short(f"{doers} {_present(reading, draft, is_plural=is_plural)}")


def _name(reading: Reading, actor: ActorFound) -> str:
    """People of a state are called what the text calls them: "Peruvian students"."""
    is_people = is_no_government(reading, actor)
    return reading.document.text[actor.start : actor.end] if is_people else actor.name


def _list(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _is_plural(words: str, actor: ActorFound) -> bool:
    """ "Rebels", "the Houthis", but not "United States"."""
    is_many = words.split()[-1].islower() or words != actor.name or actor.kind == "armed_group"
    return is_many and words.endswith("s") and not words.endswith("ss")


def _short(words: str) -> str:
    words = " ".join(_without_day(words.translate(_MARKS).split()))
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _without_day(words: list[str]) -> list[str]:
    """Without "on Monday": an entry has its day beside it. "Until Monday" stays."""
    kept: list[str] = []
    for word in words:
        is_day = word.lower().rstrip(",") in _DAYS
        if is_day and kept and kept[-1].lower() in _ON:
            kept.pop()
        elif not (is_day and kept and kept[-1].islower() and kept[-1] not in _BOUND):
            kept.append(word)
    return kept


_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"]
)
_ON = frozenset(["on"])
_BOUND = grammar("bound_to_day")


def _as_it_stands(reading: Reading, draft: Draft, start: int) -> str:
    """The deed's own words, from its noun to whom it is done to."""
    first = draft.match.first if draft.match.is_noun else draft.words[0]
    if draft.match.earlier is not None:
        first = min(first, noun_start(reading, draft.match.earlier))
    elif draft.match.phrase.is_noun:
        first = noun_start(reading, draft.match.first)
    elif draft.match.frame.is_passive:
        first = max(start, first - _MOST)
    elif draft.match.frame.mood == "finite":
        first = _own_words(reading, first)
    return reading.words(first, end_of(reading, draft))


def _own_words(reading: Reading, verb: int) -> int:
    """Where the few words begin that say who does it, where that is nobody known: "Greek coast
    guards opened fire"."""
    number = verb
    while number and verb - number < _FEW:
        before = reading.tokens[number - 1]
        if not before.text.isalpha() or before.lower in _APART:
            break
        number -= 1
    return number if verb - number < _FEW else verb


_FEW = 7
_APART = ALL_SAYING | PREPOSITIONS | {"that", "and", "or", "but", "who", "which", "to", "not"}


def noun_start(reading: Reading, noun: int) -> int:
    """The token with which the noun's article and adjectives begin."""
    number = noun
    while number > max(noun - 4, 0):
        before = reading.tokens[number - 1]
        if before.text == "-" and before.end == reading.tokens[number].start:
            number -= 1  # barely-veiled criticism
            continue
        if not before.text.isalpha() or before.lower in PREPOSITIONS | {"and", "that", "said"}:
            break
        number -= 1
        if before.lower in {"the", "a", "an", "its"}:
            break
    return number


def _present(reading: Reading, draft: Draft, *, is_plural: bool) -> str:
    """ "signs an outline deal with Washington", "does not sign …", "to meet …"."""
    first, number = draft.words[0], draft.frame.verb
    rest = _ASIDE.sub("", reading.words(number + 1, end_of(reading, draft)), count=1)
    word = reading.tokens[number].lower
    is_own = draft.frame.verb == draft.match.first
    lemma = draft.match.phrase.lemma if is_own else lexicon().lemmas.get(word, "")
    is_set = not is_own and not BE.isdisjoint(reading.lowers[first:number])  # "is set to"
    if is_set or not lemma or (lemma == word and word not in lexicon().phrases):  # "is willing to"
        be = "are" if is_plural else "is"
        negation = " not" if draft.frame.is_negated else ""
        return f"{be}{negation} {reading.words(max(number, first), number + 1)} {rest}"
    tense = draft.frame.tense
    if tense in {"future", "possible"}:
        helper = "to" if tense == "future" and not draft.frame.is_negated else "may"
        helper = "will not" if draft.frame.is_negated else helper
        return f"{helper} {lemma} {rest}"
    if draft.frame.is_negated:
        return f"{'do' if is_plural else 'does'} not {lemma} {rest}"
    return f"{lemma if is_plural else third_person(lemma)} {rest}"
