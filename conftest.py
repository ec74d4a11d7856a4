"""For every test: the database server that the tests need, when the first one needs it."""

import pytest

from tracker import embedded


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's place for what has to happen before it makes the test database."""
    embedded.ensure_running()
