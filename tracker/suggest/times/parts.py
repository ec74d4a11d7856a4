"""A part of another time: early May, the end of 1940, the night of 20 June, the week of Oct. 9."""

import re
from calendar import monthrange
from dataclasses import replace

from tracker.suggest.found import TimexType
from tracker.suggest.times.moment import Moment, whole
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import GRAIN, PARTS, YEAR

_MODS = {
    "early": "START", "late": "END", "mid": "MID", "end": "END", "close": "END", "start": "START",
    "beginning": "START", "outset": "START", "onset": "START", "middle": "MID", "midst": "MID",
    "early part": "START", "latter part": "END", "earlier": "START", "later": "END",
    "earlier in": "START", "later in": "END", "late in": "END", "early in": "START",
    "early days": "START", "first days": "START", "last days": "END", "final days": "END",
    "final months": "END", "early months": "START", "last months": "END", "opening months": "START",
    "closing days": "END", "first months": "START", "rest": "",
    "remainder": "", "balance": "", "early years": "START",
    "last weeks": "END", "first weeks": "START",
    "early hours": "START", "small hours": "START", "wee hours": "START", "turn": "START",
    "very early": "START", "very late": "END", "closing weeks": "END", "final weeks": "END",
    "opening weeks": "START", "early weeks": "START", "opening days": "START",
    "first half": "START", "second half": "END", "last half": "END", "latter half": "END",
}  # fmt: skip
_GRAINS = ("century", "decade", "year", "half", "season", "quarter", "month", "week", "weekend")
_OF_DAYS = frozenset(
    ("early", "late", "early in", "early hours", "small hours", "wee hours", "earlier", "later",
     "late in", "later in", "earlier in", "rest", "remainder")
)  # fmt: skip
_HALVED = frozenset(("month", "decade", "century"))  # the half of a year has its own value
_OF_DAY = re.compile(r"that|today|yesterday|tomorrow")
_THE_GRAIN = re.compile(rf"(?:the |this |that )?(?P<grain>{GRAIN})(?![a-z0-9-])")


def part_of(match: Match, scene: Scene) -> Draft | None:
    inner = scene.read(match.end()) or _the_grain(match, scene)
    word = match["mod"]
    if (
        inner
        and inner.type == "TIME"
        and word in ("early", "late", "earlier", "later")
        and inner.moment
    ):
        return replace(inner, start=match.start(), mod=_MODS[word])  # late last night
    if inner is None or inner.type != "DATE" or inner.moment is None or inner.mod:
        return None
    if word.endswith(" half") and inner.moment.grain not in _HALVED:
        return None
    if inner.moment.grain == "day" and (
        word not in _OF_DAYS
        or inner.moment.part
        or (word in ("earlier", "later") and not _OF_DAY.match(scene.text, match.end()))
    ):
        return None
    mod = _MODS[word]
    if word in ("later", "later in", "earlier", "earlier in") and not inner.is_deictic:
        mod = ""
    return replace(
        inner, start=match.start(), mod=mod, why=f"{word} in it; {inner.why}",
        score=min(inner.score, 0.9),
    )  # fmt: skip


def _the_grain(match: Match, scene: Scene) -> Draft | None:
    """The month, the year: that of the story, or of the day of publication."""
    found = _THE_GRAIN.match(scene.text, match.end())
    if found is None:
        return None
    base = scene.base if scene.story is not None else scene.today
    moment = whole(base, found["grain"])
    if moment is None or (moment.grain == "day" and match["mod"] not in _OF_DAYS):
        return None
    draft = Draft(
        found.start(), found.end(), "DATE", moment.value, f"the {found['grain']} of {base.value}",
        moment=moment, score=0.85,
    )  # fmt: skip
    draft.is_deictic = draft.is_house = scene.story is None
    return draft


def nth_of(match: Match, scene: Scene) -> Draft | None:
    """The last week of March: so long, but it is known when."""
    inner = scene.read(match.end())
    if inner is None or inner.type != "DATE" or inner.moment is None or inner.mod:
        return None
    if inner.moment.grain not in ("month", "season", "quarter", "year"):
        return None
    value = {"week": "P1W", "month": "P1M", "days": "PXD", "weeks": "PXW"}[match["unit"]]
    why = f"a part of {inner.moment.value}; {inner.why}"
    return replace(inner, start=match.start(), type="DURATION", value=value, why=why, score=0.85)


