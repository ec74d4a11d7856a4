"""`manage.py suggest`: what the assistant finds, as JSON."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import create_actor

TEXT = "Belmark warned on Thursday that it would leave unless talks resume within days.\r\n"


def run(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("suggest", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


@pytest.mark.django_db
def test_a_file_is_read_with_the_actors_on_record(article: Path) -> None:
    create_actor(name="Belmark", slug="belmark")
    found = json.loads(run(str(article), "--published", "2025-04-18"))
    (condition,) = [item for item in found if item["kind"] == "condition"]
    assert condition["initiator"] == "Belmark"
    assert condition["deadline"]["window"]["latest"] == "2025-04-24"  # a week from Thursday
    assert {item["slug"] for item in found if item["kind"] == "actor"} == {"belmark"}
    for item in found:
        assert item["exact"] == TEXT[item["start"] : item["end"]]


def test_alone_it_needs_no_database(article: Path) -> None:
    found = json.loads(run(str(article), "--published", "2025-04-18", "--alone"))
    assert [item["exact"] for item in found if item["kind"] == "date"] == ["Thursday", "days"]


def test_many_documents_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    said = [
        {"id": "one", "dct": "2025-04-18", "text": TEXT},
        {"id": 2, "dct": "2025-05-01T10:00", "text": "Nothing happened."},
    ]
    path.write_text("\n".join(map(json.dumps, said)) + "\n\n", encoding="utf-8")
    lines = [json.loads(line) for line in run("--jsonl", str(path), "--alone").splitlines()]
    assert [line["id"] for line in lines] == ["one", 2]
    assert lines[0]["suggestions"][0]["exact"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 1 is no document"),
        ('{"id": 1, "text": "x"}', "dct"),
        ('{"id": 1, "dct": "2025-02-31", "text": "x"}', "Line 1"),
        ('{"id": 1, "dct": "2025-02-01", "text": "a\\u0000b"}', "NUL"),
        ("[1]", "Line 1"),
        ('{"id": 1, "dct": "2025-04-18", "text": "a\\u0000b"}', "Line 1"),
    ],
)
def test_what_is_no_document_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        run("--jsonl", str(path), "--alone")


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "nowhere"), "--alone")
    path = tmp_path / "binary"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="no text in UTF-8"):
        run(str(path), "--alone")
    with pytest.raises(CommandError, match="not a day"):
        run(str(path), "--alone", "--published", "tomorrow")
