"""Who may sign in, and as what: Django's own forms, whose lists answer like ours."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from tracker.admin.base import Answering

admin.site.unregister([User, Group])


@admin.register(User)
class Users(Answering, UserAdmin):  # type: ignore[type-arg]
    pass


@admin.register(Group)
class Groups(Answering, GroupAdmin):
    pass
