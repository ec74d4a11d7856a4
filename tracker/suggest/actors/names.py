"""Known names in a text: as they stand, as adjectives, as capitals that are places or act."""

from tracker.suggest.actors.known import Form
from tracker.suggest.actors.reading import government_score
from tracker.suggest.actors.scan import Mention, Scan

_MODIFIERS = 4  # words between an adjective and its noun
_LONGEST_CHAIN = 6  # adjectives of states in a row
_LED = frozenset(["led", "run", "controlled", "commanded", "dominated", "flagged"])
_SENT = frozenset(
    ["officials", "official", "delegation", "delegations", "delegates", "diplomats", "negotiators"]
) | {"envoys", "envoy", "leaders", "ministers", "representatives", "experts", "mediators", "team"}
_METONYM = 1.5  # a house of government is rarely a place


def named(scan: Scan, at: int) -> Mention | None:
    """The known actor whose name, adjective or metonym begins here."""
    forms = scan.gazetteer.forms_at(scan.words, at)
    forms = [form for form in forms if _fits(scan, form, at)]
    if not forms:
        return None
    form = _choose(scan, forms)
    stop = at + len(form.words)
    if form.actor.kind == "person":
        return _person(scan, forms, at, stop)
    if _is_part_of_another(scan, at, stop, form):
        return None
    if acting := _with_officials(scan, form, at, stop):
        return acting
    if _is_in_organisation(scan, at, stop):
        return None
    if form.kind in ("demonym", "people"):
        return _people(scan, form, at, stop) or _place_of(scan, form, at, stop)
    if form.kind == "city":
        return Mention(at, stop, form.actor, f"lies in {form.actor.name}", 0.6, is_place=True)
    mention = _place_or_not(scan, form, at, stop)
    if mention and form.kind == "capital" and not mention.is_place and len(forms) > 1:
        return _of_organisation(scan, forms, mention)
    return mention


def _of_organisation(scan: Scan, forms: list[Form], mention: Mention) -> Mention:
    """ "Brussels said": the Union's, unless Belgium was spoken of."""
    others = [form for form in forms if form.kind == "metonym"]
    if others and all(one.actor != mention.actor for one in scan.mentions[-30:]):
        mention.actor, mention.why = others[0].actor, _why(others[0])
    return mention


def _fits(scan: Scan, form: Form, at: int) -> bool:
    return not form.needs_the or scan.at(at - 1) == "the"


def _choose(scan: Scan, forms: list[Form]) -> Form:
    """Of forms alike: an actor that was met; a name before an adjective ("US")."""
    if len(forms) == 1:
        return forms[0]
    met = {mention.actor for mention in scan.mentions[-30:]}
    return next((form for form in forms if form.actor in met), forms[0])


def _is_part_of_another(scan: Scan, at: int, stop: int, form: Form) -> bool:
    """ "New England", "Jordan Peterson", "the Washington Post" are other names."""
    if scan.is_listed(stop, "outlets") and scan.is_capital(stop):
        return True
    if scan.at(stop) == "$":
        return True  # US$ 100
    before, is_name = at - 1, form.kind in ("name", "capital", "city")
    if is_name and len(form.words) == 1 and scan.is_capital(before) and not scan.touches(at):
        known = scan.mentions and scan.mentions[-1].stop == at
        word = scan.at(before)
        if word in scan.known.of("left", "quarters"):
            return True  # North America
        if scan.is_listed(at, "also_persons") and _is_given_name(scan, before):
            return True
        if not (known or scan.begins_sentence(before) or scan.is_possessive(before)):
            return not (scan.is_noun(word, "officials") or scan.is_function_word(before))
    return False


def _is_given_name(scan: Scan, index: int) -> bool:
    """Perhaps: a capitalised word that has no other reason for its capital."""
    word = scan.at(index)
    return not (
        scan.is_possessive(index)
        or scan.is_function_word(index)
        or scan.is_noun(word, "officials")
        or word.endswith(("ly", "ing", "ed"))
    )


