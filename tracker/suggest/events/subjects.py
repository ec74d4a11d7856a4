"""Who does it: the words before a verb that name its subject."""

from dataclasses import dataclass
from typing import Literal

from tracker.suggest.events.frames import DETERMINERS, PREPOSITIONS, Frame, over_adverbs
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.grounds import home_of_people, is_modifier, only_describes
from tracker.suggest.events.lexicon import lexicon
from tracker.suggest.events.matching import Reading
from tracker.suggest.quotes.words import TIME_WORDS

Kind = Literal["named", "pronoun", "shared", "none"]

_FARTHEST = 34  # tokens before the verb
PRONOUNS = frozenset(["i", "we", "he", "she", "it", "they", "who", "which"])
_HARD = frozenset(';:—–()"“”«»…')
_SUBORDINATING = grammar("subordinating")
# "From": of those who act, only their senders are told so ("officials from Lima").
_OBLIQUE = PREPOSITIONS - {"of", "for", "between", "among", "from"}
_INNER = frozenset(["of", "for", "from"])
_WITHIN = frozenset(["in", "at", "throughout", "across"])  # "riot police in Dakar"
_JOINING = frozenset([",", "and", "or", "nor", "&", "the", "both", "well", "as", "by", "with"])


@dataclass(frozen=True, slots=True)
class Subject:
    """places: numbers of actors; start: the first token of its words."""

    kind: Kind
    places: tuple[int, ...] = ()
    start: int = 0
    word: str = ""  # the pronoun


def subject_of(reading: Reading, frame: Frame, first: int, floor: int) -> Subject:
    """first: the sentence's first token; floor: where the deed before ends, in this sentence."""
    if frame.before < first:
        return Subject("none", start=frame.start)
    before = over_adverbs(reading.tokens, frame.before, first)
    word = reading.tokens[before].lower.partition("'")[0]
    if word in {"who", "which", "that"}:
        return _antecedent(reading, before, first)
    if word in PRONOUNS:
        return Subject("pronoun", start=before, word=word)
    if word in {"and", "or", "then", "but"} and reading.actor_at(before) is None:
        return Subject("shared", start=frame.start)
    if people := _people_apposed(reading, before, first):
        return Subject("named", people, _words_start(reading, first, people[0]))
    start, end = _region(reading, before, first, floor)
    chosen = _chosen(reading, start, end)
    if chosen is None:
        is_shared = floor > first and start <= floor
        return Subject("shared" if is_shared else "none", start=max(start, first))
    return Subject("named", chosen, _words_start(reading, start, chosen[0]))


def _people_apposed(reading: Reading, comma: int, first: int) -> tuple[int, ...]:
    """ "The ministers of Peru and Norway, Ana Ruiz and Bo Dahl, met": those who are named."""
    if reading.tokens[comma].text != ",":
        return ()
    people: list[int] = []
    end = comma
    for place in reversed(reading.places_between(max(first, comma - _FARTHEST), comma)):
        begins, ends = reading.spans[place]
        between = {token.lower for token in reading.tokens[ends:end]}
        if reading.actors[place].kind != "person" or not between <= {",", "and"}:
            break
        people.insert(0, place)
        end = begins
    is_aside = len(people) > 1 and reading.tokens[end - 1].text == ","
    return tuple(people) if is_aside and reading.spans[people[-1]][1] == comma else ()


def _antecedent(reading: Reading, relative: int, first: int) -> Subject:
    """Whom "who" stands for: the actor right before it."""
    places = reading.places_between(max(first, relative - 12), relative)
    if not places or relative - reading.spans[places[-1]][1] > 2:
        return Subject("none", start=relative)
    place = places[-1]
    return Subject("named", (place,), reading.spans[place][0])


def _region(reading: Reading, before: int, first: int, floor: int) -> tuple[int, int]:
    """The tokens in which the subject stands, the end exclusive."""
    number, end = before, before + 1
    if reading.tokens[number].text == ",":
        number = _apposition(reading, number, first)
    if number < floor - 1:  # "X, which met Y, said"
        floor, end = first, number + 1
    found = False
    lowest = max(first, floor, before - _FARTHEST)
    while number >= lowest:
        token = reading.tokens[number]
        if reading.actor_at(number) is not None:
            found = True
        elif token.text == ")":
            number = _before_bracket(reading, number, lowest)
        elif (
            token.text in _HARD
            or token.lower in _SUBORDINATING
            or (token.text == "," and found and not _in_list(reading, number))
        ):
            break
        number -= 1
    return number + 1, end


