from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.secret import SecretKeyError, secret_key


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]


def test_every_installation_has_its_own(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "one") != secret_key(tmp_path / "two")


def test_those_who_start_together_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(secret_key, [tmp_path / "secret-key"] * 32))
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("content", "mode", "told"),
    [
        ("", 0o600, "empty or cut short"),
        ("\n", 0o600, "empty or cut short"),
        ("short", 0o600, "empty or cut short"),
        ("k" * 50, 0o644, "read by others"),
        ("k" * 50, 0o640, "read by others"),
        ("ключ" * 20, 0o600, "cannot be used"),
    ],
)
def test_a_bad_key_is_refused_and_not_shown(
    tmp_path: Path, content: str, mode: int, told: str
) -> None:
    path = tmp_path / "secret-key"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(SecretKeyError) as caught:
        secret_key(path)
    assert told in str(caught.value)
    assert "kkk" not in str(caught.value)