def _is_in_organisation(scan: Scan, at: int, stop: int) -> bool:
    """ "China Eastern Airlines" """
    if not scan.is_capital(stop) or scan.is_possessive(stop - 1):
        return False
    return any(
        scan.is_listed(index, "organisations") for index in range(stop, scan.name_stop(stop))
    )


# ── persons ─────────────────────────────────────────────────────────────────────────────────


def _person(scan: Scan, forms: list[Form], at: int, stop: int) -> Mention | None:
    people = [form.actor for form in forms]
    if forms[0].kind != "surname":
        person = scan.best(people) or people[0]
        scan.meet(person)
        return Mention(at, stop, person, "a name of this actor", 0.95)
    if not scan.stands_alone(at, stop):
        return None
    key = forms[0].words
    known = scan.met.get(key) or scan.best(people)
    if known is None:
        return None
    if government := scan.government_of(known, at, stop):
        return government
    was_met = key in scan.met
    scan.meet(known)
    why = "surname of somebody named before" if was_met else "surname of somebody in office"
    return Mention(at, stop, known, why, 0.9 if was_met else 0.8)


# ── states and organisations ────────────────────────────────────────────────────────────────


def _with_officials(scan: Scan, form: Form, at: int, stop: int) -> Mention | None:
    """ "senior French officials", "US officials": whoever they act for."""
    if form.kind == "metonym" or scan.at(at - 1) in ("former", "ex"):
        return None
    if form.kind in ("capital", "city") and not scan.is_noun(scan.at(stop), "officials"):
        return None
    last = 0
    possessive = scan.is_possessive(stop - 1)
    start = stop + (possessive and scan.at(stop) in ("'", "’"))
    for index in range(start, start + _MODIFIERS):
        word = scan.at(index)
        if scan.is_noun(word, "officials"):
            last = index + 1
        elif not scan.is_noun(word, "between"):
            break
    if not last and form.kind == "demonym" and _is_coordinated(scan, stop):
        return Mention(at, stop, form.actor, "officials of several states", 0.75)
    if not last:
        return _deed(scan, form, at, stop)
    noun = scan.at(last - 1)
    return Mention(at, last, form.actor, f"{noun} act for {form.actor.name}", 0.85)


def _is_coordinated(scan: Scan, stop: int) -> bool:
    """ "Israeli and Palestinian negotiators", from behind the first adjective."""
    index = stop
    for _ in range(_LONGEST_CHAIN):
        joined = index
        while scan.at(joined) in (",", "and", "or"):
            joined += 1
        if joined == index or joined >= len(scan.words):
            return False
        forms = scan.gazetteer.forms_at(scan.words, joined)
        if not forms or forms[0].kind != "demonym":
            return False
        index = joined + len(forms[0].words)
        ahead = (scan.at(one) for one in range(index, index + _MODIFIERS))
        if any(scan.is_noun(word, "officials") for word in ahead):
            return True
    return False


def _deed(scan: Scan, form: Form, at: int, stop: int) -> Mention | None:
    """ "the Russian offer", "a U.S. strike": only the adjective is marked."""
    if form.kind not in ("demonym", "abbreviation"):
        return None
    if scan.at(stop) == "-" and scan.touches(stop) and scan.at(stop + 1) in _LED:
        led = f"whatever {form.actor.name} leads"
        return Mention(at, stop, form.actor, led, 0.6)
    index = stop
    while index < stop + _MODIFIERS and scan.is_noun(scan.at(index), "between"):
        index += 1
    if scan.is_noun(scan.at(index), "deeds"):
        noun = scan.at(index)
        return Mention(at, stop, form.actor, f"{noun} of {form.actor.name}", 0.6)
    return None


