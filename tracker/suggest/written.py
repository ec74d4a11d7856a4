"""A reading as plain data, for JSON: one list in the order of the text.

Every item has `id, kind, start, end, exact, why, score` and `part_of`: the id of the suggestion
that it belongs to, or null for what stands for itself. Offsets are code points, `end` exclusive.
Days are ISO 8601 dates, null where an end is open.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from tracker.dates.window import Window
from tracker.suggest.found import (
    ActorFound,
    ConditionFound,
    DeadlineFound,
    EventFound,
    Found,
    Part,
    QuoteFound,
    TimeFound,
)
from tracker.suggest.reading import Reading, belongs
from tracker.suggest.text import Document

Item = dict[str, Any]
Whole = ConditionFound | DeadlineFound
# The kinds that others can be part of, those that take most first.
_WHOLES = ("condition", "deadline", "event")


def written(document: Document, reading: Reading) -> list[Item]:
    text = document.text
    wholes: list[Whole] = reading.wholes
    starts = [one.start for one in wholes]
    items = [
        *(_condition(text, found) for found in reading.conditions),
        *(_deadline(text, found) for found in _deadlines(reading)),
        *(_event(text, found, _whole(found, wholes, starts, text)) for found in reading.events),
        *(_quote(text, found) for found in reading.quotes),
        *(_time(text, found) for found in reading.times),
        *_actors(text, reading.actors),
    ]
    items.sort(key=lambda item: (item["start"], -item["end"]))
    ids = {}
    for number, item in enumerate(items, 1):
        item["id"] = number
        if item["kind"] in ("condition", "deadline"):
            ids[item["start"], item["end"]] = number
    _give_wholes(items)
    _give_first(items, reading.deadlines)
    for item in items:
        whole = item.pop("whole", None)
        if whole and item["part_of"] is None:
            item["part_of"] = ids[whole.start, whole.end]
    return items


def _whole(event: EventFound, wholes: list[Whole], starts: list[int], text: str) -> Whole | None:
    """The condition or the deadline that an event is part of, among those that begin near it."""
    first = max(bisect_left(starts, event.start) - 1, 0)
    near = islice(wholes, first, bisect_right(starts, event.end + 2))
    return next((one for one in near if belongs(event, one, text)), None)


def _deadlines(reading: Reading) -> list[DeadlineFound]:
    within = [found.deadline for found in reading.conditions if found.deadline]
    again = [other for found in reading.deadlines for other in found.again]
    return [*reading.deadlines, *again, *within]


def _give_first(items: list[Item], deadlines: list[DeadlineFound]) -> None:
    """A deadline that is spoken of again belongs to where it was spoken of first."""
    first_of = {
        (other.start, other.end): (found.start, found.end)
        for found in deadlines
        for other in found.again
    }
    of_words = {
        (item["start"], item["end"]): item["id"] for item in items if item["kind"] == "deadline"
    }
    for item in items:
        words = item["start"], item["end"]
        if item["kind"] == "deadline" and words in first_of:
            item["part_of"] = of_words[first_of[words]]


def _give_wholes(items: list[Item]) -> None:
    """What lies within a condition, a deadline or an event is part of it. Items come in the order
    of the text, so that one of each kind reaches furthest at any place."""
    reaching: dict[str, Item] = {}
    for item in items:
        item["part_of"] = None
        own = _WHOLES.index(item["kind"]) if item["kind"] in _WHOLES else len(_WHOLES)
        for kind in _WHOLES[:own]:
            whole = reaching.get(kind)
            if whole and item["end"] <= whole["end"]:
                item["part_of"] = whole["id"]
                break
        if item["kind"] in _WHOLES:
            known = reaching.get(item["kind"])
            if known is None or item["end"] > known["end"]:
                reaching[item["kind"]] = item


def _item(kind: str, text: str, found: Found, **more: Any) -> Item:
    return {
        "kind": kind,
        "start": found.start,
        "end": found.end,
        "exact": text[found.start : found.end],
        "why": found.why,
        "score": round(found.score, 2),
        **more,
    }


def _time(text: str, found: TimeFound) -> Item:
    return _item("date", text, found, window=_window(found.window), timex3=_timex3(found))


def _timex3(found: TimeFound) -> Item:
    timex3 = found.timex3
    return {"type": timex3.type, "value": timex3.value, "mod": timex3.mod or None}


def _window(window: Window | None) -> Item | None:
    if window is None:
        return None
    return {
        "phrase": window.phrase,
        "anchor": _day(window.anchor),
        "edtf": window.edtf,
        "earliest": None if window.is_open_start else _day(window.earliest),
        "latest": None if window.is_open_end else _day(window.latest),
        "why": window.why,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _condition(text: str, found: ConditionFound) -> Item:
    own = {
        "operator": found.operator,
        "condition_kind": found.condition_kind,
        "if": found.if_clause,
        "then": found.then_clause,
        "initiator": found.initiator.name if found.initiator else None,
        "recipient": found.recipient.name if found.recipient else None,
        "recipients": [one.name for one in found.recipients],
        "deadline": _due(found.deadline) if found.deadline else None,
        "title": found.title,
    }
    return _item("condition", text, found, **own)


def _deadline(text: str, found: DeadlineFound) -> Item:
    return _item("deadline", text, found, **_due(found), title=found.title)


def _due(found: DeadlineFound) -> Item:
    return {
        "phrase": found.time.window.phrase if found.time.window else "",
        "window": _window(found.time.window),
        "timex3": _timex3(found.time),
        "deadline_kind": found.deadline_kind,
        "firmness": found.firmness,
        "demand": found.demand,
        "consequence": found.consequence,
        "parts": _parts(found.parts),
    }


def _event(text: str, found: EventFound, whole: Whole | None) -> Item:
    own = {
        "whole": whole,
        "plover_type": found.plover_type,
        "plover_types": list(found.plover_types or (found.plover_type,)),
        "plover_mode": found.plover_mode or None,
        "occurrence": found.occurrence,
        "parts": _parts(found.parts),
        "told_by": found.teller.name if found.teller else None,
        "window": _window(found.time.window) if found.time else None,
        "title": found.title,
    }
    return _item("event", text, found, **own)


def _parts(parts: Iterable[Part]) -> list[Item]:
    return [
        {
            "role": part.role,
            "actor": part.actor.name,
            "iso_3166": part.actor.iso_3166 or None,
            "home": part.actor.home or None,
            "exact_start": part.actor.start,
            "exact_end": part.actor.end,
        }
        for part in parts
    ]


def _quote(text: str, found: QuoteFound) -> Item:
    own = {
        "mode": found.mode,
        "attribution": found.attribution,
        "speaker": found.speaker.name if found.speaker else None,
        "speaker_words": found.speaker_words,
    }
    return _item("quote", text, found, **own)


def _actors(text: str, mentions: list[ActorFound]) -> list[Item]:
    """One item for each actor, at its first mention as one who acts, with all of them; and one for
    each place that is named as a place."""
    by_name: dict[tuple[str, bool], list[ActorFound]] = {}
    for mention in mentions:
        by_name.setdefault((mention.name, mention.is_place), []).append(mention)
    return [
        _item(
            "place" if is_place else "actor",
            text,
            found[0],
            actor=name,
            actor_kind=found[0].kind,
            slug=next((one.slug for one in found if one.slug), None),
            iso_3166=found[0].iso_3166 or None,
            home=found[0].home or None,
            mentions=[
                {"start": one.start, "end": one.end, "exact": text[one.start : one.end]}
                for one in found
            ],
        )
        for (name, is_place), found in by_name.items()
    ]
