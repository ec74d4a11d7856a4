"""A proposal becomes an entry: by its short form, or by the full one that opens from it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editing import deciding
from tracker.forms.annotate import FORMS
from tracker.forms.parts import Offered, one_more_part, parts_from
from tracker.forms.proposed import ProposalForm
from tracker.forms.readings import readings
from tracker.forms.spans import SpanForm
from tracker.forms.voices import VoiceForm
from tracker.models import ArticleVersion, Decision, Kind
from tracker.timeline.considered import Considered, considered, find
from tracker.views import full_form
from tracker.views import workspace as work
from tracker.views.card import proposal_form
from tracker.views.http import HtmxHttpRequest

_ACCEPTED = {
    Kind.EVENT: gettext_lazy("Accepted, as a draft of an event:"),
    Kind.DEADLINE: gettext_lazy("Accepted, as a draft of a deadline:"),
    Kind.CONDITION: gettext_lazy("Accepted, as a draft of a condition:"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """A decision, what is said of it, and the place from which the work goes on."""

    decision: Decision
    said: SafeString | str
    after: int


class Invalid(Exception):
    """Nothing is saved: the form says why."""

    def __init__(self, form: ProposalForm) -> None:
        super().__init__()
        self.form = form


class OtherText(ValidationError):
    """The proposal is still there, but the form was made of another text."""

    def __init__(self) -> None:
        super().__init__(
            _("The article has another text by now: look at the words again, then decide.")
        )


def accept(
    request: HtmxHttpRequest, version: ArticleVersion, item: Considered, *, ids: str = "short_%s"
) -> Done:
    """What is typed in the form is what is accepted. Raises Invalid."""
    typed = request.POST
    form = proposal_form(version, item, typed=typed, ids=ids)
    if not form.is_valid():
        raise Invalid(form)
    offered = Offered([], typed.getlist("offered"))
    entry = form.instance()
    try:
        decision = deciding.accept(
            entry,
            version=version,
            key=item.proposal.key,
            by=request.user,
            parts=[*offered.parts(), *form.parts.parts()],
            new_parts=form.new_parts(),
            topics=form.entry.cleaned_data["topics"],
            voice=form.voice.voice(),
            limit=form.limit_made(),
        )
    except deciding.Decided:
        raise
    except ValidationError as error:
        form.entry.add_error(None, error.messages)
        raise Invalid(form) from error
    request.session[work.PROCESS_KEY] = entry.process_id
    said = _ACCEPTED[item.proposal.kind]
    also = " ".join(readings(form.entry))
    return Done(decision, work.linked(said, entry, also=also), item.proposal.found.start)


def considered_here(request: HtmxHttpRequest, version: ArticleVersion) -> list[Considered]:
    made = [row.annotation for row in work.rows_of(request, version)]
    return considered(version, made=made)


def open_one(request: HtmxHttpRequest, version: ArticleVersion) -> Considered:
    """The proposal that a form is about. Raises ValidationError with what has become of it."""
    item = find(considered_here(request, version), request.POST.get("proposal", ""))
    if item is None:
        raise ValidationError(deciding.gone())
    if not item.is_open:
        decision = item.decision
        raise ValidationError(deciding.said_of(decision) if decision else deciding.by_hand())
    if request.POST.get("version", "") not in ("", str(version.number)):
        raise OtherText
    return item


def edit(request: HtmxHttpRequest, version: ArticleVersion) -> HttpResponse:
    """The full form, with what stands in the short one, or in itself, and one more row for an
    actor. Raises ValidationError where the proposal is not open."""
    item = open_one(request, version)
    typed = request.POST
    about = proposal_form(version, item, typed=typed, ids="id_%s")
    # Nothing is being saved, so nothing is wrong yet.
    initial = about.entry.as_typed()
    return full_form.show(
        request,
        version,
        item.proposal.kind,
        span=span_of(version, item),
        form=type(about.entry)(published=version.article.published_on, initial=initial),
        parts=one_more_part(typed),
        voice=VoiceForm.unjudged(typed),
        about=about,
        address=item.address,
    )


def full(request: HtmxHttpRequest, version: ArticleVersion, kind: str) -> HttpResponse:
    """The full form of a proposal, as it was sent. Where somebody has decided about that in the
    meantime, it stays as a form of its own: nothing typed is lost."""
    try:
        if "add_part" in request.POST:
            return edit(request, version)
        with deciding.one_at_a_time(version):
            version = work.newest_version(request, version.article_id)
            item = open_one(request, version)
            done = accept(request, version, item, ids="id_%s")
    except Invalid as invalid:
        return full_form.show(
            request,
            version,
            kind,
            span=span_of(version, item),
            form=invalid.form.entry,
            parts=invalid.form.parts,
            voice=invalid.form.voice,
            about=invalid.form,
            address=item.address,
        )
    except ValidationError as error:
        return _on_its_own(request, version, kind, " ".join(error.messages))
    return work.changed(request, version, said=done.said, after=done.after, undo=done.decision)


def _on_its_own(
    request: HtmxHttpRequest, version: ArticleVersion, kind: str, said: str
) -> HttpResponse:
    span = SpanForm(request.POST, text_of=version)
    form = FORMS[kind](request.POST, published=version.article.published_on)
    form.add_error(None, _("%s Saved all the same, this is an entry of its own.") % said)
    parts = parts_from(request.POST)
    voice = work.voice_of(version, span, request.POST)
    for one in (span, parts, voice):
        one.is_valid()
    return full_form.show(request, version, kind, span=span, form=form, parts=parts, voice=voice)


def span_of(version: ArticleVersion, item: Considered) -> SpanForm:
    found = item.proposal.found
    span = SpanForm({"start": found.start, "end": found.end}, text_of=version)
    span.is_valid()
    return span
