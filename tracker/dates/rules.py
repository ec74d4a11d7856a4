"""The table: how words become windows, row by row. The first row that fits decides.

A row has its pattern (`tracker.dates.pattern` says how they are written, `words.SLOTS` what stands
for each <…>), the function that turns what it has found into EDTF, the reason that people are
shown, and examples, which tests try and docs/dates.md lists. The rows that name a day or a period
lie in `rules_of_days`; here, what is counted, measured or put in relation to them.
"""

from tracker.dates import counted, dated, periods, relations
from tracker.dates.rule import Section, row
from tracker.dates.rules_of_days import BESIDE, FEASTS, PERIODS, UNKNOWN, WEEKDAYS, WRITTEN

COUNTED = Section(
    "Counted from a day",
    (
        row("[<only>] [<about>] <length> ago", counted.ago, "{length} before {anchor_day}",
            "two days ago | three weeks ago | six months ago | a year and a half ago"),
        row("in [<about>] <length>", counted.ahead, "{length} after {anchor_day}",
            "in 3 days | in two weeks | in two to three weeks | in a year"),
        row("in [<about>] <length>(|'|'s) time", counted.ahead, "{length} after {anchor_day}",
            "in two weeks' time"),
        row("[<only>] [<about>] <length> (from now|from today|hence|away)", counted.ahead,
            "{length} after {anchor_day}", "a week from now | two days away"),
        row("<length> [on] <ahead>", counted.week_on,
            "{length} after {day}", "a week on Tuesday | two weeks tomorrow"),
        row("<length> <side> <when>", counted.beside_day, "{length} {side} {day}",
            "a week after Easter | two weeks from Thursday"),
        row("[the] day <beside> <when>", counted.day_beside, "the day {beside} it",
            "the day after Easter | the day before 8 May"),
        row("[<only>] [<few>] <many> ago", counted.some_ago, "no number is said",
            "a few days ago | weeks ago"),
    ),
)  # fmt: skip

LENGTHS = Section(
    "So much time",
    (
        row("within [<about>] <length>", counted.within, "from {anchor_day} to {length} later",
            "within 30 days | within 48 hours | within three months | within 10 working days"),
        row("(in|within) (less than|under|no more than|at most|up to) <length>", counted.within,
            "from {anchor_day} to {length} later", "in less than a week"),
        row("[(in|within|over|during)] the (next|coming|following) <length>", counted.within,
            "from {anchor_day} to {length} later", "in the next 10 days | over the next two weeks"),
        row("within <length> <since> <when>", counted.within_of,
            "from that day to {length} later", "within 30 days of 8 May"),
        row("within this <grain>", periods.within_this,
            "from {anchor_day} to the end of the {grain}", "within this week"),
        row("within the <unit>", counted.within_unit,
            "from {anchor_day} to one {unit} later", "within the week | within the hour"),
        row("for the (next|coming|following) <length>", counted.for_next,
            "from {anchor_day} to {length} later, throughout", "for the next 30 days"),
        row("[(in|within|over|during|for)] the (past|last|previous) <length>", counted.past,
            "from {length} before {anchor_day} up to it",
            "the past three days | in the last 24 hours"),
        row("[(in|within|over|during|for)] the (past|last) <unit>", counted.past_unit,
            "from one {unit} before {anchor_day} up to it",
            "over the past week | in the last month"),
        row("[(in|within|over|during|for)] the (coming|next) <unit>", counted.next_unit,
            "from {anchor_day} to one {unit} later",
            "over the next week | the coming year"),
        row("(more than|over|at least) <length> ago", counted.longer_ago,
            "no later than {length} before {anchor_day}, start open", "more than a year ago"),
        row("(less than|under) <length> ago", counted.less_ago,
            "from {length} before {anchor_day} up to it", "less than a week ago"),
        row("[<most>] <length>", counted.bare_length,
            "in the form of a deadline: from {anchor_day} to {length} later", ""),
        row("for <length> (from|after|following|starting|beginning) <when>", counted.for_from,
            "from {day} to {length} later, throughout", "for 90 days from 18 April"),
        row("for [<most>] <length>", counted.for_length,
            "in the form of a deadline: from {anchor_day} to {length} later, throughout", ""),
    ),
    stands_within=False,
)  # fmt: skip

