"""What only the whole text tells: who "he" is, and whom a president acts for whose state is not
said. Both only where one alone can be meant."""

from bisect import bisect_left

from tracker.suggest.actors.scan import Mention, Scan
from tracker.suggest.actors.words import name_words

_PRONOUNS = ("he", "she")
_REACH = 120  # tokens before a pronoun that are looked at


def of_the_only_state(scan: Scan) -> None:
    """ "President Ode" in a text that names one state acts for that."""
    named = {mention.actor.iso_3166 or mention.iso_3166 for mention in scan.mentions} - {""}
    titled = [person for title, person in scan.called.items() if title in name_words("offices")]
    if len(named) != 1 or not titled:
        return
    state = scan.gazetteer.by_iso.get(named.pop())
    new = {one for one in titled if state and not scan.state_of(one) and not one.iso_3166}
    for mention in scan.mentions:
        if state and mention.actor in new:
            mention.iso_3166 = state.iso_3166
            scan.acts_for[mention.actor] = state


def pronouns(scan: Scan) -> list[Mention]:
    """Of the persons named in this sentence before the pronoun, and in the one before it, there
    must be one alone, and nobody without a name; a person is always he, or always she."""
    firsts = [mention.first for mention in scan.mentions]
    found: list[Mention] = []
    gender: dict[str, str] = {}
    for index, word in enumerate(scan.lower):
        if word not in _PRONOUNS or not _says(scan, index):
            continue
        begin = _begin(scan, index)
        near = scan.mentions[bisect_left(firsts, begin) : bisect_left(firsts, index)]
        people = {mention.actor for mention in near if mention.actor.kind == "person"}
        if not people and found and found[-1].first >= begin:
            people = {found[-1].actor}
        if len(people) != 1 or _is_anybody_near(scan, begin, index):
            continue
        actor = people.pop()
        if gender.setdefault(actor.name, word) == word:
            of = scan.state_of(actor)
            why = f"“{word}”: the only person spoken of"
            iso = of.iso_3166 if of else ""
            found.append(Mention(index, index + 1, actor, why, 0.6, iso_3166=iso))
    return found


def _begin(scan: Scan, index: int) -> int:
    """Where the sentence before the pronoun's begins, within reach."""
    document = scan.document
    number = document.sentence_at(scan.tokens[index].start)
    before = document.sentences[max(number - 1, 0)]
    return max(document.token_at(before.start), index - _REACH)


def _is_anybody_near(scan: Scan, begin: int, index: int) -> bool:
    return any(scan.is_noun(scan.at(one), "anybody") for one in range(begin, index))


def _says(scan: Scan, index: int) -> bool:
    words = [scan.at(index + 1), scan.at(index + 2)]
    verb = words[1] if words[0] in scan.known.of("verbs", "auxiliary") else words[0]
    return scan.known.is_verb(verb, "saying") or scan.at(index - 1) in ("said", "says")
