"""The CSV export: the contract's columns, streamed, safe in a spreadsheet, whole in Python."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    DAY,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
)
from tracker.dates.window import OPEN_END
from tracker.exports.csv import csv_blocks
from tracker.exports.formulas import neutralised, neutralised_sql, restored
from tracker.models import Outcome, ReviewState, Role
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import read_filter

CONTRACT = (
    *("id", "process", "track", "kind", "title", "summary"),
    *("phrase", "anchor", "edtf", "earliest", "latest", "known_on"),
    *("plover_type", "plover_mode", "occurrence", "status", "status_since"),
    *("initiators", "recipients", "other_parts", "topics"),
    *("demand", "consequence", "condition_kind", "operator", "deadline_kind", "firmness"),
    *("credibility", "sources", "quotes", "state", "version", "updated_at", "url"),
)


def exported(query: str = "", *, reader: User | AnonymousUser | None = None) -> bytes:
    chosen, errors = read_filter(QueryDict(query))
    assert not errors
    entries = timeline_entries(chosen, reader=reader or AnonymousUser())
    return b"".join(
        csv_blocks(entries, newest_first=chosen.newest_first, as_of=chosen.day("as_of"))
    )


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.django_db
def test_the_columns_are_the_contract_even_without_rows() -> None:
    assert exported() == (",".join(CONTRACT) + "\r\n").encode()


@pytest.mark.django_db
def test_a_deadline_tells_all_that_it_knows() -> None:
    process = create_process(slug="talks")
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    host = create_actor(name="Cordia")
    deadline = create_deadline(
        title="Answer in time",
        summary="A plain summary",
        process=process,
        track=create_track(process=process, slug="ceasefire"),
        on=date(2025, 4, 19),
        until=date(2025, 4, 25),
        phrase="within days",
        anchor=DAY,
        edtf="[2025-04-19..2025-04-25]",
        by=arland,
        to=belmark,
        parts=((host, Role.HOST),),
        topics=(create_topic(slug="sanctions"), create_topic(slug="gas")),
        consequence="the mediator leaves",
    )
    article = create_article(url="https://courier.example/1")
    create_annotation(article=article, exact="met on Friday", entry=deadline)
    create_annotation(article=article, exact="no answer, the mediator", entry=deadline)
    create_development(entry=deadline, outcome=Outcome.MISSED, on=date(2025, 4, 26))
    (row,) = rows(exported())
    deadline.refresh_from_db()
    assert row == {
        "id": str(deadline.pk),
        "process": "talks",
        "track": "ceasefire",
        "kind": "deadline",
        "title": "Answer in time",
        "summary": "A plain summary",
        "phrase": "within days",
        "anchor": "2025-04-18",
        "edtf": "[2025-04-19..2025-04-25]",
        "earliest": "2025-04-19",
        "latest": "2025-04-25",
        "known_on": "2025-04-19",
        "plover_type": "",
        "plover_mode": "",
        "occurrence": "",
        "status": "missed",
        "status_since": "2025-04-26",
        "initiators": "Arland",
        "recipients": "Belmark",
        "other_parts": "host: Cordia",
        "topics": "Gas; Sanctions",
        "demand": "answer the proposal",
        "consequence": "the mediator leaves",
        "condition_kind": "",
        "operator": "",
        "deadline_kind": "target",
        "firmness": "firm",
        "credibility": "6",
        "sources": "The sides meet (The Test Courier, 2025-04-18) https://courier.example/1",
        "quotes": "met on Friday; no answer, the mediator",
        "state": "published",
        "version": "1",
        "updated_at": deadline.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "url": f"http://127.0.0.1:8000/entries/{deadline.pk}/",
    }


@pytest.mark.django_db
def test_open_ends_are_empty_and_a_condition_gives_its_clauses() -> None:
    create_condition(on=DAY, until=OPEN_END, edtf="2025-04-18/..")
    (row,) = rows(exported())
    assert (row["earliest"], row["latest"], row["edtf"]) == ("2025-04-18", "", "2025-04-18/..")
    assert (row["demand"], row["consequence"]) == ("there is no answer", "the mediator leaves")
    assert row["status"] == "open"


@pytest.mark.django_db
def test_items_of_a_list_keep_their_own_semicolons() -> None:
    event = create_event()
    text = "They said: yes; no; perhaps. A back\\slash too."
    create_annotation(
        article=create_article(text=text), exact="yes; no; perhaps. A back\\slash", entry=event
    )
    (row,) = rows(exported())
    assert row["quotes"] == r"yes\; no\; perhaps. A back\\slash"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    [
        '=HYPERLINK("https://evil.example","click")',
        "+1 for talks",
        "-1 against",
        "@SUM(A1)",
        "\tTabbed",
        "  =1+1",
        "＝1+1",
        "'=already quoted",
        "'quoted but harmless'",
        'He said "no", twice',
        "Two\nlines\r\nand a half",
        "Zażółć gęślą jaźń · 和平谈判 · שלום · 🕊️ e\u0301",
        "plain",
    ],
)
def test_any_title_is_harmless_and_comes_back(title: str) -> None:
    create_event(title=title)
    (row,) = rows(exported())
    assert row["title"][0] not in "=+-@\t\r＝＋－＠"
    assert restored(row["title"]) == title


texts = st.text(alphabet=st.sampled_from("'=+-@ \t\r\n＝a;\"é"), max_size=8)


@given(texts)
def test_neutralising_can_always_be_undone(text: str) -> None:
    cell = neutralised(text)
    assert restored(cell) == text
    assert not cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.django_db
def test_the_database_neutralises_as_python_does() -> None:
    from django.db import connection

    samples = [
        "",
        "a",
        "=1",
        "'=1",
        "''=1",
        " -1",
        "\t",
        "'\ta",
        "'a",
        "-",
        "a=1",
        "\n=1",
        "@",
        "é",
    ]
    with connection.cursor() as cursor:
        for sample in samples:
            cursor.execute(f"SELECT {neutralised_sql('t')} FROM (SELECT %s::text) x (t)", [sample])  # noqa: S608
            assert cursor.fetchone()[0] == neutralised(sample), repr(sample)


@pytest.mark.django_db
def test_rows_end_in_crlf_and_line_ends_within_a_cell_stay() -> None:
    create_event(title="One\nTwo")
    content = exported()
    assert content.endswith(b"\r\n")
    assert b'"One\nTwo"' in content
    assert content.count(b"\r\n") == 2


@pytest.mark.django_db
def test_rows_stand_in_the_order_of_the_page() -> None:
    for number in (2, 1, 3):
        create_event(title=f"Event {number}", on=date(2025, 4, number))
    titles = [row["title"] for row in rows(exported())]
    assert titles == ["Event 3", "Event 2", "Event 1"]
    assert [row["title"] for row in rows(exported("order=oldest"))] == titles[::-1]


@pytest.mark.django_db
def test_readers_get_what_is_published_and_editors_their_drafts_too(editor: User) -> None:
    event = create_event(title="Out")
    for state in (ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETRACTED):
        create_event(title=state, state=state)
    create_annotation(
        article=create_article(), exact="met on Friday", entry=event, state=ReviewState.DRAFT
    )
    (row,) = rows(exported())
    assert (row["title"], row["sources"], row["quotes"]) == ("Out", "", "")
    assert {row["title"] for row in rows(exported(reader=editor))} == {"Out", "draft", "in_review"}


@pytest.mark.django_db
def test_states_are_those_of_the_day_asked_for() -> None:
    deadline = create_deadline(on=date(2025, 4, 1), until=date(2025, 4, 10))
    create_development(entry=deadline, outcome=Outcome.MET, on=date(2025, 4, 9))
    (row,) = rows(exported("as_of=2025-04-08"))
    assert (row["status"], row["status_since"]) == ("open", "2025-04-01")
    (row,) = rows(exported("status=met&q=answer"))
    assert row["status"] == "met"


@pytest.mark.django_db
def test_sources_are_those_that_were_out_by_the_day_asked_for() -> None:
    event = create_event(on=date(2025, 4, 1))
    for day in (10, 20):
        article = create_article(title=f"Article {day}", published_on=date(2025, 4, day))
        create_annotation(article=article, exact="met on Friday", entry=event)
    (row,) = rows(exported("as_of=2025-04-15"))
    assert row["sources"] == "Article 10 (The Test Courier, 2025-04-10)"
    assert row["quotes"] == "met on Friday"
    (row,) = rows(exported())
    assert row["quotes"] == "met on Friday; met on Friday"


@pytest.mark.django_db
def test_what_people_wrote_stands_between_quotes() -> None:
    create_event(title="yes; no")
    assert b'"yes; no"' in exported()


@pytest.mark.django_db
def test_it_leaves_in_blocks() -> None:
    for number in range(120):
        create_event(title=f"Event {number}", summary="word " * 300)
    chosen, _errors = read_filter(QueryDict(""))
    blocks = list(csv_blocks(timeline_entries(chosen, reader=AnonymousUser())))
    assert len(blocks) > 1
    assert max(map(len, blocks)) < 2 * 64 * 1024
    assert len(rows(b"".join(blocks))) == 120


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_reader_who_leaves_in_the_middle_leaves_a_usable_connection() -> None:
    for number in range(120):
        create_event(title=f"Event {number}", summary="word " * 300)
    chosen, _errors = read_filter(QueryDict(""))
    blocks = csv_blocks(timeline_entries(chosen, reader=AnonymousUser()))
    next(blocks)
    blocks.close()
    assert len(rows(exported())) == 120


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "kind=deadline", "order=oldest&q=answer"])
def test_the_command_writes_the_bytes_of_the_site(
    client: Client, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], query: str
) -> None:
    create_event(title="Šedivá ☂", summary="two\nlines")
    create_deadline()
    response = client.get(f"/timeline.csv?{query}")
    from_site = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    target = tmp_path / "out.csv"
    call_command("export_timeline", format="csv", query=query, output=target)
    assert target.read_bytes() == from_site
    capfdbinary.readouterr()
    call_command("export_timeline", format="csv", query=query)
    assert capfdbinary.readouterr().out == from_site


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_and_leaves_no_half_a_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kind: Nothing here is called “rumour”"):
        call_command("export_timeline", query="kind=rumour", output=tmp_path / "out.csv")
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_timeline", output=tmp_path / "nowhere" / "out.csv")
    assert list(tmp_path.iterdir()) == []
