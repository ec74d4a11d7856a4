from pathlib import Path

import pytest

from tests.launch.running import migrated


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of an installation that is empty, and has been migrated. Many tests share it:
    whoever leaves something in it takes one of their own (`migrated`)."""
    return migrated(tmp_path_factory.mktemp("prepared"))
