"""Who does what is done by somebody without a name: the people of a place or of a state."""

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.grounds import only_state, people_of, speaks_of_people
from tracker.suggest.events.matching import Reading
from tracker.suggest.events.parts import Others
from tracker.suggest.events.subjects import Subject
from tracker.suggest.found import ActorFound


def people_there(
    reading: Reading, draft: Draft, subject: Subject, others: Others, numbers: range
) -> list[ActorFound]:
    """Of "students marched in Dakar": those of the place, or of the only state. Whoever meets
    somewhere may be from anywhere: "ministers met in Dakar"."""
    if not _has_people(reading, draft, subject) or (others.grounds and _is_meeting(draft)):
        return _described(reading, draft, subject)
    if others.grounds:
        return [reading.actors[others.grounds[0]]]
    state = only_state(reading, numbers.start, numbers.stop)
    words = range(subject.start, draft.frame.start)
    people = people_of(reading, words, state) if state else []
    return people or _described(reading, draft, subject)


def meets_somewhere(reading: Reading, draft: Draft, subject: Subject, others: Others) -> bool:
    """A meeting of people without a name at a place that has one."""
    return bool(others.grounds) and _is_meeting(draft) and _has_people(reading, draft, subject)


def is_of_somebody(reading: Reading, draft: Draft, subject: Subject) -> bool:
    """Whether a few words without a name say who or what it is: "the army", "an offer of aid"."""
    words = reading.lowers[subject.start : draft.words[0]]
    is_verb = draft.frame.mood == "finite" and not draft.match.phrase.is_noun
    is_short = 2 <= len(words) <= _FEW and words[0] in _ARTICLES
    return is_verb and subject.kind == "none" and is_short and all(map(str.isalpha, words))


_FEW = 9  # words
_ARTICLES = frozenset(["the", "a", "an", "both", "two", "three", "several", "many", "some"])


def _is_meeting(draft: Draft) -> bool:
    return draft.match.phrase.deed.types[0] == "CONSULT"


def _has_people(reading: Reading, draft: Draft, subject: Subject) -> bool:
    return draft.frame.mood == "finite" and speaks_of_people(
        reading, subject.start, draft.frame.start
    )


def _described(reading: Reading, draft: Draft, subject: Subject) -> list[ActorFound]:
    """Of "Greek coast guards opened fire": whose they are."""
    if draft.frame.mood != "finite":
        return []
    return list(reading.described_between(subject.start, draft.frame.start)[:1])
