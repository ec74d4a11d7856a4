"""The deeds of a sentence: phrases put together with what governs them, one draft per deed."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.suggest.events.frames import Frame, frame_of, helpers_before, is_helper
from tracker.suggest.events.grammar import grammar
from tracker.suggest.events.lexicon import Effect, lexicon
from tracker.suggest.events.matching import Match, Reading, matches
from tracker.suggest.events.meaning import Meaning, governed, in_frame, plain
from tracker.suggest.events.senses import has_other_sense
from tracker.suggest.events.unreal import clause_openers, is_hypothetical
from tracker.suggest.quotes.said import Said
from tracker.suggest.quotes.speakers import Attribution

_LONGEST = 48  # tokens after a verb that belong to its deed
_GOVERNOR_WITHIN = 9  # tokens between "urged" and "to"
_ENDS = frozenset(";:—–")
_ENDING = grammar("ending")
_AFTER_COMMA = grammar("after_comma")
# "Set a deadline for X to leave": nobody is set to leave.
_NO_GOVERNOR = frozenset(["that", "which", "who", "deadline", "ultimatum"])
_CARRYING = frozenset(["concede", "complain", "reaffirm", "regret"])
_PARTICLES = frozenset(["back", "out", "in", "again", "itself", "themselves", "himself"])
_FAR_EFFECTS = frozenset(["demand", "force", "refusal", "promise", "threat", "plan", "willingness"])
_HOLDING: frozenset[Effect] = frozenset(
    ["promise", "refusal", "threat", "warning", "demand", "force", "oath"]
)


@dataclass(slots=True)
class Draft:
    """frame: that of the verb that says it happened; extent: where its words end, in tokens."""

    match: Match
    meaning: Meaning
    frame: Frame
    extent: int
    is_filled: bool = False
    is_must: bool = False
    words: tuple[int, int] = (0, 0)  # the tokens that name the deed, for its title and reason

    @property
    def effect(self) -> Effect:
        return self.match.phrase.deed.effect


def drafts_of(reading: Reading, number: int, said: Said) -> list[Draft]:
    """number: of the sentence; said: whose words are no part of the deeds."""
    sentence = reading.document.sentences[number]
    numbers = reading.document.tokens_of(sentence)
    drafts: list[Draft] = []
    found = matches(reading, sentence)
    for place, match in enumerate(found):
        if _is_neither(reading, match.frame, numbers.start):
            match = replace(match, frame=replace(match.frame, is_negated=True))
        if _is_saying(match, said) or _is_idle(reading, match, numbers.start):
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        if match.is_noun and following and _is_subject_of(reading, match, following):
            continue
        extent = _extent(reading, match, numbers, next(said.after(match.end, number), None))
        draft = _draft(reading, match, extent, numbers, drafts)
        if draft:
            drafts.append(draft)
    return drafts


def _is_neither(reading: Reading, frame: Frame, first: int) -> bool:
    """ "Neither X nor Y signed"."""
    return frame.mood == "finite" and "neither" in clause_openers(reading, frame, first)


def _is_saying(match: Match, said: Said) -> bool:
    """A verb that only carries what is said, of deeds that are nothing without it."""
    return match.phrase.lemma in _CARRYING and said.has_verb(match.first)


def _is_idle(reading: Reading, match: Match, first: int) -> bool:
    if match.is_noun:
        before = reading.tokens[match.first - 1].lower if match.first > first else ""
        if before in {"no", "without", "any"}:
            return True
    if has_other_sense(reading, match):
        return True
    return is_hypothetical(reading, match.frame, first)


def _is_subject_of(reading: Reading, noun: Match, verb: Match) -> bool:
    """ "The attack on X killed five": one deed."""
    between = reading.tokens[noun.end : verb.first]
    if verb.is_noun or verb.frame.mood != "finite" or len(between) > 12:
        return False
    return all(token.text[0].isalnum() or token.text in "'’-." for token in between) and not any(
        token.lower in {"and", "that", "which", "who", "after"} for token in between
    )


def _extent(reading: Reading, match: Match, numbers: range, following: Attribution | None) -> int:
    """The token after the last one of the deed."""
    end = min(numbers.stop, match.end + _LONGEST, _quotation_end(reading, match))
    if following:
        end = min(end, following.first)
    for number in range(match.end, end):
        token = reading.tokens[number]
        if token.text in _ENDS or (token.lower in _ENDING and reading.actor_at(number) is None):
            return _without_comma(reading, number)
        if token.lower in {"and", ","} and _clause_follows(reading, number + 1, end):
            return number
        if token.text == "," and number + 1 < end and _ends_at(reading, number, end):
            return number
    return _without_comma(reading, end)


def _quotation_end(reading: Reading, match: Match) -> int:
    """The token after the quotation that the deed is named in; after all tokens outside any."""
    document = reading.document
    start = reading.tokens[match.first].start
    place = bisect_right(document.quotations, start, key=lambda span: span.start) - 1
    if place >= 0 and reading.tokens[match.end - 1].end <= document.quotations[place].end:
        return max(document.token_at(document.quotations[place].end - 1) + 1, match.end)
    return len(reading.tokens)


def _ends_at(reading: Reading, comma: int, end: int) -> bool:
    """A comma with a new clause after it."""
    following = reading.tokens[comma + 1]
    if following.lower == "and":
        is_list = reading.actor_at(comma - 1) is not None
        return not is_list or _verb_follows(reading, comma + 2, end)
    if following.lower in _AFTER_COMMA:
        return True
    if following.lower.endswith("ly") and comma + 2 < end:
        following = reading.tokens[comma + 2]
    return following.lower.endswith("ing") and len(following.text) > 5


def _clause_follows(reading: Reading, start: int, end: int) -> bool:
    """ "and Sudria will …": a name and a helping verb."""
    number = _after_name(reading, start, end)
    return start < number < end and is_helper(reading.tokens[number].lower)


def _after_name(reading: Reading, start: int, end: int) -> int:
    number = start
    while (
        number < end
        and number - start < 8
        and (reading.actor_at(number) is not None or reading.tokens[number].lower == "the")
    ):
        number += 1
    return number


def _verb_follows(reading: Reading, start: int, end: int) -> bool:
    """Whether a verb of the tables stands right after the next name."""
    number = _after_name(reading, start, end)
    return number < end and reading.tokens[number].lower in lexicon().phrases


def _without_comma(reading: Reading, end: int) -> int:
    while end > 0 and reading.tokens[end - 1].text in {",", "“", '"', "—", "–"}:
        end -= 1
    return end


def _draft(
    reading: Reading, match: Match, extent: int, numbers: range, drafts: list[Draft]
) -> Draft | None:
    meaning = plain(match.phrase.deed)
    mood = match.frame.mood
    holder = _holder(reading, match, drafts)
    if mood == "gerund" and (beginning := _beginning(reading, match, numbers.start)):
        match = replace(match, frame=beginning)
        mood = beginning.mood
    if mood == "infinitive":
        return _governed(reading, match, meaning, extent, numbers, drafts)
    if holder:
        _fill(holder, match, meaning, is_clause=mood == "finite")
        return None
    if mood in {"gerund", "noun", "reduced"} and _is_absorbed(reading, match, drafts):
        return None
    tensed = in_frame(meaning, match.frame)
    if tensed is None:
        return None
    return Draft(
        match,
        tensed,
        match.frame,
        extent,
        is_must=match.frame.tense == "must",
        words=(match.frame.start, match.end),
    )


def _holder(reading: Reading, match: Match, drafts: list[Draft]) -> Draft | None:
    """The demand, threat or accusation whose contents this deed is."""
    if not drafts:
        return None
    draft = drafts[-1]
    if match.first >= draft.extent:
        return None
    is_holding = draft.effect in _HOLDING or draft.meaning.first == "ACCUSE"
    if not is_holding or (draft.match.is_noun and match.frame.mood == "finite"):
        return None
    if match.frame.mood == "finite":
        return draft if _has_that(reading, draft, match) else None
    return draft


def _has_that(reading: Reading, draft: Draft, match: Match) -> bool:
    """ "demanded that": what follows is demanded."""
    between = reading.tokens[draft.match.end : match.first][:12]
    return any(token.lower == "that" for token in between) or draft.match.phrase.lemma in {
        "demand",
        "insist",
        "warn",
        "allege",
    }


def _fill(holder: Draft, match: Match, meaning: Meaning, *, is_clause: bool) -> None:
    """The first deed that is demanded or threatened says which kind of demand or threat it is."""
    if holder.is_filled:
        return
    holder.is_filled = True
    if holder.effect == "refusal" or holder.effect in {"promise", "oath"}:
        if is_clause or match.frame.mood == "gerund":
            filled = governed(meaning, holder.effect)
            if filled and holder.effect != "refusal":
                _take(holder, filled)
        return
    if holder.effect in {"threat", "demand", "warning"}:
        filled = governed(meaning, holder.effect)
        if filled:
            _take(holder, filled)


def _take(holder: Draft, filled: Meaning) -> None:
    tensed = in_frame(filled, holder.frame)
    if tensed:
        is_open = holder.match.phrase.deed.occurrence == "planned"  # "is open to": nothing is done
        holder.meaning = replace(tensed, occurrence="planned") if is_open else tensed


def _is_absorbed(reading: Reading, match: Match, drafts: list[Draft]) -> bool:
    """A noun, or a verb in -ing, within the words of the deed before it."""
    if drafts and match.first < drafts[-1].extent:
        return True
    if match.frame.mood != "gerund":
        return False
    before = reading.tokens[match.first - 1].text if match.first else ""
    return before != "," and before.lower() != "and"


@dataclass(frozen=True, slots=True)
class _Governor:
    number: int
    effect: Effect
    frame: Frame


def _names(draft: Draft, chain: Sequence[_Governor]) -> bool:
    return any(draft.match.first <= governor.number < draft.match.end for governor in chain)


def _is_own(holder: Draft, chain: Sequence[_Governor]) -> bool:
    """Whether the holder's verb governs, and no noun within its words ("reject calls to")."""
    is_verb = any(governor.number == holder.match.first for governor in chain)
    return is_verb or (holder.match.phrase.lemma == "be" and holder.effect != "")


