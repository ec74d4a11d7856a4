"""Editors decide about proposals: accept, attach, reject, split, merge, and take it back."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import HTMX
from tests.factories import (
    change_text,
    create_article,
    create_event,
    create_process,
    create_user,
)
from tests.views.deciding import (
    TEXT,
    article_with_proposals,
    decide,
    desk,
    items,
    press,
    said,
    short_form,
    standings,
    take_back,
)
from tests.views.page import every, form_fields, one, page, text
from tracker.models import (
    Actor,
    Annotation,
    Article,
    Condition,
    Deadline,
    Decision,
    Entry,
    Event,
    Process,
    Verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return article_with_proposals()


@pytest.fixture
def other_client(client: Client) -> Client:
    client.force_login(create_user("Belinda", "Editors"))
    return client


# ── accepting ────────────────────────────────────────────────────────────────────────────────────


def test_accepting_makes_a_draft_with_all_that_belongs_to_it(
    editor_client: Client, editor: User, article: Article
) -> None:
    answer = press(editor_client, article, "accept", 0, title="Belmark may leave")
    assert said(answer).startswith("Accepted, as a draft of a condition: Belmark may leave")
    condition = Condition.objects.get()
    limit = Deadline.objects.get()
    assert (condition.title, condition.state) == ("Belmark may leave", "draft")
    assert (condition.phrase, condition.edtf) == ("within days", "[2025-04-18..2025-04-24]")
    assert (limit, limit.edtf, limit.state) == (condition.time_limit, condition.edtf, "draft")
    assert [str(part) for part in condition.parts.all()] == [
        "Belmark, initiator",
        "Sudria, recipient",
    ]
    annotation = condition.annotations.get()
    assert annotation.exact.startswith("if there is no truce within days")
    assert (annotation.mode, str(annotation.speaker)) == ("paraphrased", "Belmark")
    assert limit.annotations.get().exact == "within days"
    decision = Decision.objects.get()
    assert (decision.verdict, decision.decided_by, decision.annotation) == (
        Verdict.ACCEPTED,
        editor,
        annotation,
    )
    assert standings(article)[0] == "condition accepted"
    root = page(answer)
    assert text(one(root, "#current-title")) == "Event 2 of 3"
    assert text(one(root, "#progress")).startswith("1 of 3 decided: 1 accepted, 0 rejected; 2 left")


def test_a_condition_is_accepted_without_its_deadline_where_that_is_not_wanted(
    editor_client: Client, article: Article
) -> None:
    press(editor_client, article, "accept", 0, limit="")
    assert Condition.objects.get().time_limit is None
    assert not Deadline.objects.exists()


def test_what_happened_nobody_says_when_has_happened_by_the_day_of_the_article(
    editor_client: Client,
) -> None:
    create_process()
    article = create_article(title="New", text="Sweden signed the accord.")
    press(editor_client, article, "accept", 0)
    assert Event.objects.get().edtf == "../2025-04-18"


def test_what_is_ticked_is_put_on_record(editor_client: Client) -> None:
    create_process()
    article = create_article(title="New", text="Sweden signed the accord on Monday.")
    press(editor_client, article, "accept", 0)
    assert not Actor.objects.exists()
    take_back(editor_client, article, Decision.objects.get().pk)
    press(editor_client, article, "accept", 0, add=["initiator:Sweden", "initiator:Nobody"])
    sweden = Actor.objects.get()
    assert (sweden.name, sweden.kind, sweden.slug, sweden.iso_3166) == (
        *("Sweden", "state", "sweden"),
        "SWE",
    )
    assert Event.objects.get().parts.get().actor == sweden
    take_back(editor_client, article, Decision.objects.get().pk)
    assert not Actor.objects.exists()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"title": ""}, "This field is required."),
        ({"process": ""}, "This field is required."),
        ({"window_phrase": "the other day, perhaps"}, "other day"),
        ({"limit_title": ""}, "A deadline needs a title."),
        ({"window_phrase": ""}, "Say until when: that is what its deadline is."),
        ({"parts-0-actor": "Nobody"}, "No actor is called"),
        ({"then_clause": ""}, "This field is required."),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(
    editor_client: Client, article: Article, typed: dict[str, str], reason: str
) -> None:
    typed = {"if_clause": "there is peace"} | typed
    answer = press(editor_client, article, "accept", 0, **typed)
    root = page(answer)
    assert reason in text(one(root, "#deciding"))
    (field,) = [one for one in every(root, "textarea") if one.get("name") == "if_clause"]
    assert text(field) == "there is peace"
    assert not Entry.objects.exists()
    assert not Decision.objects.exists()


def test_without_a_script_every_button_works(editor_client: Client, article: Article) -> None:
    fields = short_form(editor_client, article, items(article)[0])
    answer = editor_client.post(decide(article), fields | {"act": "accept"}, follow=True)
    assert answer.redirect_chain[0][0].startswith(f"{desk(article)}?after=")
    root = page(answer)
    assert "Accepted, as a draft of a condition" in text(one(root, ".messages"))
    assert text(one(root, "#current-title")) == "Event 2 of 3"
    wrong = short_form(editor_client, article, items(article)[1]) | {"title": "", "act": "accept"}
    root = page(editor_client.post(decide(article), wrong))
    assert "This field is required." in text(one(root, "#deciding"))


def test_the_full_form_begins_with_what_stands_in_the_short_one(
    editor_client: Client, article: Article
) -> None:
    answer = press(editor_client, article, "edit", 0, title="Typed already")
    root = page(answer)
    fields = {
        field.get("name", ""): field.get("value", "")
        for field in every(one(root, "#making"), "input")
    }
    assert (fields["title"], fields["proposal"]) == ("Typed already", items(article)[0].address)
    form = short_form(editor_client, article, items(article)[0])
    address = f"{desk(article)}condition/"
    sent = form | {
        "title": "From the full form",
        "summary": "More.",
        "proposal": fields["proposal"],
    }
    answer = editor_client.post(address, sent, headers=HTMX)
    assert "Accepted, as a draft of a condition: From the full form" in said(answer)
    assert Decision.objects.get().entry == Entry.objects.get(title="From the full form")
    # Sent once more, it is no longer the form of a proposal, and still there.
    again = page(editor_client.post(address, sent, headers=HTMX))
    assert "accepted this already" in text(one(again, "#making"))
    assert every(one(again, "#making"), "input.x") == []
    assert Condition.objects.count() == 1


# ── attaching ────────────────────────────────────────────────────────────────────────────────────


def test_attaching_makes_the_words_one_more_source(editor_client: Client, article: Article) -> None:
    there = create_event(title="It is signed", process=Process.objects.get())
    answer = press(editor_client, article, "", 1, attach=there.pk)
    assert said(answer).startswith("Attached, as a draft, to It is signed")
    annotation = there.annotations.get()
    assert (annotation.exact, annotation.state) == ("Belmark signed the accord on Monday.", "draft")
    assert standings(article)[1] == "event accepted"
    take_back(editor_client, article, Decision.objects.get().pk)
    assert not Annotation.objects.exists()
    assert Entry.objects.get() == Entry.objects.get(pk=there.pk)
    assert standings(article)[1] == "event proposed"


@pytest.mark.parametrize("key", ["999999", "x", ""])
def test_attaching_to_nothing_is_refused(editor_client: Client, article: Article, key: str) -> None:
    answer = press(editor_client, article, "", 1, attach=key)
    assert "not there any more" in said(answer)
    assert not Decision.objects.exists()


# ── rejecting, splitting, merging ────────────────────────────────────────────────────────────────


def test_a_rejection_is_remembered_and_can_be_taken_back(
    editor_client: Client, other_client: Client, article: Article
) -> None:
    answer = press(editor_client, article, "reject", 1)
    assert said(answer).startswith("Rejected: “Belmark signs the accord”.")
    assert text(one(page(answer), "#current-title")) == "Condition 3 of 3"
    root = page(other_client.get(desk(article)))
    marks = every(one(root, "#text"), "mark")
    (mark,) = [mark for mark in marks if "rejected" in mark.get("class", "")]
    assert text(mark) == "Belmark signed the accord on Monday."
    answer = take_back(editor_client, article, Decision.objects.get().pk)
    assert said(answer) == "Taken back: it is proposed again."
    assert text(one(page(answer), "#current-title")) == "Event 2 of 3"
    assert standings(article)[1] == "event proposed"


def test_a_condition_is_parted_from_its_deadline(editor_client: Client, article: Article) -> None:
    answer = press(editor_client, article, "split", 0)
    assert said(answer).startswith("Split in two:")
    spans = [one.proposal.exact for one in items(article)[:2]]
    assert spans == [items(article)[0].proposal.exact, "within days"]
    assert standings(article)[:2] == ["condition proposed", "deadline proposed"]
    fields = short_form(editor_client, article, items(article)[0])
    assert "limit_title" not in fields
    press(editor_client, article, "accept", 1)
    decision = Decision.objects.get(verdict=Verdict.SPLIT)
    assert "has been decided already" in said(take_back(editor_client, article, decision.pk))
    take_back(editor_client, article, Decision.objects.get(verdict=Verdict.ACCEPTED).pk)
    assert "one again" in said(take_back(editor_client, article, decision.pk))
    assert standings(article) == ["condition proposed", "event proposed", "condition proposed"]


def test_it_is_split_before_the_words_that_are_selected(
    editor_client: Client, article: Article
) -> None:
    place = TEXT.index("on Monday")
    press(editor_client, article, "split", 1, split_at=place)
    assert [one.proposal.exact for one in items(article)[1:3]] == [
        "Belmark signed the accord",
        "on Monday.",
    ]
    first, second = items(article)[1:3]
    assert (first.proposal.window, second.proposal.title) == (None, "on Monday.")
    assert [part.actor.name for part in second.proposal.parts] == ["Belmark"]


def test_where_no_clause_ends_words_have_to_be_selected(
    editor_client: Client, article: Article
) -> None:
    answer = press(editor_client, article, "split", 1)
    assert "select the words that the second half begins with" in said(answer)
    assert not Decision.objects.exists()


def test_merging_joins_the_next_to_it(editor_client: Client, article: Article) -> None:
    answer = press(editor_client, article, "merge", 1)
    assert said(answer).startswith("Merged with “Belmark to lift the blockade")
    assert text(one(page(answer), "#current-title")) == "Event 2 of 2"
    merged = items(article)[1].proposal
    assert merged.exact == TEXT[TEXT.index("Belmark signed") : -1]
    assert {(part.actor.name, part.role) for part in merged.parts} == {
        ("Belmark", "initiator"),
        ("Sudria", "recipient"),
    }
    press(editor_client, article, "accept", 1)
    assert Event.objects.get().annotations.get().exact == merged.exact
    take_back(editor_client, article, Decision.objects.get(verdict=Verdict.ACCEPTED).pk)
    # Either of the two rows says which.
    take_back(editor_client, article, Decision.objects.get(verdict=Verdict.JOINED).pk)
    assert len(items(article)) == 3
    assert not Decision.objects.exists()


def test_the_last_one_has_nothing_to_be_merged_with(
    editor_client: Client, article: Article
) -> None:
    answer = press(editor_client, article, "merge", 2)
    assert "No open proposal comes after this one." in said(answer)


# ── two editors ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("act", ["accept", "reject", "split", "merge"])
def test_the_second_of_two_is_told_who_decided_and_how(
    editor_client: Client, other_client: Client, article: Article, act: str
) -> None:
    sent = short_form(editor_client, article, items(article)[0]) | {"act": act}
    press(other_client, article, "reject", 0)
    answer = editor_client.post(decide(article), sent, headers=HTMX)
    assert said(answer) == "Belinda rejected this already."
    assert text(one(page(answer), "#current-title")) == "Event 2 of 3"
    assert [one.verdict for one in Decision.objects.all()] == [Verdict.REJECTED]


def test_a_page_hears_of_what_others_decide(
    editor_client: Client, other_client: Client, article: Article
) -> None:
    first = items(article)[0]
    root = page(editor_client.get(desk(article)))
    seen = one(root, "#watch").get("data-seen", "")
    address = f"/articles/{article.pk}/decided/"
    asked = {"seen": seen, "proposal": first.address, "version": "1"}
    assert editor_client.get(address, asked, headers=HTMX).status_code == 204
    press(other_client, article, "accept", 0)
    news = page(editor_client.get(address, asked, headers=HTMX))
    assert "1 of 3 decided: 1 accepted" in text(one(news, "#progress"))
    assert "Belinda accepted this already." in text(one(news, "#overtaken"))
    assert every(news, "#deciding") == []
    assert one(news, "#watch").get("data-seen") != seen
    asked["seen"] = one(news, "#watch").get("data-seen", "")
    assert editor_client.get(address, asked, headers=HTMX).status_code == 204
    take_back(other_client, article, Decision.objects.get().pk)
    news = page(editor_client.get(address, asked, headers=HTMX))
    assert every(news, "#overtaken") == []


def test_a_page_hears_that_its_text_has_changed(editor_client: Client, article: Article) -> None:
    change_text(article, TEXT.replace("Thursday", "Friday"))
    asked = {"seen": "x", "version": "1"}
    news = page(editor_client.get(f"/articles/{article.pk}/decided/", asked, headers=HTMX))
    assert "The article has another text by now." in text(one(news, "#said"))
    assert every(news, "#text") == []


# ── a new text of the article ────────────────────────────────────────────────────────────────────


def test_decisions_go_over_to_a_new_text_with_their_words(
    editor_client: Client, article: Article
) -> None:
    press(editor_client, article, "split", 0)
    press(editor_client, article, "reject", 0)
    press(editor_client, article, "reject", 2)
    change_text(article, f"It rained. {TEXT}")
    assert standings(article) == [
        "condition rejected",
        "deadline proposed",
        "event rejected",
        "condition proposed",
    ]
    change_text(article, f"It snowed. {TEXT.replace('the accord', 'an accord')}")
    assert "event proposed" in standings(article)
    assert standings(article)[0] == "condition rejected"


def test_a_rejection_outlives_another_typography(editor_client: Client, article: Article) -> None:
    press(editor_client, article, "reject", 1)
    change_text(article, TEXT.replace("signed the accord", "signed  the accord"))
    assert standings(article)[1] == "event rejected"
    assert items(article)[1].proposal.exact.startswith("Belmark signed  the accord")


def test_what_is_cut_otherwise_by_now_stays_decided_by_its_words(
    editor_client: Client, article: Article
) -> None:
    press(editor_client, article, "accept", 0)
    press(editor_client, article, "reject", 1)
    longer = TEXT.replace("talks with Sudria", "talks with Sudria and the truce with Arland")
    change_text(article, longer)
    assert standings(article)[:2] == ["condition accepted", "event rejected"]


def test_a_form_of_another_text_is_looked_at_again_before_it_counts(
    editor_client: Client, article: Article
) -> None:
    fields = short_form(editor_client, article, items(article)[1])
    change_text(article, TEXT.replace("accord", "treaty"))
    fields |= {"act": "accept", "title": "Typed by hand"}
    answer = editor_client.post(decide(article), fields, headers=HTMX)
    assert said(answer).startswith("The article has another text by now")
    assert not Entry.objects.exists()
    again = form_fields(answer, action=decide(article))
    assert (again["title"], again["version"]) == ("Typed by hand", "2")
    editor_client.post(decide(article), again | {"act": "accept"}, headers=HTMX)
    assert Entry.objects.get().title == "Typed by hand"


# ── who may ──────────────────────────────────────────────────────────────────────────────────────


def test_nonsense_is_not_found(editor_client: Client, article: Article) -> None:
    for fields in ({}, {"act": "publish"}, {"act": "accept", "proposal": "x"}):
        answer = editor_client.post(decide(article), fields, headers=HTMX)
        assert answer.status_code == (200 if "proposal" in fields else 404)
    assert not Decision.objects.exists()
