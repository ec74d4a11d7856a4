"""The rows of the table that name a day, a week, a month, a feast, or no time that can be known."""

from tracker.dates import counted, dated, periods, recurring, unknown
from tracker.dates.rule import Section, row

WRITTEN = Section(
    "Dates as they are written",
    (
        row("<full_day>", dated.as_written, "exact day, as written", "17 April 2025 | 2025-04-17"),
        row("<full_month>", dated.as_written, "whole month", "April 2025"),
        row("[the year] <year>", dated.as_written, "whole year", "2014"),
        row("<bare_day>", dated.without_year,
            "year taken from the anchor {anchor}: the {which} {date}", "17 April | May 8"),
        row("<bare_month>", dated.without_year,
            "whole month, year taken from the anchor {anchor}: the {which} {date}", "May"),
        row("the <dth>", dated.without_month,
            "the month by the anchor {anchor}: the {which} such day; write it where it is another",
            "the 25th"),
        row("the (<dth>|first) of the month", dated.without_month,
            "the month by the anchor {anchor}: the {which} such day", "the first of the month"),
        row("[the] <decade>", dated.decade, "ten years", "the 1990s | the '90s"),
        row("<edtf>", dated.edtf, "EDTF, as written", "2025-04-18/2025-04-25 | 202X"),
        row("<numbers>", dated.numbers, "only one of the numbers can be a month", "17/04/2025"),
        row("[from] <start>[ ]-[ ]<finish>", dated.written_range, "{start} to {finish}, as written",
            "May 8-10 | 8-10 May 2025 | 2014-2016"),
        row("[from] <start> (to|until|till|through) <finish>", dated.written_range,
            "{start} to {finish}, as written", "31 March to 2 April | from 3 to 7 July 2015"),
        row("between <start> and <finish>", dated.written_range, "{start} to {finish}, as written",
            "between 1 and 5 May | between 2014 and 2016"),
    ),
)  # fmt: skip

UNKNOWN = Section(
    "Known to be unknown",
    (
        row("[(very|quite|pretty)] (soon|shortly)", unknown.soon, "", "soon | very shortly"),
        row(
            "(before long|imminently|in due course|in the near future|in the foreseeable future|as "
            "soon as possible|any (day|time|moment) now|one day|some day|eventually|sooner or "
            "later|at (a|some) later (date|time|stage))", unknown.soon, "",
            "in the near future | at some later date"),
        row("(recently|lately|just now|a while ago|some time ago|[not] long ago|a long time ago)",
            unknown.recently, "", "recently"),
        row(
            "(that|the same|the following|the previous|the preceding) "
            "(day|night|morning|evening|week|weekend|month|year|<weekday>)", unknown.elsewhere, "",
            "the same Friday | the following day"),
        row("(for now|for the time being|for the foreseeable future|until further notice|"
            "indefinitely)", unknown.soon, "", "until further notice"),
        row("[for] at least <length>", unknown.at_least, "", "for at least a week"),
        row("the next (day|morning|night)", unknown.elsewhere, "", "the next day"),
        row("<length> (later|earlier|afterwards)", unknown.elsewhere, "", "two days later"),
        row("[(the|this|next|last)] (fiscal|financial) <when>", unknown.fiscal, "", "fiscal 2025"),
        row("FY[ ]<year>", unknown.fiscal, "", "FY 2025"),
        row("[(this|next|last)] <moving> [<year>]", unknown.moving, "", "Ramadan"),
        row("[(this|next|last)] <local> [<year>]", unknown.local, "", "Independence Day"),
    ),
)  # fmt: skip

BESIDE = Section(
    "Beside the anchor",
    (
        row("(today|now|right now|later today|earlier today)", counted.beside_anchor,
            "the anchor itself, {anchor_day}", "today"),
        row("(tonight|this (morning|afternoon|evening|lunchtime))", counted.part_of_anchor,
            "the anchor itself, {anchor_day}", "tonight | this morning"),
        row("yesterday", counted.beside_anchor, "the day before {anchor_day}", "yesterday"),
        row("tomorrow", counted.beside_anchor, "the day after {anchor_day}", "tomorrow"),
        row("[the] day before yesterday", counted.beside_anchor, "two days before {anchor_day}",
            "the day before yesterday"),
        row("[the] day after tomorrow", counted.beside_anchor, "two days after {anchor_day}",
            "the day after tomorrow"),
        row("last (night|evening)", counted.last_night,
            "the evening before {anchor_day}; what came after midnight is “overnight”",
            "last night"),
        row("overnight", counted.overnight,
            "the night that ends on {anchor_day}, as in a report of what has happened",
            "overnight"),
        row("[the] (overnight|night) (to|into) <when>", counted.night_to, "a night has two days",
            "the night to Friday"),
        row("[at] <hour>", counted.hour_of_anchor,
            "on the anchor itself, for no day is named; the hour is not kept", "at noon"),
    ),
)  # fmt: skip