def end_day_of(match: Match, scene: Scene) -> Draft | None:
    """The last day of January: that day."""
    inner = scene.read(match.end())
    month = inner.moment if inner and inner.type == "DATE" and not inner.mod else None
    if inner is None or month is None or month.grain != "month" or not 0 < month.year < 10_000:
        return None
    day = 1 if match["which"] == "first" else monthrange(month.year, month.month)[1]
    moment = Moment("day", month.year, month.month, day)
    why = f"the {match['which']} day of it; {inner.why}"
    return replace(inner, start=match.start(), value=moment.value, moment=moment, why=why)


def the_grain(match: Match, scene: Scene) -> Draft | None:
    """For the week, in the full year: the one that the text is in."""
    if (
        scene.is_capitalised(match.start("grain"))
        and not scene.document.text[match.end() - 1].isupper()
    ):
        return None  # Man of the Year
    base = scene.base if scene.story is not None else _of_news(match, scene)
    moment = whole(base, match["grain"])
    if moment is None:
        return None
    why = f"the {match['grain']} of {base.value}"
    draft = Draft(match.start(), match.end(), "DATE", moment.value, why, score=0.6, moment=moment)
    draft.is_deictic = scene.story is None
    return draft


def _of_news(match: Match, scene: Scene) -> Moment:
    """On Friday it fell; for the week … In October they sold most; for the month … But of what
    is to come only today tells."""
    last, spoken = scene.last, scene.spoken
    if last is None or spoken is None or scene.direction(match.start(), match.end()) == "future":
        return scene.today
    if match["grain"] == "week" and scene.day and last.direction == "past":
        return scene.day
    if match["grain"] == "month" and spoken.grain == "month":
        return spoken
    is_near = match.start() - last.end < _NEAR and not _STOP.search(
        scene.text, last.end, match.start()
    )
    if match["grain"] == "year" and spoken.grain == "year" and is_near and not last.is_deictic:
        return spoken
    return scene.today


_NEAR = 100  # characters from one time to the next
_STOP = re.compile(r"[.;] ")


def the_part(match: Match, scene: Scene) -> Draft | None:
    """In the morning: of the day that the text is in."""
    base = scene.base
    if base.grain != "day" or not base.day:
        base = scene.today
    if scene.story is not None and base is scene.today:
        return None
    moment = base.at(PARTS[match["part"]])
    why = f"of {base.at('').value}"
    return Draft(match.start(), match.end(), "TIME", moment.value, why, score=0.6, moment=moment)


def grain_end(match: Match, scene: Scene) -> Draft | None:
    """Month's end, year-end."""
    base = scene.base if scene.story is not None else scene.today
    moment = whole(base, match["grain"])
    if match["year"]:
        moment = Moment("year", int(match["year"]))
    if moment is None:
        return None
    why = f"the end of the {match['grain']} of {base.value}"
    return Draft(match.start(), match.end(), "DATE", moment.value, why, "END", 0.75, moment=moment)


def mid_grain(match: Match, scene: Scene) -> Draft | None:
    """Midyear, mid-week, midsummer; midmorning."""
    word = match["what"].partition(" ")[0]
    base = scene.base if scene.story is not None else scene.today
    if part := PARTS.get(word):
        if joined := _day_after(match, scene):
            at = (joined.moment or scene.today).at(part)
            return replace(joined, start=match.start(), type="TIME", value=at.value, moment=at)
        day = scene.base if scene.base.grain == "day" and scene.base.day else scene.today
        moment: Moment | None = day.at(part)
        kind: TimexType = "TIME"
    else:
        moment, kind = whole(base, word), "DATE"
        if match["year"]:
            moment = Moment("year", int(match["year"]))
    if moment is None:
        return None
    why = f"the middle of the {word} of {base.at('').value}"
    return Draft(match.start(), match.end(), kind, moment.value, why, "MID", 0.75, moment=moment)


def _day_after(match: Match, scene: Scene) -> Draft | None:
    """The Friday in "mid-afternoon Friday"."""
    if scene.text[match.end() : match.end() + 1] != " ":
        return None
    joined = scene.read(match.end() + 1)
    is_day = joined and joined.type == "DATE" and joined.moment and joined.moment.grain == "day"
    return joined if is_day else None


def week_of(match: Match, scene: Scene) -> Draft | None:
    """The week of Oct. 9."""
    inner = scene.read(match.end())
    if inner is None or inner.moment is None or inner.moment.date is None:
        return None
    moment = whole(inner.moment, match["grain"])
    if moment is None:
        return None
    why = f"the {match['grain']} with that day in it; {inner.why}"
    return replace(
        inner, start=match.start(), value=moment.value, moment=moment, why=why, is_house=False
    )


