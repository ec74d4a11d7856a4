"""Whether a sentence with a mark of condition sets one: something has to lie ahead in it.

History ("when the talks began, they met"), what cannot come any more ("had they agreed …") and
habits ("whenever they meet, they quarrel") are none.
"""

from itertools import pairwise

from tracker.suggest.conditions.clauses import Cut
from tracker.suggest.conditions.line import Line
from tracker.suggest.conditions.marks import Mark, is_reduced
from tracker.suggest.conditions.words import (
    CONDITIONS,
    Phrases,
    is_auxiliary,
    is_finite,
    word_set,
)

# Marks that mostly tell when, or are mostly about something else.
TIMELY = word_set("conditions_ahead", "timely")
OF_TIME = word_set("conditions_ahead", "of_time")
_AHEAD = Phrases(CONDITIONS["ahead"]["words"])
_JUDGEMENT = Phrases(CONDITIONS["other_use"]["judgement"])
_QUESTIONS = word_set("conditions_ahead", "questions")
_TALKS = Phrases(CONDITIONS["kind"]["talk_words"])
_MUST = word_set("conditions_ahead", "must")
_ORDERS = word_set("conditions_ahead", "orders")
_PAST = word_set("conditions_ahead", "past")
_SURE = word_set("conditions_ahead", "sure")
_LASTS = word_set("conditions_ahead", "lasts")
_OVER = word_set("conditions_ahead", "over")
_REFUSES = word_set("conditions_ahead", "refuses")
_UNREAL = word_set("conditions_ahead", "unreal")


def is_conditional(line: Line, mark: Mark, parts: Cut) -> bool:
    then = parts.then_part
    if then is None:
        return False
    if line.words[then[0] - 1] in _QUESTIONS and then[0]:
        return False  # "unclear what Norway will do if …"
    if _JUDGEMENT.find(line.words, *then):
        return False
    asked, follows = line.words[slice(*parts.if_part)], line.words[slice(*then)]
    if mark.form == "clause" and not _is_clause(asked, mark):
        return False
    if _is_counterfactual(asked, follows):
        return False
    waits = mark.form == "noun" and mark.operator == "only_if" and _OVER.isdisjoint(follows)
    if not waits and _AHEAD.find(line.words, *then) is None and not _is_present(follows, mark):
        return False
    if mark.words in OF_TIME:
        return _looks_ahead(asked, follows)
    if mark.form == "between" and mark.words not in ("or else", "failing which"):
        return _is_owed(line, mark, parts)
    if mark.words in ("without", "failing", "absent"):
        return parts.is_fronted or (
            _has(follows, _REFUSES, "n't") and _TALKS.find(line.words, *then) is not None
        )
    if mark.operator == "until":
        return _has(follows, _LASTS, "'ll", "n't") and _OVER.isdisjoint(follows)
    return True


def _has(words: list[str], which: frozenset[str], *endings: str) -> bool:
    return any(word in which or word.endswith(endings) for word in words)


def _is_clause(asked: list[str], mark: Mark) -> bool:
    if mark.operator == "until":
        return bool(asked) and asked[0][0].isalpha()
    if is_reduced(asked, 0) or len(asked) > 2:
        return True
    return len(asked) == 2 and any(map(is_finite, asked))


def _is_counterfactual(asked: list[str], follows: list[str]) -> bool:
    """ "If they had agreed, it would have ended": it cannot come any more."""
    if "had" not in asked and "hadn't" not in asked:
        return False
    return any(
        word in _UNREAL and "have" in follows[number + 1 : number + 4]
        for number, word in enumerate(follows)
    )


def _is_present(follows: list[str], mark: Mark) -> bool:
    """The present in what follows holds for the future, too; the past tells history."""
    if any(word in _PAST or (word.endswith("ed") and is_finite(word)) for word in follows):
        return False
    if mark.words in TIMELY:
        return False
    return mark.form in ("noun", "before") or any(map(is_finite, follows))


def _looks_ahead(asked: list[str], follows: list[str]) -> bool:
    tells_past = not _PAST.isdisjoint(asked) or any(
        word.endswith("ed") and is_finite(word) and not is_auxiliary(before) and before != "been"
        for before, word in pairwise(asked[:4])
    )
    if tells_past:
        # What was said looks ahead all the same: "agreed to meet once a truce was signed".
        return "would" in follows or ("agreed" in follows and "to" in follows)
    return _has(follows, _SURE, "'ll")


def _is_owed(line: Line, mark: Mark, parts: Cut) -> bool:
    """ "must withdraw or face sanctions": what comes first has to be a duty or a demand."""
    if mark.words.endswith(" for"):
        return True
    first, last = parts.if_part
    words = line.words[max(first - 12, 0) : last]
    if mark.words == "before":
        return not _MUST.isdisjoint(words)
    return not _MUST.isdisjoint(words) or not _ORDERS.isdisjoint(words)
