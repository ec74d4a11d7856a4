"""What an entry follows from and what it leads to, read from either end."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tracker.models import INVERSE, Condition, ConditionLink, Entry, EntryLink, LinkType, Relation
from tracker.timeline.visible import Reader

# A link of these types points from what came of something to what it came of.
_COME_OF = frozenset({LinkType.RESPONDS_TO, LinkType.FOLLOWS, LinkType.FULFILS, LinkType.BREACHES})


@dataclass(frozen=True, slots=True)
class Linked:
    says: str  # how this entry stands to the other, as a verb; empty where its place says it
    other: Entry
    note: str = ""
    # before: this came of the other; after: the other came of this; against: one contradicts the
    # other
    side: str = "beside"


def links_of(entry: Entry, *, reader: Reader, at: date | None = None) -> list[Linked]:
    """Links of both directions whose other end the reader may see, in order of time.

    With `at`, only those whose other end was known by then.
    """
    visible = Entry.objects.visible_to(reader)
    if at:
        visible = visible.filter(known_on__lte=at)
    found = [
        Linked(_says(link, link.get_type_display()), link.target, link.note, _side(link, "before"))
        for link in EntryLink.objects.filter(source=entry, target__in=visible).select_related(
            "target__event"
        )
    ]
    found += [
        Linked(_says(link, str(INVERSE[link.type])), link.source, link.note, _side(link, "after"))
        for link in EntryLink.objects.filter(target=entry, source__in=visible).select_related(
            "source__event"
        )
    ]
    return sorted(found, key=lambda link: (link.other.earliest, link.other.pk))


def _side(link: EntryLink, side: str) -> str:
    if link.type == LinkType.CONTRADICTS:
        return "against"
    return side if link.type in _COME_OF else "beside"


def _says(link: EntryLink, words: str) -> str:
    # What follows stands under a heading that says so.
    return "" if link.type == LinkType.FOLLOWS else words


# How a condition stands to another that its outcome waits for, and that one to it.
_WAITS = {
    Relation.AND: (_("needs, too"), _("is needed for")),
    Relation.OR: (_("or instead"), _("will do instead of")),
    Relation.UNLESS: (_("unless"), _("would block")),
}


def conditions_of(entry: Entry, *, reader: Reader, at: date | None = None) -> list[Linked]:
    """The conditions joined to a condition; those tied to a deadline, for a deadline."""
    visible = Entry.objects.visible_to(reader)
    if at:
        visible = visible.filter(known_on__lte=at)
    tied = Condition.objects.filter(time_limit=entry.pk, pk__in=visible.values("pk"))
    found = [Linked("", condition) for condition in tied]
    links = ConditionLink.objects.select_related("source", "target")
    for link in links.filter(source=entry.pk, target__in=visible.values("pk")):
        found.append(Linked(str(_WAITS[Relation(link.relation)][0]), link.target))
    for link in links.filter(target=entry.pk, source__in=visible.values("pk")):
        found.append(Linked(str(_WAITS[Relation(link.relation)][1]), link.source))
    return found
