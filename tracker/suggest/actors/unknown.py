"""Names that no table has: proposed as new actors where the sentence shows that they act."""

from tracker.suggest.actors.known import Actor, cut
from tracker.suggest.actors.scan import Mention, Scan
from tracker.suggest.actors.words import name_words
from tracker.suggest.found import ActorKind

_ARTICLES = ("the", "a", "an")
_LONGEST_CHAIN = 3  # parts of a name that are joined by "of" and "and"
_ROLES = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "head", "chief", "leader", "director", "envoy"]
)


def unnamed(scan: Scan, at: int) -> Mention | None:
    """A new actor whose name begins here, or a later mention of one that was met."""
    if not scan.is_capital(at) or _is_no_name(scan, at):
        return None
    stop = scan.name_stop(at)
    if any(scan.is_listed(index, "organisations") for index in range(at, stop)):
        stop = _whole_organisation(scan, stop)
    elif stop - at == 1:
        return _met(scan, at, stop)  # one word alone is nobody's name who was not met
    if met := _met(scan, at, stop):
        return met
    if scan.is_function_word(at) or _is_half(scan, at):
        return None
    kind = _guess(scan, at, stop)
    if kind is None:
        return None
    of = _official_of(scan, at) if kind == "person" else None
    is_one = kind == "person" and of is None and _is_one_of_many(scan, at)
    if is_one:
        of = _state_after(scan, stop) or (scan.row.pop(0) if scan.row else None)
    score = 0.75 if of or is_one else _evidence(scan, at, stop, kind)
    if not score:
        return None
    actor = Actor(scan.text_of(at, stop), kind)
    if kind == "person":
        scan.meet(actor, of=of)
        if is_one:
            scan.one_of_many.add(actor)
    return Mention(at, stop, actor, "acts here, and is in no table", score)


def _official_of(scan: Scan, at: int) -> Actor | None:
    """Whom somebody acts for whose name follows: "Peruvian negotiator Ana Ruiz"."""
    last = scan.mentions[-1] if scan.mentions else None
    if last is None or last.stop != at or last.is_place or last.actor.kind == "person":
        return None
    is_official = scan.is_noun(scan.at(at - 1), "officials") and not scan.is_possessive(at - 1)
    return last.actor if is_official else None


def _is_one_of_many(scan: Scan, at: int) -> bool:
    """ "Foreign Ministers Ana Ruiz of Peru and Bo Dahl of Norway"; "the ministers of Peru and
    Norway, Ana Ruiz and Bo Dahl": each for the state in the same place of its row."""
    before = scan.at(at - 1)
    if scan.is_ranks(at - 1):
        scan.row = []
        return True
    if before not in (",", "and") or not scan.mentions:
        return False
    if _follows_one_of_many(scan, at):
        return True
    ranks = next((one for one in range(at - 2, max(at - 13, 0), -1) if scan.is_ranks(one)), 0)
    if before != "," or scan.at(ranks + 1) != "of" or not scan.is_ranks(ranks):
        return False
    scan.row = [mention.actor for mention in scan.mentions if mention.first > ranks]
    return bool(scan.row) and all(actor.kind == "state" for actor in scan.row)


def _follows_one_of_many(scan: Scan, at: int) -> bool:
    last = scan.mentions[-1]
    if scan.at(last.first - 1) == "of" and last.actor.kind == "state" and len(scan.mentions) > 1:
        last = scan.mentions[-2]
    return at - last.stop <= 5 and last.actor in scan.one_of_many


def _state_after(scan: Scan, stop: int) -> Actor | None:
    """Of "Ana Ruiz of Peru"."""
    at = stop + 1 + (scan.at(stop + 1) == "the")
    if scan.at(stop) != "of" or at >= len(scan.words):
        return None
    forms = scan.gazetteer.forms_at(scan.words, at)
    return forms[0].actor if forms and forms[0].actor.kind == "state" else None


def _is_half(scan: Scan, at: int) -> bool:
    """ "Fishery Statistics" in "the Bureau of Fishery Statistics" """
    return scan.at(at - 1) in ("of", "for", "on") and scan.is_capital(at - 2)


def _whole_organisation(scan: Scan, stop: int) -> int:
    """ "Ministry of Trade and Industry" """
    for _ in range(_LONGEST_CHAIN):
        if scan.at(stop) not in ("of", "for", "and") or scan.is_possessive(stop - 1):
            break
        after = stop + 1 + (scan.at(stop + 1) == "the")
        if not scan.is_capital(after) or (scan.at(stop) == "and" and scan.is_function_word(after)):
            break
        stop = scan.name_stop(after)
    return stop


def _is_no_name(scan: Scan, at: int) -> bool:
    if scan.is_listed(at, "calendar"):
        # "May" is somebody's name where somebody of that name was met, and acts.
        is_met = (scan.words[at].removesuffix("'s"),) in scan.met
        return not (is_met and scan.known.is_verb(scan.at(at + 1), "saying", "doing"))
    return scan.is_listed(at, "outlets")


