"""Which way the words around a time look: "said Thursday" back, "will meet Thursday" ahead."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache

import regex

from tracker.dates.phrases import Direction
from tracker.suggest.text import Document, Span
from tracker.suggest.times.words import MONTH, WEEKDAY

_REACH = 200  # characters of a sentence that are asked, on either side

_AHEAD = (
    r"will|won't|shall|(?:i|we|you|they|he|she|it)'ll|can"
    r"|(?:would|(?<!in )(?<!by )may(?! \d)|could|might|must|should)(?! (?:not )?have (?!to\b))"
    r"|(?:is|are|be|was|were|been|agreed|plans?|planned|planning|expects?|expected|due|set"
    r"|scheduled|slated|hopes?|hoped|intends?|wants?|wanted|going|promised|vowed|ready|likely"
    r"|prepares?|preparing|supposed|about|invited|ordered|asked|urged|until|had|has|have|unlikely"
    r"|aims?|needs?|threatens?|threatened|offers?|offered|decides?|decided|seeks?|refuses"
    r"|authorized|sentenced|certain|sure|bound|willing|obliged|required|poised|eager|keen"
    r"|(?:is|are) (?:threatening|hoping|aiming|seeking|intending|expecting|gearing up))"
    r" to(?! (?:an?|the|its|his|her|their|this|that)\b)"
    r"|(?:is|are|was|were|been|being|and|,) (?:planned|set|scheduled|slated|due|booked|tentatively)"
    r"(?! (?:off|up|out|aside|back|free|ablaze)\b)(?=[ ,.;])"
    r"|(?:planned|set|scheduled|slated|due|booked|postponed|rescheduled|delayed|adjourned|deferred"
    r"|put off|moved|pencilled in|penciled in) (?:for|until|till)"
    r"|(?:postponed|rescheduled|delayed|deferred|moved(?: up| back| forward)?|pushed back"
    r"|(?:extended|prolonged)(?: by (?:[a-z0-9]+ ){1,2}[a-z0-9]+)?"
    rf"|brought forward) to (?={WEEKDAY}|{MONTH}|next |\d)"
    rf"|(?:(?:he|she|it|who) [a-z]{{2,}}s|(?:is|are) [a-z]{{2,}}ed)(?= (?:on )?{WEEKDAY})"
    r"|(?:wants?|expects?) (?:[a-z']+ ){1,3}to(?= [a-z])"
    r"|(?:wants?|seeks?|proposes) (?:an?|the|no|his|her|its|their)\b"
    r"|plans? (?:an?|its|his|her|their)|(?:he|she|it|who) goes"
    r"|(?:(?:has|have|had) (?:only )?|given (?:[a-z]+ ){0,2})until"
    r"|takes? place|flies|goes (?:on|to|before|into|back)|comes? (?:up|due)|marks|attends|reopens"
    r"|kicks off|concludes|decides|celebrates|observes|reconvenes|heads (?:to|for|back)"
    r"|gets? under way|speaks|testifies|addresses|unveils|considers|debates|becomes|hopes? for"
    r"|looks? ahead|anticipates?|ahead of|kick off|awaits?|airs"
    r"|go (?:on (?:trial|sale)|to the polls)|heads? (?:in)?to the polls"
    rf"|gather(?= (?:on )?{WEEKDAY})"
    r"|(?:when|once|until|unless) (?:[a-z']+ ){1,5}(?:is|are|comes|goes|meets?)(?! (?:being|said))"
    r"|to be|expires?|expiring|payable|due|upcoming|takes? (?:effect|hold)|coming into force"
    r"|begins?|starts?"
    r"|(?:is|are|was|were) expected|expects? (?:an?|the|no|that|his|her|its|their)\b"
    r"|(?:is|are) (?:meeting|leaving|arriving|flying|travell?ing|visiting|returning|voting|hosting)"
    r"|retires|steps down|snaps? back|lapses?|takes (?:over|office|up)"
    r"|(?<!than )expected (?:in|on|by|for)"
    r"|opens?|meets?|leaves?|arrives?|faces"
    r"|(?:runs?|lasts?) (?:from|through|until|till)|ends?|resumes?|convenes?"
    r"|travels|visits|hosts|returns|votes|departs|deadline|slated|scheduled"
)
# "After losing on Tuesday": what they lost, they had lost by then.
_PAST = (
    r"(?:did|was|were|had|has|have)n't|(?:after|since|despite|upon) [a-z]{2,}ing"
    r"|said|told|met|spoke|held|went|came|left|made|took|gave|hurt|burst"
    r"|began|became|was|were|had|has|have|did|fell|rose|sold|bought|won|lost|sent|led|put|shot|saw|broke|fled|found|got|kept|ran"
    r"|died|says|saying|telling|been|paid|hit|cut|struck|swept|drew|grew|wrote|read|brought|built"
    r"|sought|thought|ate|bore|beat|bent|bound|caught|taught|chose|clung|crept|dealt|drank|drove|dug"
    r"|fed|felt|flew|fought|forbade|forgave|froze|hid|hung|knelt|knew|lay|lent|meant|overcame"
    r"|overthrew|quit|rode|rang|sang|sank|sat|shook|shut|slept|sprang|stood|stole|strode|swam|swore"
    r"|swung|threw|tore|understood|undertook|wept|withdrew|withheld|wore"
    r"|(?!united|need|indeed|hundred|speed|proposed|armed|alleged)[a-z]{2,}ed"
)
# "Could be signed": the participle says nothing by itself.
_CUE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?<!\bbe )(?P<past>{_PAST}))\b")
_BEGINS = regex.compile(rf"{_AHEAD}|{_PAST}")
# Plurals as well as verbs: "nine marks", "its votes", "of visits" look nowhere.
_NOUNS_TOO = frozenset(
    ("marks", "flies", "ends", "opens", "starts", "meets", "leaves", "faces", "travels", "visits",
     "hosts", "returns", "votes", "plans", "hopes", "addresses", "debates")
)  # fmt: skip
_BEFORE_NOUN = re.compile(
    r"(?:\d|\b(?:the|an?|its|his|her|their|our|no|any|all|some|many|few|more|most|these|those"
    r"|of|in|on|for|by|with|from|between|million|billion|hundred|thousand|tax|loose|odds"
    r"|one|two|three|four|five|six|seven|eight|nine|ten))[ ,]$"
)
# As they are, these verbs are infinitives as well: "will cut", "wants to put".
_INFINITIVES_TOO = frozenset(
    ("cut", "hit", "put", "set", "read", "shut", "beat", "hurt", "quit", "burst", "shed", "split",
     "found", "bound")
)  # fmt: skip
_INFINITIVE = re.compile(
    r"(?:\b(?:to|will|would|can|could|may|might|shall|should|must|let|not)|n't|'ll)"
    r" (?:(?:not|also|soon|then|now|again|[a-z]+ly) )?$"
)
# These decide by themselves, whatever the verb.
_AHEAD_BEFORE = re.compile(
    r"\b(?:by|until|till|no later than|as (?:soon|early|late) as|effective|starting|beginning"
    r"|before|ahead of|due|payable|to stock of record|of record"
    r"|is|are|isn't|comes)(?: on| in| at)?(?: the)? $"
)
_PAST_BEFORE = re.compile(r"\b(?:since|as of|dated|ended|began)(?: on| in| at)?(?: the)? $")


_HAD = re.compile(r"\b(?:had|has|have) $")
# Whoever had called for a vote by Friday looked ahead; whoever had left by Friday did not.
_DONE = re.compile(
    r"(?!(?:call|demand|request|urg|ask|insist|order|promis|pledg|vow|agre|plann|warn|threaten"
    r"|want|hop|expect|propos|offer|requir|schedul|allow|invit|instruct|announc|decid|press|push"
    r"|appeal|signal|suggest|recommend)l?e?d|set|given|told|said"
    r"|sought|made|put|been)[a-z]+"
)
# Such verbs may have for their object what is still to come: "they cancelled the vote on 3 June".
_OF_WHAT_IS_TO_COME = re.compile(
    r"(?:reject|postpon|cancel|delay|defer|mov|oppos|approv|back|confirm|welcom|discuss|extend"
    r"|book|fix|fac|await|anticipat|prepar|target|declar|propos|nam|pick|select|refus|prolong|reserv"
    r"|determin|start|resum|need|register|appoint|mark|endors|support|block|avoid|skip|boycott"
    r"|threaten|nominat|dat|bas|unit)l?e?d|chose|knew|meant|thought|had|has|have|was|were|did"
)
_NEAR_BY = re.compile(r" (?:[^ .,;:()]+ ){0,5}on (?:the )?")
_OPENING = re.compile(r"\W*on (?:the )?")
# "On 12 June, the rules adopted in May take effect": a participle may follow "the".
_AT_ONCE = re.compile(r",? (?!(?:the|an?|its|their|his|her|all|any) )(?:[^ .,;:()]+ ){1,3}")
_HAVE_BEFORE = re.compile(r"\b(?:have|be|to) (?:[a-z]+ly )?$")
_EARLIER = re.compile(r"\bbefore (?:the )?$")
_UNTIL = re.compile(r"\b(?:until|till)\b")
_BREAK = re.compile(r"; |, (?:and|but|while|whereas|so|yet) ")
_PAST_TO = re.compile(
    r"(?:agreed|offered|threatened|decided|planned|hoped|intended|wanted|promised|vowed"
    r"|invited|ordered|asked|urged|had) to"
)


def preposition_at(before: str) -> Direction | None:
    """By the words just before a time, where they look one way only: "due", "until", "since"."""
    if _PAST_BEFORE.search(before[-24:]):
        return "past"
    return "future" if _AHEAD_BEFORE.search(before[-24:]) else None


class Clauses:
    """The verbs of one sentence that look back or ahead, found once."""

    def __init__(self, text: str, document: Document, sentence: Span) -> None:
        self.text = text
        self.sentence = sentence
        self._cues = list(_cues(text, document, sentence))
        self._starts = [cue.start() for cue in self._cues]

    def direction(self, start: int, end: int) -> Direction | None:
        """By the nearest verb before the time that says so; else by the first after it."""
        ahead_of = self.text[max(self.sentence.start, start - 24) : start]
        said = preposition_at(ahead_of)
        if said == "past":
            return "past"
        before, after = self._beside(start, end)
        if before and after and _BREAK.search(self.text, before.end(), start):
            before = None  # the verb is that of another clause
        if before and before[0] == "ahead of" and "," in self.text[before.end() : start]:
            before = None
        nearest = before or after
        # "By Monday they left", "had left by Monday": it was over before then.
        is_over = nearest and (
            _plainly_past(nearest)
            or (nearest is after and nearest["past"])
            or (
                _HAD.search(self.text, max(nearest.start() - 9, 0), nearest.start()) is not None
                and _DONE.fullmatch(nearest[0]) is not None
            )
        )
        if before and before["past"] and _EARLIER.search(ahead_of) and _DONE.fullmatch(before[0]):
            is_over = True  # they arrived before dawn on Friday
        if nearest and nearest[0] in ("has", "have") and _UNTIL.search(ahead_of):
            is_over = False  # "they have given him until Tuesday"
        if said == "future" and not is_over:
            return "future"
        if nearest is None:
            return None
        # "On Monday they agreed to go": here the agreeing is on Monday.
        is_ahead = nearest["ahead"] and (before or not _PAST_TO.fullmatch(nearest[0]))
        return "future" if is_ahead else "past"

    def is_done(self, start: int, end: int) -> bool:
        """Whether a verb right before "on" and the time tells what was done on that very day:
        "gathered in Lima on 16 May", and not "announced the vote on 16 May"."""
        before, after = self._beside(start, end)
        if before is None:  # "On 12 June, Chile signed": a name, and at once what it did
            is_opening = _OPENING.fullmatch(self.text, self.sentence.start, start)
            is_next = after and _AT_ONCE.fullmatch(self.text, end, after.start())
            return bool(after and is_opening and is_next and self._is_over(after))
        return self._is_over(before) and bool(_NEAR_BY.fullmatch(self.text, before.end(), start))

    def _is_over(self, verb: re.Match[str]) -> bool:
        return bool(
            verb["past"]
            and _DONE.fullmatch(verb[0])
            and not _OF_WHAT_IS_TO_COME.fullmatch(verb[0])
            and not _HAVE_BEFORE.search(self.text, max(verb.start() - 20, 0), verb.start())
        )

    def _beside(self, start: int, end: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
        """The last verb before and the first after, where they are near."""
        place = bisect_left(self._starts, start) - 1
        before = self._cues[place] if place >= 0 else None
        if before and start - before.start() > _REACH:
            before = None
        place = bisect_left(self._starts, end)
        after = self._cues[place] if place < len(self._cues) else None
        if after and after.start() - end > _REACH:
            after = None
        return before, after

    @cached_property
    def has_ahead(self) -> bool:
        return any(cue["ahead"] for cue in self._cues)


def _cues(text: str, document: Document, sentence: Span) -> Iterator[re.Match[str]]:
    done = sentence.start
    for number in document.tokens_of(sentence):
        if _may_begin(document.lowers[number]):
            start = document.tokens[number].start
            if start >= done and (cue := _CUE.match(text, start, sentence.end)):
                if cue[0] in _NOUNS_TOO and _BEFORE_NOUN.search(text[max(start - 12, 0) : start]):
                    continue
                if cue[0] in _INFINITIVES_TOO and _INFINITIVE.search(
                    text, max(start - 24, 0), start
                ):
                    continue
                if cue["past"] and _is_attribute(text, cue):
                    continue
                done = cue.end()
                yield cue


# "The disputed region", "in occupied Kashmir", "U.S.-backed": no verb of the sentence.
_BEFORE_ATTRIBUTE = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|our|this|these|those|some|several|many|of|in|with|from|into"
    r"|against|between|for) |(?<!\bre)(?<!\bco)-|\bbe re-)$"
)


# "Those detained on Friday": that one tells.
_NOUN_NEXT = re.compile(
    rf" (?!(?:on|in|at|by|for|to|during|after|before|since|late|early|last|this|here|{WEEKDAY}"
    rf"|{MONTH}|\d)(?![a-z]))[a-z]"
)


def _is_attribute(text: str, cue: re.Match[str]) -> bool:
    if text.endswith("be re-", 0, cue.start()):
        return True  # will be re-elected
    return (
        cue[0].endswith("ed")
        and bool(_NOUN_NEXT.match(text, cue.end()))
        and bool(_BEFORE_ATTRIBUTE.search(text, max(cue.start() - 9, 0), cue.start()))
    )


@lru_cache(maxsize=16_384)
def _may_begin(word: str) -> bool:
    """Most words are no cue and begin none: the long list is asked once for each of them."""
    return _BEGINS.match(word, partial=True) is not None


def _plainly_past(cue: re.Match[str]) -> bool:
    return cue[0].removesuffix("n't") in ("had", "was", "were", "has", "have", "did")
