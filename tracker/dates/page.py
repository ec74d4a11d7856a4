"""docs/dates.md: the table for people, with what each example means on one day."""

from collections.abc import Iterator
from datetime import date

from tracker.dates import display
from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.dates.rule import Rule, Section
from tracker.dates.rules import TABLE

ANCHOR = date(2025, 4, 18)

_HEAD = """\
# How words become dates

<!-- Written by `manage.py window --rules`; a test holds it to the rules. -->

The words of a source are turned into a window of days, counted from an anchor: the day of the
statement or of the article. Every row below is one rule, in the order in which they are asked; the
first that fits decides. What none fits is refused, with a reason, and the days are typed by hand.
Nothing is guessed unsaid: an assumption stands in the reason, which is kept and shown with the
window.

**Conventions.** Weeks run from Monday to Sunday. Early, mid and late are thirds. Seasons are those
of the northern hemisphere, in whole months. Easter is Western Easter, unless Orthodox Easter is
said. Without a number, a unit reaches up to the next larger one: who says “days” does not say “a
week”, and who says “weeks” not “a month”. A number sets a limit, and the day that it is said on
counts (“within 30 days”); without one the words say how far off something is: “within days” is not
the same day, “within hours” may be. Where a word has two readings (“next Saturday” said on a
Friday), both are kept, as one or the other.

**Direction.** “By Thursday” looks ahead and “since Thursday” back, whoever says it. “On Thursday”
alone is the last one, the anchor's own day included, as in a report of what has happened; in the
form of a deadline, of a condition or of a planned event it is the next one. There, too, “50 days”
is read as “within 50 days”, and a date without its year is the next one, unless it went by less
than a month ago.

**Patterns.** `[…]` may be left out; `(a|b)` is a or b; `<when>`, `<first>` and `<last>` are any
other time; `<length>` is a number with a unit, perhaps with a half; `<turn>` is this, next or last;
`<grain>` a week, month, quarter, year or decade; `<many>` and `<more>` are hours, days, weeks,
months or years; `<few>` is a few, several or some; `<third>` is early, mid or late; `<dth>` is 1st
to 31st; `<beyond>` is after next or before last; `<hedge>` is possibly, perhaps or likely; `<most>`
is up to or at most, `<about>` about or roughly, `<only>` just or only; `<start>` and
`<finish>` are dates that may leave to each other what they share.

The examples are read on Friday 18 April 2025. EDTF is ISO 8601-2; `[…]` is one of these days,
`/` from one to the other, `~` about, `..` an open end.
"""


def page() -> str:
    return "\n".join([_HEAD, *(line for section in TABLE for line in _section(section))])


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    yield "| words | example | window | EDTF | reason |"
    yield "|---|---|---|---|---|"
    for rule in section.rules:
        yield from _rows(rule)
    yield ""


def _rows(rule: Rule) -> Iterator[str]:
    says = f"`{_cell(rule.says)}`"
    if not rule.examples:
        yield f"| {says} | | | | {rule.why.replace('{anchor_day}', 'the anchor')} |".replace(
            "{length}", "so much"
        )
    for example in rule.examples:
        try:
            window = resolve(example, anchor=ANCHOR)
        except UnknownPhrase as unknown:
            yield f"| {says} | {_cell(example)} | unknown | | {_cell(str(unknown))} |"
        else:
            days = display.words(window)
            cells = (says, _cell(example), days, f"`{window.edtf}`", _cell(window.why))
            yield f"| {' | '.join(cells)} |"
        says = ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
