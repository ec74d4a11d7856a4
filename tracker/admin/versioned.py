"""Forms that answer for the version of an entry: its own, and those of what hangs on it."""

from typing import Any

from django.http import HttpRequest

from tracker.admin.merging import MergingAdmin
from tracker.models import Entry
from tracker.timeline.revisions import revisions_of
from tracker.timeline.saved import Saved


class VersionedAdmin(MergingAdmin):
    """The version alone would not do: what is pending on a published entry changes without moving
    it, since it is public."""

    def versioned(self, obj: Any) -> Entry:
        """The entry whose version counts."""
        raise NotImplementedError

    def version(self, obj: Any) -> str:
        return str(self.versioned(obj).version)

    def saved_by(self, request: HttpRequest, obj: Any) -> Saved | None:
        if getattr(obj, "development_id", None):
            return None  # the history of an entry goes down to its developments, and not to theirs
        revisions = revisions_of(self.versioned(obj), reader=request.user)
        return Saved(revisions[0].at, revisions[0].who) if revisions else None
