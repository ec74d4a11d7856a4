"""What makes a time a deadline, which kind it is, and how firm: by which word."""

from typing import Literal, NamedTuple

from tracker.suggest.conditions.words import Phrases, is_finite, word_set
from tracker.suggest.deadlines.clause import WORDS, Setting, has_infinitive_behind
from tracker.suggest.found import DeadlineKind, Firmness

_CUES = {name: Phrases(words) for name, words in WORDS["cues"].items()}
_LASTING = frozenset(WORDS["limits"]["lasting"])
_NEGATIONS = word_set("deadlines_kinds", "negations")
CueName = Literal["limit", "expiry", "demand", "refusal", "intent", "hope"]
_SAYS: dict[CueName, str] = {
    "limit": "sets a limit",
    "expiry": "says that it runs out",
    "demand": "is a demand",
    "refusal": "refuses to go on",
    "intent": "is an intention",
    "hope": "is a hope or a possibility",
}
# "gave" sets a limit only with "until" or "within"; otherwise it is a gift.
_HAVE = frozenset({"has", "have", "had"})
_SOON = 4  # words behind "will" in which "signed" has to come
_LONGEST_DAY = 31  # days that "in May" has; a longer time is no date by which
_GIVES = word_set("deadlines_kinds", "gives")


class Cue(NamedTuple):
    name: CueName
    words: str
    why: str
    asks: bool  # somebody asks it of somebody
    owes: bool = False  # the subject is the one that must


def cue_of(setting: Setting) -> Cue | None:
    """The word that makes the time a deadline; None where it only tells when."""
    if _is_past(setting):
        return None
    if refused := _refusal(setting):
        return refused
    if has_infinitive_behind(setting):
        return _given(setting)
    if setting.limit in _LASTING:
        return _of(setting, "limit") or _running(setting)
    names: tuple[CueName, ...] = ("limit", "expiry", "demand", "intent", "hope")
    if not setting.limit and _find(setting, "completion") is None:
        return None
    if setting.limit and (told := _told_to(setting)):
        return told
    for name in names:
        cue = _of(setting, name)
        if cue is None or not (setting.limit or _goes_without_limit(setting, cue)):
            continue
        if name in ("limit", "expiry", "demand") or _brings_something_about(setting):
            return cue
    if setting.limit == "a matter of":
        return Cue("hope", "“a matter of”", "“a matter of” says how soon", False)
    return None


def _brings_something_about(setting: Setting) -> bool:
    """What is only meant or hoped has to end something: "could be signed", not "could go"."""
    return any(_find(setting, name) for name in ("completion", "review", "runs", "outcomes"))


def _given(setting: Setting) -> Cue:
    """ "gave the rebels ten days to leave", "you have 48 hours to leave"."""
    words = _clause_words(setting)
    owes = _GIVES.isdisjoint(words) and not _HAVE.isdisjoint(words)
    said = next((word for word in words if word in _GIVES or word in _HAVE), "to")
    return Cue("limit", f"“{said}”", f"“{said}” sets a limit", True, owes)


def _goes_without_limit(setting: Setting, cue: Cue) -> bool:
    """ "will be signed on Monday": not what somebody says of years, or of how long."""
    found = _CUES[cue.name].find(setting.line.words, *_searched(setting))
    if found is None or not _CUES["completion"].find(
        setting.line.words, found[0], min(found[1] + _SOON, setting.clause[1])
    ):
        return False
    window = setting.time.window
    days = window.days if window else None
    return days is not None and days <= _LONGEST_DAY and setting.time.timex3.type != "DURATION"


def _find(setting: Setting, name: str) -> tuple[int, int] | None:
    return _CUES[name].find(setting.line.words, *_searched(setting))


def _searched(setting: Setting) -> tuple[int, int]:
    return max(setting.clause[0] - 6, 0), setting.clause[1]


def _of(setting: Setting, name: CueName) -> Cue | None:
    line = setting.line
    first, last = _searched(setting)
    if name in ("intent", "hope"):
        first = setting.clause[0]
    while found := _CUES[name].find(line.words, first, last):
        words = line.words[found[0] : found[1]]
        if words[0] in _GIVES and setting.limit not in ("until", "till", "within", "by", "up to"):
            first = found[1]
            continue
        said = f"“{line.said(*found)}”"
        owes = _CUES["owes"].at(line.words, found[0]) > 0 or _find(setting, "owes") is not None
        # Demanded before the clause: whoever is its subject is to do it.
        owes = owes or (name == "demand" and found[0] < setting.clause[0])
        return Cue(name, said, f"{said} {_SAYS[name]}", _asks(setting, name), owes)
    return None


def _asks(setting: Setting, name: CueName) -> bool:
    return name in ("demand", "limit") or _find(setting, "asks") is not None


