"""Saves that change what readers see say why."""

from typing import Any

from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse

from tracker.admin.base import Admin
from tracker.editing.why import explained
from tracker.models import PENDING_STATES, ReviewState

# What tells of the save itself.
_OF_THE_SAVE = frozenset({"read_version"})


class Unexplained(Exception):
    """Something was saved that readers see, and nobody said why: it is undone."""


class ExplainedAdmin(Admin):
    """An admin whose change forms have a line for the reason (forms.why.ExplainedForm).

    Whether one is needed is known when all of it is saved, rows and buttons too; without it the
    save is undone, and the form comes back as it was filled in.
    """

    def changes_what_is_public(self, request: HttpRequest, form: Any, formsets: Any) -> bool:
        """Asked after saving, before a button publishes anything."""
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        with explained(request.POST.get("why", "")):
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except Unexplained:
                request.needs_why = True  # type: ignore[attr-defined]
                # Undone, whatever has been said of it already.
                request._messages = default_storage(request)  # type: ignore[attr-defined]
                return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        needs_why = getattr(request, "needs_why", False)
        return type(form.__name__, (form,), {"needs_why": True}) if needs_why else form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        why = form.cleaned_data.get("why")
        if not why and self.changes_what_is_public(request, form, formsets):
            raise Unexplained


def has_changed(form: Any) -> bool:
    return bool(set(form.changed_data) - _OF_THE_SAVE)


def changes_public_rows(formsets: Any) -> bool:
    """Of saved rows. Those with a state of their own are public when they are published; a new
    one is a draft. Those without one are as public as what they hang on."""
    for rows in formsets:
        old = [row for row, _fields in rows.changed_objects] + list(rows.deleted_objects)
        if any(_is_public(row) for row in old):
            return True
        if any(not hasattr(row, "state") for row in rows.new_objects):
            return True
    return False


def is_pending(row: Any) -> bool:
    return row.state in PENDING_STATES


def _is_public(row: Any) -> bool:
    return bool(getattr(row, "state", ReviewState.PUBLISHED) == ReviewState.PUBLISHED)
