"""Words of deeds that only weigh or wish: how talks went, what nobody would want to go on with."""

from itertools import pairwise

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.frames import PREPOSITIONS
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.matching import Reading
from tracker.suggest.events.subjects import Subject
from tracker.suggest.events.titles import noun_start
from tracker.suggest.found import Part
from tracker.suggest.quotes.words import TIME_WORDS

_WEIGHING = grammar("weighing")
_DEGREES = grammar("degrees")
_HEDGED = grammar("hedged")
_WORTHLESS = grammar("worthless")
_ENDLESS = grammar("endless")
_OPENS_CLAUSE = grammar("opens_clause")
_NEAR = 8  # tokens of what is refused


def is_no_deed(reading: Reading, draft: Draft, subject: Subject, parts: tuple[Part, ...]) -> bool:
    return (
        _is_bare(draft, parts)
        or _only_weighs(reading, draft, parts)
        or _refuses_nothing(reading, draft)
        or _is_of_before(reading, draft, subject)
    )


def _is_bare(draft: Draft, parts: tuple[Part, ...]) -> bool:
    """A verb by nobody, of nothing: "which was ordered, she said"."""
    is_verb = not draft.match.is_noun and not draft.match.phrase.rest
    return is_verb and not parts and draft.extent <= draft.match.end


def _only_weighs(reading: Reading, draft: Draft, parts: tuple[Part, ...]) -> bool:
    """ "We had useful talks", "real progress was made", "was rather full of praise for", "in
    veiled criticism of": what the speaker or the writer makes of it."""
    match, words = draft.match, reading.lowers
    types = draft.meaning.types
    if match.is_noun and types[0] == "ACCUSE":
        return not _HEDGED.isdisjoint(words[noun_start(reading, match.first) : match.first])
    if match.phrase.lemma == "be":
        return not _DEGREES.isdisjoint(words[draft.words[0] : match.end])
    if draft.meaning.occurrence != "occurred":
        return False
    if match.phrase.lemma == "progress":
        return not parts
    is_meeting = match.phrase.deed.types[0] == "CONSULT" and len(parts) < 2
    return is_meeting and not _WEIGHING.isdisjoint(words[match.first : match.end])


def _refuses_nothing(reading: Reading, draft: Draft) -> bool:
    """ "Will not sit through pointless talks", "not mediate for ever": nobody has asked
    for that, and it rules out no more than that."""
    if draft.meaning.first != "REJECT" or draft.meaning.why != "refused":
        return False
    start, end = draft.match.first, min(draft.match.end + _NEAR, draft.extent)
    said = reading.lowers[start:end]
    if not _WORTHLESS.isdisjoint(said):
        return True
    behind = reading.lowers[draft.match.end : draft.extent]
    return not _ENDLESS.isdisjoint(behind) or ("on", "end") in pairwise(behind)


def _is_of_before(reading: Reading, draft: Draft, subject: Subject) -> bool:
    """ "The aid it had sent": a deed of long before tells which thing is meant."""
    frame, first = draft.frame, subject.start
    while first and reading.lowers[first - 1] in TIME_WORDS:  # "said on Friday it had"
        first -= 1
    is_named = subject.kind in ("pronoun", "named")
    if not is_named or reading.lowers[frame.start] != "had" or not first:
        return False
    before = reading.tokens[first - 1]
    opens = before.lower in _OPENS_CLAUSE or before.lower in PREPOSITIONS
    return before.text.isalpha() and before.text.islower() and not opens