def _told_to(setting: Setting) -> Cue | None:
    """ "told the rebels to leave by Friday"."""
    words = setting.line.words
    first = setting.clause[0]
    for place in range(first, setting.limit_first):
        if words[place] in _TELLS and "to" in words[place + 2 : place + _NEAR]:
            said = f"“{words[place]} … to”"
            return Cue("demand", said, f"{said} {_SAYS['demand']}", True)
    return None


_TELLS = frozenset({"told", "tells"})
_NEAR = 8  # words in which "told the rebels to" has to stand


def _running(setting: Setting) -> Cue | None:
    """ "the truce will hold until Friday": it is to end, or to be renewed, then."""
    cue = _of(setting, "expiry")
    if cue or (found := _find(setting, "runs")) is None:
        return cue
    if not any(is_finite(word) or word.endswith("s") for word in _clause_words(setting)):
        return None
    said = f"“{setting.line.said(*found)}”"
    return Cue("expiry", said, f"{said} lasts until then", False)


def _refusal(setting: Setting) -> Cue | None:
    words = _clause_words(setting)
    if setting.limit not in ("", "in the coming", "the coming") or not any(
        word in _NEGATIONS for word in words
    ):
        return None
    found = _find(setting, "refusal")
    if found is None or not any(
        word
        in ("going", "will", "won't", "can't", "cannot", "prepared", "willing", "would", "wouldn't")
        for word in words
    ):
        return None
    before = setting.line.words[setting.limit_first - 1 : setting.limit_first + 1]
    if "for" not in before and "another" not in before:
        return None
    said = f"“{setting.line.said(*found)}”"
    return Cue("refusal", said, f"{said} for so long is refused", False)


def _clause_words(setting: Setting) -> list[str]:
    return setting.line.words[setting.clause[0] : setting.clause[1]]


_PAST = word_set("deadlines_kinds", "past")
_BEFORE_PARTICIPLE = word_set("deadlines_kinds", "before_participle")


def _is_past(setting: Setting) -> bool:
    """The verb before the time tells what has happened: "had been signed by Friday"."""
    words = setting.line.words
    first, last = setting.clause[0], setting.limit_first
    if first >= last - 1:
        return _begins_past(setting)
    if "have" in words[first:last] and "would" in words[first:last]:
        return True
    for number in range(last - 1, first - 1, -1):
        word = words[number]
        if _CUES["limit"].at(words, number) or _CUES["demand"].at(words, number):
            return False
        if _CUES["intent"].at(words, number) or _CUES["hope"].at(words, number) or word == "to":
            return False
        if _CUES["expiry"].at(words, number) or word.endswith("'ll"):
            return False
        if word in _PAST and not (number and words[number - 1] in _BEFORE_PARTICIPLE):
            return True
        if word.endswith("ed") and is_finite(word) and words[number - 1] not in _BEFORE_PARTICIPLE:
            return True
    return False


def _begins_past(setting: Setting) -> bool:
    """ "By March the army had left": the verb behind the time tells."""
    words = setting.line.words
    for place in range(setting.time_last, setting.clause[1]):
        if any(_CUES[name].at(words, place) for name in ("demand", "intent", "hope", "expiry")):
            return False
        if words[place] in _PAST:
            return True
    return False


def kind_of(
    setting: Setting, cue: Cue, *, has_consequence: bool, is_asked: bool
) -> tuple[DeadlineKind, str]:
    """The first rule that fits decides."""
    words = setting.line.words
    first, last = _searched(setting)
    if has_consequence:
        return "ultimatum", "says what follows otherwise"
    if (found := _CUES["limit"].find(words, first, last)) and words[found[0]].startswith(
        "ultimatum"
    ):
        return "ultimatum", "called an ultimatum"
    if has_infinitive_behind(setting):
        return "ultimatum", "so long is left to do it"
    if cue.name == "expiry":
        return "expiry", f"{cue.words} ends with it"
    if cue.name in ("demand", "limit") and is_asked:
        return "ultimatum", f"{cue.words} is asked of another side"
    if found := _CUES["review"].find(words, first, last):
        return "review", f"“{setting.line.said(*found)}” is to be known by then"
    if cue.name == "intent" and (found := _CUES["scheduled"].find(words, *setting.clause)):
        return "scheduled", f"“{setting.line.said(*found)}” says that it is set"
    return "target", "what somebody wants done by then"


def firmness_of(setting: Setting, cue: Cue) -> tuple[Firmness, str]:
    words = setting.line.words
    first, last = setting.clause
    if found := _CUES["conditional"].find(words, first, last):
        return "conditional", f"“{setting.line.said(*found)}” makes it conditional"
    if cue.name == "hope":
        return "aspirational", f"{cue.words} leaves it open"
    if cue.name == "intent" and (found := _CUES["hope"].find(words, first, last)):
        return "aspirational", f"“{setting.line.said(*found)}” leaves it open"
    return "firm", f"{cue.words} leaves nothing open"