def _hold(
    holder: Draft,
    match: Match,
    meaning: Meaning,
    current: Meaning | None,
    extent: int,
    *,
    is_own: bool,
) -> None:
    """The first deed that is promised or refused tells the holder's type, or its mode alone."""
    if holder.is_filled:
        return
    holder.is_filled = True
    holder.extent = max(holder.extent, extent)
    if current and is_own:
        holder.meaning = current
        holder.words = (holder.words[0], match.end)
    elif holder.meaning.first == "REJECT" and not holder.meaning.mode:
        refused = governed(meaning, "refusal")
        if refused:
            holder.meaning = replace(holder.meaning, mode=refused.mode)


def _governed(
    reading: Reading,
    match: Match,
    meaning: Meaning,
    extent: int,
    numbers: range,
    drafts: list[Draft],
) -> Draft | None:
    """ "agreed to withdraw", "is willing to withdraw": one deed, of whoever agreed."""
    current: Meaning | None = meaning
    frame = match.frame
    chain: list[_Governor] = []
    while frame.mood == "infinitive" and len(chain) < 3:
        governor = _governor(reading, frame, numbers.start)
        if governor is None:
            return None
        chain.append(governor)
        frame = governor.frame
    last = chain[-1].frame
    if _is_neither(reading, last, numbers.start):
        chain[-1] = replace(chain[-1], frame=replace(last, is_negated=True))
        last = chain[-1].frame
    holder = next((draft for draft in drafts[-4:] if _names(draft, chain)), None)
    for governor in chain:
        if current:
            is_negated = governor.frame.is_negated
            current = governed(current, governor.effect, is_negated=is_negated)
    if current and not last.is_negated:
        current = in_frame(current, last)
    if holder:
        _hold(holder, match, meaning, current, extent, is_own=_is_own(holder, chain))
        return None
    if current is None or is_hypothetical(reading, last, numbers.start):
        return None
    if drafts and last.start < drafts[-1].extent and drafts[-1].match.first < last.start:
        return None
    words = (last.start, match.end)
    return Draft(match, current, last, extent, is_filled=True, words=words)


