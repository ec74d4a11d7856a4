from collections.abc import Callable

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_it_is_well_when_the_database_answers(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_it_is_not_when_the_database_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Callable[[str], Exception]
) -> None:
    def refuse() -> None:
        raise error("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")
    assert "no-store" in response["Cache-Control"]
