"""Entries of all kinds in one list, and what the pages of the three kinds have in common."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin.acts import Act, ReviewedAdmin
from tracker.admin.explained import changes_public_rows, has_changed
from tracker.admin.filters import StateFilter, WindowFilter
from tracker.admin.inlines import LinkInline, PartInline, SourceInline, TopicInline
from tracker.admin.versioned import VersionedAdmin
from tracker.editing import review
from tracker.editing.derived import refresh_derived
from tracker.editing.developments import may_record
from tracker.editing.entries import claim_version, create_entry, is_closed, may_change
from tracker.editing.lives import Lives
from tracker.editing.seen import mark_of_sources
from tracker.exports.csv import CONTENT_TYPE, csv_blocks, csv_filename
from tracker.models import OUTCOMES, PENDING_STATES, Entry, EntryTopic, Part, ReviewState
from tracker.models.entries import SEARCH_CONFIG
from tracker.templatetags.dates import window_short, window_words
from tracker.timeline.entries import placed
from tracker.timeline.revisions import revisions_of

DRAFT, IN_REVIEW, PUBLISHED, RETRACTED = (
    ReviewState.DRAFT,
    ReviewState.IN_REVIEW,
    ReviewState.PUBLISHED,
    ReviewState.RETRACTED,
)

ENTRY_ACTS: dict[str, Act] = {
    "submit": Act(
        _("Save and send to review"),
        "tracker.change_entry",
        frozenset({DRAFT}),
        review.submit,
        lambda count: (
            ngettext(
                "%(count)d entry was sent to review.",
                "%(count)d entries were sent to review.",
                count,
            )
            % {"count": count}
        ),
        _("Only drafts can be sent to review."),
    ),
    "publish": Act(
        _("Save and publish"),
        "tracker.publish_entry",
        PENDING_STATES,
        review.publish,
        lambda count: (
            ngettext(
                "%(count)d entry was published, with what was pending on it.",
                "%(count)d entries were published, with what was pending on them.",
                count,
            )
            % {"count": count}
        ),
        _("Nothing was pending on them, or they are retracted and go back to draft first."),
    ),
    "return_to_draft": Act(
        _("Save and return to draft"),
        "tracker.publish_entry",
        frozenset({IN_REVIEW, RETRACTED}),
        review.return_to_draft,
        lambda count: (
            ngettext(
                "%(count)d entry was returned to draft.",
                "%(count)d entries were returned to draft.",
                count,
            )
            % {"count": count}
        ),
        _("Only what is in review or retracted goes back to draft."),
    ),
    "retract": Act(
        _("Retract…"),
        "tracker.retract_entry",
        frozenset({PUBLISHED}),
        review.retract,
        lambda count: (
            ngettext("%(count)d entry was retracted.", "%(count)d entries were retracted.", count)
            % {"count": count}
        ),
        _("Only what is published can be retracted."),
    ),
}


class EntryChangeList(ChangeList):
    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        entries = super().get_queryset(request, exclude_parameters)
        parts = Prefetch("parts", Part.objects.select_related("actor").order_by("id"))
        return entries.defer("words", "search").prefetch_related(parts)


class EntriesAdmin(ReviewedAdmin):
    """The list and the acts, for entries of all kinds and of each."""

    acts = ENTRY_ACTS
    actions = ("submit", "publish", "return_to_draft", "retract", "export_csv")
    list_select_related = ("process",)
    list_per_page = 50
    date_hierarchy = "earliest"
    search_fields = ("title",)
    search_help_text = _("Words of the title, the summary, the clauses and the quotes")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EntryChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        asked_for = request.GET.get("model_name"), request.GET.get("field_name")
        if asked_for == ("development", "entry"):
            queryset = queryset.filter(kind__in=OUTCOMES)
        words = search_term.replace("\x00", "").strip()
        if not words:
            return queryset, False
        found = Q(search=SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch"))
        if "field_name" in request.GET:
            # Autocompletion: the last word is still being typed.
            found |= Q(title__icontains=words)
        return queryset.filter(found), False

    # ── columns ──────────────────────────────────────────────────────────────────────────────

    @admin.display(description=_("When"), ordering="earliest")
    def when(self, entry: Entry) -> str:
        return window_short(entry.window)

    @admin.display(description=_("When"))
    def window(self, entry: Entry) -> str:
        """For those who may only read the form."""
        return window_words(entry.window)

    @admin.display(description=_("Actors"))
    def who(self, entry: Entry) -> str:
        return ", ".join(dict.fromkeys(part.actor.name for part in entry.parts.all()))

    # ── actions ──────────────────────────────────────────────────────────────────────────────

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return self.may_act(request, "submit")

    @admin.action(description=_("Send to review"), permissions=["submit"])
    def submit(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.act(request, "submit", self.as_seen(request, queryset))

    @admin.action(description=_("Return to draft"), permissions=["publish"])
    def return_to_draft(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.act(request, "return_to_draft", self.as_seen(request, queryset))

    @admin.action(description=_("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        chosen = queryset.prefetch_related(None).order_by().values("pk")
        name = csv_filename(on=timezone.localdate())
        entries = placed(Entry.objects.filter(pk__in=chosen))
        return StreamingHttpResponse(  # type: ignore[return-value]
            csv_blocks(entries),
            content_type=CONTENT_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


@admin.register(Entry)
class EntryAdmin(EntriesAdmin):
    """All kinds in one list. Each row leads to the form of its kind."""

    list_display = ("titled", "kind", "when", "state", "process", "who")
    list_display_links = None
    list_filter = ("kind", StateFilter, WindowFilter, "process")

    @admin.display(description=_("title"), ordering="title")
    def titled(self, entry: Entry) -> str:
        return format_html('<a href="{}">{}</a>', _form_address(entry), entry.title)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # an entry is added as one of its kinds

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        entry = self.get_object(request, object_id)
        if entry is None:
            return super().change_view(request, object_id, form_url, extra_context)
        query = request.GET.urlencode()
        return HttpResponseRedirect(_form_address(entry) + (f"?{query}" if query else ""))


class KindAdmin(VersionedAdmin, EntriesAdmin):
    """The form of one kind of entry, and the list of its entries."""

    own_fields: ClassVar[tuple[Any, ...]] = ()  # what only this kind has
    own_inlines: ClassVar[tuple[Any, ...]] = ()

    list_display: Any = ("title", "when", "state", "process", "who")
    autocomplete_fields: ClassVar[Any] = ("process", "track")
    readonly_fields = ("state", "retraction_reason", "version", "created_at", "updated_at")
    inlines = (PartInline, TopicInline, SourceInline)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [*self.inlines, *self.own_inlines, LinkInline]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        main = ["title", ("process", "track"), "window", *self.own_fields, "summary"]
        known = ["credibility", ("known_on", "known_on_by_hand")]
        sets: list[Any] = [(None, {"fields": main}), (_("What is known of it"), {"fields": known})]
        if obj:
            kept = ["state", "version", ("created_at", "updated_at")]
            if obj.state == RETRACTED:
                kept.insert(1, "retraction_reason")
            sets.append((_("Record"), {"fields": kept}))
        return sets

    # ── who may ──────────────────────────────────────────────────────────────────────────────

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (isinstance(request.user, User) and may_change(request.user, obj))

    def offered(self, request: HttpRequest, obj: Any) -> list[str]:
        offered = super().offered(request, obj)
        may_publish = obj and obj.state == PUBLISHED and self.may_act(request, "publish")
        return ["publish", *offered] if may_publish and has_pending(obj) else offered

    def view_on_site(self, obj: Any) -> str | None:
        # What is retracted has left the site.
        return None if obj.state == RETRACTED else super().view_on_site(obj)

    def attach(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        """An editor adds to what is published here, and a reviewer publishes that too."""
        kinds: list[tuple[str, Any]] = [("annotation", _("Add a source"))]
        if obj.kind in OUTCOMES:
            kinds.append(("development", _("Add a development")))
        return [
            {"url": reverse(f"admin:tracker_{kind}_add") + f"?entry={obj.pk}", "label": label}
            for kind, label in kinds
            if obj.state != RETRACTED and request.user.has_perm(f"tracker.add_{kind}")
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj and is_closed(request.user, obj):
            context["closed"] = {
                "entry": obj,
                "may_record": may_record(request.user, obj),
                "may_add_contrary": request.user.has_perm("tracker.add_entrylink"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # ── saving ───────────────────────────────────────────────────────────────────────────────

    def locked(self, request: HttpRequest, obj: Any) -> QuerySet[Any]:
        return Entry.objects.filter(pk=obj.pk)

    def versioned(self, obj: Any) -> Entry:
        entry: Entry = obj
        return entry

    def besides(self, obj: Any) -> str:
        return mark_of_sources(obj) if obj.kind in OUTCOMES else ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            create_entry(obj)
            form.lives = Lives(())
            return
        assert isinstance(request.user, User)  # noqa: S101 - for the type checker
        claim_version(request.user, obj, version=form.cleaned_data["read_version"])
        form.lives = Lives([obj.pk] if obj.kind in OUTCOMES else ())
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # What a restored entry gets back.
        kept = (Part, EntryTopic)
        rows = any(one.has_changed() for one in formsets if one.model in kept)
        request.may_be_undone = change and (has_changed(form) or rows)  # type: ignore[attr-defined]
        refresh_derived([form.instance.pk])
        if form.instance.kind in OUTCOMES:
            form.lives.check(form.instance.pk)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        if getattr(request, "may_be_undone", False):
            revisions = revisions_of(obj, reader=request.user)
            if len(revisions) > 1:
                address = reverse("entry_revision", args=[obj.pk, revisions[1].key])
                words = _("Undo this change…")
                messages.info(request, format_html('<a href="{}">{}</a>', address, words))
        return response

    def changes_what_is_public(self, request: HttpRequest, form: Any, formsets: Any) -> bool:
        entry = form.instance
        if entry.state != PUBLISHED:
            return False
        publishes = "_act_publish" in request.POST and has_pending(entry)
        return publishes or has_changed(form) or changes_public_rows(formsets)


def has_pending(entry: Entry) -> bool:
    """True when something that hangs on the entry waits for a reviewer."""
    pending = {"state__in": PENDING_STATES}
    return (
        entry.annotations.filter(**pending).exists()
        or entry.developments.filter(**pending).exists()
    )


def _form_address(entry: Entry) -> str:
    return reverse(f"admin:tracker_{entry.kind}_change", args=[entry.pk])
