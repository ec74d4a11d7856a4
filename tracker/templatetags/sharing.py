"""What a page says of itself where a link to it is shown (The Open Graph protocol)."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from tracker.models import Entry, Process, ReviewState

register = template.Library()


@register.simple_tag
def absolute(path: str) -> str:
    """An address of this site as others need it."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag(takes_context=True)
def card(context: template.Context) -> str:
    """The path of the picture of a page: of its entry, its process, or of the site."""
    clock = getattr(context.get("chosen"), "clock", "")
    entry, process = context.get("entry"), context.get("process")
    if isinstance(entry, Entry) and entry.state == ReviewState.PUBLISHED:
        return reverse("entry_card", args=[entry.pk]) + clock
    if isinstance(process, Process):
        return reverse("process_card", args=[process.slug]) + clock
    return static("card.png")
