"""A time in its sentence: the clause around it, the word that makes it a limit, what is due."""

from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.suggest.conditions.clauses import clause_before
from tracker.suggest.conditions.line import Line, Lines
from tracker.suggest.conditions.words import Phrases, is_finite, word_set
from tracker.suggest.deadlines.subjects import bound_words, coordinated_verb
from tracker.suggest.found import TimeFound
from tracker.suggest.tables import table
from tracker.suggest.text import Document, Token
from tracker.suggest.times.statement import statement_day

WORDS = table("deadlines")
_LIMITS = Phrases(WORDS["limits"]["before"])
_LIMITS_AFTER = Phrases(WORDS["limits"]["after"])
_ASIDE = Phrases(WORDS["limits"]["aside"])
_LONGEST_LIMIT = 5
_LONGEST = 60  # words to each side
_ENDS = word_set("deadlines_clause", "ends")
_FOR_DOING = frozenset({"until", "till", "within", "up to", "by"})
_UNITS = word_set("deadlines_clause", "units")
_BEFORE_TIME = frozenset({"on", "in", "for", "at", "during", "from", "to"})
_UNIT = frozenset({"hour", "day", "week", "month", "year"})
_LEADING = word_set("deadlines_clause", "leading")


class Setting(NamedTuple):
    """A time in the line of its sentence. Places as in the line, ends excluded."""

    line: Line
    time: TimeFound  # with its limiting word, where that stood outside
    limit: str  # "by", "within", …; empty without one
    limit_first: int  # where the words of time begin, the limiting word and an aside included
    time_last: int
    clause: tuple[int, int]
    subject: tuple[int, int] | None = None  # of the clause, where it stands before: "X did A and"


def setting_of(document: Document, lines: Lines, time: TimeFound) -> Setting | None:
    """None when the time stands in brackets, names no days or is past."""
    number = document.sentence_at(time.start)
    line = lines.of(number)
    places = _places_of(line, time)
    if not places:
        return None
    first, last = places
    limit_first, limit = _limit(line, first, last)
    dated = _dated(document, time, line, limit_first, last)
    if dated is None or (dated.window and dated.window.latest < document.published):
        return None
    begins = _aside_start(line, bisect_left(line.tokens, dated.start, key=_start_of))
    last = _with_limit_after(line, last)
    clause = _clause(line, begins, last, begins < limit_first)
    verb, subject = coordinated_verb(line, clause[0], begins)
    return Setting(line, dated, limit, begins, last, (verb, clause[1]), subject)


def _places_of(line: Line, time: TimeFound) -> tuple[int, int] | None:
    first = bisect_left(line.tokens, time.start, key=_start_of)
    last = bisect_left(line.tokens, time.end, key=_start_of)
    return (first, last) if first < last else None


def _start_of(token: Token) -> int:
    return token.start


def _limit(line: Line, first: int, last: int) -> tuple[int, str]:
    """Where the limiting word begins, and which it is: at the head of the time, or before it."""
    for place in range(max(first - _LONGEST_LIMIT, 0), first + 1):
        length = _LIMITS.at(line.words, place)
        if length and place + length >= first and not (place < first < place + length - 3):
            return place, " ".join(line.words[place : place + length])
    if _is_given(line, first, last):
        return first, "within"
    if _is_in_length(line, first, last):
        return first - 1, "in"
    if length := _LIMITS_AFTER.at(line.words, last):
        return first, " ".join(line.words[last : last + length])
    return first, ""


def _is_given(line: Line, first: int, last: int) -> bool:
    """ "gave the rebels ten days to accept", "ten days are left to accept"."""
    if line.words[last - 1] not in _UNITS or not _opens_infinitive(line, last):
        return False
    return line.words[last] == "left" or not _GIVES.isdisjoint(
        line.words[max(first - 8, 0) : first]
    )


def _opens_infinitive(line: Line, place: int) -> int:
    """The place of "to" here, or behind "left"; 0 without one."""
    after = line.words[place : place + 2]
    return place if after[:1] == ["to"] else place + 1 if after == ["left", "to"] else 0


def _is_in_length(line: Line, first: int, last: int) -> bool:
    """ "in 60 days", but not "in 60 days of talks" nor "in May"."""
    words = line.words
    return (
        first > 0
        and words[first - 1] == "in"
        and words[last - 1] in _UNITS
        and words[first] not in ("the", "this", "that", "recent")
        and words[last : last + 1] != ["of"]
    )


