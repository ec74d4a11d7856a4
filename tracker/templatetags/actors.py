"""Kinds of actors as headings, in the order in which a reader looks for them."""

from django import template
from django.utils.translation import gettext_lazy as _

from tracker.models import ActorKind

register = template.Library()

KINDS = {
    ActorKind.STATE: _("States"),
    ActorKind.BLOC: _("Blocs"),
    ActorKind.ORGANISATION: _("Organisations"),
    ActorKind.ARMED_GROUP: _("Armed groups"),
    ActorKind.OFFICE: _("Offices"),
    ActorKind.PERSON: _("Persons"),
}


@register.filter
def actor_kinds(kind: str) -> str:
    return str(KINDS[ActorKind(kind)])
