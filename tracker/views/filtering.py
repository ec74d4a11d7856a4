"""What the filter controls of a page need: the address of every choice, worked out once."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.timeline.days import LABELS
from tracker.timeline.facets import Facet
from tracker.timeline.filters import CHOICE_KEYS, DATE_KEYS, Errors, TimelineFilter
from tracker.timeline.looks import LOOKS

# Offered while a day is typed. In English, as the rules are.
DAY_WORDS = ("today", "yesterday", "this week", "last week", "this month", "last month")


@dataclass(frozen=True, slots=True)
class DayField:
    key: str
    label: str
    value: str  # the day, or what was typed where that is none
    pick: str  # the name of its calendar
    errors: list[str]


def controls(
    chosen: TimelineFilter, errors: Errors, facets: list[Facet], *, csv_url: str
) -> dict[str, object]:
    labels = {key: str(label) for key, label in LABELS.items()}
    days = {key: day.isoformat() for key, day in chosen.days.items()}
    typed = {key: one.words for key, one in chosen.in_words.items() if one.day is None}
    return {
        "facets": facets,
        "chips": list(_chips(chosen, facets, labels)),
        "day_fields": [
            DayField(
                key,
                labels[key],
                value=days.get(key) or typed.get(key, ""),
                pick=_("%(day)s: choose from a calendar") % {"day": labels[key]},
                errors=errors.get(key, []),
            )
            for key in DATE_KEYS
        ],
        "day_words": DAY_WORDS,
        "days_open": bool(days) or any(key in errors for key in DATE_KEYS),
        # The form's own fields are typed anew; the rest travels with it.
        "form_pairs": [
            (key, value)
            for key, value in chosen.pairs()
            if key in CHOICE_KEYS or key == "order" or key in LOOKS
        ],
        "newest_query": chosen.ordered("newest").query(),
        "oldest_query": chosen.ordered("oldest").query(),
        "start_query": chosen.ordered(chosen.order).query(),
        "csv_url": csv_url,
        "as_of_query": f"&as_of={days['as_of']}" if "as_of" in days else "",
    }


def _chips(
    chosen: TimelineFilter, facets: list[Facet], labels: dict[str, str]
) -> list[tuple[str, str]]:
    chips = [
        (f"{facet.label}: {choice.label}", choice.query)
        for facet in facets
        for choice in facet.chosen
    ]
    if chosen.q:
        chips.append((f"“{chosen.q}”", chosen.without("q").query()))
    # The day that the page shows stands above it, with the way back to today.
    chips += [
        (f"{labels[key]}: {day.isoformat()}", chosen.without(key).query())
        for key, day in chosen.days.items()
        if key != "as_of"
    ]
    return chips