def _with_limit_after(line: Line, last: int) -> int:
    for words in (["at", "the", "latest"], ["on", "end"], ["at", "most"]):
        if line.words[last : last + len(words)] == words:
            return last + len(words)
    return last


def _dated(
    document: Document, time: TimeFound, line: Line, limit_first: int, last: int
) -> TimeFound | None:
    """With the limiting word, and read as looking ahead: "by Friday" is not last Friday."""
    start = min(line.tokens[limit_first].start, time.start)
    words = document.text[start : time.end]
    if start == time.start:
        if time.window is None and _is_given(line, limit_first, last):
            words = f"within {words}"
        elif length := _length(line, limit_first, last):
            words = f"within {length}"
        elif line.words[last : last + 1] not in (["deadline"], ["ultimatum"]):
            return time if time.window else None
    said_on = statement_day(document.text, time.start, time.end, document.published)
    try:
        window = resolve(words, anchor=said_on, direction="future")
    except UnknownPhrase:
        return time if time.window else None
    window = replace(window, phrase=document.text[start : time.end])
    return replace(time, start=start, window=window, why=window.why or time.why)


def _length(line: Line, first: int, last: int) -> str:
    """ "50 days" for the "50-day" of "a 50-day deadline"; empty without one."""
    if line.words[last : last + 1] not in (["deadline"], ["ultimatum"]):
        return ""
    number, _, unit = line.text[line.tokens[first].start : line.tokens[last - 1].end].partition("-")
    return f"{number} {unit}{'' if number.lower() == 'one' else 's'}" if unit in _UNIT else ""


def _aside_start(line: Line, first: int) -> int:
    """ "and I mean within hours": the aside belongs to the time."""
    for place in range(max(first - 6, 0), first):
        length = _ASIDE.at(line.words, place)
        if length and place + length in (first, first - 1):
            return place - 1 if place and line.is_boundary(place - 1) else place
    return first


def _clause(line: Line, first: int, last: int, has_aside: bool) -> tuple[int, int]:
    start = clause_before(line, first, max(first - _LONGEST, 0))
    start = _purpose_start(line, start, first)
    has_verb = any(is_finite(word) for word in line.words[start:first])
    end = _clause_end(line, last, has_verb or _purpose(line, start), has_aside)
    return line.trimmed(start, end)


def _purpose(line: Line, start: int) -> bool:
    return line.words[start : start + 1] == ["to"]


def _purpose_start(line: Line, start: int, first: int) -> int:
    """ "…, to figure out within days": the infinitive is the clause. And none reaches back past
    "whether"."""
    for place in range(first - 1, start, -1):
        word = line.words[place - 1]
        if word in (",", "—") and line.words[place] == "to":
            return place
        if word == "whether":
            return place + 2 if line.words[place : place + 2] == ["or", "not"] else place
    return start


def _clause_end(line: Line, last: int, has_verb: bool, has_aside: bool) -> int:
    words = line.words
    seen = has_verb
    place = last
    if has_aside:
        # The sentence goes on behind the aside: ", not a matter of weeks, whether …".
        for other in range(last, min(last + 9, len(words))):
            if words[other] == "," and words[other + 1 : other + 2] != ["not"]:
                place = other + 1
                break
    for other in range(place, min(place + _LONGEST, len(words))):
        word = words[other]
        if word in (";", "…", ":", "?", "—") or (word == "," and seen):
            return other
        if word in _ENDS and seen:
            return other
        seen = seen or is_finite(word)
    return min(place + _LONGEST, len(words))


def due(setting: Setting) -> str:
    """What is due: the clause without the words of time."""
    line, (first, last) = setting.line, setting.clause
    if behind := _infinitive_behind(setting):
        return line.said(*behind)
    while first < setting.limit_first and line.words[first] in _LEADING:
        first += 1
    before = line.said(*line.trimmed(first, max(first, min(preposition_at(setting), last))))
    after_first = setting.time_last
    if line.words[after_first : after_first + 2] == [",", "not"]:
        after_first += next(
            (
                n
                for n, word in enumerate(line.words[after_first + 1 : after_first + 9], 1)
                if word == ","
            ),
            0,
        )
    stop = _alternative(line, after_first, last) or last
    after = line.said(*line.trimmed(after_first, max(after_first, stop)))
    whole = f"{before} {after}".strip()
    if setting.subject:
        return f"{line.said(*setting.subject)} {whole}"
    is_bare = whole.lower() in _EMPTY or _has_only(line.words[first : setting.limit_first])
    return "" if is_bare and not after else whole


