from pathlib import Path

import pytest

from tests.launch.running import migrated
from tests.launch.slow import filled_with_entries


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of an installation that is empty, and has been migrated. Many tests share it:
    whoever leaves something in it takes one of their own (`migrated`)."""
    return migrated(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More entries than fit into the buffers between us and a client that does not read."""
    return filled_with_entries(tmp_path_factory.mktemp("filled"))
