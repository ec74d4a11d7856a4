"""The cast: a reader without an account, an editor, a reviewer, and their browsers."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client
from hypothesis import settings as hypothesis_settings

from tests.factories import create_user

# No test asserts a duration; a slow machine must not fail one that only looks slow.
hypothesis_settings.register_profile("demarche", deadline=None)
hypothesis_settings.load_profile("demarche")

HTMX = {"HX-Request": "true"}
BOOSTED = {"HX-Request": "true", "HX-Boosted": "true"}
RESTORED = {"HX-Request": "true", "HX-History-Restore-Request": "true"}


@pytest.fixture
def anonymous() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def plain_user(db: None) -> User:
    """Somebody with an account and no role."""
    return create_user("reader")


@pytest.fixture
def editor(db: None) -> User:
    return create_user("editor", "Editors")


@pytest.fixture
def reviewer(db: None) -> User:
    return create_user("reviewer", "Reviewers")


@pytest.fixture
def editor_client(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def reviewer_client(reviewer: User) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client


@pytest.fixture(autouse=True)
def plain_static_files(settings: object) -> None:
    """Tests serve static files as they lie in the tree; the launch tests see them collected."""
    settings.STORAGES = settings.STORAGES | {  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT = None  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """A good hash takes its time; here it would take most of the tests' time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
