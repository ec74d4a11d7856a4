"""Who takes part in a deed, and as what."""

from dataclasses import dataclass

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.frames import PREPOSITIONS
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.grounds import is_no_government, only_describes
from tracker.suggest.events.matching import Match, Reading
from tracker.suggest.events.spot import done_by, other_side
from tracker.suggest.events.subjects import coordinated, preposition
from tracker.suggest.found import ActorFound, Part, Role

_TOWARDS = grammar("towards") | {""}
_HOSTING = frozenset(["host", "welcome", "receive"])
_MEDIATING = frozenset(["mediate", "mediation", "broker", "arbitrate", "facilitate", "shuttle"])
_MISSIONS = frozenset(["embassy", "embassies", "consulate", "consulates", "mission"])
_DRIVING_OUT = frozenset(["expel", "deport", "evict", "extradite"])
_MANY = frozenset(["CONSULT"])

_Group = tuple[str, str, tuple[int, ...]]  # its preposition, the word before that, its actors


@dataclass(frozen=True, slots=True)
class Others:
    """Numbers of the actors after the verb, by how they hang on it."""

    agents: tuple[int, ...] = ()  # "by X"
    hosts: tuple[int, ...] = ()  # "hosted by X"
    mediators: tuple[int, ...] = ()  # "mediated by X"
    between: tuple[int, ...] = ()  # "between X and Y"
    recipients: tuple[int, ...] = ()
    grounds: tuple[int, ...] = ()  # places where it is done


def others_of(reading: Reading, match: Match, extent: int) -> Others:
    """extent: the first token that is not the deed's any more."""
    start = match.first + 1 if match.earlier is None else match.earlier
    groups, grounds = _groups(reading, match, start, extent)
    agents: tuple[int, ...] = ()
    hosts: tuple[int, ...] = ()
    mediators: tuple[int, ...] = ()
    between: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    fallback: tuple[int, ...] = ()
    for word, verb, places in groups:
        if word == "by" and verb in {"hosted", "organised", "organized", "convened"}:
            hosts = hosts or places
        elif word == "by" and verb in {"mediated", "brokered", "facilitated", "chaired"}:
            mediators = mediators or places
        elif word == "by" and _names_agent(match, reading.spans[places[0]][0]):
            agents = agents or places
        elif word == "by" and not match.frame.is_passive and not match.is_noun:
            recipients = recipients or places  # "rejected a proposal by X on Y"
        elif word == "by":
            fallback = fallback or places
        elif word in {"between", "among"}:
            between = between or places
        elif word in _TOWARDS:
            recipients = recipients or places
        else:
            fallback = fallback or places
    return Others(agents, hosts, mediators, between, recipients or fallback, grounds)


def _names_agent(match: Match, number: int) -> bool:
    """Whether "by X" names who did it: after a passive, or right after the noun."""
    return match.frame.is_passive or (match.is_noun and number - match.end <= 6)


def _groups(
    reading: Reading, match: Match, start: int, extent: int
) -> tuple[list[_Group], tuple[int, ...]]:
    """Each list of actors with its preposition and the word before that; and the places where."""
    found: list[_Group] = []
    grounds: list[int] = []
    last = -1
    for place in reading.places_between(start, extent)[:12]:
        first = reading.spans[place][0]
        if place <= last or match.frame.start <= first < match.first:
            continue
        if only_describes(reading, place):
            continue
        places = coordinated(reading, place, extent)
        last = places[-1]
        word = preposition(reading, place)
        verb = _word_before(reading, first, word)
        if word in {"in", "at", "into", "near"} and reading.actors[place].is_place:
            is_goal = match.phrase.deed.mode == "visit" and not found
            is_goal = is_goal or verb in _MISSIONS  # "opened an embassy in Lima"
            if not is_goal:
                grounds.append(place)
                continue
            word = "to"
        found.append((word, verb, places))
    return found, tuple(grounds)


def _word_before(reading: Reading, first: int, word: str) -> str:
    """The word before the preposition: "hosted" of "hosted by the French"."""
    for number in range(first - 1, max(first - 6, 0), -1):
        if reading.tokens[number].lower == word and word in PREPOSITIONS:
            return reading.tokens[number - 1].lower
    return ""


def parts_of(
    reading: Reading, draft: Draft, subjects: list[ActorFound], others: Others, sentence: range
) -> tuple[Part, ...]:
    """subjects: who stands before the verb, or owns the noun; sentence: its tokens."""
    match = draft.match
    deed = match.phrase.deed
    parts: list[Part] = []
    if match.frame.is_passive and deed.types[0] == "MOBILIZE" and subjects:
        initiators = subjects  # "Senegalese troops were sent": their state sent them
        recipients = _actors(reading, others.recipients)
    elif match.frame.is_passive:
        initiators = _actors(reading, others.agents)
        recipients = [*subjects, *([] if subjects else _actors(reading, others.recipients))]
        if match.earlier is not None and deed.types[0] not in _MANY:
            recipients = _actors(reading, others.recipients) or subjects
        if subjects and match.phrase.lemma in _DRIVING_OUT:  # "were expelled from Lima"
            initiators = initiators or _actors(reading, others.recipients)
            recipients = subjects
    else:
        initiators = subjects or _actors(reading, others.agents)
        recipients = _actors(reading, others.recipients)
    grounds = _actors(reading, others.grounds)
    initiators = initiators or done_by(match, grounds)
    on_the_spot: list[ActorFound] = []
    if not recipients:
        on_the_spot = other_side(reading, draft, grounds, initiators, sentence)
    first: Role = "initiator"
    second: Role = "recipient"
    if match.phrase.lemma in _MEDIATING and deed.mode == "third-party":
        first = "mediator"
    elif match.phrase.lemma in _HOSTING and deed.mode == "visit":
        first, second = "host", "attendee"
    elif deed.types[0] in _MANY and (not recipients or not initiators):
        first = "attendee" if len(initiators) != 1 or match.frame.mood == "noun" else first
        second = "attendee" if not initiators else second
    named: list[tuple[list[ActorFound], Role]] = [
        (initiators, first),
        (_actors(reading, others.between), "attendee"),
        (recipients, second),
        (_actors(reading, others.mediators), "mediator"),
        (_actors(reading, others.hosts), "host"),
    ]
    for actors, role in named:
        parts += [Part(actor, role) for actor in actors]
    # Inside a state, it stands on both sides.
    return (*_once(reading, parts), *(Part(actor, "recipient") for actor in on_the_spot))


def _actors(reading: Reading, places: tuple[int, ...]) -> list[ActorFound]:
    return [reading.actors[place] for place in places]


def _once(reading: Reading, parts: list[Part]) -> tuple[Part, ...]:
    """Each actor in one part, the first; in two where people of a state face that state."""
    seen: dict[tuple[str, bool, Role | None], Part] = {}
    for part in parts:
        is_people = is_no_government(reading, part.actor)
        seen.setdefault((part.actor.name, is_people, part.role if is_people else None), part)
    return tuple({(part.actor.name, part.role): part for part in seen.values()}.values())
