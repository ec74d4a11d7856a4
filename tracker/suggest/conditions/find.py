"""Conditions: what is said to follow if something is done, or not done.

Each has its if part and its then part, wherever they stand in the sentence, and is kept only if
something lies ahead in it (history and habits are no conditions) and if it is about the talks.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.suggest.conditions.ahead import OF_TIME, TIMELY, is_conditional
from tracker.suggest.conditions.clauses import LONGEST, Cut, cut
from tracker.suggest.conditions.due import due_of
from tracker.suggest.conditions.kinds import kind_of
from tracker.suggest.conditions.line import Line, Lines
from tracker.suggest.conditions.marks import Mark, find_marks, marked_places
from tracker.suggest.conditions.parties import Parties, parties
from tracker.suggest.conditions.people import People
from tracker.suggest.conditions.titles import condition_title
from tracker.suggest.conditions.topic import ENOUGH, Topic
from tracker.suggest.conditions.voices import Voices
from tracker.suggest.conditions.words import is_auxiliary
from tracker.suggest.deadlines.find import deadline_within
from tracker.suggest.found import ActorFound, ConditionFound, TimeFound
from tracker.suggest.text import Document

_OPENING = '“"„«'
_LONGEST_PAIR = 400  # tokens of two sentences that are read as one
_SURE = {"if": 0.75, "unless": 0.8, "only_if": 0.75, "until": 0.6}


class _Place(NamedTuple):
    """A mark in its sentence (or in two that belong together)."""

    line: Line
    mark: Mark
    cut: Cut
    sentence: int


def find_conditions(
    document: Document,
    *,
    actors: Sequence[ActorFound],
    times: Sequence[TimeFound],
    lines: Lines | None = None,
    voices: Voices | None = None,
) -> list[ConditionFound]:
    """In the order of the text; no two of them share their if part. lines, voices: of this
    document, where they were made already."""
    tokens = document.tokens
    places = marked_places(document.lowers)
    sentences = sorted({document.sentence_at(tokens[place].start) for place in places})
    if not sentences:
        return []
    people = People(document, actors, voices)
    topic = Topic(document, people)
    lines = lines or Lines(document)
    times = sorted(times, key=lambda time: time.start)
    found = []
    for place in _places(document, lines, sentences):
        spans = _spans(lines, place)
        if spans is None or not is_conditional(place.line, place.mark, place.cut):
            continue
        weight = topic.weight(spans)
        if weight < _needed(place):
            continue
        if condition := _condition(document, lines, place, spans, people, times, weight):
            found.append(condition)
    return found


def _needed(place: _Place) -> int:
    """More for the marks that are mostly about time, or about anything."""
    if place.mark.words in OF_TIME:
        return ENOUGH + 2
    return ENOUGH + 1 if place.mark.words in TIMELY else ENOUGH


def _places(document: Document, lines: Lines, sentences: list[int]) -> Iterator[_Place]:
    for number in sentences:
        line = lines.of(number)
        marks = find_marks(line)
        taken = 0
        for index, mark in enumerate(marks):
            if mark.first < taken:
                continue
            after = max(taken, marks[index - 1].last if index else 0)
            until = _until(line, marks, index)
            parts = cut(line, mark, after=after, until=until)
            if parts is None:
                continue
            if parts.then_part is None and parts.is_fronted:
                line_and_cut = _over_two(document, lines, number, mark)
                if line_and_cut:
                    yield _Place(line_and_cut[0], mark, line_and_cut[1], number)
                    taken = mark.last
                    continue
            yield _Place(line, mark, parts, number)
            taken = (
                parts.if_part[1] if not parts.is_fronted else (parts.then_part or parts.if_part)[1]
            )


def _until(line: Line, marks: list[Mark], index: int) -> int:
    """The next mark that is not another if part of the same condition: ", or if …"."""
    for number in range(index + 1, min(index + 6, len(marks))):
        other = marks[number]
        joint = line.words[other.first - 1]
        opens = other.first < 2 or line.is_boundary(other.first - 2)
        if other.words == marks[index].words and (joint == "or" or (joint == "and" and not opens)):
            continue
        return other.first
    return len(line)


def _over_two(document: Document, lines: Lines, number: int, mark: Mark) -> tuple[Line, Cut] | None:
    """“If it fails,” he said. “We leave.”: what was said goes on behind who said it."""
    if number + 1 >= len(document.sentences):
        return None
    this, following = document.sentences[number], document.sentences[number + 1]
    own = document.text[this.start : this.start + 2].lstrip()[:1] in _OPENING
    if not (own and document.text[following.start : following.start + 1] in _OPENING):
        return None
    both = lines.of(number), lines.of(number + 1)
    if sum(map(len, both)) > _LONGEST_PAIR:
        return None
    joined = Line(document.text, [token for line in both for token in line.tokens])
    parts = cut(joined, mark, after=mark.first, until=len(joined))
    return (joined, parts) if parts and parts.then_part else None


# ── What it says ─────────────────────────────────────────────────────────────────────────────────

Spans = tuple[tuple[int, int], tuple[int, int]]


def _spans(lines: Lines, place: _Place) -> Spans | None:
    """Of the if part and of the then part."""
    then = place.cut.then_part
    if then is None:
        return None
    part = place.line.span(*place.cut.if_part)
    if place.mark.form == "before":
        if place.sentence == 0:
            return None
        before, asked = _asked_before(lines, place)
        if asked[0] >= asked[1]:
            return None
        return before.span(*asked), place.line.span(*then)
    return part, place.line.span(*then)


def _condition(
    document: Document,
    lines: Lines,
    place: _Place,
    spans: Spans,
    people: People,
    times: Sequence[TimeFound],
    weight: int,
) -> ConditionFound | None:
    """None for what nobody says and nobody is said to do: a forecast."""
    line, mark, parts = place.line, _with_only(place), place.cut
    if_span, then_span = spans
    assert parts.then_part is not None  # noqa: S101
    asked = (line, parts.if_part)
    if mark.form == "before":
        asked = _asked_before(lines, place)
    if_clause = asked[0].said(*asked[1])
    then_clause = line.said(*parts.then_part)
    if any((one.start, one.end) == then_span for one in people.within(*then_span)):
        return None  # "Norway depends on oil"
    kind = kind_of(line, parts, mark)
    who = parties(people, if_span, then_span)
    if who.initiator is None and not kind.is_sure:
        return None
    answers = _answers(lines, place)
    deadline = deadline_within(
        document,
        lines,
        [if_span, then_span],
        times=times,
        demand=due_of(if_clause, mark.operator),
        consequence=then_clause,
        parties=who,
    )
    start = min(if_span[0], then_span[0], line.span(mark.first, mark.last)[0])
    return ConditionFound(
        start=start,
        end=max(if_span[1], then_span[1]),
        why=_why(mark, kind.why, who, answers),
        score=_score(mark, weight, kind.is_sure),
        operator=mark.operator,
        condition_kind=kind.kind,
        if_span=if_span,
        then_span=then_span,
        if_clause=if_clause.removeprefix("whether "),
        then_clause=then_clause,
        initiator=who.initiator,
        recipients=who.recipients,
        deadline=deadline,
        title=condition_title(answers or if_clause, then_clause, mark, who, kind.left_out),
    )


def _with_only(place: _Place) -> Mark:
    """ "would only talk if": the "only" belongs to the mark."""
    then = place.cut.then_part
    if place.mark.words == "if" and then and "only" in place.line.words[slice(*then)]:
        return place.mark._replace(operator="only_if")
    return place.mark


def _asked_before(lines: Lines, place: _Place) -> tuple[Line, tuple[int, int]]:
    """What "If not" denies: the if part of the sentence before, if it has one, else all of it."""
    line = lines.of(place.sentence - 1)
    marks = find_marks(line)
    if (
        marks
        and marks[0].words == "if"
        and (parts := cut(line, marks[0], after=0, until=len(line)))
    ):
        return line, parts.if_part
    return line, line.trimmed(0, min(len(line), LONGEST))


def _answers(lines: Lines, place: _Place) -> str:
    """What "it can" or "it is" in a short if part speaks of: the question right before it."""
    part = place.cut.if_part
    words = place.line.words[part[0] : part[1]]
    if len(words) > 3 or place.sentence == 0 or place.mark.form != "clause":
        return ""
    is_short = words[0] in ("it's", "they're") or is_auxiliary(words[min(1, len(words) - 1)])
    if words[0] not in ("it", "it's", "that", "they", "they're") or not is_short:
        return ""
    negated = any(word == "not" or word.endswith("n't") for word in words)
    before = lines.of(place.sentence - 1)
    if before.words[:2] in (["if", "it"], ["if", "they"], ["if", "so"]) and place.sentence > 1:
        before = lines.of(place.sentence - 2)  # "If it is, we stay. If it is not, we leave."
    if len(before) > _LONGEST_PAIR:
        return ""
    try:
        start = len(before) - 1 - before.words[::-1].index("whether")
    except ValueError:
        return ""
    start += 3 if before.words[start + 1 : start + 3] == ["or", "not"] else 1
    first, last = before.trimmed(start, min(len(before), start + 30))
    if first >= last:
        return ""
    asked = before.said(first, last)
    return f"not: {asked}" if negated else asked


def _why(mark: Mark, kind_why: str, who: Parties, answers: str) -> str:
    said = [f"“{mark.words}” marks a condition", kind_why]
    if who.why:
        said.append(who.why)
    if answers:
        said.append(f"it answers “{answers.removeprefix('not: ')}” in the sentence before")
    return "; ".join(said)


def _score(mark: Mark, weight: int, is_sure: bool) -> float:
    score = _SURE[mark.operator] + 0.03 * min(weight - ENOUGH, 5)
    score -= 0.15 if mark.words in TIMELY else 0
    return round(min(max(score - (0 if is_sure else 0.15), 0.1), 0.95), 2)
