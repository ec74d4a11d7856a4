"""Which kind a condition is (threat, promise, offer, precondition, red line), and by which word."""

from typing import NamedTuple

from tracker.suggest.conditions.clauses import Cut
from tracker.suggest.conditions.line import Line
from tracker.suggest.conditions.marks import Mark
from tracker.suggest.conditions.words import CONDITIONS, Phrases, is_auxiliary, word_set
from tracker.suggest.found import ConditionKind

_WORDS = {name: Phrases(words) for name, words in CONDITIONS["kind"].items()}
_WAITS = word_set("conditions_kinds", "waits")
_WILL = word_set("conditions_kinds", "will")
_BEFORE_PLAIN = frozenset({"to", "will", "would", "could", "may", "might"})
_JOINS = frozenset({"and", "but", "or", "that", "if", "unless", "when"})
_NEAR = 6  # words before, within which "not" turns a word round


class Kind(NamedTuple):
    kind: ConditionKind
    why: str
    is_sure: bool = True
    left_out: str = ""  # the verb that "it would not" leaves to the words before: "suspend its aid"


def kind_of(line: Line, cut: Cut, mark: Mark) -> Kind:
    """The first rule that fits decides."""
    if cut.then_part is None:
        return Kind("precondition", "what follows is not said", False)
    then = cut.then_part
    return (
        _red_line(line, then, mark)
        or _by_form(line, then, mark)
        or _by_head(line, then)
        or _by_consequence(line, then, mark)
        or _by_rest(line, then, mark)
    )


def _said(line: Line, place: tuple[int, int]) -> str:
    return f"“{line.said(*place)}”"


def _red_line(line: Line, then: tuple[int, int], mark: Mark) -> Kind | None:
    found = _WORDS["red_line"].find(line.words, *then)
    if found is None:
        return None
    if line.words[found[0]] == "no" and mark.operator == "if":
        return None
    return Kind("red_line", f"{_said(line, found)} allows no bargain")


def _by_form(line: Line, then: tuple[int, int], mark: Mark) -> Kind | None:
    words = mark.words
    if words in ("in exchange for", "in return for"):
        if found := _WORDS["precondition_words"].find(line.words, *then):
            return Kind("precondition", f"{_said(line, found)} asks a price")
        return Kind("offer", f"“{words}” makes it a bargain")
    if mark.form == "between" and mark.operator == "unless":
        return Kind("threat", f"“{words}” says what a refusal brings")
    if words.split()[0] in _WAITS or mark.form == "between":
        return Kind("precondition", f"“{words}” makes the one wait for the other")
    return None


def _by_head(line: Line, then: tuple[int, int]) -> Kind | None:
    """ "the threat of sanctions", "an offer of aid", and verbs of the same force."""
    first, last = then
    if found := _WORDS["threat_words"].find(line.words, first, min(first + 6, last)):
        return Kind("threat", f"so {_said(line, found)}")
    if found := _WORDS["promise_words"].find(line.words, first, min(first + 5, last)):
        if _harm(line, found[1], last):
            return Kind("threat", f"{_said(line, found)} what would hurt")
        return Kind("promise", f"so {_said(line, found)}")
    if found := _WORDS["precondition_words"].find(line.words, first, min(first + 3, last)):
        return Kind("precondition", f"so {_said(line, found)}")
    return None


def _by_consequence(line: Line, then: tuple[int, int], mark: Mark) -> Kind | None:
    first, last = then
    if last - first <= 4 and (line.words[last - 1] == "not" or is_auxiliary(line.words[last - 1])):
        return _elliptical(line, first, last)
    waits = mark.operator in ("until", "only_if")
    if waits and (talks := _WORDS["talk_words"].find(line.words, first, last)):
        return Kind("precondition", f"{_said(line, talks)} has to wait for it")
    harm, gain = _harm(line, first, last), _gain(line, first, last)
    if mark.operator == "until" and (named := harm if gain is None else gain) is not None:
        return Kind("precondition", f"{_named(line, named)} lasts until then")
    if harm is not None and (gain is None or harm < gain or mark.operator == "unless"):
        effect = "is refused" if _is_negated(line, harm, first) else "would hurt"
        return Kind("threat", f"{_named(line, harm)} {effect}")
    if found := _WORDS["offer_words"].find(line.words, first, last):
        if _is_negated(line, found[0], first):
            return Kind("precondition", f"not {_said(line, found)} before that")
        return Kind("offer", f"{_said(line, found)} leaves the choice to the other side")
    if gain is not None:
        return Kind("precondition" if waits else "promise", f"{_named(line, gain)} would be a gain")
    return None


