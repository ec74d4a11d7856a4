"""What the reading assistant proposes, as it stands in a form: filled in, to be looked at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.dates.edtf import format_edtf
from tracker.dates.window import OPEN_END, OPEN_START, Window
from tracker.editing.deciding import Limit
from tracker.editing.new_actors import NewActor
from tracker.forms.annotate import FORMS, EntryFromText
from tracker.forms.parts import parts_from, parts_of
from tracker.forms.voices import VoiceForm
from tracker.models import Actor, ActorKind, Deadline, Entry, Process, QuoteMode, Role
from tracker.selectors.position import TextPosition
from tracker.suggest.found import ActorFound, ConditionFound, DeadlineFound, EventFound
from tracker.timeline.proposals import Proposal

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Missing:
    """An actor that is named and is not on record, in the role that it would have."""

    new: NewActor
    role: Role
    is_ticked: bool = False

    @property
    def value(self) -> str:
        return f"{self.role.value}:{self.new.name}"

    @property
    def kind_label(self) -> str:
        return str(ActorKind(self.new.kind).label)


class LimitForm(forms.Form):
    """The deadline within a condition, made along with it."""

    limit = forms.BooleanField(
        required=False, initial=True, label=gettext_lazy("Make its deadline, too")
    )
    limit_title = forms.CharField(
        required=False,
        max_length=LONGEST_TITLE,
        label=gettext_lazy("Title of the deadline"),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("limit") and typed.get("limit_title") == "":
            self.add_error("limit_title", _("A deadline needs a title."))
        return self.cleaned_data


class ProposalForm:
    """All that is asked about a proposal, in one form for people: the entry, who takes part, whose
    words they are, and the deadline of a condition. `data`: what was typed; without it, what the
    assistant has found."""

    def __init__(
        self,
        proposal: Proposal,
        data: Any = None,
        *,
        actors: "Named",
        process: Process | None = None,
        published: date,
        ids: str = "short_%s",
    ) -> None:
        found = proposal.found
        due = found.deadline if isinstance(found, ConditionFound) else None
        self.proposal = proposal
        self.entry: EntryFromText = FORMS[proposal.kind](
            data,
            published=published,
            quote=proposal.exact,
            process=process,
            initial=initial_of(proposal, published=published),
            auto_id=ids,
        )
        self.parts = parts_from(data) if data is not None else parts_of(actors.there)
        self.parts.auto_id = ids
        self.voice = VoiceForm(data, initial=voice_of(proposal, actors), auto_id=ids)
        self.limit = LimitForm(data, initial={"limit_title": _title_of(due)}, auto_id=ids)
        self.due: DeadlineFound | None = due
        ticked = data.getlist("add") if data is not None else []
        self.missing = [
            Missing(one.new, one.role, is_ticked=one.value in ticked) for one in actors.missing
        ]

    def is_valid(self) -> bool:
        """All are asked, so that every error shows at once."""
        asked = [self.entry, self.parts, self.voice, *([self.limit] if self.due else [])]
        answers = [one.is_valid() for one in asked]
        return all(answers) and self._is_limit_possible()

    def _is_limit_possible(self) -> bool:
        window: Window = self.entry.cleaned_data["window"]
        if self._has_limit() and window.is_open_end:
            self.entry.add_error("window", _("Say until when: that is what its deadline is."))
            return False
        return True

    @property
    def has_errors(self) -> bool:
        forms_of_it = [self.entry, self.voice, self.limit]
        return any(form.is_bound and form.errors for form in forms_of_it) or bool(
            self.parts.is_bound and self.parts.total_error_count()
        )

    def instance(self) -> Entry:
        entry: Entry = self.entry.instance
        return entry

    def new_parts(self) -> list[tuple[NewActor, Role]]:
        return [(one.new, one.role) for one in self.missing if one.is_ticked]

    def limit_made(self) -> Limit | None:
        """Of a form that is valid: the deadline, in the window that the condition has."""
        due = self.due
        if due is None or not self._has_limit():
            return None
        typed = self.entry.cleaned_data
        deadline = Deadline(
            title=self.limit.cleaned_data["limit_title"],
            process=typed["process"],
            track=typed["track"],
            demand=due.demand,
            consequence=due.consequence,
            deadline_kind=due.deadline_kind,
            firmness=due.firmness,
        )
        deadline.window = typed["window"]
        return Limit(deadline, TextPosition(due.start, due.end))

    def _has_limit(self) -> bool:
        return self.due is not None and bool(self.limit.cleaned_data["limit"])


@dataclass(frozen=True, slots=True)
class Named:
    """Those whom a proposal names: on record, with their roles; and not yet."""

    there: list[tuple[Actor, str]]
    missing: list[Missing]
    speaker: Actor | None = None

    @property
    def missing_names(self) -> list[str]:
        return list(dict.fromkeys(one.new.name for one in self.missing))


def _unsaid(proposal: Proposal, published: date) -> Window | None:
    """When nothing says when: what an article tells of has happened by its day; what it tells to
    be planned has not. A deadline without a time is none, and a condition stands without one."""
    found = proposal.found
    if not isinstance(found, EventFound):
        return None
    is_ahead = found.occurrence == "planned"
    first, last = (published, OPEN_END) if is_ahead else (OPEN_START, published)
    why = _("no time is said: by the day of the article, or after it if it is planned")
    return Window(format_edtf(first, last), first, last, anchor=published, why=why)


def initial_of(proposal: Proposal, *, published: date) -> dict[str, Any]:
    found = proposal.found
    filled: dict[str, Any] = {"title": proposal.title[:LONGEST_TITLE]}
    if window := proposal.window or _unsaid(proposal, published):
        filled["window"] = window
    if isinstance(found, EventFound):
        filled |= {
            "plover_type": found.plover_type,
            "plover_mode": found.plover_mode,
            "occurrence": found.occurrence,
        }
    elif isinstance(found, DeadlineFound):
        filled |= {
            "demand": found.demand,
            "consequence": found.consequence,
            "deadline_kind": found.deadline_kind,
            "firmness": found.firmness,
        }
    elif isinstance(found, ConditionFound):
        filled |= {
            "condition_kind": found.condition_kind,
            "operator": found.operator,
            "if_clause": found.if_clause,
            "then_clause": found.then_clause,
        }
    return filled


def actors_of(proposal: Proposal) -> Named:
    """Looked up by short name, else by name, in two questions."""
    wanted: dict[tuple[str, str], ActorFound] = {}
    for part in proposal.parts:
        wanted.setdefault((part.actor.name, part.role), part.actor)
    speaker = proposal.quote.speaker if proposal.quote else None
    on_record = _on_record([*wanted.values(), *([speaker] if speaker else [])])
    there: list[tuple[Actor, str]] = []
    missing: list[Missing] = []
    for (name, role), found in wanted.items():
        if actor := on_record(found):
            there.append((actor, role))
        else:
            missing.append(Missing(NewActor(name, found.kind, found.iso_3166), Role(role)))
    return Named(there, missing, speaker=on_record(speaker) if speaker else None)


def _on_record(actors: Iterable[ActorFound]) -> Callable[[ActorFound], Actor | None]:
    slugs = {actor.slug for actor in actors if actor.slug}
    names = {actor.name for actor in actors}
    by_slug = {actor.slug: actor for actor in Actor.objects.filter(slug__in=slugs)}
    by_name = {actor.name: actor for actor in Actor.objects.filter(name__in=names)}
    return lambda found: by_slug.get(found.slug) or by_name.get(found.name)


def voice_of(proposal: Proposal, actors: Named) -> dict[str, str]:
    """Whose words they are, as far as the assistant knows and the record can hold it."""
    quote = proposal.quote
    if quote is None:
        return {}
    said = {"mode": QuoteMode(quote.mode).value}
    if quote.attribution == "anonymous":
        # Somebody who is named by name is not anonymous: only what they speak for is known.
        speaks_for = actors.speaker
        if speaks_for and speaks_for.kind != ActorKind.PERSON:
            said["speaker"] = speaks_for.name
        return said | {"attribution": "anonymous", "described_as": quote.speaker_words[:200]}
    if quote.attribution == "named" and actors.speaker:
        return said | {"attribution": "named", "speaker": actors.speaker.name}
    return said


def _title_of(due: DeadlineFound | None) -> str:
    if due is None:
        return ""
    words = due.title or due.demand
    return words[:1].upper() + words[1:LONGEST_TITLE]
