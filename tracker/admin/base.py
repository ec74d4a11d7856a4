"""What every page of the admin has in common."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin import options
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.messages.storage import default_storage
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError, IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models import Model, QuerySet
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.editing.lives import Impossible
from tracker.forms.constraints import ModelForm
from tracker.forms.days import DayField, DayInput
from tracker.forms.readings import readings
from tracker.keeping import NOT_SAVED_YET, typed_again

if TYPE_CHECKING:
    BaseModelAdmin = options.BaseModelAdmin[Any]
    ModelAdmin = admin.ModelAdmin[Any]
    DjangoStackedInline = admin.StackedInline[Any, Any]
    DjangoTabularInline = admin.TabularInline[Any, Any]
else:
    BaseModelAdmin = options.BaseModelAdmin
    ModelAdmin = admin.ModelAdmin
    DjangoStackedInline = admin.StackedInline
    DjangoTabularInline = admin.TabularInline

# What becomes of a lookup in an address that Django lets through and nothing can be compared with:
# a NUL, a year beyond all calendars, half a regular expression, a range of one.
NO_QUESTION = (DataError, ProgrammingError, OverflowError, ValueError, IndexError)
# New rows that one form takes at once, of all sorts together: a row that is shown again is a dozen
# fields to be drawn, and whoever sends a number of rows need not send the rows.
MOST_NEW_ROWS = 100


class ShownAgain(ModelForm):
    """A form that shows what was typed before, and is not saved."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.add_error(None, NOT_SAVED_YET)
        return cleaned


class Refused(ModelForm):
    """A form that was saved, and undone, because what it says of a life is not possible."""

    refusal: Impossible

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.add_error(None, self.refusal)
        return cleaned


class KnownSelect(AutocompleteSelect):
    """Shows nothing chosen where an address or a form names a row by what can be no key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Shared by the copies of it that stand in the rows of one page.
        self.in_rows = InRows()

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Opens within the landmark that the form is in."""
        return super().build_attrs(*args, **kwargs) | {"data-dropdown-parent": "#content-start"}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        key = self.field.remote_field.model._meta.pk
        keys = [one for one in value if _is_key(key, one)]
        if len(keys) != 1 or keys[0] not in self.in_rows.labels(self.choices):
            return super().optgroups(name, keys, attr)
        (chosen,) = keys
        label = self.in_rows.labels(self.choices)[chosen]
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*options, self.create_option(name, chosen, label, True, 0)], 0)]


class InRows:
    """What is chosen in the rows of a formset, read in one go rather than row by row."""

    def __init__(self) -> None:
        self.rows: Any = None
        self.field = ""
        self._labels: dict[str, str] | None = None

    def belongs_to(self, rows: Any, field: str) -> None:
        self.rows, self.field, self._labels = rows, field, None

    def labels(self, choices: Any) -> dict[str, str]:
        """The key of a row, as a form has it → the words for it."""
        if self.rows is None:
            return {}
        if self._labels is None:
            key = choices.queryset.model._meta.pk
            values = {
                str(form[self.field].value() or "")
                for form in self.rows.forms
                if self.field in form.fields
            }
            found = choices.queryset.filter(pk__in=[one for one in values if _is_key(key, one)])
            self._labels = {str(one.pk): choices.field.label_from_instance(one) for one in found}
        return self._labels


def _is_key(field: "models.Field[Any, Any]", value: str) -> bool:
    try:
        field.to_python(value)
    except ValidationError:
        return False
    return True


