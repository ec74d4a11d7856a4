"""Years, decades and centuries, as they are written: 1998, 480 BC, 17 in "1915-17", the 1990s."""

import re

from tracker.suggest.times.moment import Moment
from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import (
    DECADES,
    NUMBERS,
    ONES,
    ORDINAL,
    SPELLED_YEAR,
    YEAR,
    alternatives,
    ordinal,
    year_number,
)
from tracker.suggest.times.written import BC, dated

_BC_AHEAD = re.compile(rf" ?(?:-|and|or|to|until) ?\d{{1,4}}{BC}")
# What follows a number that counts, and is no year: "1500 soldiers", "2000 km".
_COUNTED = re.compile(
    r" (?!(?:wo)?men's)(?:km|kg|mm|m|ft|feet|mph|people|men|women|troops|soldiers|children|tons?"
    r"|tonnes|miles"
    r"|dollars|francs|points|pounds|prisoners|civilians|members|others|tanks|aircraft|planes|guns"
    r"|meters|metres|yards|block|million|billion|hectares|acres|homes|jobs|workers|deaths"
    r"|casualties|percent|of the)\b"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|early|late|mid|the|to|through|throughout|during|after"
    r"|before|between|and|around|about|circa|due|its|his|her|their|for|year|over|or|entire|into|as|"
    r"winter|spring|summer|autumn|fall)|[(:,;.-]|^) ?$"
)


def year(match: Match, scene: Scene) -> Draft | None:
    text, start, end = scene.text, match.start(), match.end()
    before = text[max(start - 16, 0) : start]
    if (before[-1:] and before[-1] in "$£€#/") or _NO_YEAR_BEFORE.search(before):
        return None
    number = int(match["year"])
    if _COUNTED.match(text, end) or re.match(r"-[a-z]|[/.]\d|\w|'?°", text[end : end + 2]):
        return None
    near = abs(number - scene.today.year) <= 12
    if not _YEAR_BEFORE.search(before):
        is_apart = re.match(r"[ ]?[-),.:;]|'s ", text[end : end + 3])
        if not scene.is_history and (
            number < _OLDEST or _NAMED.search(before_as_written(match, scene))
        ):
            return None
        if not near and not is_apart and not _is_attribute(match, scene):
            return None
        if re.search(
            r"(?:\bno\.|number|flight|page|room|channel|section|resolution|highway) $", before
        ):
            return None
    if (
        re.match(r" [a-z]+s\b", text[end : end + 20])
        and not near
        and before.endswith(
            ("about ", "around ", "over ", "of ", "than ", "to ", "some ", "and ", ", ")
        )
        and number % 100 == 0
    ):
        return None
    moment = Moment("year", number)
    tells = bool(_TELLS_YEAR.search(before)) or scene.starts_paragraph(start)
    if tells and not scene.is_history and _ASIDE.search(text[max(start - 60, 0) : start]):
        tells = False
    return dated(match, moment, "the year, as written", has_year=tells)


_NO_YEAR_BEFORE = re.compile(r"[\d.,:]$|(?<!\d)\d{3}-$")  # of a larger number, a telephone's
_OLDEST = 1500  # news has no older years, unless it says "in" or "since"
_NAMED = re.compile(r"\b[A-Z][a-z]+ $")  # Studio 2000


def before_as_written(match: Match, scene: Scene) -> str:
    return scene.document.text[max(match.start() - 16, 0) : match.start()]


_IN_PHRASE = re.compile(r"(?:\b(?:an?|the|his|her|its|their|our|this)|'s|s')(?: [a-z-]+){0,2} $")
_ONE_THING = re.compile(r" (?!record)[a-z-]*(?:[a-rt-z]|ss)\b")


def _is_attribute(match: Match, scene: Scene) -> bool:
    """A 1964 law, Brazil's bloody 1964 coup: news writes 1,964 where it counts."""
    before = scene.text[max(match.start() - 32, 0) : match.start()]
    is_modern = 1900 <= int(match["year"]) <= scene.today.year + 10
    return (
        is_modern
        and bool(_IN_PHRASE.search(before))
        and bool(_ONE_THING.match(scene.text, match.end()))
    )


# "In 1980 it bought …": the story is there now; "since 1980" and "the 1980 crash" leave it alone.
# "The accord, signed in 1998, expires …": no story begins there.
_ASIDE = re.compile(
    r"[,(-] ?(?:who|which|that|when|where|first|held|made|built|written|sold|[a-z]{2,}ed)\b[^,.;]*$"
)
_TELLS_YEAR = re.compile(r"\b(?:in|during|by|throughout|late|early|mid|into) $")


def year_after_year(match: Match, scene: Scene) -> Draft | None:
    """The 17 in "1915-17"."""
    last = scene.last
    if last is None or last.moment is None or last.moment.grain != "year":
        return None
    if last.end != match.start() - 1:
        return None
    number = last.moment.year // 100 * 100 + int(match["year"])
    if number <= last.moment.year:
        return None
    moment = Moment("year", number)
    return dated(match, moment, "with the century of the year before it", has_year=True)


def short_year(match: Match, scene: Scene) -> Draft | None:
    """'99: of the century that the text is in."""
    number = scene.base.year // 100 * 100 + int(match["year"])
    if scene.story is None and number > scene.today.year + 5:
        number -= 100
    moment = Moment("year", number)
    return dated(match, moment, "two digits, with the century of the text", score=0.7)


def year_bc(match: Match, scene: Scene) -> Draft | None:
    moment = Moment("year", -int(match["year"]))
    if not moment.year:
        return None
    return dated(match, moment, "as written, before Christ", has_year=True, score=0.95)


