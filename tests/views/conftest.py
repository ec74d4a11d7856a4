from datetime import date

import pytest
import pytest_django
from django.utils import timezone

from tests.factories import DAY


@pytest.fixture(autouse=True)
def quick_passwords(settings: pytest_django.fixtures.SettingsWrapper) -> None:
    """A good hash takes its time; here it would take most of the tests' time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The clock stands still on Friday 18 April 2025."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: DAY)
    return DAY
