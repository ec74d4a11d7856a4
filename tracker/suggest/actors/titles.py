"""Titles: "the Russian president", "Secretary of State Marco Rubio", "Peru's foreign minister"."""

from typing import NamedTuple

from tracker.suggest.actors.known import Actor
from tracker.suggest.actors.scan import Mention, Scan
from tracker.suggest.actors.words import name_words

_OWNERS = ("demonym", "name", "abbreviation", "capital")
# Not the one who holds the office.
_NOT_HOLDING = frozenset(
    ["former", "ex", "late", "then", "ousted", "onetime", "deputy", "junior", "assistant", "future"]
)
# Titles that mean anybody unless a state or a name stands with them.
_LOOSE = frozenset(
    ["leader", "chief", "head", "spokesman", "envoy", "special envoy", "dictator", "pm"]
)
_DETERMINERS = frozenset(["the", "its", "their", "our", "whose"])
_LONGEST_MODIFIER = 3


class Title(NamedTuple):
    """tokens[first:stop] say an office, of a state if one is named with it."""

    first: int
    stop: int
    words: str
    of: Actor | None
    is_other: bool  # a former one, a deputy


def titled(scan: Scan, at: int) -> Mention | None:
    """The person or the office behind the title that begins here, with the name that follows."""
    title = title_at(scan, at)
    if title is None:
        return _rank(scan, at)
    return _with_name(scan, title) or _without_name(scan, title)


def title_at(scan: Scan, at: int) -> Title | None:
    # A title may hold its owner: "Kremlin spokesman".
    is_whole = scan.gazetteer.title_at(scan.lower, at) > 1
    owner, after = (None, at) if is_whole else _owner(scan, at)
    after, size, is_other = _title_after(scan, after, is_owned=owner is not None)
    if not size:
        if owner and scan.at(after) == "counterpart":
            return Title(at, after + 1, "counterpart", owner, is_other)
        return None
    stop = after + size
    if scan.at(stop) == "-" and scan.touches(stop):
        return None  # president-elect
    words = " ".join(scan.text_of(after, stop).lower().split())
    if owner is None and scan.at(stop) in ("of", "for") and not scan.is_possessive(stop - 1):
        owner, stop = _owner_after(scan, stop)
    return Title(at, stop, words, owner, is_other or scan.at(at - 1) in _NOT_HOLDING)


def _title_after(scan: Scan, after: int, *, is_owned: bool) -> tuple[int, int, bool]:
    """Where the title begins, how many words it has, and whether it is said of another."""
    is_other = False
    for _ in range(_LONGEST_MODIFIER):
        size = scan.gazetteer.title_at(scan.lower, after) if after < len(scan.lower) else 0
        word = scan.at(after)
        if size or not (word in _NOT_HOLDING or (is_owned and scan.is_noun(word, "before_titles"))):
            return after, size, is_other
        is_other = is_other or word in _NOT_HOLDING
        after += 1
    return after, 0, is_other


def _owner(scan: Scan, at: int) -> tuple[Actor | None, int]:
    """The state or organisation before a title, and where what follows it begins."""
    for form in scan.gazetteer.forms_at(scan.words, at):
        if form.kind in _OWNERS and form.actor.kind != "person":
            return form.actor, at + len(form.words)
    return None, at


def _owner_after(scan: Scan, stop: int) -> tuple[Actor | None, int]:
    """ "president of the Czech Republic" """
    at = stop + 1 + (scan.at(stop + 1) == "the")
    if at < len(scan.words):
        for form in scan.gazetteer.forms_at(scan.words, at):
            if form.kind in ("name", "abbreviation") and form.actor.kind != "person":
                return form.actor, at + len(form.words)
    return None, stop


# ── with a name ─────────────────────────────────────────────────────────────────────────────


