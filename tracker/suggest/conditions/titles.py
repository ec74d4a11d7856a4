"""Draft titles from clauses: "Norway to leave the talks unless Borduria frees the prisoners"."""

import re

from tracker.suggest.conditions.marks import Mark
from tracker.suggest.conditions.parties import Parties
from tracker.suggest.conditions.words import ACTS, is_finite, is_modal
from tracker.suggest.found import ActorFound, Operator

LONGEST = 120
_JOINS: dict[Operator, str] = {
    "if": "if", "unless": "unless", "only_if": "only if", "until": "until",
}  # fmt: skip
# The verb of intention becomes "to": "will leave" → "to leave".
_INTENDS = re.compile(
    r"""(?: \s (?:(?:will|would)\s(?:have|need)\sto|will|would|shall|must|has\sto|have\sto
            |need(?:s|ed)?\sto|(?:is|are)\sto)
        (?P<no>\s not)?+ (?=\s)
    | ['’]ll (?P<no_ll>\s not)?+ (?=\s)
    | \s (?P<wont>won['’]t|wouldn['’]t) (?=\s)
    | (?: \s (?:is|are|was|were) | ['’](?:re|s|m) ) (?P<no_going>\s not)?+ \s going \s to (?=\s)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:\s(?:is|are|am|was|were)|['’](?:re|m))(?P<no>\snot)?+(?=\s)", re.IGNORECASE
)
_OWES = re.compile(
    r"\s(?:must|should|shall|has to|have to|needs to|need to)\s(?:first\s)?+", re.IGNORECASE
)
_OURS = re.compile(r"(?:we|i)\b", re.IGNORECASE)
_YOURS = re.compile(r"you", re.IGNORECASE)
_THEIRS = re.compile(r"(?:it|he|she|they)\b", re.IGNORECASE)
_REFUSED = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|they) ", re.IGNORECASE)
_OWN_SUBJECT = re.compile(r"(?:we|i)\s", re.IGNORECASE)
_OWN = re.compile(r"\b(?:myself|ourselves|our|my|us|me)\b|['’]ve\b|\bwe\b|\bI\b", re.IGNORECASE)
# "Will not talk and will return": what hangs on the condition is the last of it.
_BOTH_VERBS = re.compile(
    r"^(?P<who>\S+(?:\s\S+){0,5}?)\s(?:will|would|is|are|has|have|said)\s[^,;]{1,120}?\s(?:and|but)\s"
    r"(?=(?:will|would|must)\s)",
    re.IGNORECASE,
)
_THEIR_OWN = re.compile(
    r"(?:its|their|his|her)\s(?P<land>country|government|nation)?", re.IGNORECASE
)
_OPENS = re.compile(r"^(?:(?:and|but|so)\s|on\s\d{1,2}\s[A-Z][a-z]+,?\s)+", re.IGNORECASE)
_WHETHER = "whether "
_NOT = "not: "
# "Very soon" says less than the time that is put in its place.
_VAGUE_END = re.compile(
    r"\s(?:very\s|quite\s|pretty\s)?(?:soon|quickly|shortly)(?:\snow)?$", re.IGNORECASE
)
_NO_END = re.compile(r"[\s,;:—–-]++$")


def condition_title(
    if_clause: str, then_clause: str, mark: Mark, who: Parties, left_out: str = ""
) -> str:
    """The consequence first, except where the sentence says it last: "to withdraw or face …".

    left_out: the verb that a short then part ("it would not") leaves to the words before.
    """
    if mark.form in ("between", "before") and mark.operator == "unless":
        joint = "or" if mark.words.startswith("or ") and mark.words != "or else" else "or else"
        return _both(_duty(if_clause, who.asked), joint, then_clause)
    if mark.form == "between":
        joint = mark.words if mark.words == "before" else f"as {mark.words}"
        asked = _by_author(if_clause, who.initiator) or _duty(if_clause, who.asked)
        return _both(asked, joint, then_clause)
    is_noun = mark.form == "noun" and not if_clause.startswith(_WHETHER)
    join = mark.words if is_noun else _JOINS[mark.operator]
    if " only " in then_clause and join == "only if":
        join = "if"
    if if_clause.startswith(_NOT) and join == "if":
        join, if_clause = "unless", if_clause.removeprefix(_NOT)
    then = _filled(then_clause, left_out, who.acting or who.initiator)
    then = then or _then(then_clause, who)
    return _both(then, join, _named(if_clause.removeprefix(_WHETHER), who))


def _then(clause: str, who: Parties) -> str:
    """What follows as a headline, with whose it is where it has no subject, or is no clause."""
    clause = _OPENS.sub("", clause, count=1)
    doer = who.acting or who.initiator
    first, *others = clause.lower().split(" ", 1)
    if doer and (is_modal(first) or (first in ACTS and others)):
        clause = f"{doer.name} {clause}"
    clause = _BOTH_VERBS.sub(r"\g<who> ", clause, count=1)
    titled = _by_author(clause, who.initiator)
    return titled or _heading(clause, who.initiator, acting=who.acting)


def _by_author(clause: str, author: ActorFound | None) -> str:
    """ "Norway: threat of tariffs", for what is no clause and names nobody."""
    is_clause = any(map(is_finite, clause.lower().split()[1:]))
    if is_clause or author is None or author.kind == "person" or author.name in clause:
        return ""
    return f"{author.name}: {clause[:1].lower()}{clause[1:]}"


def _filled(clause: str, left_out: str, actor: ActorFound | None) -> str:
    """ "It would not" → "Norway not to suspend its aid"."""
    if not left_out or actor is None:
        return ""
    is_refused = _REFUSED.search(clause) is not None
    if left_out.partition(" ")[0].endswith("ing"):
        return f"{actor.name}: {'no ' if is_refused else ''}{left_out}"
    return f"{actor.name} {'not ' if is_refused else ''}to {left_out}"


def _named(clause: str, who: Parties) -> str:
    """ "It failed to reply" → "Ruritania failed to reply", where no other name says so."""
    asked, acting = who.asked, who.acting
    if asked is None or (acting and acting.name == asked.name):
        return clause
    return _PRONOUN.sub(f"{asked.name} ", clause, count=1)


def _both(then: str, join: str, asked: str) -> str:
    """Both parts, each cut where it is long: a title without its condition says too much."""
    then, asked = " ".join(then[: 4 * LONGEST].split()), " ".join(asked[: 4 * LONGEST].split())
    room = LONGEST - len(join) - 2
    if len(then) + len(asked) > room:
        then = _cut(then, max(LONGEST // 2, room - len(asked)))
    return shortened(f"{then} {join} {_cut(asked, room - len(then))}")


def _duty(clause: str, asked: ActorFound | None) -> str:
    """ "Moscow must first reply", "that Moscow reply" → "Moscow to reply"."""
    owed, count = _OWES.subn(" to ", clause, count=1)
    name = f"{asked.name} " if asked else ""
    is_wish = not count and name and clause.startswith(name)
    return f"{name}to {clause.removeprefix(name)}" if is_wish and not _TO.search(clause) else owed


_TO = re.compile(r"\bto\b|\b(?:is|are|has|have)\b")


def deadline_title(demand: str, when: str, initiator: ActorFound | None) -> str:
    """What is due by when; the time before what is to be known: "to tell by Friday whether …"."""
    heading = _heading(demand, initiator)
    first, whether, rest = heading.partition(f" {_WHETHER}")
    if when and whether:
        pause = "," if "," in when else ""
        return shortened(f"{_VAGUE_END.sub('', first)} {when}{pause}{whether}{rest}")
    return shortened(" ".join(part for part in (heading, when) if part))


def _heading(clause: str, initiator: ActorFound | None, *, acting: ActorFound | None = None) -> str:
    """The clause as a headline has it: who is to do what. `acting` is whom "it" means."""
    # The verb stands early, or the title has no room for it; and before "whether it would".
    head = clause[:LONGEST].partition(f" {_WHETHER}")[0]
    if found := _INTENDS.search(head):
        refuses = any(found[name] for name in ("no", "no_ll", "wont", "no_going"))
        who, what = clause[: found.start()], clause[found.end() :]
        verb = "not to" if refuses else "to"
    elif found := _STATE.search(head):
        who, what = clause[: found.start()], clause[found.end() :]
        verb = "not" if found["no"] else ""
    else:
        return f"“{clause}”" if _OWN_SUBJECT.match(clause) else _owned(clause, initiator, acting)
    if _OURS.fullmatch(who.strip()):
        if initiator is None or _OWN.search(what) or (not verb and " " not in what.strip()):
            return f"“{clause}”"
        who = initiator.name
    elif _THEIRS.fullmatch(who.strip()):
        if (meant := acting or initiator) is None:
            return clause
        who = meant.name
    elif _YOURS.fullmatch(who.strip()):
        return f"“{clause}”"
    elif who.strip().lower() == "there" or not verb or len(who.split()) > 6:
        return clause
    who = _owned(who.strip(), initiator, acting)
    return " ".join(part for part in (who, verb, what.strip()) if part)


def _owned(words: str, initiator: ActorFound | None, acting: ActorFound | None) -> str:
    """ "His country" → the state that he speaks for, "its army" → "Norway's army", "he hoped" →
    who hoped."""
    if found := _THEIR_OWN.match(words):
        owner = acting or initiator
        if owner is None or owner.kind == "office":
            return words
        if found["land"] and (owner.of or owner.kind == "state"):
            return f"{owner.of or owner.name}{words[found.end() :]}"
        return f"{owner.name}’s {words.partition(' ')[2]}"
    pronoun, _, rest = words.partition(" ")
    meant = acting or initiator
    is_person = pronoun.lower() in ("he", "she")
    if meant and rest and (is_person or pronoun.lower() == "it"):
        return f"{meant.name} {rest}" if is_person == (meant.kind == "person") else words
    return words


def shortened(words: str) -> str:
    """With a capital, in one line, and no longer than a title may be."""
    words = " ".join(words[: 4 * LONGEST].split())
    words = words[:1].upper() + words[1:]
    if len(words) <= LONGEST:
        return words
    return _cut(words, LONGEST)


def _cut(words: str, longest: int) -> str:
    """Between words, where there is a space in the second half."""
    if len(words) <= longest:
        return words
    closing = "”" if words.startswith("“") and words.endswith("”") else ""
    cut = words[: longest - 1 - len(closing)]
    cut = cut[: cut.rfind(" ")] if cut.rfind(" ") > longest // 2 else cut
    return f"{_NO_END.sub('', cut)}…{closing}"
