"""Times that a report sets beside its own: the same month last year, this time next year, the
prior-year quarter; and so many weeks or months out of a longer time.
"""

import re
from dataclasses import replace

from tracker.suggest.found import TimexType
from tracker.suggest.times.beside import anaphoric, deictic
from tracker.suggest.times.lengths import length_value
from tracker.suggest.times.moment import Moment, month_shifted, shifted, whole
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import NUMBER, YEAR, number, unit

_YEARS = {
    "last": -1,
    "previous": -1,
    "prior": -1,
    "next": 1,
    "ago": -1,
    "earlier": -1,
    "before": -1,
}


def same_then(match: Match, scene: Scene) -> Draft | None:
    """The same month last year, the comparable period of 1988, the like quarter a year ago."""
    base = scene.quarter or scene.today
    word = match["word"]
    if word == "month":
        before = month_shifted(scene.today.year, scene.today.month, -1)
        said = scene.spoken
        is_said = said is not None and said.grain == "month" and scene.story is None
        base = said if is_said and said else Moment("month", *before)
    elif word == "quarter" and scene.quarter is None:
        base = shifted(whole(scene.today, "quarter") or base, -1, "quarter") or base
    elif word == "week":
        base = whole(scene.today, "week") or base
    elif scene.quarter is None:
        base = Moment("year", scene.today.year)
    return _in_other_year(match, scene, base)


def _in_other_year(match: Match, scene: Scene, base: Moment) -> Draft | None:
    if match["year"]:
        year = int(match["year"])
    else:
        year = base.year + next(_YEARS[word] for word in match["turn"].split() if word in _YEARS)
    if not 0 < year < 10_000:
        return None
    day = min(base.day, 28) if base.grain in ("week", "day") else base.day
    moment = replace(base, year=year, day=day)
    draft = anaphoric(match, moment, f"{match['word']} beside {base.value}")
    return replace(draft, is_beside=True)


def this_time(match: Match, scene: Scene) -> Draft | None:
    """This time last year."""
    by = -1 if match["turn"] == "last" else 1
    grain = match["word"]
    moment = shifted(scene.today, by, grain)
    if moment is None:
        return None
    if grain == "year":
        moment = replace(scene.today, year=scene.today.year + by, day=min(scene.today.day, 28))
    return deictic(match, moment, f"a {grain} from the day of publication", score=0.8)


def prior_quarter(match: Match, scene: Scene) -> Draft | None:
    """Prior-year quarter, year-ago period: without an article as well."""
    base = scene.quarter
    if base is None and "quarter" in match[0]:
        base = shifted(whole(scene.today, "quarter") or scene.today, -1, "quarter")
    moment = shifted(base or Moment("year", scene.today.year), -1, "year")
    if moment is None:
        return None
    return replace(anaphoric(match, moment, "the same time, a year before"), is_beside=True)


_THE_YEAR = re.compile(
    r"(?:the|this) (?:full |fiscal )?(?P<grain>year|month|quarter|decade)(?![a-z-])"
)


def units_of(match: Match, scene: Scene) -> Draft | None:
    """The last two weeks of May, the first six months of the year: so long, and known when."""
    inner = scene.read(match.end())
    end = inner.end if inner else 0
    if inner is None or inner.type != "DATE" or inner.moment is None:
        found = _THE_YEAR.match(scene.text, match.end())
        if found is None:
            return None
        end = found.end()
    elif inner.moment.grain not in ("month", "season", "quarter", "year", "half", "decade"):
        return None
    return _so_many(match, end)


def own_units(match: Match, scene: Scene) -> Draft | None:
    """This year's first nine months."""
    return _so_many(match, match.end())


def _so_many(match: Match, end: int) -> Draft:
    kind: TimexType = "DURATION"
    count = None if match["n"] in ("few", "several") else number(match["n"])
    value = length_value(count, unit(match["unit"]))
    draft = Draft(match.start(), end, kind, value, "so much of it", score=0.85)
    draft.is_house = True
    return draft


_SAME = r"the (?:very )?(?:same|corresponding|comparable|like|similar|equivalent|identical)"
_UNITS = r"(?P<unit>days|weeks|months|quarters|years)"
RULES = (
    rule(
        rf"{_SAME} (?:year-earlier |year-ago )?(?P<word>period|quarter|month|week)(?: of| in|,|)"
        rf" (?:(?P<turn>last year|the (?:previous|prior) year|the year (?:before|earlier)"
        rf"|(?:a|one) year (?:ago|earlier|before)|next year)|(?P<year>{YEAR}))",
        same_then,
    ),
    rule(
        rf"{_SAME} (?P<year>{YEAR}) (?:\w+[- ])?(?P<word>period|quarter|month|week)(?P<turn>)",
        same_then,
    ),
    rule(r"(?:about |around )?this time (?P<turn>last|next) (?P<word>year|month|week)", this_time),
    rule(
        r"(?:the )?(?:prior|previous|preceding)-year (?:fiscal )?(?:quarter|period)"
        r"|(?:the )?(?:comparable )?year-(?:ago|earlier) (?:\w+[- ])?(?:quarter|period)",
        prior_quarter,
    ),
    rule(
        rf"(?:the )?(?:first|last|final|next|opening|closing) (?P<n>{NUMBER}|few|several) {_UNITS}"
        r" (?:of|in) (?=[a-z0-9'])",
        units_of,
        opens=True,
    ),
    rule(
        rf"(?:(?:this|last|next|the) (?:year|month|quarter)|{YEAR})'s (?:first|last|final)"
        rf" (?P<n>{NUMBER}) {_UNITS}",
        own_units,
    ),
)