def _met(scan: Scan, at: int, stop: int) -> Mention | None:
    """The surname of a person who was named in full."""
    if not scan.met:
        return None
    words = [*scan.words[at : stop - 1], scan.words[stop - 1].removesuffix("'s")]
    person = scan.met.get(tuple(words))
    if person is None and len(words) > 1:
        person = scan.met.get(tuple(words[-1:]))
        if person and cut(person.name) != tuple(words):
            person = None
    if person is None or not scan.stands_alone(at, stop):
        return None
    if government := scan.government_of(person, at, stop):
        return government
    return Mention(at, stop, person, "surname of somebody named before", 0.85)


def _guess(scan: Scan, at: int, stop: int) -> ActorKind | None:
    listed = [i for i in range(at, stop) if scan.is_listed(i, "organisations")]
    if any(scan.is_listed(i, "outlets") or scan.is_listed(i, "calendar") for i in range(at, stop)):
        return None
    if listed and stop - at > 1 and scan.after_ranks(at, stop) == at:
        return "armed_group" if any(scan.is_listed(i, "armed") for i in listed) else "organisation"
    if scan.after_ranks(at, stop) > at or scan.is_rank(stop - 1):
        return None  # the rank comes later, and the name after it
    capitals = sum(_is_word(scan, index) for index in range(at, stop))
    if not 2 <= capitals <= 4 or (scan.words[at].isupper() and len(scan.words[at]) > 1):
        return None
    before = scan.at(at - 1)
    if before in scan.known.of("left", "places") or scan.known.is_verb(scan.at(at), "saying"):
        return None  # "Ana Ruiz at First Harbour said", "Says Ana Ruiz"
    known = any(_is_place_or_nation(scan, index) for index in range(at, stop))
    return None if known or before == "the" else "person"


def _is_word(scan: Scan, index: int) -> bool:
    """Capitalised, and neither an initial nor an abbreviation."""
    return scan.is_capital(index) and len(scan.words[index]) > 1


def _is_place_or_nation(scan: Scan, index: int) -> bool:
    return any(form.actor.kind != "person" for form in scan.gazetteer.forms_at(scan.words, index))


def _evidence(scan: Scan, at: int, stop: int, kind: ActorKind) -> float:
    """How sure it is that this name acts; 0 where nothing shows it."""
    if scan.is_possessive(stop - 1):
        return 0.0
    after = scan.at(stop)
    if scan.known.is_verb(after, "saying") or after in ("said", "says"):
        return 0.75
    before = scan.at(at - 1)
    before = scan.at(at - 2) if before in _ARTICLES else before
    if before in ("said", "says", "told", "warned", "added", "declared", "insisted"):
        return 0.7 if _closes(after) else 0.0
    if kind == "person":
        return 0.7 if _is_presented(scan, at, stop) else 0.0
    if after == ",":
        after = _after_aside(scan, stop + 1)
    if scan.known.is_verb(after, "doing", "saying") or after in scan.known.of("verbs", "auxiliary"):
        return 0.6
    return 0.0


def _is_presented(scan: Scan, at: int, stop: int) -> bool:
    """Somebody: "Ana Ruiz, a spokeswoman for", "Ana Ruiz, who", "Ana Ruiz led her team"."""
    if scan.at(stop) == ",":
        after = stop + 1
        if scan.at(after).isdigit() and scan.at(after + 1) == ",":
            after += 2  # the age
        if scan.at(after) == "who" or _apposition(scan, after):
            return True
        return scan.at(at - 1) == "," and _names_role(scan, at - 1)
    return scan.at(stop + 1) in ("his", "her") and scan.known.is_verb(scan.at(stop), "doing")


def _names_role(scan: Scan, comma: int) -> bool:
    """ "Peru's ambassador to Chile, Ana Ruiz," """
    return any(
        scan.is_noun(scan.at(index), "anybody") or scan.is_rank(index)
        for index in range(max(comma - 5, 0), comma)
    )


def _after_aside(scan: Scan, at: int) -> str:
    """The word behind "…, a rebel coalition, " """
    for index in range(at, at + 8):
        if scan.at(index) == ",":
            return scan.at(index + 1)
    return ""


def _closes(word: str) -> bool:
    return (
        not word
        or not word[0].isalpha()
        or word in ("in", "on", "at", "after", "during", "as", "when", "that")
    )


def _apposition(scan: Scan, at: int) -> bool:
    """ "…, the foreign minister of Peru", "…, Peru's envoy", "…, a spokesman for" """
    index = at + (scan.at(at) in _ARTICLES)
    for _ in range(5):
        word = scan.at(index)
        if word in _ROLES or scan.is_noun(word, "anybody") or word in name_words("persons"):
            return True
        if scan.gazetteer.title_at(scan.lower, index) if index < len(scan.lower) else 0:
            return True
        if not word or not word[0].isalpha():
            return False
        index += 1
    return False
