"""What a database constraint would refuse is said next to the field that it is about."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class Place(NamedTuple):
    field: str
    message: "str | StrPromise | None" = None  # None: the constraint's own words are clear enough


# Constraints that somebody can run into by filling in a form, by name. The others guard columns
# that no form shows, or repeat what a list of choices allows anyway.
PLACES: dict[str, Place] = {
    "entry_earliest_before_latest": Place("window"),
    "entry_has_edtf": Place("window"),
    "event_mode_of_its_type": Place("plover_mode"),
    "condition_has_both_clauses": Place("if_clause", _("A condition needs both its clauses.")),
    "part_once_an_entry": Place("actor"),
    "topic_once_an_entry": Place("topic", _("This entry has this topic already.")),
    "link_once": Place("target"),
    "link_to_another": Place("target"),
    "condition_link_once": Place("target", _("These two conditions are linked so already.")),
    "condition_link_to_another": Place("target"),
    "development_earliest_before_latest": Place("window"),
    "development_has_edtf": Place("window"),
    "development_outcome_of_its_kind": Place("outcome"),
    "development_new_window_when_moved": Place("new_window"),
    "annotation_once_an_entry": Place("exact"),
    "annotation_once_a_development": Place("exact"),
    "annotation_of_one_claim": Place(
        "entry", _("Choose an entry or a development: a source belongs to one of them.")
    ),
    "annotation_described_where_anonymous": Place("described_as"),
    "annotation_speaker_named_or_not": Place("attribution"),
    "article_address_once": Place("url"),
    "article_of_one_origin": Place("origin"),
    "article_origin_elsewhere": Place("origin"),
    "article_reprints_another": Place("reprint_of"),
    "actor_iso_3166_form": Place("iso_3166"),
    "actor_iso_3166_once": Place("iso_3166", _("Another actor has this code.")),
    "actor_wikidata_form": Place("wikidata"),
    "actor_wikidata_once": Place("wikidata", _("Another actor has this identifier.")),
    "alias_once_an_actor": Place("name", _("This actor has this name already.")),
    "affiliation_to_another": Place("to"),
    "affiliation_since_before_until": Place("until"),
    "track_slug_once_a_process": Place("slug", _("Another track here has this short name.")),
}


class ConstraintsByField(ModelForm):
    """A model form whose constraint errors stand where they can be mended.

    Subclasses that fill columns which are no fields of theirs name them in `also_filled`, so that
    the constraints over those columns are tried as well.
    """

    also_filled: tuple[str, ...] = ()

    def _post_clean(self) -> None:
        # The instance tries its constraints while it is cleaned, and cannot tell fields from names
        # of constraints; so it is kept from it, and they are tried here.
        self.instance.__dict__["validate_constraints"] = _later
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            del self.instance.__dict__["validate_constraints"]
        self._try_constraints()

    def _try_constraints(self) -> None:
        exclude = self._get_validation_exclusions() - set(self.also_filled)  # type: ignore[attr-defined]
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self._refuse(constraint.name, error)

    def _refuse(self, constraint: str, error: ValidationError) -> None:
        place = PLACES.get(constraint)
        field = place.field if place and place.field in self.fields else None
        if field and field in self.errors:
            return  # one reason at a time
        message = place.message if place else None
        self.add_error(field, message or error)


def _later(exclude: Collection[str] | None = None) -> None:
    pass