def about_date(match: Match, scene: Scene) -> Draft | None:
    """Around March 1981, ca. 466 BC."""
    inner = scene.read(match.end())
    if inner is None or inner.moment is None or inner.type != "DATE":
        return None
    if inner.is_deictic and inner.moment.grain == "day" and inner.is_house:
        return None  # a way around Friday's ban
    if match[0].strip() == "about" and inner.moment.grain == "year":
        return None
    why = f"about that time; {inner.why}"
    return replace(inner, start=match.start(), mod=inner.mod or "APPROX", why=why)


def night_of(match: Match, scene: Scene) -> Draft | None:
    """The night of 20 June; the morning of that day."""
    inner = scene.read(match.end())
    if inner is None or inner.moment is None or inner.moment.grain != "day":
        return None
    moment = inner.moment.at(PARTS[match["part"]])
    return replace(
        inner, start=match.start(), type="TIME", value=moment.value, moment=moment,
        why=f"the {match['part']} of it; {inner.why}",
    )  # fmt: skip


_OF = "|".join(
    sorted(
        (
            word
            for word in _MODS
            if word
            not in (
                "early",
                "late",
                "mid",
                "earlier",
                "later",
                "earlier in",
                "later in",
                "late in",
                "early in",
                "very early",
                "very late",
            )
        ),
        key=len,
        reverse=True,
    )
)

_NEXT = r"(?=[a-z0-9'])"

RULES = (
    rule(rf"(?:the |its )?(?P<mod>{_OF}) of {_NEXT}", part_of, opens=True),
    rule(rf"(?P<mod>early in|late in|earlier in|later in) {_NEXT}", part_of, opens=True),
    rule(
        rf"(?:the )?(?:very )?(?P<mod>early|late|mid)(?:[ -]to[ -](?:mid|late))?[ -]{_NEXT}",
        part_of,
        opens=True,
    ),
    rule(
        r"(?P<mod>earlier|later) (?=th|to(?:day|night)|yesterday|tomorrow|next |last )",
        part_of,
        opens=True,
    ),
    rule(rf"the (?P<which>first|last) day (?:of|in) {_NEXT}", end_day_of, opens=True),
    rule(
        r"the (?:first|second|third|fourth|last|final) (?P<unit>weeks?|month|days) (?:of|in) "
        rf"{_NEXT}",
        nth_of,
        opens=True,
    ),
    rule(
        r"the (?:full |whole |entire )?(?P<grain>week|month|year|(?<= of the )(?:decade|century))"
        r"(?! (?:of|end|just ended|ended|ending|beginning|starting|before|after|since|that|when"
        r"|in which|ago|earlier|later|two thousand|nineteen|following|(?:was|is) \d|\d)|-"
        r"|'s (?:end|(?:first|second|third|fourth|final|last)[ -](?:quarter|half))\b)",
        the_grain,
    ),
    rule(
        r"(?:(?<=\bin )(?:early |late |later |earlier )?|early in |late in |later in )the"
        r" (?:early |late )?(?P<part>morning|afternoon|evening)(?! of)",
        the_part,
    ),
    rule(
        r"(?:(?<=\bby )|(?<=\bin )|(?<=\binto )|(?<=\buntil ))(?:the )?(?:early|late)"
        r" (?P<part>morning|afternoon|evening)(?! (?:of|hours))",
        the_part,
    ),
    rule(r"(?:(?<=\bduring )|(?<=\bthrough ))the (?P<part>night)(?! of)", the_part),
    rule(rf"(?:the )?(?P<grain>month|year|week)(?:'s |-| )end(?:,? (?P<year>{YEAR}))?", grain_end),
    rule(
        rf"mid-?(?P<what>week|month|year(?: (?P<year>{YEAR}))?|morning|afternoon|evening)",
        mid_grain,
    ),
    rule(
        r"the (?P<grain>week|weekend) (?:of|ending|beginning|starting) (?=[a-z0-9])",
        week_of,
        opens=True,
    ),
    rule(
        rf"(?:the )?(?:early |late |wee |)(?P<part>night|morning|afternoon|evening|dawn)(?: hours)?"
        rf" of {_NEXT}",
        night_of,
        opens=True,
    ),
    rule(rf"(?:around|about|circa|ca\.|c\.|approximately) ?{_NEXT}", about_date, opens=True),
)