def year_before_bc(match: Match, scene: Scene) -> Draft | None:
    """The 499 in "from 499 to 493 BC", or a bare 494 in a text that is in those years."""
    number = int(match["year"])
    if not number or scene.text[match.start() - 1 : match.start()] in ("$", "£", "€", ",", "."):
        return None
    if not _BC_AHEAD.match(scene.text, match.end()):
        story = scene.story
        if story is None or story.year >= 0 or abs(number + story.year) > 60 or number < 100:
            return None
        before = scene.text[max(match.start() - 12, 0) : match.start()]
        if not re.search(r"\b(?:in|by|since|until|of|from|to|after|before|early|late) $", before):
            return None
        if not re.match(r"[ ,.;:)]", scene.text[match.end() : match.end() + 1]):
            return None
    moment = Moment("year", -number)
    return dated(match, moment, "before Christ, as its neighbour", has_year=True, score=0.8)


def _millennial(words: str) -> int:
    last = words.split()[-1]
    return 2000 + (0 if last == "thousand" else NUMBERS[last])


def the_year(match: Match, scene: Scene) -> Draft | None:
    """The year two thousand."""
    words = match["words"]
    is_spelled = words.startswith("two ")
    number = _millennial(words) if is_spelled else year_number(words)
    return dated(match, Moment("year", number), "the year, as written", has_year=True)


def spelled_year(match: Match, scene: Scene) -> Draft | None:
    """Nineteen ninety-eight."""
    number = year_number(match["words"])
    if re.match(
        r"[- ](?:people|men|women|dollars|years|times)\b", scene.text[match.end() : match.end() + 9]
    ):
        return None
    return dated(match, Moment("year", number), "the year in words", has_year=True, score=0.8)


def millennium(match: Match, scene: Scene) -> Draft | None:
    """Two thousand one; but two thousand one hundred men are counted."""
    if re.match(r"[- ][a-z]+", scene.text[match.end() : match.end() + 8]):
        return None
    number = 2000 + NUMBERS[match["ones"]]
    return dated(match, Moment("year", number), "the year in words", has_year=True, score=0.7)


def decade(match: Match, scene: Scene) -> Draft | None:
    if match["word"]:
        number = scene.base.year // 100 * 100 + DECADES[match["word"]]
        if number > scene.today.year + _NEXT_DECADE:
            number -= 100
        why = "ten years, of the century of the text"
    elif len(match["digits"]) == 2:
        before = scene.text[max(match.start() - 14, 0) : match.start()]
        if not match[0].startswith(("the ", "'")) and not _PART_OF_DECADE.search(before):
            return None  # in his 30s, in his early 50s
        number = scene.base.year // 100 * 100 + int(match["digits"])
        if number > scene.today.year + _NEXT_DECADE:
            number -= 100
        why = "ten years, of the century of the text"
    else:
        if match[0].endswith("'s") and not _OF_TEN.search(
            scene.text[max(match.start("digits") - 6, 0) : match.start("digits")]
        ):
            return None  # of the year: 1990's results
        number, why = int(match["digits"]), "ten years, as written"
        if number % 100 == 0 and number < 1900:
            why = "ten years, though a century may be meant"
    if match["bc"]:
        number = -number
    if not number:
        return None
    moment = Moment("decade", number)
    return dated(match, moment, why)


_NEXT_DECADE = 10  # years: 1989 looks forward to "the '90s"


def century(match: Match, scene: Scene) -> Draft | None:
    number = ordinal(match["nth"])
    if not 1 <= number <= 30:
        return None
    if match["bc"]:
        moment = Moment("century", -(number - 1) * 100 or -1)
    else:
        moment = Moment("century", (number - 1) * 100 or 1)
    return dated(match, moment, "a hundred years, as written")


_PART_OF_DECADE = re.compile(r"\b(?:and|or|in|the|to|since|until) (?:early|late|mid)[ -]$")
_OF_TEN = re.compile(r"\b(?:the|early|late|mid)[ -]$")
_ZEROS = r"\d{0,2}[1-9]0"

RULES = (
    rule(rf"(?:the )?(?P<year>\d{{1,4}}){BC}", year_bc),
    rule(
        rf"the year (?P<words>two thousand(?: (?:and )?(?:{alternatives(ONES)}))?"
        rf"|\d{{4}}|{SPELLED_YEAR})",
        the_year,
    ),
    rule(
        rf"(?:the )?(?:'?(?P<digits>{_ZEROS}|1[0-9]00|2000)'?s"
        rf"|(?P<nineteen>nineteen[ -])?"
        r"(?:(?<=the )|(?<=early )|(?<=late )|(?<=mid[ -])|(?<=nineteen[ -]))"
        rf"(?P<word>{'|'.join(DECADES)}))(?P<bc>{BC}|)",
        decade,
    ),
    rule(rf"(?:the )?(?P<nth>{ORDINAL})[ -]century(?P<bc>{BC}|)", century),
    rule(rf"(?P<year>{YEAR})", year),
    rule(r"(?<=\d{4}-)(?P<year>\d\d)", year_after_year),
    rule(r"'(?P<year>[1-9]\d)", short_year),
    rule(r"(?P<year>\d{1,3})", year_before_bc),
    rule(rf"(?P<words>{SPELLED_YEAR})", spelled_year),
    rule(
        r"two thousand(?: and)? (?P<ones>one|two|three|four|five|six|seven|eight|nine)", millennium
    ),
)
