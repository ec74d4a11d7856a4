"""Two people at one actor, process, topic, outlet, track or article: as at one entry."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as published
from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.merging import choose, differences
from tests.admin.pages import Page
from tracker.editing.articles import mark_reprint
from tracker.models import ActorAlias, Affiliation, Article, Part, Track


class Record(NamedTuple):
    create: Callable[[], Any]
    field: str  # which both change
    other: str  # which they alone change
    value: str = "Their words"


RECORDS = {
    "actor": Record(lambda: factories.create_actor(name="Veldia"), "name", "description"),
    "process": Record(lambda: factories.create_process(), "name", "summary"),
    "topic": Record(lambda: factories.create_topic(), "name", "description"),
    "outlet": Record(
        lambda: factories.create_outlet(), "name", "homepage", "https://example.org/theirs"
    ),
    "track": Record(
        lambda: factories.create_track(process=factories.create_process()), "name", "position", "7"
    ),
    "article": Record(
        lambda: factories.create_article(), "title", "url", "https://example.org/theirs"
    ),
}


def form_of(as_: SignedIn, row: Any, *, role: str) -> Page:
    model = row._meta.model_name
    return Page(as_(role), reverse(f"admin:tracker_{model}_change", args=[row.pk]), model)


def saved(row: Any, *fields: str) -> tuple[str, ...]:
    now = type(row).objects.get(pk=row.pk)
    return tuple(str(getattr(now, field)) for field in fields)


@pytest.mark.parametrize("model", RECORDS)
def test_the_second_to_save_sees_both_versions_and_chooses(as_: SignedIn, model: str) -> None:
    record = RECORDS[model]
    row = record.create()
    (before,) = saved(row, record.field)
    mine = form_of(as_, row, role="editor").fill(**{record.field: "Mine"})
    theirs = form_of(as_, row, role="reviewer")
    theirs.fill(**{record.field: "Theirs", record.other: record.value})
    assert theirs.save().status_code == 302
    answer = mine.save()
    assert "<strong>reviewer</strong> saved this while you worked on it" in answer.content.decode()
    shown = differences(answer)
    assert set(shown) == {record.field, record.other}
    assert shown[record.field] == ("both", before, "Theirs", "Mine")
    assert shown[record.other][::2] == ("theirs", record.value)
    assert saved(row, record.field) == ("Theirs",)
    again = choose(mine, answer)
    assert "Choose one of the two" in again.content.decode()
    assert choose(mine, again, **{record.field: "mine"}).status_code == 302
    assert saved(row, record.field, record.other) == ("Mine", record.value)


@pytest.mark.parametrize(("button", "kept"), [("_override", "Mine"), ("_theirs", "Theirs")])
@pytest.mark.parametrize("model", RECORDS)
def test_all_of_mine_or_all_of_theirs_in_one_click(
    as_: SignedIn, model: str, button: str, kept: str
) -> None:
    record = RECORDS[model]
    row = record.create()
    mine = form_of(as_, row, role="editor").fill(**{record.field: "Mine"})
    theirs = form_of(as_, row, role="reviewer").fill(**{record.field: "Theirs"})
    assert theirs.save().status_code == 302
    assert choose(mine, mine.save(), button=button).status_code == 302
    assert saved(row, record.field) == (kept,)


@pytest.mark.parametrize("model", RECORDS)
def test_a_third_who_saves_while_the_second_chooses_is_not_overrun(
    as_: SignedIn, model: str
) -> None:
    record = RECORDS[model]
    row = record.create()
    mine = form_of(as_, row, role="editor").fill(**{record.field: "Mine"})
    assert (
        form_of(as_, row, role="reviewer").fill(**{record.field: "Theirs"}).save().status_code
        == 302
    )
    answer = mine.save()
    assert (
        form_of(as_, row, role="superuser").fill(**{record.field: "Third"}).save().status_code
        == 302
    )
    again = choose(mine, answer, button="_override")
    assert differences(again)[record.field][2] == "Third"
    assert saved(row, record.field) == ("Third",)


@pytest.mark.parametrize("state", [None, "", "x"])
@pytest.mark.parametrize("model", RECORDS)
def test_where_nobody_knows_what_was_read_all_that_differs_is_in_question(
    as_: SignedIn, model: str, state: str | None
) -> None:
    record = RECORDS[model]
    page = form_of(as_, record.create(), role="editor")
    page.fill(**{record.field: "Mine", "read_state": state})
    assert differences(page.save())[record.field][0] == "both"


@pytest.mark.parametrize("model", RECORDS)
def test_one_at_a_time_saves_a_record(as_: SignedIn, model: str) -> None:
    page = form_of(as_, RECORDS[model].create(), role="editor")
    page.fill(**{RECORDS[model].field: "Mine"})
    with CaptureQueriesContext(connection) as queries:
        assert page.save().status_code == 302
    sql = [one["sql"] for one in queries]
    locked = next(number for number, one in enumerate(sql) if "FOR UPDATE" in one)
    assert locked < next(number for number, one in enumerate(sql) if one.startswith("UPDATE"))


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────


def test_names_and_affiliations_of_an_actor_are_put_together_one_by_one(as_: SignedIn) -> None:
    actor, bloc = factories.create_actor(name="Veldia"), factories.create_actor(name="The Bloc")
    names = ("A", "B", "C")
    a, b, c = (ActorAlias.objects.create(actor=actor, name=name) for name in names)
    role = Affiliation.objects.create(actor=actor, to=bloc, role="member")
    mine = form_of(as_, actor, role="editor")
    theirs = form_of(as_, actor, role="reviewer")
    mine.change_row("aliases", 0, name="A of mine")  # both change it
    theirs.change_row("aliases", 0, name="A of theirs")
    mine.change_row("aliases", 1, name="B of mine")  # they remove what I change
    theirs.change_row("aliases", 1, DELETE="on")
    theirs.change_row("aliases", 2, name="C of theirs")  # I leave what they change
    theirs.change_row("affiliations", 0, role="founder", since="2020-01-01")
    mine.row("aliases", name="New of mine", kind="name")
    theirs.row("aliases", name="New of theirs", kind="name")
    assert theirs.save().status_code == 302

    answer = mine.save()
    shown = differences(answer)
    added = ActorAlias.objects.get(name="New of theirs").pk
    assert {key: one[0] for key, one in shown.items()} == {
        f"aliases:{a.pk}:name": "both",
        f"aliases:{b.pk}": "both",
        f"aliases:{c.pk}:name": "theirs",
        f"aliases:{added}": "theirs",
        "aliases:+0": "mine",
        f"affiliations:{role.pk}:role": "theirs",
        f"affiliations:{role.pk}:since": "theirs",
    }
    chosen = {f"aliases:{a.pk}:name": "mine", f"aliases:{b.pk}": "mine"}
    assert choose(mine, answer, **chosen).status_code == 302
    assert set(actor.aliases.values_list("name", flat=True)) == {
        *("A of mine", "B of mine", "C of theirs", "New of mine", "New of theirs"),
    }
    kept = actor.affiliations.get()
    assert (kept.role, kept.since) == ("founder", date(2020, 1, 1))


def test_a_row_that_somebody_else_removed_is_let_go(as_: SignedIn) -> None:
    actor = factories.create_actor()
    alias = ActorAlias.objects.create(actor=actor, name="The Harbour")
    page = form_of(as_, actor, role="editor").fill(name="Changed")
    key = alias.pk
    alias.delete()
    answer = page.save()
    assert differences(answer)[f"aliases:{key}"][0] == "theirs"
    assert choose(page, answer).status_code == 302
    assert saved(actor, "name") == ("Changed",)
    assert not actor.aliases.exists()


def test_what_somebody_else_adds_is_no_conflict(as_: SignedIn) -> None:
    actor = factories.create_actor()
    page = form_of(as_, actor, role="editor").fill(description="Mine")
    ActorAlias.objects.create(actor=actor, name="Theirs")
    assert page.save().status_code == 302
    assert saved(actor, "description") == ("Mine",)
    assert actor.aliases.get().name == "Theirs"


@pytest.mark.parametrize("first", ["track", "process"])
def test_a_tracks_own_form_and_its_processs_know_of_each_other(as_: SignedIn, first: str) -> None:
    process = factories.create_process()
    track = factories.create_track(process=process)
    own, whole = form_of(as_, track, role="editor"), form_of(as_, process, role="reviewer")
    own.fill(name="Own")
    whole.change_row("tracks", 0, name="Whole")
    pages = {"track": (own, whole, "Own"), "process": (whole, own, "Whole")}
    one, other, name = pages[first]
    assert one.save().status_code == 302
    answer = other.save()
    key = f"tracks:{track.pk}:name" if other is whole else "name"
    assert differences(answer)[key][0] == "both"
    assert Track.objects.get().name == name
    assert choose(other, answer, **{key: "theirs"}).status_code == 302
    assert Track.objects.get().name == name


# ── articles ─────────────────────────────────────────────────────────────────────────────────────


def test_the_text_of_an_article_is_put_side_by_side(as_: SignedIn) -> None:
    article = factories.create_article(text="The harbour stays closed.")
    mine = form_of(as_, article, role="editor").fill(text="The harbour stays shut.", title="Mine")
    theirs = form_of(as_, article, role="reviewer").fill(text="The old harbour stays closed.")
    assert theirs.save().status_code == 302
    answer = mine.save()
    shown = differences(answer)
    assert set(shown) == {"text", "title"}
    assert shown["text"] == (
        "both",
        "The harbour stays closed.",
        "The old harbour stays closed.",
        "The harbour stays shut.",
    )
    assert "<ins>" in answer.content.decode()
    assert article.versions.count() == 2
    assert choose(mine, answer, text="mine").status_code == 302
    assert Article.objects.get().current.text == "The harbour stays shut."
    assert list(article.versions.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert saved(article, "title") == ("Mine",)


def test_a_text_that_somebody_else_changed_is_not_put_back(as_: SignedIn) -> None:
    article = factories.create_article(text="As it was.")
    mine = form_of(as_, article, role="editor").fill(title="Mine")
    published.change_text(article, "As it is.")
    answer = mine.save()
    assert differences(answer)["text"][:3] == ("theirs", "As it was.", "As it is.")
    assert choose(mine, answer).status_code == 302
    assert (Article.objects.get().title, article.current.text) == ("Mine", "As it is.")


def test_a_long_text_goes_into_its_form_once_and_onto_the_page_where_it_differs(
    as_: SignedIn,
) -> None:
    words = [f"Sentence {number}." for number in range(5_000)]
    article = factories.create_article(text=" ".join(words))
    mine = form_of(as_, article, role="editor")
    assert len(mine.data["read_state"]) < 1_000
    mine.fill(text=mine.data["text"].replace("Sentence 10.", "My sentence."))
    theirs = form_of(as_, article, role="reviewer")
    theirs.fill(text=theirs.data["text"].replace("Sentence 4000.", "Their sentence."))
    assert theirs.save().status_code == 302
    shown = differences(mine.save())["text"]
    for text, own in zip(
        shown[1:], ("Sentence 10.", "Their sentence.", "My sentence."), strict=True
    ):
        assert own in text
        assert len(text) < 2_000


def test_marking_a_reprint_leaves_alone_what_was_saved_in_between(
    as_: SignedIn,
) -> None:
    article, original = factories.create_article(), factories.create_article(title="Original")
    theirs = form_of(as_, article, role="editor").fill(title="Theirs")
    assert theirs.save().status_code == 302
    mark_reprint(article, of=original, by=factories.create_user(role="superuser"))
    assert saved(article, "title", "reprint_of") == ("Theirs", str(original))


# ── queries ──────────────────────────────────────────────────────────────────────────────────────


def add_names(actor: Any) -> None:
    bloc = factories.create_actor()
    ActorAlias.objects.create(actor=actor, name=bloc.name)
    Affiliation.objects.create(actor=actor, to=bloc)


def add_parts(event: Any) -> None:
    Part.objects.create(entry=event, actor=factories.create_actor(), role="host")
    factories.create_source(entry=event)


WITH_ROWS: dict[str, tuple[Callable[[], Any], Callable[[Any], None], dict[str, str]]] = {
    "actor": (
        lambda: factories.create_actor(name="Veldia"),
        add_names,
        {"aliases": "kind", "affiliations": "role"},
    ),
    "event": (factories.create_event, add_parts, {"parts": "role", "annotations": "stance"}),
}
VALUES = {"kind": "title", "role": "guarantor", "stance": "disputes"}


@pytest.mark.parametrize("model", WITH_ROWS)
def test_ten_more_rows_in_question_take_no_more_queries(as_: SignedIn, model: str) -> None:
    create, hang, changed = WITH_ROWS[model]
    row = create()

    def conflict() -> int:
        mine = form_of(as_, row, role="editor").fill(title="Mine", name="Mine")
        theirs = form_of(as_, row, role="superuser")
        for prefix, field in changed.items():
            for number in range(int(theirs.data[f"{prefix}-INITIAL_FORMS"])):
                theirs.change_row(prefix, number, DELETE="on")
                mine.change_row(prefix, number, **{field: VALUES[field]})
        assert theirs.save().status_code == 302
        with CaptureQueriesContext(connection) as queries:
            shown = differences(mine.save())
        assert len(shown) > len(changed)
        return len(queries)

    counts = []
    for rows in (2, 2, 12):  # the first looks up what is asked once
        for _ in range(rows):
            hang(row)
        counts.append(conflict())
    assert counts[1] == counts[2]
