"""What the pages of single developments and single sources have in common."""

from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from tracker.admin.acts import ReviewedAdmin
from tracker.admin.explained import changes_public_rows, has_changed, is_pending
from tracker.admin.sent import keys_sent
from tracker.admin.versioned import VersionedAdmin
from tracker.editing.derived import refresh_derived
from tracker.editing.pending import count_change, may_change_claim
from tracker.models import Annotation, Development, Entry, ReviewState

_OWNERS = frozenset({"entry", "development"})


class ClaimAdmin(VersionedAdmin, ReviewedAdmin):
    """Rows that hang on an entry, each with a state of its own."""

    readonly_fields: ClassVar[Any] = ("state", "retraction_reason", "created_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (
            isinstance(request.user, User) and may_change_claim(request.user, obj)
        )

    def locked(self, request: HttpRequest, obj: Any) -> QuerySet[Any]:
        """The entry that it hangs on, and the one that it is about to be moved to."""
        target = Q(pk__in=keys_sent(request, "entry"))
        target |= Q(developments__in=keys_sent(request, "development"))
        keys = Entry.objects.filter(Q(pk=entry_of(obj)) | target).values("pk")
        return Entry.objects.filter(pk__in=keys).order_by("pk")  # in one order for everybody

    def versioned(self, obj: Any) -> Entry:
        entry: Entry = obj.entry or obj.development.entry
        return entry

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = None
        if change:
            saved = self.model._default_manager.get(pk=obj.pk)
            before = entry_of(saved)
            count_change(before, saved)
        super().save_model(request, obj, form, change)
        if before and before != entry_of(obj):
            count_change(entry_of(obj), obj)
            refresh_derived([before])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        refresh_derived([entry_of(form.instance)])

    def changes_what_is_public(self, request: HttpRequest, form: Any, formsets: Any) -> bool:
        claim = form.instance
        is_of_public = self.versioned(claim).state == ReviewState.PUBLISHED
        if is_pending(claim):
            return is_of_public and "_act_publish" in request.POST
        if claim.state == ReviewState.PUBLISHED and _OWNERS & set(form.changed_data):
            return True  # what it was taken from may be public
        return is_of_public and (has_changed(form) or changes_public_rows(formsets))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        entry = entry_of(obj)
        count_change(entry, obj)
        super().delete_model(request, obj)
        refresh_derived([entry])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


def entry_of(claim: Development | Annotation) -> int:
    """The key of the entry that a development or a source hangs on."""
    if isinstance(claim, Annotation) and claim.development:
        return claim.development.entry_id
    return claim.entry_id or 0