class KnownChoices(BaseModelAdmin):
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.DateField: {"form_class": DayField, "widget": DayInput},
    }

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class KnownRows:
    """A formset whose rows ask nothing that the page knows: as many queries for ten as for one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:  # type: ignore[attr-defined]
            # By this the page knows when to offer no further row.
            self.max_num = min(self.max_num, self.rows_here + MOST_NEW_ROWS)  # type: ignore[has-type]
        for name, field in self.form.base_fields.items():  # type: ignore[attr-defined]
            select = getattr(field.widget, "widget", field.widget)
            if isinstance(select, KnownSelect):
                select.in_rows.belongs_to(self, name)

    @property
    def rows_asked_for(self) -> int:
        asked: int = self.management_form.cleaned_data[TOTAL_FORM_COUNT]  # type: ignore[attr-defined]
        return asked

    @property
    def rows_here(self) -> int:
        return len(self.get_queryset())

    def refuse_new_rows(self) -> None:
        self.absolute_max = self.rows_here
        self.error_messages["too_many_forms"] = _(  # type: ignore[attr-defined]
            "Up to %(most)d new rows are taken at once, and these were more. None of them is shown "
            "here: go back to find what you typed, and save it in parts."
        ) % {"most": MOST_NEW_ROWS}

    def get_queryset(self) -> Any:
        rows = super().get_queryset()  # type: ignore[misc]
        for row in rows:
            if not self.fk.is_cached(row):  # type: ignore[attr-defined]
                self.fk.set_cached_value(row, self.instance)  # type: ignore[attr-defined]
        return rows


class KnownInline(KnownChoices):
    # What the words for a row are made of, besides itself and what it hangs on.
    said_with: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related(*self.said_with) if self.said_with else rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        rows: Any = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        return type(rows.__name__, (KnownRows, rows), {})


class StackedInline(KnownInline, DjangoStackedInline):
    pass


class TabularInline(KnownInline, DjangoTabularInline):
    pass


class Answering(ModelAdmin):
    """Answers in words what no list can be narrowed by, and what is gone."""

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """A form of what is gone is not answered with a redirect, which says that it was saved."""
        at = request.resolver_match
        if request.method == "POST" and at and (at.url_name or "").endswith("_change"):
            raise Http404
        answer: HttpResponse = super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
            request, opts, object_id
        )
        return answer

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self.refuse_forged_actions(request)
        extra_context = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        if not all(
            _is_key(self.opts.pk, one) for one in request.POST.getlist(ACTION_CHECKBOX_NAME)
        ):
            raise BadRequest
        try:
            # An action is done on all that were chosen, or on none; and a question that PostgreSQL
            # refuses spoils nothing around it.
            with transaction.atomic():
                response = super().changelist_view(request, extra_context)
                if isinstance(response, SimpleTemplateResponse):
                    response.render()  # here: the dates above the list are counted by its template
                return response
        except Impossible as refusal:
            messages.error(request, " ".join(refusal.messages))
            return HttpResponseRedirect(request.get_full_path())
        except NO_QUESTION as error:
            # Django sees what is no value of a field, but not what no database can compare with.
            if not request.GET.keys() - {ERROR_FLAG}:
                raise
            if request.method == "POST":
                raise BadRequest from error
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def refuse_forged_actions(self, request: HttpRequest) -> None:
        """Nothing here; the pages with actions of their own know which."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        # PostgreSQL's text has no NUL; autocompletion hands one through.
        return super().get_search_results(request, queryset, search_term.replace("\x00", ""))


class Admin(Answering, KnownChoices):
    # Counting a whole table, for every page and every choice, grows with the table.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def locked(self, request: HttpRequest, obj: Any) -> QuerySet[Any] | None:
        """The rows that one person at a time changes through this form."""
        return None

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any | None:
        obj = super().get_object(request, object_id, from_field)
        if obj is None or request.method != "POST" or not connection.in_atomic_block:
            return obj
        rows = self.locked(request, obj)
        if rows is None:
            return obj
        list(rows.select_for_update().values_list("pk"))
        return super().get_object(request, object_id, from_field)  # as it is, now that it is ours

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if (typed := typed_again(request)) is not None:
            len(request.FILES)  # read now: later it would be read over what follows
            # As if it were sent, so that it stands there as it was filled in; but get_form sees to
            # it that nothing is saved before somebody has looked at it.
            request.POST, request.method = typed, "POST"  # type: ignore[assignment]
            request.is_shown_again = True  # type: ignore[attr-defined]
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Impossible as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            # Undone, whatever has been said of it already.
            request._messages = default_storage(request)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, ValidationError):
            # Somebody saved the same between our checks and our writing, which was undone. Checked
            # once more, the form finds what they saved and says so beside its field.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if refusal := getattr(request, "refusal", None):
            return type(form.__name__, (Refused, form), {"refusal": refusal})
        is_shown_again = getattr(request, "is_shown_again", False)
        return type(form.__name__, (ShownAgain, form), {}) if is_shown_again else form

    def _create_formsets(
        self, request: HttpRequest, obj: Any, change: bool
    ) -> tuple[list[Any], list[Any]]:
        made: tuple[list[Any], list[Any]] = super()._create_formsets(  # type: ignore[misc]
            request, obj, change
        )
        sent = [rows for rows in made[0] if rows.is_bound]
        if sum(rows.rows_asked_for for rows in sent) > MOST_NEW_ROWS:
            new = sum(max(rows.rows_asked_for - rows.rows_here, 0) for rows in sent)
            for rows in sent if new > MOST_NEW_ROWS else ():
                rows.refuse_new_rows()
        return made

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """All of it is saved by now: says how days were read that were typed in words."""
        rows = [row for formset in formsets or () for row in formset.forms if row.has_changed()]
        for said in (said for one in (form, *rows) for said in readings(one)):
            messages.info(request, said)
        return super().construct_change_message(request, form, formsets, add)

    def view_on_site(self, obj: Model) -> str | None:
        """Straight to the page, without the detour that asks which site this is."""
        address = getattr(obj, "get_absolute_url", None)
        return address() if address else None
