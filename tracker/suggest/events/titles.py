"""The first draft of an event's title: who does what to whom, in the words of the text."""

from tracker.suggest.events.drafts import Draft
from tracker.suggest.events.forms import third_person
from tracker.suggest.events.frames import BE, PREPOSITIONS, is_helper
from tracker.suggest.events.grounds import is_no_government
from tracker.suggest.events.lexicon import lexicon
from tracker.suggest.events.matching import Reading
from tracker.suggest.events.subjects import coordinated
from tracker.suggest.found import ActorFound, Part, Role
from tracker.suggest.quotes.words import TIME_WORDS

_LONGEST = 90  # characters
_MOST = 12  # tokens after the verb
_DANGLING = (
    PREPOSITIONS
    | {"the", "a", "an", "and", "or", "its", "his", "her", "their", "that"}
    | {"as", "early", "late", "both", "there", "not"}
)
_RESTING = TIME_WORDS | {"that"}
_MARKS = str.maketrans("", "", '“”«»„"')
_ACTING: tuple[Role, ...] = ("initiator", "host", "mediator")


def title_of(
    reading: Reading,
    draft: Draft,
    parts: tuple[Part, ...],
    first: int,
    *,
    teller: ActorFound | None,
    is_told: bool,
    is_whole: bool = False,
) -> str:
    """first: the token that the event's span begins with; is_told: of what others do; is_whole:
    in the words of the text from there on."""
    acting = [part.actor for part in parts if part.role in _ACTING]
    if not acting and not draft.match.is_noun:
        verb = reading.tokens[draft.words[0]].start
        acting = [one.actor for one in parts if one.role == "attendee" and one.actor.start < verb]
    doers = _list([_name(reading, actor) for actor in acting if not actor.is_place])
    if is_told and doers:
        return _short(f"{doers}: {reading.words(first, _end(reading, draft))}")
    if teller:
        end = _end(reading, draft)
        words = reading.words(first, end) if is_whole else _as_it_stands(reading, draft, first)
        return _short(f"{teller.name}: {words}")
    if is_whole or (acting and not doers):
        words = reading.words(first, _end(reading, draft))
        return _short(words[:1].upper() + words[1:])
    if draft.match.phrase.is_noun or not doers or draft.match.frame.is_passive:
        words = _as_it_stands(reading, draft, first)
        is_own = doers and draft.match.frame.mood == "noun" and doers not in words
        return _short(f"{doers}: {words}" if is_own else words[:1].upper() + words[1:])
    is_plural = len(acting) > 1 or (doers != acting[0].name and doers.endswith("s"))
    return _short(f"{doers} {_present(reading, draft, is_plural=is_plural)}")


def _name(reading: Reading, actor: ActorFound) -> str:
    """People of a state are called what the text calls them: "Peruvian students"."""
    is_people = is_no_government(reading, actor)
    return reading.document.text[actor.start : actor.end] if is_people else actor.name


