from pathlib import Path

import pytest

from tests.launch.running import copied, migrated
from tests.launch.slow import filled_with_entries


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of an installation that is empty, and has been migrated. Many tests share it:
    whoever leaves something in it takes one of their own (`installation`)."""
    return migrated(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def installation(prepared: Path, tmp_path: Path) -> Path:
    """The directory of an installation of its own: empty, and migrated."""
    return copied(prepared, tmp_path)


@pytest.fixture(scope="session")
def filled(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More entries than fit into the buffers between us and a client that does not read."""
    return filled_with_entries(copied(prepared, tmp_path_factory.mktemp("filled")))