def _with_name(scan: Scan, title: Title) -> Mention | None:
    if scan.is_possessive(title.stop - 1):
        return None
    at = title.stop
    if scan.at(at) == "," and title.of:
        # "Peru's foreign minister, Ana Ruiz, said": the name is a mention of its own.
        return None
    found = person_at(scan, at, title)
    if found is None:
        return None
    person, stop = found
    scan.meet(person, title="" if title.is_other else title.words, of=title.of)
    iso = title.of.iso_3166 if title.of else ""
    return Mention(
        title.first, stop, person, f"named with a title: {title.words}", 0.95, iso_3166=iso
    )


def person_at(scan: Scan, at: int, title: Title | None) -> tuple[Actor, int] | None:
    """The person whose name begins here, known or not, and where the name ends."""
    stop = scan.name_stop(at)
    at = scan.after_ranks(at, stop) if stop > at else at
    if stop <= at or scan.is_listed(at, "calendar") or scan.is_listed(at, "outlets"):
        return None
    for form in scan.gazetteer.forms_at(scan.words, at):
        if form.actor.kind == "person" and form.kind != "surname":
            return form.actor, at + len(form.words)
        if form.actor.kind != "person" and at + len(form.words) >= stop:
            return None
    last = (*scan.words[at : stop - 1], scan.words[stop - 1].removesuffix("'s"))
    person = _by_surname(scan, last, title)
    if person is None:
        person = _new_person(scan, at, stop, title)
    return (person, stop) if person else None


def _by_surname(scan: Scan, name: tuple[str, ...], title: Title | None) -> Actor | None:
    """Of those with this surname: met before, or holder of the office that is named."""
    for first in range(len(name)):
        key = name[first:]
        if key in scan.met and (first == 0 or first + 1 == len(name)):
            person = scan.met[key]
            given = person.name.split()[0]
            if first == 0 or given[0] == name[0][0]:
                return person
        people = scan.gazetteer.surnames.get(key, [])
        if people and title:
            fitting = _holders(scan, title, people)
            if fitting and (first == 0 or any(p.name[0] == name[0][0] for p in fitting)):
                return fitting[0]
    return None


def _holders(scan: Scan, title: Title, people: list[Actor]) -> list[Actor]:
    """Those who hold the office on the day of publication, then those who ever did."""
    offices = [
        office
        for office in scan.gazetteer.offices.get(title.words, ())
        if title.of is None or office.of == title.of
    ]
    now = [one for one in people if any(o.held_by(one, scan.day) for o in offices)]
    return now or [one for office in offices if (one := office.any_holder(people))]


def _new_person(scan: Scan, at: int, stop: int, title: Title | None) -> Actor | None:
    if any(scan.is_listed(index, "organisations") for index in range(at, stop)):
        return None
    if scan.is_rank(stop - 1):
        return None
    iso = title.of.iso_3166 if title and title.of and title.of.kind == "state" else ""
    return Actor(scan.text_of(at, stop), "person", "", iso)


# ── without a name ──────────────────────────────────────────────────────────────────────────


def _without_name(scan: Scan, title: Title) -> Mention | None:
    apposed = _apposed(scan, title)
    if apposed:
        return Mention(title.first, title.stop, apposed, "stands beside the name", 0.85)
    if title.words == "counterpart":
        return _the_counterpart(scan, title)
    if title.of is None:
        return _bare(scan, title)
    if title.is_other:
        return None
    return _of_state(scan, title, title.of)


def _apposed(scan: Scan, title: Title) -> Actor | None:
    """ "Ana Ruiz, the foreign minister of Peru": whoever was named right before."""
    before = title.first - 1
    before -= scan.at(before) in ("the", "a", "an")
    last = scan.mentions[-1] if scan.mentions else None
    if last and scan.at(before) == "," and last.stop == before and last.actor.kind == "person":
        if title.of:
            scan.meet(last.actor, title=title.words, of=title.of)
            last.iso_3166 = title.of.iso_3166
        return last.actor
    return None


