import pytest

from tracker import startup


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["manage.py"], False),
        (["manage.py", "help"], False),
        (["manage.py", "migrate", "--help"], False),
        (["manage.py", "check", "--deploy"], False),
        (["manage.py", "check", "--database", "default"], True),
        (["manage.py", "collectstatic"], False),
        (["manage.py", "serve"], False),
        (["manage.py", "migrate"], True),
        (["manage.py", "shell"], True),
        (["manage.py", "demo"], True),
    ],
)
def test_only_what_needs_a_database_starts_one(arguments: list[str], needed: bool) -> None:
    assert startup.needs_database(arguments) is needed


@pytest.mark.django_db
def test_an_old_postgresql_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "OLDEST_POSTGRESQL", 99)
    with pytest.raises(startup.DatabaseUnavailableError, match="needs PostgreSQL 99 or newer"):
        startup.open_database()
