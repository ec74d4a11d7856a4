"""Whose a condition is and of whom it is asked; who sets a deadline, and for whom.

A condition is whose who says it; where nobody does, his who would act in what follows. It is asked
of whoever is to do what the if part says, if that is another side; else it is asked of whom it is
said to, or to whom it would be done.
"""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.suggest.conditions.agents import Clause, Who
from tracker.suggest.conditions.people import People
from tracker.suggest.conditions.voices import Voice
from tracker.suggest.found import ActorFound

Span = tuple[int, int]


class Parties(NamedTuple):
    initiator: ActorFound | None
    recipients: tuple[ActorFound, ...]
    why: str
    acting: ActorFound | None = None  # who is to act in the then part
    asked: ActorFound | None = None  # whom the if part speaks of

    @property
    def recipient(self) -> ActorFound | None:
        return self.recipients[0] if len(self.recipients) == 1 else None


def parties(people: People, if_span: Span, then_span: Span) -> Parties:
    voice = people.voice(if_span, then_span)
    condition, follows = people.clause(if_span), people.clause(then_span)
    acting = _acting(people, follows, then_span, condition, voice)
    suffering = _meant(people, follows.patient, then_span, voice, is_suffering=True)
    if follows.is_obliged and acting and not (voice.actor and is_same(voice.actor, acting)):
        acting, suffering = None, acting
    if isinstance(condition.subject, ActorFound) and if_span[0] < then_span[0]:
        suffering = condition.subject if follows.patient == "they" else suffering
    initiator, why = _initiator(people, voice, acting, if_span, then_span)
    if acting is voice.hearer and acting is not initiator:
        acting = None
    own = [one for one in (initiator, acting) if one]
    asked = _asked(people, condition.agent, if_span, voice, own, suffering)
    recipient = (
        asked
        or _other(voice.hearer, own)
        or _other(suffering, own)
        or _only(people.within(*then_span), own)
    )
    if recipient is None and condition.agent != "nameless":
        recipient = _only(people.within(*if_span), own)
    recipients = () if asked else _both(people, condition, if_span, own)
    recipients = recipients or ((recipient,) if recipient else ())
    about = condition.subject if isinstance(condition.subject, ActorFound) else None
    if condition.agent == "they":
        about = asked
    return Parties(initiator, recipients, why, acting or suffering, about)


def _both(
    people: People, condition: Clause, span: Span, own: list[ActorFound]
) -> tuple[ActorFound, ...]:
    """Both who are to do it: "if Russia and Ukraine agree"; "the two sides", where the article
    has named them."""
    agent = condition.agent
    if isinstance(agent, ActorFound):
        named = [one for one in people.within(*span) if not is_own(one, own)]
        pair = tuple(named[named.index(agent) :][:2]) if agent in named else ()
        is_pair = len(pair) == 2 and joined(list(pair)) and not is_same(*pair)
        return pair if is_pair else ()
    if not people.speaks_of_both(*span):
        return ()
    return tuple(one for one in people.pair_before(span[0]) if not is_own(one, own))


def _acting(
    people: People, follows: Clause, then_span: Span, condition: Clause, voice: Voice
) -> ActorFound | None:
    """Who would do what follows: "it" behind an if part is whom that speaks of."""
    head = condition.subject
    is_behind = isinstance(head, ActorFound) and head.start < then_span[0]
    if follows.agent == "they" and is_behind and voice.is_silent:
        return head if isinstance(head, ActorFound) else None
    return _meant(people, follows.agent, then_span, voice)


def _initiator(
    people: People, voice: Voice, acting: ActorFound | None, if_span: Span, then_span: Span
) -> tuple[ActorFound | None, str]:
    speaker = voice.actor
    if speaker and not (voice.is_anonymous and acting and not is_same(speaker, acting)):
        return speaker, f"{speaker.name} says it"
    subject = None if voice.is_nameless else people.author_of(then_span[0])
    is_made_to = voice.is_silent and voice.hearer is not None and acting is voice.hearer
    if acting and not (subject and is_made_to):
        return acting, f"{acting.name} is who acts in what follows"
    if subject and not if_span[0] <= subject.start < if_span[1]:
        return subject, f"{subject.name} is the subject of the sentence"
    return None, ""


