"""Rows of an entry's form: no row twice, and published rows closed to those who may not publish."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.models.review import PENDING_STATES

if TYPE_CHECKING:
    InlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    InlineFormSet = forms.BaseInlineFormSet


class Rows(InlineFormSet):
    """Rows of a form, of which each combination of `once` may stand there one time."""

    once: ClassVar[tuple[str, ...]] = ()
    once_field: ClassVar[str] = ""  # where the error goes
    once_message: ClassVar[str | Promise] = ""

    def validate_unique(self) -> None:
        """In place of Django's, which names columns and stands above all rows."""
        if not self.once:
            super().validate_unique()
            return
        seen = set()
        for form in self.forms:
            if not form.is_valid() or (not form.has_changed() and form.instance.pk is None):
                continue
            if self.can_delete and self._should_delete_form(form):  # type: ignore[attr-defined]
                continue
            key = tuple(getattr(form.instance, name) for name in self.once)
            if key in seen:
                form.add_error(self.once_field, self.once_message)
            seen.add(key)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        key = form.fields.get(key_name(self))
        if key is not None:
            # The row that was there when the page was read has gone since.
            key.error_messages["invalid_choice"] = _(
                "Somebody else removed this row. Tick “Delete”, and add it again if you want it."
            )


def key_name(rows: "InlineFormSet") -> str:
    """The hidden field by which a row is known again."""
    return str(rows.model._meta.pk.name)  # type: ignore[union-attr]


class ReviewedRows(Rows):
    """Rows with a state of their own: what is published is a reviewer's to change."""

    may_publish: ClassVar[bool] = False

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk is None or form.instance.state in PENDING_STATES:
            return
        own = {key_name(self), self.fk.name}
        for name, field in form.fields.items():
            if name == "DELETE" or (not self.may_publish and name not in own):
                # What was public is retracted, with a reason; it is not deleted.
                field.disabled = True
