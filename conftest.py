"""For every test: the database server that the tests need, when the first one needs it."""

import os

import pytest

from tracker import embedded


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In CI, what drives a browser or starts servers of its own is tried twice: a machine that has
    other work, too, now and then lets a second pass where such a test looks. The report names what
    needed it. Whoever works on a test sees it fail at the first time."""
    if os.environ.get("CI") != "true":
        return
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("launch"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's place for what has to happen before it makes the test database."""
    embedded.ensure_running()