def _named(line: Line, place: int) -> str:
    """The words of a burden or a gain that stand there."""
    length = max(_WORDS["harm"].at(line.words, place), _WORDS["gain"].at(line.words, place), 1)
    return _said(line, (place, place + length))


def _elliptical(line: Line, first: int, last: int) -> Kind | None:
    """ "it wouldn't": what it would not do stands before."""
    is_refused = _WORDS["not_words"].find(line.words, first, last) or line.words[last - 1].endswith(
        "n't"
    )
    before = (max(first - 30, 0), first)
    harm, gain = _harm(line, *before), _gain(line, *before)
    if harm is None and gain is None:
        return None
    is_harm = harm is not None  # "suspend its aid": the aid is only its object
    place = (harm if is_harm else gain) or 0
    said = _said(line, (place, place + 1))
    left_out = _left_out(line, place, first)
    if is_harm != bool(is_refused):
        why = f"{said} before it would hurt" if is_harm else f"{said} is refused"
        return Kind("threat", why, left_out=left_out)
    why = f"{said} before it is ruled out" if is_harm else f"{said} would be a gain"
    return Kind("promise", why, left_out=left_out)


def _left_out(line: Line, place: int, last: int) -> str:
    """From the verb at or right before the place up to where its words end: "walking away"."""
    words = line.words
    start = next(
        (one for one in range(place, max(place - 3, 0), -1) if words[one - 1] in _BEFORE_PLAIN),
        place if words[place].endswith("ing") else None,
    )
    if start is None:
        return ""
    end = start + 1
    while end < min(start + 5, last) and not line.is_boundary(end) and words[end] not in _JOINS:
        end += 1
    return line.said(start, end)


def _by_rest(line: Line, then: tuple[int, int], mark: Mark) -> Kind:
    first, last = then
    refused = _WORDS["not_words"].find(line.words, first, last)
    if refused and mark.operator == "if":
        return Kind("threat", f"{_said(line, refused)}: something is refused")
    if found := _WORDS["precondition_words"].find(line.words, first, last):
        return Kind("precondition", f"so {_said(line, found)}")
    will = next(
        (
            place
            for place in range(first, last)
            if line.words[place] in _WILL or line.words[place].endswith("'ll")
        ),
        None,
    )
    if will is not None and mark.operator == "if":
        return Kind(
            "promise", f"“{line.words[will]}”, and neither a burden nor a gain is named", False
        )
    return Kind("precondition", "neither a burden nor a gain is named", False)


def _harm(line: Line, first: int, last: int) -> int | None:
    """Where a burden is named that stays one, or a gain that is refused."""
    return _first(line, "harm", "gain", first, last)


def _gain(line: Line, first: int, last: int) -> int | None:
    return _first(line, "gain", "harm", first, last)


def _first(line: Line, own: str, other: str, first: int, last: int) -> int | None:
    for place in range(first, last):
        turned = _is_negated(line, place, first)
        mine, others = _WORDS[own].at(line.words, place), _WORDS[other].at(line.words, place)
        if own == "harm" and mine and _ends_harm(line, place, last):
            continue
        if (
            mine
            and mine >= others
            and not turned
            and not (own == "harm" and _is_ended(line, place, first))
        ):
            return place
        if others > mine and (turned or (other == "harm" and _is_ended(line, place, first))):
            return place
    return None


def _is_negated(line: Line, place: int, first: int) -> bool:
    return _WORDS["not_words"].find(line.words, max(place - _NEAR, first), place) is not None


def _ends_harm(line: Line, place: int, last: int) -> bool:
    """ "halt the strikes", against "halt its aid"."""
    if not _WORDS["ends_harm"].at(line.words, place):
        return False
    return _WORDS["harm"].find(line.words, place + 1, min(place + 5, last)) is not None


def _is_ended(line: Line, place: int, first: int) -> bool:
    """ "lift sanctions", and "sanctions would be lifted"."""
    around = _WORDS["ends_harm"]
    return (
        around.find(line.words, max(place - 4, first), place) is not None
        or around.find(line.words, place + 1, place + 7) is not None
    )
