"""Deadlines: a demand or an intention with a time that limits it, or by which it is meant.

A time that looks back is none, and neither is one on which something merely happens.
"""

from bisect import bisect_left
from collections.abc import Sequence

from tracker.suggest.conditions.line import Lines
from tracker.suggest.conditions.parties import Parties, setting_parties
from tracker.suggest.conditions.people import People
from tracker.suggest.conditions.titles import deadline_title, shortened
from tracker.suggest.conditions.topic import ENOUGH, Topic
from tracker.suggest.conditions.voices import Voices
from tracker.suggest.deadlines.clause import (
    Setting,
    bound,
    consequence,
    due,
    has_infinitive_behind,
    is_said_to_have,
    setting_of,
    when,
)
from tracker.suggest.deadlines.kinds import Cue, cue_of, firmness_of, kind_of
from tracker.suggest.found import (
    ActorFound,
    ConditionFound,
    DeadlineFound,
    Part,
    TimeFound,
)
from tracker.suggest.text import Document


def find_deadlines(
    document: Document,
    *,
    actors: Sequence[ActorFound],
    times: Sequence[TimeFound],
    conditions: Sequence[ConditionFound],
    lines: Lines | None = None,
    voices: Voices | None = None,
) -> list[DeadlineFound]:
    """In the order of the text. Those within a condition are its own, and not listed again.
    lines, voices: of this document, where they were made already."""
    taken = sorted(
        span
        for condition in conditions
        for span in (condition.if_span, condition.then_span)
        if span is not None
    )
    candidates = [time for time in times if not _is_taken(taken, time.start)]
    if not candidates:
        return []
    people = People(document, actors, voices)
    lines = lines or Lines(document)
    topic = Topic(document, people)
    found: list[DeadlineFound] = []
    for time in candidates:
        deadline = _deadline(document, lines, time, people, topic)
        if deadline and not (found and found[-1].time.end > deadline.time.start):
            found.append(deadline)
    return found


def deadline_within(
    document: Document,
    lines: Lines,
    spans: Sequence[tuple[int, int]],
    *,
    times: Sequence[TimeFound],
    demand: str,
    consequence: str,
    parties: Parties,
) -> DeadlineFound | None:
    """The deadline within a condition: the first of its times (in order) that limits it."""
    for start, end in spans:
        first, last = (bisect_left(times, offset, key=_start) for offset in (start, end))
        for time in times[first:last]:
            setting = setting_of(document, lines, time)
            if setting is None or not setting.limit or not _is_ahead(document, setting):
                continue
            return DeadlineFound(
                start=setting.time.start,
                end=setting.time.end,
                why=f"“{setting.limit}” limits the condition; {_window_why(setting.time)}",
                score=0.8,
                time=setting.time,
                deadline_kind="ultimatum" if parties.recipients else "target",
                firmness="conditional",
                demand=demand,
                consequence=consequence,
                parts=_parts(parties),
                title=deadline_title(demand, "", parties.initiator),
            )
    return None


def _start(time: TimeFound) -> int:
    return time.start


def _is_taken(spans: list[tuple[int, int]], offset: int) -> bool:
    place = bisect_left(spans, (offset + 1, 0)) - 1
    # Parts of conditions are short and do not hold one another: a few back are enough.
    return any(start <= offset < end for start, end in spans[max(place - 3, 0) : place + 1])


def _is_ahead(document: Document, setting: Setting) -> bool:
    window = setting.time.window
    if window is None:
        return False
    if window.earliest > document.published:
        return True
    return window.latest >= document.published and bool(setting.limit)


def _deadline(
    document: Document, lines: Lines, time: TimeFound, people: People, topic: Topic
) -> DeadlineFound | None:
    setting = setting_of(document, lines, time)
    if setting is None or not _is_ahead(document, setting):
        return None
    cue = cue_of(setting)
    if cue is None:
        return None
    first, last = setting.clause
    if first >= last:
        return None
    span = setting.line.span(first, last)
    span = (min(span[0], setting.time.start), max(span[1], setting.time.end))
    weight = topic.weight([document.sentences[document.sentence_at(time.start)]])
    if weight < _needed(setting, cue, any(one.kind != "person" for one in people.within(*span))):
        return None
    return _found(setting, cue, span, people, weight)


