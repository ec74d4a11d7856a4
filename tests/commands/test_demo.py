from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tracker.models import Actor, Entry


def run() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_first_run_says_what_it_added_and_the_passwords() -> None:
    first, *accounts = run().splitlines()
    assert "processes 2" in first
    assert "entries 60" in first
    passwords = {line.split()[1].strip(","): line.split()[3] for line in accounts}
    for name, group in (("editor", "Editors"), ("reviewer", "Reviewers")):
        user = User.objects.get(username=name)
        assert user.check_password(passwords[name])
        assert user.is_staff
        assert not user.is_superuser
        assert [each.name for each in user.groups.all()] == [group]
    assert passwords["editor"] != passwords["reviewer"]


@pytest.mark.django_db
def test_the_second_run_adds_nothing_and_shows_no_password() -> None:
    run()
    passwords = list(User.objects.order_by("pk").values_list("password", flat=True))
    assert run().splitlines() == [
        "Demonstration: nothing was missing.",
        "Account editor exists already.",
        "Account reviewer exists already.",
    ]
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == passwords


@pytest.mark.django_db
def test_an_account_that_may_not_publish_is_not_given_the_right() -> None:
    User.objects.create_user("reviewer", password="kept")
    with pytest.raises(CommandError, match="Reviewers"):
        run()
    assert not Entry.objects.exists()
    assert not Actor.objects.exists()
    assert list(User.objects.values_list("username", flat=True)) == ["reviewer"]
