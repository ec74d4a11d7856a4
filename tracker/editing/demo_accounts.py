"""An editor and a reviewer to try the demonstration with."""

import secrets

from django.contrib.auth.models import Group, User

PASSWORD_BYTES = 12


def ensure_account(username: str, *, group: str) -> tuple[User, str | None]:
    """The account, and its password if it was made just now: nobody can see it again.

    One that exists keeps its password, its groups and everything else.
    """
    known = User.objects.filter(username=username).first()
    if known is not None:
        return known, None
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = User.objects.create_user(username, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user, password
