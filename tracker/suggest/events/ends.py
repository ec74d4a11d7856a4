"""Where the words of a deed come to rest, so that a title can end there."""

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.frames import DETERMINERS, PREPOSITIONS, is_helper
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.matching import Reading
from tracker.suggest.events.subjects import coordinated
from tracker.suggest.quotes.words import TIME_WORDS

_MOST = 12  # tokens after the verb
_MOST_OF_CLAUSE = 18  # after "that"
_OBJECT = 2  # tokens of a pronoun with its preposition
_NOUN = 4  # tokens after "Sweden's"
_DANGLING = PREPOSITIONS | grammar("dangling")
_RESTING = TIME_WORDS | {"that"}
_PAUSES = frozenset(',;:—–()“”"')
_JOINING = frozenset(["and", "or", "to", "who", "which", "but"])
_RELATIVE = frozenset(["who", "whom", "which", "whose"])
_HALVES = frozenset(["a", "p", "am", "pm", "a.m", "p.m"])
_OTHER_CLAUSE = grammar("other_clause")
_REASONED = frozenset(["ACCUSE", "SUPPORT"])  # for, or of, something
_OF_PARTICIPLE = frozenset(["by", "in", "from", "at"])
_FEW = 5  # letters: "king" is no "taking"


def end_of(reading: Reading, draft: Draft) -> int:
    """After the first actor behind the verb and what is asked or told of it, or where the words
    first come to rest: never after "Sweden's", "on" or the number of a day."""
    start = max(draft.match.end, min(draft.words[1], draft.extent))
    limit = min(draft.extent, start + _MOST)
    if reading.lowers[start : start + 1] == ["that"]:
        clause = min(draft.extent, start + _MOST_OF_CLAUSE)
        return _settled(reading, start, _pause(reading, start, clause))
    limit = _other_clause(reading, start, limit, has_object=start > draft.match.first + 1)
    places = reading.places_between(start, limit)
    if not places:
        return _settled(reading, start, _at_rest(reading, start, limit))
    if (other := _before_other(reading, places[0], limit)) is not None:
        return _settled(reading, start, other)
    end = _after_actor(reading, places[0], draft.extent)
    return _settled(reading, start, _with_content(reading, draft, end))


def _other_clause(reading: Reading, start: int, limit: int, *, has_object: bool = False) -> int:
    """Where another clause begins: "as shots rang out", ", the agency"."""
    for number in range(start, limit):
        word = reading.lowers[number]
        if word in _OTHER_CLAUSE and (number > start or has_object):
            return number
        is_list = reading.actor_at(number - 1) is not None
        if word == "," and number > start + 1 and not is_list:
            return number
        if word == "and" and reading.lowers[number + 1 : number + 2]:
            following = reading.lowers[number + 1]
            if following.endswith(("ing", "ed")) and len(following) > _FEW:
                return number
    return limit


def _at_rest(reading: Reading, start: int, limit: int) -> int:
    end = start
    while end < limit:
        word = reading.lowers[end]
        is_pause = not word[0].isalnum() and not _is_hyphen(reading, end)
        is_rest = word in _RESTING and not _is_pointed(reading, end)
        is_rest = is_rest or word in _RELATIVE
        if is_pause or is_rest or (end > start + 1 and word in PREPOSITIONS - {"of"}):
            break
        end += 1
    return end


def _is_hyphen(reading: Reading, number: int) -> bool:
    """Within a word: "stone-throwing"."""
    tokens = reading.tokens
    return (
        tokens[number].text == "-"
        and 0 < number < len(tokens) - 1
        and tokens[number - 1].end == tokens[number].start
        and tokens[number].end == tokens[number + 1].start
    )


def _before_other(reading: Reading, place: int, limit: int) -> int | None:
    """The comma before a name that another clause begins with: "…, Kenya is"."""
    name = reading.spans[place][0]
    after = reading.spans[place][1]
    is_apart = name < limit and reading.lowers[name - 1] == ","
    if is_apart and after < len(reading.tokens) and is_helper(reading.lowers[after]):
        return name - 1
    return None


