from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editing.demo import load
from tracker.editing.demo_accounts import ensure_account

ACCOUNTS = {"editor": "Editors", "reviewer": "Reviewers"}


class Command(BaseCommand):
    help = (
        "Adds the demonstration: two processes with their articles, and the accounts editor and "
        "reviewer. What is there already stays as it is."
    )

    def handle(self, **options: object) -> None:
        try:
            # All or nothing: no accounts without the entries that they are for.
            with transaction.atomic():
                accounts = {
                    name: ensure_account(name, group=group) for name, group in ACCOUNTS.items()
                }
                added = load(editor=accounts["editor"][0], reviewer=accounts["reviewer"][0])
        except PermissionDenied as error:
            raise CommandError(
                _(
                    "The accounts “editor” and “reviewer” exist, but may not edit and publish. "
                    "Put them into the groups Editors and Reviewers and try again. "
                    "Nothing was changed."
                )
            ) from error
        counts = ", ".join(f"{table} {count}" for table, count in added.items() if count)
        if counts:
            self.stdout.write(_("Demonstration added: %s.") % counts)
        else:
            self.stdout.write(_("Demonstration: nothing was missing."))
        for name, (_user, password) in accounts.items():
            if password is None:
                self.stdout.write(_("Account %s exists already.") % name)
            else:
                self.stdout.write(
                    _("Account %(name)s, password %(password)s (shown this once)")
                    % {"name": name, "password": password}
                )
