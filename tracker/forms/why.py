"""The one line in which somebody says why they change something."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.editing.why import LONGEST_WHY, WHY_MISSING
from tracker.forms.constraints import ModelForm


class WhyField(forms.CharField):
    """Belongs to the save, not to what is saved: it makes no difference between two versions."""

    is_of_the_save = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Why"),
                "required": False,
                "max_length": LONGEST_WHY,
                "help_text": _(
                    "Needed where something changes that readers see. Kept in the history, for "
                    "editors; readers are not shown it."
                ),
                "widget": forms.TextInput({"class": "vTextField wide", "autocomplete": "off"}),
                "error_messages": {"required": WHY_MISSING},
                **kwargs,
            }
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class ExplainedForm(ModelForm):
    """Whoever serves the form finds out, from all that was sent, whether it `needs_why`."""

    why = WhyField()
    needs_why: ClassVar[bool] = False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.needs_why:
            ask_why(self)
        return cleaned


def ask_why(form: forms.BaseForm) -> None:
    """Where a form that has been read so far has no reason, says beside its field that it needs
    one."""
    if not form.cleaned_data.get("why") and "why" not in form.errors:
        form.add_error("why", WHY_MISSING)