VAGUE = Section(
    "Days, weeks, months without a number",
    (
        row("(in|within) [<few>] <many>", counted.some, "up to the next larger unit",
            "within days | in a few weeks | within hours"),
        row("[(in|within|over|during|for)] [the] (coming|next) [<few>] <many>", counted.some,
            "up to the next larger unit",
            "in the coming days | in the next few weeks | over the coming months"),
        row("[(in|within)] a matter of <many>", counted.some, "up to the next larger unit",
            "a matter of days"),
        row("[(in|within)] [a matter of] <many>(,|) (not|rather than|instead of) [in] "
            "[a matter of] <more>", counted.matter, "up to the next larger unit",
            "a matter of days, not a matter of weeks | weeks, not months | days rather than weeks"),
        row("[(in|within|over|during|for)] [the] [coming] <many>(,|) (and|or|if not) <more>",
            counted.some, "from the smaller unit up to beyond the larger one",
            "weeks and months | over the coming days and weeks | days, if not hours"),
        row("[<only>] [<few>] <many> (from now|hence|away)", counted.some,
            "up to the next larger unit", "a few weeks from now | days away"),
        row("[(in|within|over|during|for)] the <many> (ahead|to come)", counted.some,
            "up to the next larger unit", "in the weeks ahead"),
        row("[(in|within|over|during|for)] [the] (recent|past|last|previous) [<few>] <many>",
            counted.recent, "up to the next larger unit", "in recent months | the last few days"),
        row("<few> <many>", counted.a_few, "up to the next larger unit", "a few days"),
        row("[for] [<few>] <many>", counted.bare_many,
            "in the form of a deadline: as “within” them", ""),
    ),
    stands_within=False,
)  # fmt: skip

RANGES = Section(
    "From one time to another",
    (
        row("between <first> and <last>", dated.times_range, "from the first day to the last",
            "between mid-April and early May"),
        row("from <first> (to|until|till|through) <last>", dated.times_range,
            "from the first day to the last", "from Monday to Friday"),
        row("<first> (to|until|till|through) <last>", dated.times_range,
            "from the first day to the last", "late April to mid-May"),
    ),
)  # fmt: skip

PARTS = Section(
    "Parts of a time",
    (
        row("[at] <clock>(,|) [(on|of)] <when>", counted.hour_of_day, "the hour is not kept",
            "at noon on 8 May | 10 am on Thursday | the end of business on Monday"),
        row("the (<dth>|first) of <when>", periods.day_in, "by its number in that month",
            "the 5th of next month | the first of May"),
        row("(midweek|mid week)", periods.midweek, "Tuesday to Thursday", "midweek"),
        row("[the] <third> [(in|on)] <when>", periods.third, "a third of it",
            "early May | mid-April | late April | early next week | mid-2025 | late 2025 | the "
            "early 1990s | late on Tuesday"),
        row("[the] middle of <when>", periods.middle, "the middle third",
            "the middle of next week"),
        row("[the] (end|close|last days|final days) of <when>", periods.end_of, "its last days",
            "end of April | the end of the week | the end of 2025"),
        row("end <when>", periods.end_of, "its last days", "end April"),
        row("[the] <grain>('s|) end", periods.end_of_anchor,
            "the last days of the anchor's {grain}", "year's end | month-end"),
        row("[the] (beginning|start|first days|opening days|outset) of <when>", periods.start_of,
            "its first days", "the beginning of May | the start of next year"),
        row("[the] <half> half of <when>", periods.half, "half of it",
            "the first half of May | the second half of 2025"),
        row("[the] <nth> week (of|in) <when>", periods.week_in, "seven days of it",
            "the first week of May | the last week of April"),
        row("[the] <nth> month of <when>", periods.month_in, "a month of it",
            "the last month of 2025"),
        row("the <grain>", periods.of_anchor, "the {grain} of the anchor, {anchor}", "the week"),
    ),
)  # fmt: skip

