"""Who does what in an entry: actors by name, and those that the sentence names, to be ticked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Actor, Role
from tracker.timeline.named import actor_called

MOST_PARTS = 30
OFFERED_ROLES = (Role.INITIATOR, Role.RECIPIENT)

if TYPE_CHECKING:
    PartRows = forms.BaseFormSet["PartForm"]
else:
    PartRows = forms.BaseFormSet


class PartForm(forms.Form):
    actor = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Actor"),
        widget=forms.TextInput({"list": "actor-names", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(choices=Role.choices, label=gettext_lazy("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: Actor | None = None

    @property
    def is_unknown(self) -> bool:
        """True when there is no such actor yet, and adding one would help."""
        return self.is_bound and self.has_error("actor", "unknown")

    def clean_actor(self) -> str:
        name: str = self.cleaned_data["actor"]
        if name:
            self.found = actor_called(name)
        return name


class Parts(PartRows):
    """Rows of actor and role; rows without an actor say nothing."""

    def parts(self) -> list[tuple[Actor, Role]]:
        return [(form.found, Role(form.cleaned_data["role"])) for form in self.forms if form.found]


_PartFormSet = forms.formset_factory(
    PartForm, formset=Parts, extra=0, max_num=MOST_PARTS, absolute_max=MOST_PARTS
)


def empty_parts() -> Any:
    return _PartFormSet(
        prefix="parts", initial=[{"role": Role.INITIATOR}, {"role": Role.RECIPIENT}]
    )


def parts_of(actors: Iterable[tuple[Actor, str]]) -> Any:
    """Rows that are filled in, and an empty one."""
    rows = [{"actor": actor.name, "role": role} for actor, role in actors][: MOST_PARTS - 1]
    return _PartFormSet(prefix="parts", initial=[*rows, {"role": Role.RECIPIENT}])


def parts_from(data: Any) -> Any:
    return _PartFormSet(data, prefix="parts")


def one_more_part(data: Any) -> Any:
    """The rows as they were typed, unjudged, and an empty one."""
    said = str(data.get("parts-TOTAL_FORMS", ""))
    rows = min(int(said), MOST_PARTS - 1) if said.isdecimal() and len(said) < 4 else 0
    names = ("actor", "role")
    typed = [{name: data.get(f"parts-{row}-{name}", "") for name in names} for row in range(rows)]
    return _PartFormSet(prefix="parts", initial=[*typed, {"role": Role.INITIATOR}])


class Tick(NamedTuple):
    value: str  # role:actor
    role: str
    label: str
    is_ticked: bool


class Offered:
    """Actors that the sentence names, each to be ticked as one who acts or is addressed.

    Nothing is ticked before an editor does it: being named is not yet taking part.
    """

    def __init__(self, actors: Iterable[Actor], ticked: Iterable[str] = ()) -> None:
        self.ticked = set(ticked)
        named = {actor.pk: actor for actor in actors}
        # What was ticked stays, also when the words have been changed since.
        missing = {pk for pk in map(_actor_of, self.ticked) if pk is not None} - set(named)
        named.update(Actor.objects.in_bulk(missing))
        self.actors = list(named.values())

    def rows(self) -> list[tuple[Actor, list[Tick]]]:
        return [
            (actor, [self._tick(actor, role) for role in OFFERED_ROLES]) for actor in self.actors
        ]

    def parts(self) -> list[tuple[Actor, Role]]:
        return [
            (actor, role)
            for actor in self.actors
            for role in OFFERED_ROLES
            if f"{role.value}:{actor.pk}" in self.ticked
        ]

    def _tick(self, actor: Actor, role: Role) -> Tick:
        value = f"{role.value}:{actor.pk}"
        label = _("%(actor)s: %(role)s") % {"actor": actor.name, "role": role.label}
        return Tick(value, str(role.label), label, value in self.ticked)


def _actor_of(value: str) -> int | None:
    pk = value.partition(":")[2]
    return int(pk) if pk.isdecimal() and len(pk) < 19 else None
