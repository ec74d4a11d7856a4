"""The workspace shows what the reading assistant proposes, marked in the text and one of them at
hand beside it, and what has been decided."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_event,
    create_outlet,
    create_process,
)
from tests.views.deciding import (
    article_with_proposals,
    desk,
    items,
    press,
    short_form,
    standings,
)
from tests.views.page import every, get, one, page, text
from tracker.models import Article, Process
from tracker.timeline.proposals import LONGEST, proposals

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return article_with_proposals()


@pytest.mark.parametrize("headers", [{}, BOOSTED, RESTORED], ids=["page", "boosted", "restored"])
def test_proposals_are_marked_in_the_text_and_listed_beside_it(
    editor_client: Client, article: Article, headers: dict[str, str]
) -> None:
    root = page(editor_client.get(desk(article), headers=headers))
    marks = [mark.get("class", "") for mark in every(one(root, "#text"), "mark")]
    assert [mark.split()[1] for mark in marks] == ["k-condition", "k-event", "k-condition"]
    assert all("proposed" in mark for mark in marks)
    assert ["now" in mark for mark in marks] == [True, False, False]
    listed = every(one(root, "#proposals"), "a")
    assert [one.get("href") for one in listed] == [f"?at={i.address}" for i in items(article)] or [
        one.get("href") for one in listed
    ] == [f"{desk(article)}?at={i.address}" for i in items(article)]
    assert text(one(root, "#progress")) == "0 of 3 decided: 0 accepted, 0 rejected; 3 left"


def test_the_one_at_hand_stands_in_a_short_form_that_is_filled_in(
    editor_client: Client, article: Article
) -> None:
    first, event, _last = items(article)
    fields = short_form(editor_client, article, first)
    assert fields["title"].startswith("Belmark to leave the talks")
    assert (fields["if_clause"], fields["condition_kind"]) == (
        "there is no truce within days",
        "threat",
    )
    assert (fields["window_phrase"], fields["limit_title"]) == (
        "within days",
        "Truce within days",
    )
    assert (fields["parts-0-actor"], fields["parts-0-role"]) == ("Belmark", "initiator")
    assert (fields["mode"], fields["speaker"]) == ("paraphrased", "Belmark")
    assert fields["process"] == str(Process.objects.get().pk)
    fields = short_form(editor_client, article, event)
    assert (fields["plover_type"], fields["occurrence"]) == ("AGREE", "occurred")


def test_another_is_fetched_as_a_part_of_the_page(editor_client: Client, article: Article) -> None:
    event = items(article)[1]
    headers = {**HTMX, "hx-target": "current"}
    root = page(editor_client.get(f"{desk(article)}?at={event.address}", headers=headers))
    assert every(root, "html") == every(root, "#text") == []
    assert text(one(root, "#current-title")) == "Event 2 of 3"
    assert text(one(root, "blockquote")) == "Belmark signed the accord on Monday."


def test_an_address_that_makes_no_sense_shows_the_first(
    editor_client: Client, article: Article
) -> None:
    for query in ("?at=rumour", "?at=event-1-2-0", "?after=x", "?after=9999"):
        root = get(editor_client, desk(article) + query)
        assert text(one(root, "#current-title")) == "Condition 1 of 3"


def test_what_was_made_by_hand_of_these_words_counts_as_done(
    editor_client: Client, article: Article
) -> None:
    create_annotation(
        article=article, exact="if there is no truce within days", entry=create_condition()
    )
    assert standings(article) == ["condition accepted", "event proposed", "condition proposed"]
    root = get(editor_client, desk(article))
    assert text(one(root, "#progress")) == "1 of 3 decided: 1 accepted, 0 rejected; 2 left"
    assert text(one(root, "#current-title")) == "Event 2 of 3"


def test_a_sentence_taken_whole_does_not_settle_each_deed_in_it(editor_client: Client) -> None:
    sentence = (
        "Belmark signed the accord on Monday, Sudria condemned the blockade of Ostia, and Belmark"
        " expelled two diplomats of Sudria."
    )
    article = article_with_proposals(sentence)
    before = standings(article)
    assert len(before) > 1
    create_annotation(article=article, exact=sentence.rstrip("."), entry=create_event())
    assert standings(article) == before


def test_of_two_about_the_very_same_words_the_surer_one_is_proposed() -> None:
    article = create_article(
        title="Twice", text="Serbia, which had backed the plan, withdrew its support on Monday."
    )
    spans = [(one.found.start, one.found.end) for one in proposals(article.current)]
    assert len(spans) == len(set(spans))


def test_a_condition_that_two_are_to_meet_has_both_for_recipients() -> None:
    text = "Norway will send monitors if Armenia and Azerbaijan agree to a ceasefire."
    [proposal] = proposals(create_article(text=text).current)
    assert [(part.role, part.actor.name) for part in proposal.parts] == [
        ("initiator", "Norway"),
        ("recipient", "Armenia"),
        ("recipient", "Azerbaijan"),
    ]


def test_a_deadline_that_is_spoken_of_again_is_proposed_once() -> None:
    text = (
        "Kenya gave Uganda until Friday to withdraw its troops. Uganda has until Friday to "
        "withdraw its troops, Kenya said."
    )
    found = proposals(create_article(text=text).current)
    assert [proposal.title for proposal in found] == ["Uganda to withdraw its troops by Friday"]


def test_a_text_in_which_nothing_is_found_proposes_nothing(editor_client: Client) -> None:
    article = create_article(title="Nothing", text="It rained.")
    root = get(editor_client, desk(article))
    assert every(root, "#deciding") == every(root, "#proposals") == every(root, "#progress") == []


def test_a_text_too_long_to_be_read_says_so(editor_client: Client, article: Article) -> None:
    text_of_it = f"{article.current.text} {'And so on. ' * (LONGEST // 11 + 1)}"
    long = create_article(title="Long", text=text_of_it)
    root = get(editor_client, desk(long))
    assert every(root, "#deciding") == []
    assert "This text is too long for the reading assistant." in text(root)


def test_who_is_not_on_record_is_left_out_unless_ticked(editor_client: Client) -> None:
    create_process()
    article = create_article(title="New", text="Sweden signed the accord on Monday.")
    root = get(editor_client, desk(article))
    (offered,) = [box for box in every(root, "input") if box.get("name") == "add"]
    assert (offered.get("value"), offered.get("checked")) == ("initiator:Sweden", None)
    assert "add Sweden (state) as initiator" in text(one(root, "#deciding"))


# ── what is on record already ────────────────────────────────────────────────────────────────────


def test_an_entry_that_says_the_same_is_shown_before_accepting(
    editor_client: Client, article: Article
) -> None:
    there = create_event(
        title="Belmark signs the accord with Sudria",
        on=items(article)[1].proposal.window.earliest,  # type: ignore[union-attr]
        plover_type="AGREE",
        process=Process.objects.get(),
    )
    other = create_article(title="Other", text="They signed.", outlet=create_outlet(name="Gazette"))
    create_annotation(article=other, exact="They signed", entry=there)
    root = get(editor_client, f"{desk(article)}?at={items(article)[1].address}")
    said = text(one(root, "section.looks-like"))
    assert said.startswith("Looks like Belmark signs the accord with Sudria, 14 Apr 2025, from")
    assert "from Gazette: attach as second source?" in said


@pytest.mark.parametrize(
    "changes",
    [{"title": "Sudria rejects all"}, {"plover_type": "CONSULT", "title": "A summit"}],
    ids=["other words", "other deed"],
)
def test_what_says_something_else_is_not(
    editor_client: Client, article: Article, changes: dict[str, str]
) -> None:
    create_event(
        **{  # type: ignore[arg-type]
            "on": items(article)[1].proposal.window.earliest,  # type: ignore[union-attr]
            "process": Process.objects.get(),
            **changes,
        }
    )
    root = get(editor_client, f"{desk(article)}?at={items(article)[1].address}")
    assert every(root, "section.looks-like") == []


def test_what_happened_at_another_time_is_not(editor_client: Client, article: Article) -> None:
    create_event(
        title="Belmark signs the accord",
        on=article.published_on.replace(year=2020),
        process=Process.objects.get(),
    )
    root = get(editor_client, f"{desk(article)}?at={items(article)[1].address}")
    assert every(root, "section.looks-like") == []


# ── how much it asks the database ────────────────────────────────────────────────────────────────


def test_more_proposals_ask_no_more_questions(editor_client: Client, article: Article) -> None:
    press(editor_client, article, "reject", 1)
    more = article_with_more(article)
    for address in (desk, news):
        editor_client.get(address(article))  # whatever is asked once
        with CaptureQueriesContext(connection) as few:
            editor_client.get(address(article))
        with CaptureQueriesContext(connection) as many:
            editor_client.get(address(more))
        assert len(many) <= len(few)


def news(article: Article) -> str:
    return f"/articles/{article.pk}/decided/?seen=x"


def article_with_more(article: Article) -> Article:
    words = [f"Belmark signed the accord number {n} on Monday." for n in range(10)]
    text_of_it = "\n\n".join([article.current.text, *words])
    create_actor(name="Nobody")
    return create_article(title="More", text=text_of_it)
