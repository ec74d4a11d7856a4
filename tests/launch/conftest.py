from pathlib import Path

import pytest

from tests.launch.running import manage


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of an installation that is empty, and has been migrated."""
    var = tmp_path_factory.mktemp("prepared")
    migrated = manage("migrate", "--verbosity", "0", var=var)
    assert migrated.returncode == 0, migrated.stderr
    return var