def _beginning(reading: Reading, match: Match, first: int) -> Frame | None:
    """The frame of "resumed" in "resumed shelling"."""
    number = match.frame.start - 1
    if number > first and reading.tokens[number].lower == "to":  # "resorted to throwing"
        number -= 1
    if number < first or lexicon().governors.get(reading.tokens[number].lower) != "carried":
        return None
    return replace(_frame_at(reading, number, first), verb=match.frame.verb)


def _governor(reading: Reading, frame: Frame, first: int) -> _Governor | None:
    """The word that "to" belongs to."""
    governors = lexicon().governors
    for number in range(frame.start - 1, max(first, frame.start - _GOVERNOR_WITHIN) - 1, -1):
        token = reading.tokens[number]
        if token.text in {";", ":", "—", "–"} or token.lower in _NO_GOVERNOR:
            return None
        effect = governors.get(token.lower)
        if effect is None or (token.lower == "order" and _is_purpose(reading, number)):
            continue
        is_next = number == frame.start - 1 or (
            number == frame.start - 2 and reading.tokens[number + 1].lower in _PARTICLES
        )
        if not is_next and effect not in _FAR_EFFECTS:
            continue
        return _Governor(number, effect, _frame_at(reading, number, first))
    return None


def _is_purpose(reading: Reading, order: int) -> bool:
    """ "In order to"."""
    return order > 0 and reading.tokens[order - 1].lower == "in"


def _frame_at(reading: Reading, number: int, first: int) -> Frame:
    for phrase, forms in lexicon().phrases.get(reading.tokens[number].lower, ()):
        if not phrase.is_noun:
            frame = frame_of(
                reading.tokens, number, forms, first, has_name_before=True, is_doubtful=False
            )
            if frame:
                return frame
    return helpers_before(reading.tokens, number, first)