def _of_state(scan: Scan, title: Title, of: Actor) -> Mention | None:
    iso = of.iso_3166
    office = scan.gazetteer.office(title.words, of)
    holder = office.holder(scan.day) if office else None
    if holder:
        scan.meet(holder, title=title.words, of=of)
        why = f"{title.words} of {of.name} on {scan.day.isoformat()}"
        return Mention(title.first, title.stop, holder, why, 0.9, iso_3166=iso)
    if office and office.actor:
        return Mention(title.first, title.stop, office.actor, "an office", 0.9, iso_3166=iso)
    if title.words in _LOOSE or title.words not in name_words("offices"):
        return Mention(title.first, title.stop, of, f"{title.words} acts for {of.name}", 0.8)
    actor = Actor(f"{title.words.capitalize()} of {of.name}", "office", "", iso)
    return Mention(title.first, title.stop, actor, "an office whose holder is not known", 0.7)


def _the_counterpart(scan: Scan, title: Title) -> Mention | None:
    """The same office of another state, when the one who was named last holds one."""
    of = title.of
    if of is None:
        return None
    people = [one.actor for one in scan.mentions[-3:] if one.actor.kind == "person"]
    for person in reversed(people):
        for held in scan.gazetteer.tenures.get(person, ()):
            if held.held_by(person, scan.day):
                return _first_holder(scan, title, held.titles, of)
    return Mention(title.first, title.stop, of, f"a counterpart acts for {of.name}", 0.8)


def _first_holder(scan: Scan, title: Title, titles: list[str], of: Actor) -> Mention:
    for words in titles:
        office = scan.gazetteer.office(words, of)
        if office and (holder := office.holder(scan.day)):
            scan.meet(holder, title=words, of=of)
            why = f"counterpart: {words} of {of.name} on {scan.day.isoformat()}"
            return Mention(title.first, title.stop, holder, why, 0.8, iso_3166=of.iso_3166)
    return Mention(title.first, title.stop, of, f"a counterpart acts for {of.name}", 0.8)


def _bare(scan: Scan, title: Title) -> Mention | None:
    """ "the president": the one spoken of, or of the state whose people were named last."""
    if title.is_other or title.words in _LOOSE:
        return None
    before = scan.at(title.first - 1)
    if before not in _DETERMINERS and not scan.is_capital(title.first):
        return None
    if before in ("a", "an", "any", "every", "no"):
        return None
    person, why = _who(scan, title)
    return Mention(title.first, title.stop, person, why, 0.7) if person else None


def _who(scan: Scan, title: Title) -> tuple[Actor | None, str]:
    offices = scan.gazetteer.offices.get(title.words, ())
    if person := scan.called.get(title.words):
        return person, f"the {title.words} named before"
    for mention in reversed(scan.mentions[-12:]):
        person = mention.actor
        if person.kind == "person" and any(o.held_by(person, scan.day) for o in offices):
            return person, f"the {title.words} spoken of"
    for of, _count in scan.states_named.most_common(1):
        office = scan.gazetteer.office(title.words, of)
        if office and (holder := office.holder(scan.day)):
            return holder, f"the {title.words} of {of.name}, whose people are spoken of"
    alone = [office for office in offices if title.words in office.bare]
    if not alone:
        return None, ""
    # The caller's offices may share a title with the table's: the one who holds it is meant.
    meant = next((office for office in alone if office.holder(scan.day)), alone[-1])
    why = f"{title.words} means the one of {meant.of.name}"
    return meant.holder(scan.day) or meant.actor, why


# ── "Mr Ode", "General Ode" ─────────────────────────────────────────────────────────────────


def _rank(scan: Scan, at: int) -> Mention | None:
    if scan.at(at) not in name_words("persons") or scan.is_possessive(at):
        return None
    after = at + 1 + (scan.words[at + 1 : at + 2] == ["."])
    if not scan.is_capital(after) or scan.begins_sentence(after):
        return None
    found = person_at(scan, after, None)
    if found is None or any(scan.is_listed(i, "organisations") for i in range(after, found[1])):
        return None
    person, stop = found
    scan.meet(person)
    return Mention(at, stop, person, f"named with a title: {scan.at(at)}", 0.85)