def _people(scan: Scan, form: Form, at: int, stop: int) -> Mention | None:
    """ "the Americans", "the French were ready"; not "French wine", "two Americans"."""
    before = scan.at(at - 1)
    if before in scan.known.of("left", "counted"):
        return None
    word = scan.at(stop)
    if before and scan.is_capital(at - 1) and not scan.begins_sentence(at - 1):
        return None  # Cuban Americans
    if at and any(one.kind == "demonym" for one in scan.gazetteer.forms_at(scan.words, at - 1)):
        return None  # "Ecuadorean Indians"
    is_plural = form.kind == "people" and form.words[-1].endswith(("s", "men", "ese", "gyz"))
    if form.kind == "people" and not is_plural:
        return None
    is_group = before == "the" and form.words[-1].endswith(("ese", "ch", "sh", "ss", "gyz"))
    if not is_plural and not (is_group and _ends_phrase(scan, stop, word)):
        return None
    return Mention(at, stop, form.actor, f"people of {form.actor.name}", 0.7)


def _place_of(scan: Scan, form: Form, at: int, stop: int) -> Mention | None:
    """ "the Peruvian town of", "the northern Peruvian port": a place in the state."""
    if form.kind == "demonym" and scan.at(stop) in scan.known.of("nouns", "towns"):
        place = f"a {scan.at(stop)} in {form.actor.name}"
        return Mention(at, stop + 1, form.actor, place, 0.55, is_place=True)
    return None


def _ends_phrase(scan: Scan, stop: int, word: str) -> bool:
    if not word or not word[0].isalpha() or word in ("and", "or", "who", "but", "themselves"):
        return word != "-"
    return (
        word in scan.known.of("verbs", "auxiliary")
        or word in scan.known.of("verbs", "be")
        or word in scan.known.of("left", "places")
        or word in scan.known.of("left", "actors")
        or word in scan.known.of("left", "clause")
        or scan.known.is_verb(word, "saying")
        or (scan.known.is_past(word) and scan.known.is_verb(word, "doing"))
    )


def _place_or_not(scan: Scan, form: Form, at: int, stop: int) -> Mention | None:
    actor = form.actor
    if actor.kind in ("organisation", "armed_group") and form.kind != "capital":
        return Mention(at, stop, actor, _why(form), 0.95)
    last = scan.mentions[-1] if scan.mentions and scan.at(at - 1) == "of" else None
    if last and last.stop == at - 1 and last.actor.kind == "person":
        return Mention(at, stop, actor, "whom the person before acts for", 0.7)
    if scan.is_possessive(stop - 1) and _is_person(scan, stop):
        return Mention(at, stop, actor, f"has somebody who acts: {_why(form)}", 0.7)
    if _is_sender(scan, at):
        return Mention(at, stop, actor, f"whom they act for: {_why(form)}", 0.75)
    score = government_score(scan.document, scan.tokens[at].start, scan.end_of(stop))
    if form.kind == "metonym":
        score += _METONYM
    if form.kind == "abbreviation" or actor.kind == "bloc":
        score += 0.8
    if score > 0:
        return Mention(at, stop, actor, _why(form), 0.95 if form.kind == "name" else 0.85)
    return Mention(at, stop, actor, f"{_why(form)}, read as a place", 0.6, is_place=True)


def _is_sender(scan: Scan, at: int) -> bool:
    """ "A delegation from Kuwait", "officials from India and Pakistan", "ministers of Peru"."""
    index = at - 1
    while at - index < _LONGEST_CHAIN and (
        scan.at(index) in ("and", ",", "the") or (index < at - 1 and scan.is_capital(index))
    ):
        index -= 1
    by = scan.at(index)
    return (by == "from" and scan.at(index - 1) in _SENT) or (
        by == "of" and scan.is_ranks(index - 1)
    )


def _is_person(scan: Scan, at: int) -> bool:
    """ "Norway's Ode" """
    forms = scan.gazetteer.forms_at(scan.words, at) if at < len(scan.words) else []
    return any(form.actor.kind == "person" for form in forms)


def _why(form: Form) -> str:
    said: dict[str, str] = {
        "name": "a name of this actor",
        "abbreviation": "an abbreviation",
        "capital": f"seat of government: {form.actor.name}",
        "metonym": f"stands for {form.actor.name}",
    }
    return said.get(form.kind, "a name of this actor")
