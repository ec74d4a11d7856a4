"""How a timeline is looked at: keys of the query string that choose no entries."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.timeline.days import clip
from tracker.timeline.filters import Errors, read_one

# view=chart: the picture alone; view=dossier: a briefing to print; lanes: what the picture is
# divided by; links=all: those between all entries that are drawn.
LOOKS: Mapping[str, tuple[str, ...]] = {
    "view": ("chart", "dossier"),
    "lanes": ("track", "actor", "kind"),
    "links": ("all",),
}


def read_looks(query: QueryDict, errors: Errors) -> dict[str, str]:
    found = {}
    for key, values in LOOKS.items():
        value = read_one(query, key, errors)
        if value and value not in values:
            words = _("“%(value)s” is none of these: %(values)s.")
            errors[key] = [words % {"value": clip(value), "values": ", ".join(values)}]
        elif value:
            found[key] = value
    return found
