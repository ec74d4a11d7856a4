from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import TabularInline
from tracker.admin.merging import MergingAdmin
from tracker.forms.constraints import PLACES, ConstraintsByField
from tracker.forms.rows import Rows
from tracker.models import Actor, ActorAlias, Affiliation


class AliasRows(Rows):
    once = ("name",)
    once_field = "name"
    once_message = PLACES["alias_once_an_actor"].message or ""


class AliasInline(TabularInline):
    model = ActorAlias
    form = ConstraintsByField
    formset = AliasRows
    fields = ("name", "kind")
    extra = 0


class AffiliationInline(TabularInline):
    model = Affiliation
    form = ConstraintsByField
    formset = Rows
    fk_name = "actor"
    fields = ("to", "role", "since", "until")
    autocomplete_fields = ("to",)
    said_with = ("to",)
    extra = 0


@admin.register(Actor)
class ActorAdmin(MergingAdmin):
    form = ConstraintsByField
    fields = ("name", "slug", "kind", "description", ("iso_3166", "wikidata"))
    prepopulated_fields = {"slug": ("name",)}
    inlines = (AliasInline, AffiliationInline)
    list_display = ("name", "kind", "iso_3166", "wikidata")
    list_filter = ("kind",)
    search_fields = ("name", "aliases__name", "slug")
    search_help_text = _("Names and other names")