def _after_actor(reading: Reading, place: int, extent: int) -> int:
    """After all actors of its list, and after the noun that the last one only describes."""
    last = coordinated(reading, place, extent)[-1]
    return _after_owner(reading, last, extent)


def _after_owner(reading: Reading, place: int, extent: int) -> int:
    """After the noun of "Sweden's membership", of "the EU's next sanctions", of "a Russian
    proposal"."""
    first, end = reading.spans[place]
    is_owner = reading.lowers[end - 1].endswith(("'s", "s'"))
    if not (is_owner or _describes(reading, place, first, end)):
        return end
    noun = end
    while noun < min(extent, end + _NOUN):
        word = reading.lowers[noun]
        stops = PREPOSITIONS | _JOINING | (_RESTING if noun > end else frozenset())
        if not (word[0].isalnum() or _is_hyphen(reading, noun)) or word in stops:
            break
        if word in _OTHER_CLAUSE or is_helper(word) or (not is_owner and word in DETERMINERS):
            break
        noun += 1
    return noun


def _describes(reading: Reading, place: int, first: int, end: int) -> bool:
    """Whether the name stands for an adjective: in other words than its own, before a noun."""
    actor = reading.actors[place]
    words = reading.words(first, end)
    following = reading.tokens[end].text if end < len(reading.tokens) else ""
    is_noun = following.isalpha() and following.islower() and not following.endswith("ed")
    return is_noun and actor.kind not in ("person", "office") and words not in actor.name


def _with_content(reading: Reading, draft: Draft, end: int) -> int:
    """With what somebody is asked to do or accused of: "Chile to return", "of hiding"."""
    words = reading.lowers[end : end + 2]
    if end >= draft.extent or len(words) < 2 or not words[1].isalpha():
        return end
    is_deed = words[0] == "to" and words[1] not in DETERMINERS and not reading.actor_at(end + 1)
    is_gerund = words[1].endswith("ing") and len(words[1]) > _FEW
    is_reason = words[0] in ("of", "for") and draft.meaning.first in _REASONED
    is_topic = words[0] in ("on", "for", "of") and reading.actor_at(end - 1) is None
    if not (is_deed or is_reason or is_topic or (words[0] in ("of", "for", "from") and is_gerund)):
        return end
    limit = _other_clause(reading, end + 1, min(draft.extent, end + 1 + _MOST))
    rest = _at_rest(reading, end + 1, limit)
    places = reading.places_between(end + 1, rest)
    return _after_actor(reading, places[0], draft.extent) if places else rest


def _pause(reading: Reading, start: int, limit: int) -> int:
    places = (one for one in range(start, limit) if reading.tokens[one].text in _PAUSES)
    return next(places, limit)


def _settled(reading: Reading, start: int, end: int) -> int:
    """Before what dangles at the end: "on", "the", the 12 of 12 March, the 6 of 6 p.m."""
    while end > start:
        word = reading.lowers[end - 1]
        following = reading.lowers[end] if end < len(reading.tokens) else ""
        is_hour = word in _HALVES and end > start + 1 and reading.lowers[end - 2].isdigit()
        is_day = word.isdigit() and following in TIME_WORDS | _HALVES
        is_cut = following in _OF_PARTICIPLE and _is_participle(word)  # "the rally staged by"
        is_new = word == "it" and end - start > _OBJECT  # "the men it", and not "signs it"
        dangles = word in _DANGLING or is_hour or is_day or is_cut or is_new
        if word[0].isalnum() and not dangles:
            break
        end -= 1
    return end


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "ating", "ving")) or word in ("held", "taken", "made", "sent")


def _is_pointed(reading: Reading, number: int) -> bool:
    """The "this" of "this plan", which is no "this week"."""
    following = reading.lowers[number + 1] if number + 1 < len(reading.lowers) else ""
    return reading.lowers[number] == "this" and following not in TIME_WORDS