def _meant(
    people: People, who: Who, span: Span, voice: Voice, *, is_suffering: bool = False
) -> ActorFound | None:
    """The actor that a pronoun of what follows means: "it" that acts is who speaks, "it" that
    suffers is who is spoken to."""
    if isinstance(who, ActorFound):
        return who
    if who == "we":
        return voice.actor
    if who == "you":
        return voice.hearer
    if who != "they":
        return None
    is_person = people.is_person(span[0])
    first, second = voice.actor, voice.hearer
    likely = (second, first) if is_suffering else (first, second if first else None)
    for one in likely:
        if one and is_person == (one.kind == "person"):
            return one
    if voice.is_nameless:
        return None
    return people.pronoun(span[0], avoid=first or second, is_person=is_person)


def _asked(
    people: People,
    agent: Who,
    span: Span,
    voice: Voice,
    own: list[ActorFound],
    suffering: ActorFound | None,
) -> ActorFound | None:
    """Who is to do what the if part says, if that is another side."""
    if isinstance(agent, ActorFound):
        named = [one for one in people.within(*span) if not is_own(one, own)]
        is_joint = len({one.name for one in named}) > 1 and agent in named and joined(named)
        return None if is_joint else _other(agent, own)
    if agent == "you":
        return _other(voice.hearer, own)
    if agent != "they":
        return None
    is_person = people.is_person(span[0])
    for one in (voice.hearer, suffering):
        if one and (one.kind == "person") == is_person and not is_own(one, own):
            return one
    return _other(people.pronoun(span[0], avoid=own[0] if own else None, is_person=is_person), own)


def _other(one: ActorFound | None, own: list[ActorFound]) -> ActorFound | None:
    return None if one is None or is_own(one, own) else one


def _only(named: Iterable[ActorFound], own: list[ActorFound]) -> ActorFound | None:
    """The one other side that is named; nobody where there are two."""
    others = [one for one in named if not is_own(one, own)]
    return others[0] if others and all(is_same(others[0], one) for one in others) else None


def is_own(one: ActorFound, own: list[ActorFound]) -> bool:
    return any(is_same(one, other) for other in own)


def is_same(one: ActorFound, other: ActorFound) -> bool:
    """Whether they are of one side: a minister and the state that he speaks for."""
    if one.name == other.name or other.name == one.of or one.name == other.of:
        return True
    return bool(one.iso_3166) and one.iso_3166 == other.iso_3166


def joined(named: list[ActorFound]) -> bool:
    """ "Russia and Ukraine": two that stand right beside each other."""
    return len(named) > 1 and named[1].start - named[0].end <= len(" and the ")


def setting_parties(
    people: People, span: Span, *, owes: bool, asks: bool, subject: Span | None = None
) -> Parties:
    """Who sets a deadline, and for whom. `owes`: the subject is the one that must; `asks`: the
    subject asks it of another; else the subject means to do it. `subject`: where that stands, if
    not within the span."""
    acting, voice = people.subject(*(subject or span)), people.voice(span)
    speaker = voice.actor
    if acting == "they":
        acting = people.pronoun(span[0], avoid=None, is_person=people.is_person(span[0])) or speaker
    doer = acting if isinstance(acting, ActorFound) else None
    if voice.hearer and voice.is_silent and doer is None:  # "gave Moscow an ultimatum: …"
        speaker = people.author_of(span[0])
    if owes:
        if doer is None or (speaker and speaker.name == doer.name):
            heard = _other(voice.hearer, [speaker] if speaker else [])
            return Parties(speaker, (heard,) if heard else (), "", doer)
        return Parties(speaker, (doer,), "", doer)
    initiator = doer or speaker
    if not asks:
        return Parties(initiator, (), "", doer)
    own = initiator.name if initiator else ""
    named = [actor for actor in people.within(*span) if actor.name != own]
    heard = named[0] if named else voice.hearer
    return Parties(initiator, (heard,) if heard and heard.name != own else (), "", heard)
