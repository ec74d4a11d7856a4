"""Entries are set against each other."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.editing.entries import may_change
from tracker.editing.pending import move_on
from tracker.models import Entry, EntryLink, LinkType

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def may_contradict(user: "User", entry: Entry, other: Entry) -> bool:
    """A link has no state of its own: between two public entries it is public, and so a
    reviewer's to make; else it is for whoever may change one of them."""
    may = may_change(user, entry) or may_change(user, other)
    return may and user.has_perm("tracker.add_entrylink")


@transaction.atomic
def contradict(entry: Entry, other: Entry, *, note: str = "", by: "User") -> EntryLink:
    """Two accounts of the same. It reads alike from both ends, and belongs to the one that this
    editor may change, the first of them if both."""
    if not may_contradict(by, entry, other):
        raise PermissionDenied
    source, target = (entry, other) if may_change(by, entry) else (other, entry)
    known = EntryLink.objects.filter(type=LinkType.CONTRADICTS)
    if known.filter(Q(source=source, target=target) | Q(source=target, target=source)).exists():
        raise ValidationError(_("These two contradict each other already."))
    link = EntryLink(source=source, target=target, type=LinkType.CONTRADICTS, note=note)
    link.full_clean()
    link.save()
    move_on([source.pk])
    return link
