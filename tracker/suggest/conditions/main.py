"""Behind an if part at the head of its clause: where the main clause begins, and where it ends."""

from collections.abc import Sequence

from tracker.suggest.conditions.line import Line
from tracker.suggest.conditions.marks import Mark, is_reduced
from tracker.suggest.conditions.words import is_auxiliary, is_finite, is_modal, word_set

# A segment that begins with one of these is no main clause.
_NO_MAIN = word_set("conditions_main", "no_main")
_PREPOSITIONS = word_set("conditions_main", "prepositions")
_ENDS_THEN = word_set("conditions_main", "ends_then")
SUBJECTS = word_set("conditions_main", "subjects")
_BASE_VERBS = word_set("conditions_main", "base_verbs")


def main_after(line: Line, mark: Mark, until: int) -> int | None:
    """Where the main clause begins: at "then", at the comma before it, or at its subject."""
    boundaries = [place for place in range(mark.last, until) if line.is_boundary(place)]
    hard = next((p for p in boundaries if line.words[p] in (";", "…", "?")), until)
    for place in boundaries:
        if place < hard and line.words[place + 1 : place + 2] == ["then"]:
            return place
    for number, place in enumerate(boundaries):
        if place >= hard:
            break
        end = boundaries[number + 1] if number + 1 < len(boundaries) else until
        if mark.form != "noun" and not has_verb_before(line.words, mark, place):
            continue
        if _is_main(line, place + 1, end):
            return place
    return _main_without_comma(line, mark, min(hard, boundaries[0] if boundaries else until))


def has_verb_before(words: Sequence[str], mark: Mark, last: int) -> bool:
    if mark.form == "inverted" or is_reduced(words, mark.last):
        return True
    # Three words may well hold a verb that is not known: "the rebels disarm".
    return last - mark.last >= 3 or any(is_finite(words[p]) for p in range(mark.last, last))


def _is_main(line: Line, first: int, last: int) -> bool:
    """A clause with a subject before its verb; or an order."""
    words = line.words
    if first >= last or words[first] in _NO_MAIN:
        return False
    if words[first] in _BASE_VERBS:
        return True
    if is_auxiliary(words[first]) and "'" in words[first] and not words[first].endswith("n't"):
        return True  # "we'll", "it's"
    return any(is_finite(words[place]) for place in range(first + 1, min(last, first + 20)))


def _main_without_comma(line: Line, mark: Mark, last: int) -> int | None:
    """ "if there is no progress within days the United States would leave": the subject of the
    last modal verb, when the if part has a verb of its own before it."""
    words = line.words
    own = next((p for p in range(mark.last, last) if is_finite(words[p])), None)
    if own is None and mark.form == "clause":
        return None
    for place in range((own or mark.last) + 1, last):
        if not (is_modal(words[place]) and words[place] not in ("should",)):
            continue
        start = _subject_start(line, place, mark.last + 1)
        if start is not None and start > (own or mark.last):
            return start
    return None


def _subject_start(line: Line, verb: int, lowest: int) -> int | None:
    words = line.words
    if "'" in words[verb] and not words[verb].endswith("n't"):
        return verb
    place = verb - 1
    if place <= lowest or words[place] in ("that", "who", "which"):
        return None
    if words[place] in SUBJECTS:
        return place
    while place > lowest and _is_name(line, place):
        place -= 1
    if place < verb - 1:
        return place if words[place] in SUBJECTS else place + 1
    for back in range(place, max(place - 4, lowest), -1):
        if words[back] in SUBJECTS:
            return back if words[back] != "that" else None
        if words[back] in _PREPOSITIONS or is_finite(words[back]):
            return back + 1 if back + 1 < verb else None
    return place if words[place].endswith("s") else None


def _is_name(line: Line, place: int) -> bool:
    token = line.tokens[place]
    return (
        token.is_capitalised
        or token.text in ".-"
        or (token.lower in ("of", "and") and line.tokens[place - 1].is_capitalised)
    )


def then_end(line: Line, first: int, until: int) -> int:
    """To the end of the clause, with clauses that go on after "and"; asides stay out."""
    has_verb = False
    for place in range(first, until):
        word = line.words[place]
        if word in (";", "…", "?", ":"):
            return place
        if word == "—" and has_verb:
            return place
        if (
            word == ","
            and has_verb
            and line.words[place + 1 : place + 2]
            and line.words[place + 1] in _ENDS_THEN
        ):
            return place
        if word in ("but", "because", "although", "whereas", "adding") and has_verb:
            return place
        has_verb = has_verb or is_finite(word)
    return until
