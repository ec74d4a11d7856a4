"""Where a condition is marked in a sentence ("if", "in exchange for", "should talks fail"), and
which of these words mean something else there ("as if", "asked if", "once again")."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tracker.suggest.conditions.line import Line
from tracker.suggest.conditions.words import (
    CONDITIONS,
    Phrases,
    is_auxiliary,
    is_finite,
    is_modal,
    word_set,
)
from tracker.suggest.found import Operator

# clause, noun: the if part follows the mark, as a clause or as a noun; between: it comes before;
# inverted: the mark is the verb of the if part ("should talks fail"); before: the sentence before
# holds the if part ("If not, …").
Form = Literal["clause", "noun", "between", "inverted", "before"]

_OTHER = CONDITIONS["other_use"]


def _by_first_word() -> dict[str, list[tuple[list[str], Form, Operator]]]:
    """The marks that begin with a word, the longest first."""
    table: dict[str, list[tuple[list[str], Form, Operator]]] = {}
    for form, operators in CONDITIONS["marks"].items():
        for operator, phrases in operators.items():
            for phrase in phrases:
                words = phrase.split()
                table.setdefault(words[0], []).append((words, form, operator))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


_MARKS = _by_first_word()
_OPENS_MARK = frozenset((*_MARKS, "should", "were"))
_IF_BEFORE = frozenset(_OTHER["if_before"])
_IF_AFTER = Phrases(_OTHER["if_after"])
_QUESTION = Phrases(_OTHER["question_before"])
_QUESTION_WITH_OBJECT = Phrases(_OTHER["question_with_object"])
_ONCE_BEFORE = frozenset(_OTHER["once_before"])
_AFTER = {
    "once": Phrases(_OTHER["once_after"]),
    "when": Phrases(_OTHER["when_after"]),
    "without": Phrases(_OTHER["without_after"]),
    "until": Phrases(_OTHER["until_after"]),
    "till": Phrases(_OTHER["until_after"]),
    "as long as": Phrases(_OTHER["as_long_as_after"]),
    "so long as": Phrases(_OTHER["as_long_as_after"]),
    "as soon as": Phrases(_OTHER["as_soon_as_after"]),
    "on condition": Phrases(_OTHER["condition_after"]),
    "on condition that": Phrases(_OTHER["condition_after"]),
    "on the condition that": Phrases(_OTHER["condition_after"]),
}
_READY = Phrases(["ready to", "willing to", "prepared to", "open to", "agreed to"])
_SUBJECT_TO = Phrases(_OTHER["subject_to_after"])
_REDUCED = Phrases(CONDITIONS["reduced"]["words"])
_STARTS_SUBJECT = word_set("conditions_marks", "starts_subject")
_REFUSALS = word_set("conditions_marks", "refusals")
_UNITS = word_set("conditions_marks", "units")
_JOINS = word_set("conditions_marks", "joins")


class Mark(NamedTuple):
    first: int  # places in the line, the end excluded
    last: int
    operator: Operator
    form: Form
    words: str  # as the list has them: "provided that"


def find_marks(line: Line) -> list[Mark]:
    """The marks of conditions, in order; those that mean something else are left out."""
    marks = (_refused_before(line, mark) for mark in _all_marks(line))
    return [mark for mark in marks if not _means_else(line, mark)]


def _all_marks(line: Line) -> Iterator[Mark]:
    words = line.words
    place = 0
    while place < len(words):
        mark = _mark_at(words, place) or _inverted_at(line, place)
        if mark:
            yield mark
        place = mark.last if mark else place + 1


def marked_places(words: Sequence[str]) -> Iterator[int]:
    """Where the words of a mark stand, whatever they mean there."""
    for place, word in enumerate(words):
        if word not in _OPENS_MARK:
            continue
        if word in ("should", "were"):
            yield place
        else:
            for phrase, _, _ in _MARKS[word]:
                if words[place : place + len(phrase)] == phrase:
                    yield place
                    break


def _mark_at(words: Sequence[str], place: int) -> Mark | None:
    if words[place] == "if" and words[place + 1 : place + 2] in (["not"], ["so"]):
        return _pronominal_at(words, place)
    for phrase, form, operator in _MARKS.get(words[place], ()):
        last = place + len(phrase)
        if words[place:last] == phrase:
            said = " ".join(phrase)
            opens = said == "otherwise" and place == 0
            return Mark(place, last, operator, "before" if opens else form, said)
    return None


def _pronominal_at(words: Sequence[str], place: int) -> Mark | None:
    """ "If not, …" and "If so, …": the sentence before says what, or the clause before."""
    if words[place + 2 : place + 3] not in ([","], ["then"], ["—"], ["we"], ["the"]):
        return None
    operator: Operator = "unless" if words[place + 1] == "not" else "if"
    if place == 0:
        return Mark(place, place + 2, operator, "before", f"if {words[place + 1]}")
    if operator == "unless" and words[place - 1] in (";", "—", "and", ","):
        return Mark(place, place + 2, operator, "between", "if not")
    return None


def _inverted_at(line: Line, place: int) -> Mark | None:
    """ "Should talks fail, …", "Were Moscow to agree, …", "… should Moscow refuse"."""
    words = line.words
    word = words[place]
    if word not in ("should", "were") or place + 2 >= len(words):
        return None
    opens = _opens(words, place)
    if word == "were":
        if (
            not opens
            or "to" not in words[place + 2 : place + 9]
            or "?" in words[place : place + 60]
        ):
            return None
        return Mark(place, place + 1, "if", "inverted", "were")
    after = line.tokens[place + 1]
    is_subject = after.lower in _STARTS_SUBJECT or (after.is_capitalised and len(after.text) > 1)
    bare = after.lower.endswith("s") and not is_finite(words[place + 2])
    if "?" in words[place : place + 60]:
        return None
    if (is_subject and after.lower != "be") or (opens and (bare or after.text.isalpha())):
        return Mark(place, place + 1, "if", "inverted", "should")
    return None


def _refused_before(line: Line, mark: Mark) -> Mark:
    """ "no talks before the troops leave": before, here, is until."""
    if mark.words != "before":
        return mark
    near = line.words[max(mark.first - 14, 0) : mark.first]
    refused = any(word in _REFUSALS or word.endswith("n't") for word in near)
    return mark._replace(form="clause", operator="until") if refused else mark


def _opens(words: Sequence[str], place: int) -> bool:
    """Whether a clause begins here."""
    return place == 0 or words[place - 1] in _JOINS


def _means_else(line: Line, mark: Mark) -> bool:
    words = line.words
    if mark.words in _AFTER and _AFTER[mark.words].at(words, mark.last):
        return True
    if mark.words in ("as long as", "so long as") and _is_length(words, mark.last):
        return True
    if mark.words == "subject to":
        return not _SUBJECT_TO.at(words, mark.last)
    if mark.words == "otherwise":
        return mark.form == "between" and words[mark.first - 1 : mark.first] not in (
            [","],
            [";"],
            ["or"],
            ["—"],
        )
    if mark.words in ("once", "when"):
        return _is_no_clause_of_time(words, mark)
    if mark.operator == "until" and _is_number(words, mark.last):
        return True
    if words[mark.first] in ("provided", "providing", "assuming"):
        return not _opens_clause(line, mark)
    if words[mark.first] in ("if", "unless") and mark.form == "clause":
        return _if_means_else(words, mark)
    return False


def _is_length(words: Sequence[str], place: int) -> bool:
    """ "as long as two more years"."""
    return _is_number(words, place) or not _UNITS.isdisjoint(words[place : place + 4])


def _is_number(words: Sequence[str], place: int) -> bool:
    return place >= len(words) or words[place][0].isdigit()


def _is_no_clause_of_time(words: Sequence[str], mark: Mark) -> bool:
    before = words[mark.first - 1] if mark.first else ""
    if mark.words == "once" and (
        before in _ONCE_BEFORE
        or is_auxiliary(before)
        or not any(is_finite(word) for word in words[mark.last + 1 : mark.last + 14])
    ):
        return True
    # "the day when": the clause tells which day.
    return before in (
        "day",
        "time",
        "moment",
        "point",
        "period",
        "era",
        "since",
        "just",
        "even",
        "especially",
        "particularly",
        "not",
        "that",
        "years",
        "days",
        "date",
    )


def _opens_clause(line: Line, mark: Mark) -> bool:
    """ "provided that …", not "provided the aid": a clause has to follow, and no subject to
    precede the verb."""
    before = line.words[mark.first - 1] if mark.first else ""
    if is_auxiliary(before) or before in (
        "to",
        "which",
        "who",
        "has",
        "not",
        "by",
        "he",
        "she",
        "they",
        "it",
    ):
        return False
    if mark.words.endswith("that"):
        return True
    following = line.words[mark.last : mark.last + 16]
    if "," in following:
        following = following[: following.index(",")]
    if not any(is_finite(word) for word in following[1:]):
        return False
    # Without a comma: where the sentence has its verb already, this is no second one.
    earlier = line.words[max(mark.first - 16, 0) : mark.first]
    return (
        before in (",", "—", "")
        or any(map(is_modal, earlier))
        or _READY.find(earlier, 0, len(earlier)) is not None
    )


def _if_means_else(words: Sequence[str], mark: Mark) -> bool:
    before = words[mark.first - 1] if mark.first else ""
    if before in _IF_BEFORE or _IF_AFTER.at(words, mark.last):
        return True
    if mark.last >= len(words):
        return True
    if mark.words not in ("if", "if and when"):
        return False
    if any(_QUESTION.at(words, mark.first - length) == length for length in (1, 2)):
        return True
    near = words[max(mark.first - 4, 0) : mark.first]
    if any(word in (",", ";", "—", ":", "…") for word in near):
        return False
    return any(word in _QUESTION_WITH_OBJECT for word in near)


def is_reduced(words: Sequence[str], place: int) -> bool:
    """ "approved by parliament": a participle that stands for a clause."""
    return _REDUCED.at(words, place) > 0
