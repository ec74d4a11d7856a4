"""How a window lies in columns."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.dates.window import Window

WINDOW_COLUMNS = ("phrase", "anchor", "edtf", "earliest", "latest", "window_why")


class WindowColumns(models.Model):
    """An uncertain date: the words, what they count from, the EDTF form, the outer days."""

    phrase = models.CharField(
        _("words"), max_length=200, blank=True, help_text=_("The source's own words for the time")
    )
    anchor = models.DateField(
        _("counted from"),
        null=True,
        blank=True,
        help_text=_("The day that the words are counted from: of the statement, or of the article"),
    )
    edtf = models.CharField("EDTF", max_length=100, help_text=_("ISO 8601-2"))
    earliest = models.DateField(_("earliest day"))
    latest = models.DateField(_("latest day"))
    window_why = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("How the words became these days")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(earliest__lte=models.F("latest")),
                name="%(class)s_earliest_before_latest",
                violation_error_message=_("The earliest day is after the latest day."),
            ),
            models.CheckConstraint(
                condition=~models.Q(edtf=""),
                name="%(class)s_has_edtf",
                violation_error_message=_("A window needs its EDTF form."),
            ),
        ]

    @property
    def window(self) -> Window:
        return Window(
            edtf=self.edtf,
            earliest=self.earliest,
            latest=self.latest,
            phrase=self.phrase,
            anchor=self.anchor,
            why=self.window_why,
        )

    @window.setter
    def window(self, window: Window) -> None:
        for column, value in window_columns(window).items():
            setattr(self, column, value)


def window_columns(window: Window) -> dict[str, str | date | None]:
    """The columns that hold this window, for `create(**…)` and `update(**…)`."""
    return {
        "phrase": window.phrase,
        "anchor": window.anchor,
        "edtf": window.edtf,
        "earliest": window.earliest,
        "latest": window.latest,
        "window_why": window.why,
    }
