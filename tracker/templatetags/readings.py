"""The ways to read a process, each at an address of its own."""

from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

register = template.Library()

# Name of the address, which takes the process's short name, and what it is called.
READINGS: "tuple[tuple[str, str | _StrPromise], ...]" = (
    ("process", _("Timeline")),
    ("process_deadlines", _("Deadlines")),
    ("process_conditions", _("Conditions")),
    ("process_demands", _("Demands")),
    ("process_changes", _("Changes")),
)


class Reading(NamedTuple):
    address: str
    label: str
    is_current: bool


@register.simple_tag(takes_context=True)
def readings(context: Context) -> list[Reading]:
    """The readings of the process of this page, on the day that it shows."""
    here = context["request"].resolver_match.url_name
    slug, clock = context["process"].slug, context["chosen"].clock
    return [
        Reading(f"{reverse(name, args=[slug])}{clock}", str(label), name == here)
        for name, label in READINGS
    ]