def _before_bracket(reading: Reading, closing: int, lowest: int) -> int:
    """The opening bracket; the closing one itself where there is none near."""
    for number in range(closing - 1, max(lowest, closing - 12) - 1, -1):
        if reading.tokens[number].text == "(":
            return number
    return lowest - 1


def _apposition(reading: Reading, comma: int, first: int) -> int:
    """The token before "…, the minister of X," that the comma closes; else the comma."""
    for number in range(comma - 1, max(first, comma - 20) - 1, -1):
        if reading.tokens[number].text == ",":
            return number - 1 if number > first else comma
    return comma


def _in_list(reading: Reading, comma: int) -> bool:
    """ "France, Germany and Italy"."""
    following = comma + 2 if reading.tokens[comma + 1].lower in {"the", "and"} else comma + 1
    return reading.actor_at(comma - 1) is not None and reading.actor_at(following) is not None


def _chosen(reading: Reading, start: int, end: int) -> tuple[int, ...] | None:
    places = [
        place
        for place in reading.places_between(start, end)
        if not (reading.actors[place].is_place or only_describes(reading, place))
    ]
    if not places:
        return home_of_people(reading, start, end) or None
    places = [place for place in places if not is_modifier(reading, place)] or places
    direct = [place for place in places if preposition(reading, place) not in _OBLIQUE]
    return coordinated(reading, _named(reading, direct[0] if direct else places[0], end), end)


def _named(reading: Reading, place: int, end: int) -> int:
    """The person in "US Secretary of State Marco Rubio", where that is two actors."""
    following = place + 1
    if following >= len(reading.spans) or reading.spans[following][0] >= end:
        return place
    between = reading.tokens[reading.spans[place][1] : reading.spans[following][0]]
    is_title = len(between) <= 5 and all(
        word.text.isalpha() and word.lower not in PREPOSITIONS - {"of", "for"} | {"and", "or"}
        for word in between
    )
    is_person = reading.actors[following].kind in {"person", "office"}
    return _named(reading, following, end) if is_title and is_person else place


def preposition(reading: Reading, place: int) -> str:
    """The preposition that the actor hangs on, over its article and adjectives."""
    first = reading.spans[place][0]
    for number in range(first - 1, max(first - 5, -1), -1):
        token = reading.tokens[number]
        word = token.lower
        if word in PREPOSITIONS:
            return word
        if word in _SUBORDINATING:
            return ""
        is_name = reading.actor_at(number) is not None
        if (
            is_name
            or not token.text.isalpha()
            or (word in lexicon().phrases and number < first - 1)
        ):
            return ""
        if word in lexicon().phrases and word not in DETERMINERS:
            return ""
    return ""


def coordinated(reading: Reading, place: int, end: int) -> tuple[int, ...]:
    """The actor with those that follow in one list: "France, Germany and Italy"."""
    places = [place]
    is_closed = False
    last_end = reading.spans[place][1]
    for following in range(place + 1, len(reading.spans)):
        first = reading.spans[following][0]
        between = range(last_end, first)
        if first >= end or len(between) > 5:
            break
        words = [reading.tokens[number].lower for number in between]
        last_end = reading.spans[following][1]
        if words in (["of"], ["of", "the"]) and reading.actors[places[-1]].kind == "person":
            continue  # "Ana Ruiz of Peru and Bo Dahl of Norway"
        if not ({",", "and", "or", "nor"} & set(words)) or not _joins(words):
            break
        is_closed = is_closed or bool({"and", "or", "nor"} & set(words))
        places.append(following)
    return tuple(places) if is_closed else (place,)


def _joins(words: list[str]) -> bool:
    """At most two words between that do not join: "and the new", "and its ally"."""
    others = [word for word in words if word not in _JOINING]
    return len(others) <= 2 and not any(
        word in PREPOSITIONS or word in lexicon().phrases for word in others
    )


def _words_start(reading: Reading, start: int, place: int) -> int:
    """Where the subject's own words begin: its article and adjectives are taken along."""
    number = reading.spans[place][0]
    while number > start and reading.spans[place][0] - number < 8:
        token = reading.tokens[number - 1]
        if not token.text[0].isalnum() or token.lower in {"and", "but", "or", "so", "yet"}:
            break
        if token.lower in TIME_WORDS:
            break
        is_within = reading.actors[place].is_place and token.lower in _WITHIN
        if token.lower in PREPOSITIONS - _INNER and not is_within:
            break
        number -= 1
        before = reading.lowers[number - 1] if number > start else ""
        is_inner = before in _INNER or (reading.actors[place].is_place and before in _WITHIN)
        if token.lower in DETERMINERS and not is_inner:
            break
    return number