RELATIONS = Section(
    "By, until, before, since, after",
    (
        row("[by] <when>(,|) (at the latest|or sooner|or earlier)", relations.by,
            "from the anchor {anchor} to that day",
            "8 May at the latest | by Friday at the latest"),
        row("(by|no later than|not later than|on or before|at or before|at the latest [by]) <when>",
            relations.by,
            "from the anchor {anchor} to that day",
            "by 8 May | no later than May 8 | by Thursday | by Easter | by the end of the week | "
            "by the end of March | by next week"),
        row("[not (until|before)] (after|following|later than) <when>", relations.after,
            "from the day after, end open", "after Easter | after 3 May | not until after Easter"),
        row("(not before|not until|at the earliest|no earlier than|not earlier than|no sooner than)"
            " <when>", relations.not_before, "not before that day; no end is said",
            "not before May"),
        row("<when> (at the earliest|or later)", relations.not_before,
            "not before that day; no end is said", "Monday at the earliest"),
        row("as (early|soon) as <when>", relations.as_early_as,
            "not before {first_day}, most likely {likely}; no end is said",
            "as early as next week"),
        row("(through|up to and including|until and including) [at least] <when>",
            relations.through, "from the anchor {anchor} to the last day of it", "through May"),
        row("(until|till|up to|up until) [at least] <when>", relations.until,
            "from the anchor {anchor} to that day", "until May 11 | until next week"),
        row("(before|by the time) <when> is (out|over)", relations.before_out,
            "from the anchor {anchor} to the last day of it", "before the week is out"),
        row("(before|prior to|ahead of|earlier than) <when>", relations.before,
            "from the anchor {anchor} to the day before",
            "before 8 May | before Easter | before noon on Monday | before the end of the month"),
        row("[ever] since <when>", relations.since, "from that day, end open",
            "since February | since Monday"),
        row("(from|on or after|starting|beginning|effective) <when> [(on|onwards|onward)]",
            relations.starting, "from that day, end open", "from 3 May onwards | from Monday"),
    ),
    stands_within=False,
)  # fmt: skip

AROUND = Section(
    "Words around a time",
    (
        row("<when>(,|) [at] <clock>", counted.hour_of_day, "the hour is not kept",
            "8 May at 10:30 GMT | Friday midnight"),
        row("<when> <part>", counted.hour_of_day, "the hour is not kept",
            "Friday morning | Thursday night | tomorrow evening"),
        row("the <part> of <when>", counted.hour_of_day, "the hour is not kept",
            "the morning of 14 July"),
        row("[on or] (around|about|circa|roughly|approximately) <when>", relations.around,
            "about that time; nobody says how far around it", "around 8 May | about Easter"),
        row("<hedge>(,|) <when>", relations.perhaps, "in doubt, for it says “{hedge}”",
            "perhaps May | possibly as early as next week"),
        row("some day [(in|on)] <when>", relations.some_day, "one of these days",
            "some day 18–25 April 2025"),
        row("[either] <first> or <last>", relations.either, "one or the other", "8 May or 10 May"),
        row("[(on|in|both)] <first> and <last>", relations.both, "on each of them",
            "Thursday and Friday | in April and May"),
        row("(sometime|some time|at some point) [(in|on|during)] <when>", relations.plain, "",
            "some time next week"),
        row("(throughout|all through|the whole of) <when>", relations.throughout,
            "from its first day to its last", "throughout next week"),
        row("(on|in|during|at|over|for) <when>", relations.plain, "",
            "on Thursday | in 2014 | over the weekend | in mid-April"),
    ),
)  # fmt: skip

# The order in which they are asked. RELATIONS come before AROUND, for "in" and "for" begin many
# things; RANGES before PARTS, for "late April to mid-May" is not late in that.
TABLE = (
    *(WRITTEN, UNKNOWN, BESIDE, WEEKDAYS, PERIODS, FEASTS, COUNTED),
    *(LENGTHS, VAGUE, RANGES, PARTS, RELATIONS, AROUND),
)
RULES = tuple(rule for section in TABLE for rule in section.rules)
# What may stand within other times.
TIMES = tuple(rule for section in TABLE if section.stands_within for rule in section.rules)