WEEKDAYS = Section(
    "Weekdays and weekends",
    (
        row("<weekday>", recurring.weekday,
            recurring.LOOKS_BACK + "; where it lies ahead, write “next {weekday}” or the date",
            "Thursday | Friday"),
        row("this <weekday>", recurring.this_weekday,
            "in the week from Monday to Sunday with {anchor_day} in it", "this Saturday"),
        row("[the] <turn> <weekday>", recurring.turn_of_weekday, "{which}",
            "next Thursday | next Saturday | last Friday | last Thursday"),
        row("[(this|the)] (coming|upcoming) <weekday>", recurring.coming_weekday,
            "the first {weekday} after {anchor_day}", "this coming Thursday"),
        row("[(this|the)] past <weekday>", recurring.past_weekday,
            "the last {weekday} before {anchor_day}", "this past Thursday"),
        row("<weekday> [(of|in)] <turn> week", recurring.weekday_of_week,
            "of {turn} week, Monday to Sunday, seen from {anchor_day}",
            "Thursday of next week | Monday last week"),
        row("<turn> week's <weekday>", recurring.weekday_of_week,
            "of {turn} week, Monday to Sunday, seen from {anchor_day}", "last week's Monday"),
        row("<weekday> week", recurring.weekday_week,
            "a week after the first {weekday} after {anchor_day}", "Thursday week"),
        row("the <weekday> <beyond>", recurring.weekday_beyond, "{which}",
            "the Friday after next | the Sunday before last"),
        row("the <weekday> <beside> <when>", recurring.weekday_beside,
            "the nearest {weekday} {beside} it", "the Monday after Easter"),
        row("the <nth> <weekday> (of|in) <when>", recurring.nth_weekday,
            "the {nth} {weekday} of that time", "the first Monday of May"),
        row("[the] <turn> weekend", recurring.turn_of_weekend, "Saturday and Sunday; {which}",
            "this weekend | last weekend | next weekend"),
        row("the weekend <beyond>", recurring.weekend_beyond,
            "Saturday and Sunday; {which}", "the weekend after next"),
        row("[the] weekend", recurring.weekend, "Saturday and Sunday; the {which} {anchor_day}",
            "the weekend"),
        row("[the] weekend of <when>", recurring.weekend_of,
            "Saturday and Sunday of the week with that day in it", "the weekend of 26 April"),
    ),
)  # fmt: skip

PERIODS = Section(
    "Weeks, months, seasons, quarters, years",
    (
        row("<turn> [calendar] <grain>", periods.whole,
            "{turn} {grain}, whole, seen from {anchor_day}",
            "next month | last year | this quarter | this week | next week"),
        row("the <grain> <beyond>", periods.beyond,
            "the {grain} {beyond}, whole, seen from {anchor_day}",
            "the week after next | the month before last"),
        row("later (this|in the) <grain>", periods.later,
            "from the day after {anchor_day} to the end of the {grain}", "later this month"),
        row("earlier (this|in the) <grain>", periods.earlier,
            "from the first day of the {grain} to the day before {anchor_day}",
            "earlier this week"),
        row("the rest of (this|the) <grain>", periods.rest,
            "from {anchor_day} to the end of the {grain}", "the rest of the year"),
        row("[the] week (of|beginning|starting|commencing|ending) <when>", periods.week_of,
            "Monday to Sunday of the week with that day in it", "the week of 22 April"),
        row("[the] week <beside> <when>", periods.week_beside,
            "Monday to Sunday of the week beside it", "the week after Easter"),
        row("<turn> <month>", recurring.turn_of_month, "{which}", "this May | next May | last May"),
        row("[the] <season> [(of|in)] <year>", recurring.season_of_year,
            "three whole months, in the northern hemisphere", "spring 2025 | winter 2025"),
        row("[the] winter [(of|in)] <years>", recurring.winter_of_years,
            "December to February, in the northern hemisphere", "the winter of 2024-25"),
        row("<turn> <season>", recurring.turn_of_season,
            "three whole months, in the northern hemisphere; {which}", "last winter | next summer"),
        row("[the] <season>", recurring.season,
            "three whole months, in the northern hemisphere; the {which} to {anchor}",
            "the summer"),
        row("Q<q> [of] <year>", recurring.quarter, "three months of the year", "Q2 2025"),
        row("<year> Q<q>", recurring.quarter, "three months of the year", "2025 Q2"),
        row("Q<q>", recurring.quarter,
            "three months of the calendar's year; the {which} to {anchor}", "Q3"),
        row("H<h> [of] <year>", recurring.half, "six months of the year", "H1 2025"),
        row("[the] <nth> quarter [of] <when>", periods.quarter_of, "three months of the year",
            "the second quarter of 2025 | the last quarter of this year"),
    ),
)  # fmt: skip

FEASTS = Section(
    "Days with names",
    (
        row("<holiday> [of] <year>", recurring.holiday, "by its rule in that year",
            "Easter 2026 | Orthodox Easter 2026 | Christmas 2024"),
        row("<holiday>", recurring.holiday, "by its rule",
            "Easter | Easter Monday | the Easter weekend | over Easter | Orthodox Easter | "
            "Christmas | New Year"),
        row("<turn> <holiday>", recurring.turn_of_holiday, "by its rule",
            "this Easter | next Christmas"),
    ),
)  # fmt: skip