def _needed(setting: Setting, cue: Cue, has_state: bool) -> int:
    """Less for what is called a deadline, or runs out, where a state has to do with it; and for
    "we have until"."""
    if is_said_to_have(setting):
        return ENOUGH - 2
    if cue.name in ("intent", "hope"):
        return ENOUGH
    is_sure = cue.name == "expiry" or "deadline" in cue.words or "ultimatum" in cue.words
    return ENOUGH - 5 if is_sure and has_state else ENOUGH - 1 - int(cue.name == "expiry")


def _found(
    setting: Setting, cue: Cue, span: tuple[int, int], people: People, weight: int
) -> DeadlineFound:
    demand, follows = due(setting), consequence(setting)
    subject = setting.line.span(*setting.subject) if setting.subject else None
    who = setting_parties(people, span, subject=subject, owes=cue.owes, asks=cue.asks)
    is_asked = who.recipient is not None
    kind, kind_why = kind_of(setting, cue, has_consequence=bool(follows), is_asked=is_asked)
    firmness, firm_why = firmness_of(setting, cue)
    return DeadlineFound(
        start=span[0],
        end=span[1],
        why=f"{cue.why}; {kind_why}; {firm_why}; {_window_why(setting.time)}",
        score=_score(cue, setting, weight),
        time=setting.time,
        deadline_kind=kind,
        firmness=firmness,
        demand=demand,
        consequence=follows,
        parts=_parts(who),
        title=_title(setting, demand, who),
    )


def _title(setting: Setting, demand: str, who: Parties) -> str:
    said = when(setting)
    if not demand and (is_said_to_have(setting) or bound(setting)):
        return _title_of_time_left(setting, who)
    if has_infinitive_behind(setting):
        # "gave Moscow until Friday to reply": Moscow to reply by Friday.
        doer = _bound(setting, who)
        demand = f"{doer} to {demand}" if doer else demand
        if setting.limit != "within":
            said = said.replace("until ", "by ", 1)
        elif not said.startswith("within "):
            said = f"within {said}"
    elif who.initiator and setting.line.words[setting.clause[0]] == "to":
        demand = f"{who.initiator.name} to {demand}"  # "to try to find out": who means to
    elif asked := _question(setting):
        demand = f"{asked} {demand}"
    return deadline_title(demand, said, who.initiator)


def _title_of_time_left(setting: Setting, who: Parties) -> str:
    """ "Ode: “we have until Friday”", "The rebels have until Friday"."""
    words = setting.line.said(setting.clause[0], setting.time_last)
    if not is_said_to_have(setting):
        return shortened(words)
    said = f"“{words[:1].lower() if who.initiator else words[:1]}{words[1:]}”"
    return shortened(f"{who.initiator.name}: {said}" if who.initiator else said)


def _bound(setting: Setting, who: Parties) -> str:
    """Whoever is to do it, by the name of the actor, or by more words than that: "the French
    ambassador"."""
    actor, words = who.recipient or who.acting, bound(setting)
    if words is None:
        return actor.name if actor else ""
    start, end = setting.line.span(*words)
    is_whole = actor is not None and (actor.start, actor.end) == (start, end)
    return actor.name if actor and is_whole else setting.line.said(*words)


def _question(setting: Setting) -> str:
    """The "whether or not" right before the clause: without it, the title would say it is so."""
    words, first = setting.line.words, setting.clause[0]
    if words[max(first - 3, 0) : first] == ["whether", "or", "not"]:
        return "whether or not"
    return "whether" if words[max(first - 1, 0) : first] == ["whether"] else ""


def _parts(who: Parties) -> tuple[Part, ...]:
    said = [Part(who.initiator, "initiator")] if who.initiator else []
    return (*said, *(Part(one, "recipient") for one in who.recipients))


def _window_why(time: TimeFound) -> str:
    window = time.window
    return window.why if window and window.why else time.why


def _score(cue: Cue, setting: Setting, weight: int) -> float:
    score = {
        "limit": 0.8,
        "expiry": 0.75,
        "demand": 0.75,
        "refusal": 0.55,
        "intent": 0.6,
        "hope": 0.55,
    }[cue.name]
    score += 0.05 if setting.limit else -0.05
    return round(min(score + 0.02 * min(weight - ENOUGH, 5), 0.95), 2)