def _list(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _short(words: str) -> str:
    words = " ".join(words.translate(_MARKS).split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _as_it_stands(reading: Reading, draft: Draft, start: int) -> str:
    """The deed's own words, from its noun to whom it is done to."""
    first = draft.match.first if draft.match.is_noun else draft.words[0]
    if draft.match.earlier is not None:
        first = min(first, noun_start(reading, draft.match.earlier))
    elif draft.match.phrase.is_noun:
        first = noun_start(reading, draft.match.first)
    elif draft.match.frame.is_passive:
        first = max(start, first - _MOST)
    return reading.words(first, _end(reading, draft))


def noun_start(reading: Reading, noun: int) -> int:
    """The token with which the noun's article and adjectives begin."""
    number = noun
    while number > max(noun - 4, 0):
        before = reading.tokens[number - 1]
        if before.text == "-" and before.end == reading.tokens[number].start:
            number -= 1  # barely-veiled criticism
            continue
        if not before.text.isalpha() or before.lower in PREPOSITIONS | {"and", "that", "said"}:
            break
        number -= 1
        if before.lower in {"the", "a", "an", "its"}:
            break
    return number


def _end(reading: Reading, draft: Draft) -> int:
    """After the first actor behind the verb, or where the words first come to rest: never after
    "Sweden's", "on" or the number of a day."""
    start, limit = draft.match.end, min(draft.extent, draft.match.end + _MOST)
    places = reading.places_between(start, limit)
    if places:
        first = reading.spans[places[0]][0]
        if (clause := _clause_end(reading, start, first, limit)) is not None:
            return _settled(reading, start, clause)
        end = reading.spans[coordinated(reading, places[0], draft.extent)[-1]][1]
        return _after_owner(reading, end, draft.extent)
    if draft.match.phrase.lemma == "deny" and reading.lowers[start : start + 1] == ["that"]:
        return _settled(reading, start, _pause(reading, start, limit))
    end = start
    while end < limit:
        word = reading.tokens[end].lower
        if (
            not word[0].isalnum()
            or (word in _RESTING and not _is_pointed(reading, end))
            or (end > start + 1 and word in PREPOSITIONS - {"of"})
        ):
            break
        end += 1
    return _settled(reading, start, end)


def _clause_end(reading: Reading, start: int, name: int, limit: int) -> int | None:
    """Where "denies that X did it" ends: with the clause that the name begins; before a comma that
    parts the clause from another one."""
    words = reading.lowers[start:name]
    if words[:1] == ["that"] and len(words) <= _ARTICLE:
        return _pause(reading, name, limit)
    is_other = name < limit and words[-1:] == [","]
    after = name + 1
    while after < len(reading.tokens) and reading.actor_at(after) is reading.actor_at(name):
        after += 1
    if is_other and after < len(reading.tokens) and is_helper(reading.lowers[after]):
        return name - 1
    return None


def _pause(reading: Reading, start: int, limit: int) -> int:
    places = (one for one in range(start, limit) if reading.tokens[one].text in _PAUSES)
    return next(places, limit)


_ARTICLE = 2  # "that", "that the"
_PAUSES = frozenset(',;:—–()“”"')


def _after_owner(reading: Reading, end: int, extent: int) -> int:
    """After the noun of "Sweden's membership"; of "the EU's next sanctions"."""
    if not reading.tokens[end - 1].lower.endswith(("'s", "s'", "’s", "s’")):
        return end
    noun = end
    while noun < min(extent, end + _NOUN):
        word = reading.lowers[noun]
        stops = PREPOSITIONS | _JOINING | (_RESTING if noun > end else frozenset())
        if not word[0].isalnum() or word in stops or is_helper(word):
            break
        noun += 1
    return noun


_NOUN = 4  # tokens after "Sweden's"
_JOINING = frozenset(["and", "or", "to", "who", "which", "but"])
_HALVES = frozenset(["a", "p", "am", "pm", "a.m", "p.m"])


def _settled(reading: Reading, start: int, end: int) -> int:
    """Before what dangles at the end: "on", "the", the 12 of 12 March, the 6 of 6 p.m."""
    while end > start:
        word = reading.lowers[end - 1]
        following = reading.lowers[end] if end < len(reading.tokens) else ""
        is_hour = word in _HALVES and end > start + 1 and reading.lowers[end - 2].isdigit()
        is_day = word.isdigit() and following in TIME_WORDS | _HALVES
        if word[0].isalnum() and not (word in _DANGLING or is_hour or is_day):
            break
        end -= 1
    return end


def _is_pointed(reading: Reading, number: int) -> bool:
    """The "this" of "this plan", which is no "this week"."""
    following = reading.tokens[number + 1].lower if number + 1 < len(reading.tokens) else ""
    return reading.tokens[number].lower == "this" and following not in TIME_WORDS


def _present(reading: Reading, draft: Draft, *, is_plural: bool) -> str:
    """ "signs an outline deal with Washington", "does not sign …", "to meet …"."""
    first, number = draft.words[0], draft.frame.verb
    rest = reading.words(number + 1, _end(reading, draft))
    word = reading.tokens[number].lower
    is_own = draft.frame.verb == draft.match.first
    lemma = draft.match.phrase.lemma if is_own else lexicon().lemmas.get(word, "")
    is_set = not is_own and not BE.isdisjoint(reading.lowers[first:number])  # "is set to"
    if is_set or not lemma or (lemma == word and word not in lexicon().phrases):  # "is willing to"
        be = "are" if is_plural else "is"
        negation = " not" if draft.frame.is_negated else ""
        return f"{be}{negation} {reading.words(max(number, first), number + 1)} {rest}"
    tense = draft.frame.tense
    if tense in {"future", "possible"}:
        helper = "to" if tense == "future" and not draft.frame.is_negated else "may"
        helper = "will not" if draft.frame.is_negated else helper
        return f"{helper} {lemma} {rest}"
    if draft.frame.is_negated:
        return f"{'do' if is_plural else 'does'} not {lemma} {rest}"
    return f"{lemma if is_plural else third_person(lemma)} {rest}"
