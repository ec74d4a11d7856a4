"""Signing in, at both doors: a name that no account can have is refused before it is looked up.

Django's form tells only the browser how long a name may be. Sent all the same, a longer one would
go down as a failed attempt, in a column that has no room for it.
"""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.models import User
from django.forms import TextInput
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = User._meta.get_field("username").max_length


def _name_field() -> UsernameField:
    return UsernameField(
        label=_("Username"), max_length=LONGEST_NAME, widget=TextInput({"autofocus": True})
    )


class SignInForm(AuthenticationForm):
    username = _name_field()


class AdminSignInForm(AdminAuthenticationForm):
    username = _name_field()
