"""What the filter controls of a page need: the address of every choice, worked out once."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.timeline.facets import Facet
from tracker.timeline.filters import CHOICE_KEYS, DATE_KEYS, Errors, TimelineFilter


@dataclass(frozen=True, slots=True)
class DayField:
    key: str
    label: str
    value: str
    errors: list[str]


def controls(
    chosen: TimelineFilter, errors: Errors, facets: list[Facet], *, csv_url: str
) -> dict[str, object]:
    labels = {
        "from": _("From"),
        "to": _("To"),
        "as_of": _("As known on"),
        "since": _("Known since"),
    }
    days = {key: day.isoformat() for key, day in chosen.days.items()}
    return {
        "facets": facets,
        "chips": list(_chips(chosen, facets, labels)),
        "day_fields": [
            DayField(key, labels[key], days.get(key, ""), errors.get(key, [])) for key in DATE_KEYS
        ],
        "days_open": bool(days) or any(key in errors for key in DATE_KEYS),
        # The form's own fields are typed anew; the rest travels with it.
        "form_pairs": [
            (key, value) for key, value in chosen.pairs() if key in CHOICE_KEYS or key == "order"
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
    chips += [
        (f"{labels[key]}: {day.isoformat()}", chosen.without(key).query())
        for key, day in chosen.days.items()
    ]
    return chips
