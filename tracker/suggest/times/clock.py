"""Hours of the clock: 10 p.m. Wednesday, noon, 19:00 GMT, three thirty this afternoon."""

import re
from dataclasses import replace

from tracker.suggest.times.rules import Match, rule
from tracker.suggest.times.scene import Draft, Scene
from tracker.suggest.times.words import NUMBERS, PARTS, WEEKDAY

_ON = re.compile(r"(?: \(\d{4} gmt\)|\))? (?:local time )?on | \(\d{4} gmt\) |\) ")


def clock(match: Match, scene: Scene) -> Draft | None:
    """10 p.m. Wednesday; noon; 19:00: on the day beside it, or the one that the text is in."""
    time = _time(match)
    if time is None:
        return None
    start, end = match.start(), match.end()
    joined = scene.read(end + 1) if scene.text[end : end + 1] == " " else None
    if joined and joined.moment and joined.moment.grain == "day" and not joined.moment.part:
        moment = joined.moment.at(time)
        return replace(
            joined, start=start, type="TIME", value=moment.value, moment=moment,
            why=f"that hour; {joined.why}",
        )  # fmt: skip
    half = match.groupdict().get("half")
    if joined and joined.moment and joined.moment.part in _PART_OF_DAY and not half:
        moment = joined.moment.at(_in_part(time, joined.moment.part))
        return replace(joined, start=start, type="TIME", value=moment.value, moment=moment)
    beside = scene.read(on.end()) if (on := _ON.match(scene.text, end)) else None
    base = beside.moment if beside and beside.moment and beside.moment.grain == "day" else None
    if base is None:
        base = scene.base if scene.base.grain == "day" and scene.base.day else scene.today
        if base is scene.today and scene.story is not None:
            return Draft(start, end, "TIME", f"XXXX-XX-XX{time}", "the hour of some day", score=0.6)
    moment = base.at(time)
    return Draft(
        start, end, "TIME", moment.value, f"that hour of {base.at('').value}", score=0.75,
        moment=moment if beside is None else None,
    )  # fmt: skip


_PART_OF_DAY = ("TMO", "TAF", "TEV", "TNI")


def _in_part(time: str, part: str) -> str:
    """2:30 of an afternoon is 14:30."""
    hour = int(time[1:3])
    if (part in ("TAF", "TEV") and hour < 12) or (part == "TNI" and 5 < hour < 12):
        hour += 12
    return f"T{hour:02}{time[3:]}"


_SPOKEN = {"fifteen": 15, "thirty": 30, "forty-five": 45}


def _time(match: Match) -> str | None:
    groups = match.groupdict()
    if name := groups.get("name"):
        return PARTS[name]
    hour = int(match["hour"]) if match["hour"].isdigit() else NUMBERS[match["hour"]]
    minute = int(groups.get("minute") or _SPOKEN.get(groups.get("spoken") or "", 0))
    half = (groups.get("half") or "").replace(".", "")[:1]
    day_part = groups.get("part")
    if half == "p" or day_part in ("afternoon", "evening"):
        hour += 12 if hour < 12 else 0
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return f"T{hour:02}:{minute:02}"


_PLACE = (
    r"(?:local|eastern|central|pacific|mountain|greenwich|new york|washington|london|moscow|tokyo"
    r"|hong kong|chicago|paris|beijing|israeli?|baghdad|belgrade|geneva|brussels|cairo|delhi"
    r"|us|u\.s\.)"
)
_ZONES = (
    rf"gmt|utc|{_PLACE}(?: (?:standard|daylight|summer|mean))? time|[ecmp][sd]?t|cet|bst|msk|hrs?"
    r"|hours|local|eastern|central|pacific"
)
_ZONE = rf"(?: (?:{_ZONES})\b| ?\((?:{_ZONES})\)|(?:gmt|utc)\b)?"
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
RULES = (
    rule(
        rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap](?:\.m\.?|m)){_ZONE}", clock
    ),
    rule(
        r"(?P<hour>\d{1,2})(?: o'clock)? in the (?P<part>morning|afternoon|evening)",
        clock,
    ),
    rule(
        rf"(?P<hour>\d\d?|{_HOURS}) o'clock"
        r"(?: (?:in the|this) (?P<part>morning|afternoon|evening))?",
        clock,
    ),
    rule(rf"(?P<hour>{_HOURS}) (?P<half>[ap](?:\.m\.?|m)){_ZONE}", clock),
    rule(
        rf"(?:(?<=\bat )|(?<=\babout )|(?<=\baround )|(?<=\buntil )|(?<=\bby ))(?P<hour>{_HOURS})"
        r" (?P<spoken>fifteen|thirty|forty-five)(?: (?P<half>[ap](?:\.m\.?|m)))?"
        rf"{_ZONE}(?= (?:this|last|yesterday|today|tomorrow|tonight|on|{WEEKDAY})\b|[.,;])",
        clock,
    ),
    rule(
        rf"(?:(?<=\bat )|(?<=\babout )|(?<=\buntil )|(?<=\bby ))(?P<hour>\d\d?|{_HOURS})"
        r"(?= (?:(?:this|tomorrow|yesterday) (?:morning|afternoon|evening)|tonight|last night))",
        clock,
    ),
    rule(rf"(?<!\d:)(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d){_ZONE}(?![:\d]|\.\d)", clock),
    rule(r"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d)(?: ?(?:gmt|hrs|hours|utc))", clock),
    rule(rf"(?P<name>noon|midday|midnight){_ZONE}", clock),
    rule(rf"(?P<name>dawn|dusk)(?= on | of | {WEEKDAY}| today| yesterday)", clock),
    rule(r"(?:(?<=\bat )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil ))(?P<name>dawn|dusk)", clock),
)
