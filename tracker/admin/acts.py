"""Review in the admin: the same acts as bulk actions of a list and as buttons of a page."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin.explained import ExplainedAdmin
from tracker.editing import seen
from tracker.editing.lives import Impossible
from tracker.forms.retract import RetractForm
from tracker.models import ReviewState

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SEEN = "seen"
CHANGED_SINCE = gettext_lazy(
    "Somebody has changed something of it since this page was shown. Look at it before you "
    "retract it."
)
SHOWN_ON_THE_PAGE = 20  # of what is about to be retracted; the rest is counted


class Act(NamedTuple):
    button: "str | StrPromise"
    permission: str
    states: frozenset[ReviewState]  # in which it does something
    run: Callable[..., int]  # (rows, *, by) → how many; a retraction also takes its reason
    done: Callable[[int], str]  # the count in words
    rule: "str | StrPromise"  # why the others were skipped


class ReviewedAdmin(ExplainedAdmin):
    """An admin of rows with an editorial state."""

    acts: ClassVar[dict[str, Act]] = {}
    actions: Any = ("publish", "retract")
    change_form_template = "admin/tracker/reviewed_change_form.html"

    # ── who may ──────────────────────────────────────────────────────────────────────────────

    def may_act(self, request: HttpRequest, name: str) -> bool:
        return name in self.acts and request.user.has_perm(self.acts[name].permission)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.may_act(request, "publish")

    def has_retract_permission(self, request: HttpRequest) -> bool:
        return self.may_act(request, "retract")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is retracted; only a superuser can make it vanish."""
        was_public = obj is not None and obj.state in (
            ReviewState.PUBLISHED,
            ReviewState.RETRACTED,
        )
        if was_public and not request.user.is_superuser:
            return False
        return super().has_delete_permission(request, obj)

    def refuse_forged_actions(self, request: HttpRequest) -> None:
        asked = {name for name in request.POST.getlist("action") if name}
        if asked - self.get_actions(request).keys():
            raise PermissionDenied

    # ── in bulk ──────────────────────────────────────────────────────────────────────────────

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        chosen = list(queryset.order_by().values_list("pk", flat=True))
        read = self._read(request)
        same = seen.still_as_seen(self.model, {pk: read.get(pk, "") for pk in chosen})
        self.act(request, "publish", self.model._default_manager.filter(pk__in=same))
        if count := len(chosen) - len(same):
            messages.warning(
                request,
                ngettext(
                    "%(count)d was skipped: it is not as it was when this list was opened, or was "
                    "on another page. Look at it, and publish it then.",
                    "%(count)d were skipped: they are not as they were when this list was opened, "
                    "or were on another page. Look at them, and publish them then.",
                    count,
                )
                % {"count": count},
            )

    def as_seen(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What was chosen, without what somebody has changed since the list showed it. Of what
        was chosen on pages that were not shown, nothing is known; it is done as asked."""
        read = self._read(request)
        shown = list(queryset.filter(pk__in=read).order_by().values_list("pk", flat=True))
        same = seen.still_as_seen(self.model, {pk: read[pk] for pk in shown})
        changed = set(shown) - set(same)
        if count := len(changed):
            messages.warning(
                request,
                ngettext(
                    "%(count)d was skipped: it is not as it was when this list was opened. "
                    "Look at it, and choose it again then.",
                    "%(count)d were skipped: they are not as they were when this list was opened. "
                    "Look at them, and choose them again then.",
                    count,
                )
                % {"count": count},
            )
        return queryset.exclude(pk__in=changed)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changes: ChangeList = super().get_changelist_instance(request)
        marks = seen.marks(self.model, [row.pk for row in changes.result_list])
        for row in changes.result_list:
            row.seen = self._signer().sign(f"{row.pk}:{marks.get(row.pk, '')}")
        return changes

    def action_checkbox(self, obj: Any) -> SafeString:
        """With what the row was when it was shown."""
        box = super().action_checkbox(obj)
        return format_html('{}<input type="hidden" name="{}" value="{}">', box, SEEN, obj.seen)

    def _read(self, request: HttpRequest) -> dict[int, str]:
        """The marks of the rows that the list showed, by their keys."""
        found = {}
        for one in request.POST.getlist(SEEN):
            try:
                pk, mark = self._signer().unsign(one).split(":")
            except signing.BadSignature:
                continue
            found[int(pk)] = mark
        return found

    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=f"tracker.admin.seen.{self.opts.model_name}")

    @admin.action(description=gettext_lazy("Retract, with a reason…"), permissions=["retract"])
    def retract(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        if "ids" in request.POST:
            # Back from the page that asked for the reason, with exactly what it showed.
            queryset = self.get_queryset(request).filter(pk__in=_numbers(request.POST["ids"]))
        else:
            queryset = self.as_seen(request, queryset)
            if not queryset.exists():
                return None
        return self.retract_page(request, queryset, back=request.get_full_path(), is_action=True)

    def act(self, request: HttpRequest, name: str, rows: QuerySet[Any], **details: str) -> int:
        """Does it, and says what was done and what was not, and why."""
        if not self.may_act(request, name):
            raise PermissionDenied
        act = self.acts[name]
        before = dict(rows.order_by("pk").values_list("pk", "state"))
        chosen = self.model._default_manager.filter(pk__in=before)
        done = act.run(list(chosen.only("pk")), by=request.user, **details)
        after = dict(chosen.order_by().values_list("pk", "state"))
        untouched = Counter(state for pk, state in before.items() if after.get(pk) == state)
        # What is published may have had something pending: done, though its state is the same.
        untouched[ReviewState.PUBLISHED] -= done - (len(before) - untouched.total())
        self._tell(request, act, done, +untouched)
        return done

    def _tell(self, request: HttpRequest, act: Act, done: int, skipped: Counter[str]) -> None:
        if done:
            messages.success(request, act.done(done))
        if count := skipped.total():
            labels = dict(ReviewState.choices)
            states = ", ".join(f"{number} {labels[state]}" for state, number in skipped.items())
            said = ngettext("%(count)d was skipped", "%(count)d were skipped", count)
            messages.warning(request, f"{said % {'count': count}} ({states}). {act.rule}")

    def retract_page(
        self, request: HttpRequest, rows: QuerySet[Any], *, back: str, is_action: bool
    ) -> HttpResponse | None:
        """Asks for the reason, then retracts. None when there is nothing to retract."""
        if not self.may_act(request, "retract"):
            raise PermissionDenied
        form = RetractForm(request.POST if "reason" in request.POST else None)
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        mark = self._mark_of(ids)
        if form.is_valid() and request.POST.get("mark", mark) != mark:
            form.add_error(None, CHANGED_SINCE)
        if form.is_valid():
            try:
                self.act(request, "retract", rows, reason=form.cleaned_data["reason"])
            except Impossible as refusal:
                form.add_error(None, refusal)
            else:
                return HttpResponseRedirect(back)
        public = self.model._default_manager.filter(pk__in=ids, state=ReviewState.PUBLISHED)
        count = public.count()
        if not count:
            messages.warning(
                request, _("There is nothing to retract. %s") % self.acts["retract"].rule
            )
            return None
        return TemplateResponse(
            request,
            "admin/tracker/retract.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Retract"),
                "opts": self.model._meta,
                "form": form,
                "rows": public[:SHOWN_ON_THE_PAGE],
                "count": count,
                "more": max(0, count - SHOWN_ON_THE_PAGE),
                "skipped": len(ids) - count,
                "rule": self.acts["retract"].rule,
                "mark": mark,
                "ids": ",".join(str(pk) for pk in ids) if is_action else "",
                "first": ids[0],
                "action_checkbox_name": ACTION_CHECKBOX_NAME,
                "back": back,
            },
        )

    def _mark_of(self, ids: list[int]) -> str:
        """Of rows together: another after every change of one of them."""
        seen.hold(self.model, ids)
        return seen.mark_of_all(self.model, ids)

    # ── on one page ──────────────────────────────────────────────────────────────────────────

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}_retract"
        own = path(
            "<path:object_id>/retract/", self.admin_site.admin_view(self.retract_one), name=name
        )
        return [own, *super().get_urls()]

    @method_decorator(transaction.atomic)
    def retract_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.may_act(request, "retract"):
            raise PermissionDenied
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        back = reverse(admin_url(obj, "change"), args=[obj.pk])
        rows = self.model._default_manager.filter(pk=obj.pk)
        answer = self.retract_page(request, rows, back=back, is_action=False)
        return answer or HttpResponseRedirect(back)

    def offered(self, request: HttpRequest, obj: Any) -> list[str]:
        """The acts that make sense for this object (None: about to be added), by name."""
        state = obj.state if obj else ReviewState.DRAFT
        return [
            name
            for name, act in self.acts.items()
            if state in act.states and self.may_act(request, name)
        ]

    def attach(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        """Links to what can be added to this object on a page of its own."""
        return []

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if not context.get("is_popup"):
            may_save = self.has_change_permission(request, obj) if obj else True
            offered = self.offered(request, obj) if may_save else []
            context["attach"] = self.attach(request, obj) if obj else []
            context["acts"] = [
                {"name": name, "label": self.acts[name].button}
                for name in offered
                if name != "retract"
            ]
            if obj and "retract" in offered:
                context["retract_url"] = reverse(admin_url(obj, "retract"), args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        self._act_asked_for(request, obj)
        return response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        self._act_asked_for(request, obj)
        return response

    def _act_asked_for(self, request: HttpRequest, obj: Any) -> None:
        for name in self.acts:
            if f"_act_{name}" in request.POST and name != "retract":
                self.act(request, name, self.model._default_manager.filter(pk=obj.pk))


def admin_url(obj: Any, page: str) -> str:
    """The name of an object's admin page: change, delete, history, retract."""
    return f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}"


def _numbers(text: str) -> Iterable[int]:
    # Anything else was not written by our page.
    parts = [part for part in text.split(",") if part.isascii() and part.isdigit()]
    return [int(part) for part in parts[:100_000] if len(part) < 19]