def is_said_to_have(setting: Setting) -> bool:
    """ "You have until": somebody is told how long."""
    before = setting.line.words[setting.clause[0] : setting.limit_first]
    is_until = setting.limit in ("until", "till")
    return is_until and before[:1] in _SPOKEN and "have" in before[1:3]


_SPOKEN = (["we"], ["you"], ["they"])


def _has_only(words: list[str]) -> bool:
    """ "We have" until Friday: for what, is not said."""
    return words[-1:] == ["have"] or words[-1:] == ["has"] or words[-2:-1] in (["have"], ["has"])


def preposition_at(setting: Setting) -> int:
    """Where the words of time begin with their preposition: "on 1 May", "for weeks"."""
    first = setting.limit_first
    if first and setting.line.words[first - 1] in _BEFORE_TIME:
        return first - 1
    return first


def when(setting: Setting) -> str:
    """The words of time, as a title has them."""
    line = setting.line
    if setting.limit == "a matter of":
        return f"within {line.text[setting.time.start : setting.time.end]}"
    words = line.said(preposition_at(setting), setting.time_last)
    if length := _length(line, setting.limit_first, setting.time_last):
        return f"within {length}"
    if words.startswith((",", "—")) and setting.limit in words:  # ", and I mean within days"
        words = words[words.index(setting.limit) :]
    return f"by {words}" if setting.limit in ("deadline", "ultimatum") else words


def bound(setting: Setting) -> tuple[int, int] | None:
    """The words for whoever has so long to do it."""
    return bound_words(setting.line, setting.clause[0], setting.limit_first)


def has_infinitive_behind(setting: Setting) -> bool:
    return _infinitive_behind(setting) is not None


def _infinitive_behind(setting: Setting) -> tuple[int, int] | None:
    """ "gave Moscow until Friday to withdraw": what is due stands behind."""
    line, last = setting.line, setting.time_last
    if to := _to_behind_deadline(setting):
        return line.trimmed(to + 1, _alternative(line, to, setting.clause[1]) or setting.clause[1])
    to = _opens_infinitive(line, last)
    if not to or setting.limit not in _FOR_DOING:
        return None
    before = line.words[setting.clause[0] : setting.limit_first]
    if to == last and not any(word in _GIVES for word in before):
        return None
    stop = _alternative(line, to, setting.clause[1]) or setting.clause[1]
    return line.trimmed(to + 1, stop)


def _to_behind_deadline(setting: Setting) -> int:
    """The "to" of "a 50-day deadline for Moscow to end the war"; 0 without one."""
    line, last = setting.line, setting.time_last
    if not _length(line, setting.limit_first, last):
        return 0
    near = line.words[last + 1 : min(last + _NEAR, setting.clause[1])]
    return last + 1 + near.index("to") if near[:1] in (["for"], ["to"]) and "to" in near else 0


_NEAR = 9  # words in which "for Moscow to" has to stand


_EMPTY = frozenset(
    {"it is", "it’s", "it's", "this is", "that is", "that’s", "that's", "it is only", "it will be"}
)
_GIVES = word_set("deadlines_clause", "gives")


def _alternative(line: Line, first: int, last: int) -> int | None:
    """Where "or face sanctions" begins."""
    return next(
        (
            place
            for place in range(first, min(last, len(line) - 1))
            if line.words[place] == "or"
            and line.words[place + 1]
            in ("face", "risk", "else", "it", "they", "the", "we", "be", "suffer", "lose")
        ),
        None,
    )


def consequence(setting: Setting) -> str:
    """What follows otherwise: "or face sanctions"."""
    line = setting.line
    start = _alternative(line, setting.clause[0], min(setting.clause[1] + 20, len(line)))
    if start is None:
        return ""
    end = next(
        (p for p in range(start, len(line)) if line.words[p] in (",", ";", "—", "…", "?")),
        len(line),
    )
    return line.said(*line.trimmed(start + 1, min(end, start + 40)))
