"""The second of two people to save is shown both versions side by side, and merges or overrides."""

import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.admin.base import Admin
from tracker.forms.merge import Choice, Difference, Form, Merge, State, mark_of, signed, unsigned
from tracker.timeline.saved import Saved, last_saved

CHOOSE = "choose:"
# What the page of both versions sends along besides the form.
OWN = ("merge", "_merged", "_override", "_theirs", "csrfmiddlewaretoken", "typed_by", "draft_id")


class MergingAdmin(Admin):
    """An admin whose forms carry what they began as, signed, so that three versions can be told
    apart: what was read, what is saved now, and what was typed."""

    def locked(self, request: HttpRequest, obj: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.filter(pk=obj.pk)
        return rows

    def version(self, obj: Any) -> str:
        """The number that the form carries as the version that was read; most have none."""
        return ""

    def saved_by(self, request: HttpRequest, obj: Any) -> Saved | None:
        """Who saved it last, and when; None where nobody can tell."""
        rows = self.get_inline_instances(request, obj)
        return last_saved(obj, [(row.model, row.fk_name or obj._meta.model_name) for row in rows])

    def packed(self, state: State) -> State:
        """What a form began as, without what is found again some other way."""
        return state

    def unpacked(self, obj: Any, state: State) -> State:
        return state

    def besides(self, obj: Any) -> str:
        """Stands for what is published with this object and has no field on its form."""
        return ""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            obj = self.get_object(request, unquote(object_id))  # nobody else saves it from here on
            if obj is None:
                raise Http404  # not a redirect, which would say that it was saved
            if self.has_change_permission(request, obj):
                answer = self.meet(request, obj)
                if answer is not None:
                    return answer
            return super().changeform_view(request, object_id, form_url, extra_context)

    def meet(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """The page of both versions; None when there is one alone, or one has been made of both."""
        post = request.POST
        version = self.version(obj)
        form = self._as_saved(request, obj)
        read = unsigned(post.get("read_state", ""))
        merge = Merge(form, post, read and self.unpacked(obj, read))
        if post.get("read_version", "") == version and "merge" not in post:
            # Nothing becomes public that whoever publishes it has not seen.
            is_unseen = merge.has_moved and "_act_publish" in post
            if not is_unseen and not (merge.has_moved and merge.loses):
                return None
        differences = merge.differences
        mark = f"{version}.{mark_of(merge.saved)}"
        # Over what was seen; not over what somebody has saved since.
        is_override = "_override" in post and post.get("merge") == mark
        choices = _choices(post, differences, is_override=is_override)
        if post.get("merge") == mark:
            if "_theirs" in post:
                messages.info(request, _("Your version was left aside; this is what is saved."))
                return HttpResponseRedirect(request.get_full_path())
            if not (missing := [one for one in differences if one.key not in choices]):
                merged = merge.merged(choices, _without_ours(post))
                if version:
                    merged["read_version"] = version
                merged["read_state"] = signed(self.packed(merge.saved))
                merged["_continue"] = "1"  # what has been put together is looked at once more
                request.POST = merged  # type: ignore[assignment]
                return None
        else:
            missing = []
        return self._side_by_side(
            request, obj, differences, choices=choices, missing=missing, mark=mark
        )

    def _side_by_side(
        self,
        request: HttpRequest,
        obj: Any,
        differences: list[Difference],
        *,
        choices: dict[str, Choice],
        missing: list[Difference],
        mark: str,
    ) -> HttpResponse:
        sides: dict[str, list[dict[str, Any]]] = {"both": [], "theirs": [], "mine": []}
        for one in differences:
            row = {"difference": one, "choice": choices.get(one.key), "is_missing": one in missing}
            sides[one.side].append(row)
        carried = _without_ours(request.POST)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Two versions"),
            "opts": self.model._meta,
            "original": obj,
            "saved_by": self.saved_by(request, obj),
            "today": timezone.localdate(),
            "sides": list(sides.items()),
            "is_same": not differences,
            "missing": len(missing),
            "carried": [(name, value) for name, values in carried.lists() for value in values],
            "mark": mark,
        }
        return TemplateResponse(request, "admin/tracker/merge.html", context)

    def _as_saved(self, request: HttpRequest, obj: Any) -> Form:
        """The form that would be shown if it were opened now."""
        opening = copy.copy(request)
        opening.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(opening, obj))
        form = self.get_form(opening, obj, change=True, fields=fields)(instance=obj)
        formsets, inlines = self._create_formsets(opening, obj, change=True)
        rows = [
            formset
            for formset, inline in zip(formsets, inlines, strict=True)
            if _may_fill_in(inline, opening, obj)
        ]
        return Form(form, rows, besides=self.besides(obj))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            # What it began as has come along; else it begins now.
            came = request.POST.get("read_state")
            context["read_state"] = came or self._begun(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _begun(self, request: HttpRequest, context: dict[str, Any], obj: Any) -> str:
        if request.method == "POST":
            form = self._as_saved(request, obj)
        else:
            rows = [
                inline.formset
                for inline in context["inline_admin_formsets"]
                if _may_fill_in(inline.opts, request, obj)
            ]
            form = Form(context["adminform"].form, rows, besides=self.besides(obj))
        return signed(self.packed(form.state()))


def _choices(
    post: QueryDict, differences: list[Difference], *, is_override: bool
) -> dict[str, Choice]:
    """What was chosen, by the keys of what differs; what nobody needs to choose, by itself."""
    found: dict[str, Choice] = {}
    for one in differences:
        said = post.get(f"{CHOOSE}{one.key}")
        if not one.may_choose:
            found[one.key] = "theirs"
        elif is_override:
            found[one.key] = "mine"
        elif said in ("mine", "theirs"):
            found[one.key] = "mine" if said == "mine" else "theirs"
        elif one.usual:
            found[one.key] = one.usual
    return found


def _without_ours(post: QueryDict) -> QueryDict:
    carried = post.copy()
    for name in list(carried):
        if name in OWN or name.startswith((CHOOSE, "_act_")) or name in ("_save", "_addanother"):
            del carried[name]
    return carried


def _may_fill_in(inline: Any, request: HttpRequest, obj: Any) -> bool:
    """False for rows that are only shown."""
    return bool(
        inline.has_change_permission(request, obj)
        or inline.has_add_permission(request, obj)
        or inline.has_delete_permission(request, obj)
    )
