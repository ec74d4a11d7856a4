"""Draft titles from clauses: "Norway to leave the talks unless Borduria frees the prisoners"."""

import re

from tracker.suggest.conditions.marks import Mark
from tracker.suggest.conditions.parties import Parties
from tracker.suggest.found import ActorFound, Operator

LONGEST = 120
_JOINS: dict[Operator, str] = {
    "if": "if", "unless": "unless", "only_if": "only if", "until": "until",
}  # fmt: skip
# The verb of intention becomes "to": "will leave" → "to leave".
_INTENDS = re.compile(
    r"""(?: \s (?:will|would|shall|must|has\sto|have\sto|need(?:s|ed)?\sto|(?:is|are)\sto)
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
_THEIRS = re.compile(r"(?:it|he|she|they)\b", re.IGNORECASE)
_REFUSED = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:it|they) ", re.IGNORECASE)
_OWN_SUBJECT = re.compile(r"(?:we|i)\s", re.IGNORECASE)
_OWN = re.compile(r"\b(?:myself|ourselves|our|my|us|me)\b|['’]ve\b|\bwe\b|\bI\b", re.IGNORECASE)
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
        return _both(_duty(if_clause), joint, then_clause)
    if mark.form == "between":
        joint = mark.words if mark.words == "before" else f"as {mark.words}"
        return _both(_duty(if_clause), joint, then_clause)
    is_noun = mark.form == "noun" and not if_clause.startswith(_WHETHER)
    join = mark.words if is_noun else _JOINS[mark.operator]
    if " only " in then_clause and join == "only if":
        join = "if"
    if if_clause.startswith(_NOT) and join == "if":
        join, if_clause = "unless", if_clause.removeprefix(_NOT)
    then = _filled(then_clause, left_out, who.acting or who.initiator)
    then = then or _heading(then_clause, who.initiator, acting=who.acting)
    return _both(then, join, _named(if_clause.removeprefix(_WHETHER), who))


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


def _duty(clause: str) -> str:
    """ "Moscow must first reply" → "Moscow to reply"."""
    return _OWES.sub(" to ", clause, count=1)


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
        return f"“{clause}”" if _OWN_SUBJECT.match(clause) else clause
    if _OURS.fullmatch(who.strip()):
        if initiator is None or _OWN.search(what) or (not verb and " " not in what.strip()):
            return f"“{clause}”"
        who = initiator.name
    elif _THEIRS.fullmatch(who.strip()) and (meant := acting or initiator):
        who = meant.name
    elif who.strip().lower() == "there" or not verb or len(who.split()) > 6:
        return clause
    return " ".join(part for part in (who.strip(), verb, what.strip()) if part)


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
