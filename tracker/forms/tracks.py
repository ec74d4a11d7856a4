"""The form of a track."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.forms.constraints import ConstraintsByField
from tracker.models import Process, Track


class TrackForm(ConstraintsByField):
    class Meta:
        model = Track
        fields = ("process", "name", "slug", "position")

    def clean_process(self) -> Process:
        process: Process = self.cleaned_data["process"]
        track = self.instance
        if track.pk and process.pk != track.process_id and track.entries.exists():
            raise ValidationError(
                _("Entries stand on this track, and they belong to the process it is of now.")
            )
        return process
