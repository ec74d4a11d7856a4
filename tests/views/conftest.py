from datetime import date

import pytest
from django.utils import timezone

from tests.factories import DAY


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The clock stands still on Friday 18 April 2025."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: DAY)
    return DAY
