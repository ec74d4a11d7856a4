"""Words of an article show what became of a deadline or a condition, in one act."""

from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_actor,
    create_article,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.views.page import every, form_fields, links, one, page, text, texts
from tracker.models import Annotation, Article, Deadline, Development, Outcome, ReviewState

pytestmark = pytest.mark.django_db

TEXT = "Belmark answered on 17 April 2025. The talks go on until 8 May. Nobody left."


@pytest.fixture
def article() -> Article:
    create_process(slug="talks", name="Talks")
    return create_article(text=TEXT, published_on=DAY)


@pytest.fixture
def deadline(article: Article) -> Deadline:
    return create_deadline(title="Belmark answers", on=date(2025, 4, 1), until=DAY)


def url(article: Article) -> str:
    return f"/articles/{article.pk}/development/"


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def open_form(client: Client, article: Article, words: str, **asked: Any) -> Element:
    return page(client.get(url(article), span(words) | asked, headers=HTMX))


def filled(client: Client, article: Article, words: str, **answers: Any) -> dict[str, Any]:
    answer = client.get(url(article), span(words) | {"of": answers.get("of", "")})
    return form_fields(answer, action=url(article)) | {
        name: str(value) for name, value in answers.items()
    }


# ── the way there ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("headers", [{}, BOOSTED, RESTORED], ids=["page", "boosted", "restored"])
def test_the_form_stands_in_the_workspace(
    editor_client: Client, article: Article, deadline: Deadline, headers: dict[str, str]
) -> None:
    root = page(editor_client.get(url(article), span("answered"), headers=headers))
    assert texts(root, "h1") == ["The sides meet"]
    assert "Belmark [answered] on" in text(one(root, "blockquote.quoted")).replace(
        "answered", "[answered]"
    )
    assert every(root, "div#workspace") or one(root, "#workspace") is not None


def test_it_comes_into_the_panel(
    editor_client: Client, article: Article, deadline: Deadline
) -> None:
    answer = editor_client.get(url(article), span("answered"), headers=HTMX)
    assert answer["HX-Retarget"] == "#panel"
    assert every(page(answer), "html") == []


def test_pasted_words_lead_to_it_without_scripts(editor_client: Client, article: Article) -> None:
    answer = editor_client.post(
        f"/articles/{article.pk}/annotate/", {"exact": "Nobody left", "kind": "development"}
    )
    start = TEXT.index("Nobody left")
    assert answer["Location"] == f"{url(article)}?start={start}&end={start + 11}&version=1"


def test_words_that_are_not_there_are_refused(editor_client: Client, article: Article) -> None:
    answer = editor_client.get(url(article), {"exact": "Everybody left"}, headers=HTMX)
    assert "The article does not say “Everybody left”." in text(page(answer))


# ── what is filled in and offered ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "happened", "new"),
    [
        ("Belmark answered on 17 April 2025", "on 17 April 2025", ""),
        # What lies ahead of the article has not happened by then.
        ("The talks go on until 8 May", "", "until 8 May"),
        ("Nobody left", "", ""),
    ],
)
def test_the_time_is_filled_in_from_the_words(
    editor_client: Client, article: Article, words: str, happened: str, new: str
) -> None:
    data = filled(editor_client, article, words)
    assert (data["window_phrase"], data["new_window_phrase"]) == (happened, new)
    assert (data["window_anchor"], data["new_window_anchor"]) == ("2025-04-18", "2025-04-18")


def test_deadlines_and_conditions_are_searched(
    editor_client: Client, article: Article, deadline: Deadline
) -> None:
    create_development(entry=deadline, outcome=Outcome.MISSED, on=DAY)
    create_condition(title="Belmark answers, or else", state=ReviewState.DRAFT)
    create_event(title="Belmark answers by letter")
    create_deadline(title="Belmark answers, retracted", state=ReviewState.RETRACTED)
    asked = span("answered") | {"q": "ANSW belmark"}
    answer = editor_client.get(url(article), asked, headers=HTMX | {"HX-Target": "found-of"})
    root = page(answer)
    assert every(root, "form") == []
    assert texts(root, "label") == [
        "Belmark answers, or else condition · 18 Apr 2025 · Talks · draft",
        "Belmark answers deadline · 1–18 Apr 2025 · Talksmissed, 18 Apr 2025",
    ]


def test_outcomes_follow_the_entry_that_is_chosen(
    editor_client: Client, article: Article, deadline: Deadline
) -> None:
    groups = [group.get("label") for group in every(
        open_form(editor_client, article, "answered"), "optgroup")]  # fmt: skip
    assert groups == ["of a deadline", "of a condition"]
    create_development(entry=deadline, outcome=Outcome.WITHDRAWN, on=date(2025, 4, 10))
    answer = editor_client.get(
        url(article),
        span("answered") | {"of": deadline.pk, "outcome": "extended"},
        headers=HTMX | {"HX-Target": "outcome-field"},
    )
    root = page(answer)
    assert every(root, "form") == []
    offered = [group.get("label") for group in every(root, "optgroup")]
    assert offered == ["only if it came before what is on record"]
    (chosen,) = [one for one in every(root, "option") if one.get("selected") is not None]
    assert text(chosen) == "extended"
    assert every(root, "input")[0].get("name") == "seen"


def test_many_entries_are_the_same_queries(editor_client: Client, article: Article) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = every(open_form(editor_client, article, "answered"), "fieldset.found")
        assert len(every(found[0], "li")) <= 20
        return len(queries)

    create_deadline()
    ask()
    few = ask()
    for _ in range(25):
        create_development(entry=create_deadline(), outcome=Outcome.MET)
    assert ask() <= few


# ── saving ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_the_step_and_its_words_are_saved_in_one_act(
    editor_client: Client, article: Article, deadline: Deadline, headers: dict[str, str]
) -> None:
    data = filled(
        editor_client,
        article,
        "Belmark answered on 17 April 2025",
        of=deadline.pk,
        outcome="met",
        note="By letter",
    )
    answer = editor_client.post(url(article), data, headers=headers)
    assert answer.status_code == (200 if headers else 302)
    made = deadline.developments.get()
    assert (made.outcome, made.note, made.state) == ("met", "By letter", "draft")
    assert made.earliest == date(2025, 4, 17)
    assert made.known_on == DAY  # when the article was out
    source = made.annotations.get()
    assert (source.exact, source.state) == ("Belmark answered on 17 April 2025", "draft")
    if headers:
        said = text(one(page(answer), "#said"))
        assert said == "“met” is recorded, as a draft, of Belmark answers"
    else:
        assert answer["Location"] == f"/articles/{article.pk}/annotate/#annotation-{source.pk}"


def test_an_extension_takes_its_window_from_the_words(
    editor_client: Client, article: Article, deadline: Deadline
) -> None:
    data = filled(
        editor_client,
        article,
        "The talks go on until 8 May",
        of=deadline.pk,
        outcome="extended",
        window_phrase="17 April 2025",
    )
    assert editor_client.post(url(article), data).status_code == 302
    new = deadline.developments.get().new_window
    assert new is not None
    assert (new.phrase, new.latest) == ("until 8 May", date(2025, 5, 8))


def test_whose_words_they_are_is_kept_and_what_days_were_read(
    editor_client: Client, article: Article, deadline: Deadline
) -> None:
    create_actor(name="Belmark")
    answers = {
        "of": deadline.pk,
        "outcome": "met",
        "window_phrase": "yesterday",
        "speaker": "belmark",
        "mode": "paraphrased",
    }
    data = filled(editor_client, article, "Nobody left", **answers)
    answer = editor_client.post(url(article), data, headers=HTMX)
    source = deadline.developments.get().annotations.get()
    assert source.speaker is not None
    assert (source.speaker.name, source.mode) == ("Belmark", "paraphrased")
    said = text(one(page(answer), "#said"))
    assert "When it happened: “yesterday” was read as Thursday 17 April 2025" in said
    # Somebody whom nobody knows is asked about, and the rest stays.
    data = filled(editor_client, article, "Nobody left", **answers | {"speaker": "Nobody"})
    answer = editor_client.post(url(article), data, headers=HTMX)
    assert "No actor is called “Nobody”." in text(page(answer))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"of": ""}, "Choose the deadline or the condition"),
        ({"of": "999"}, "Choose the deadline or the condition"),
        ({"of": "x"}, "Choose the deadline or the condition"),
        ({"of": "9" * 40}, "Choose the deadline or the condition"),
        ({"outcome": "satisfied"}, "cannot have this outcome"),
        ({"outcome": "extended", "new_window_phrase": "17 April 2025"}, "ends later"),
        ({"window_phrase": ""}, "Say when"),
        ({"start": "3", "exact": "nonsense"}, "do not stand at this place"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_what_is_wrong_is_said_and_everything_typed_stays(
    editor_client: Client,
    article: Article,
    deadline: Deadline,
    answers: dict[str, str],
    said: str,
    headers: dict[str, str],
) -> None:
    data = filled(editor_client, article, "answered", of=deadline.pk, outcome="met") | {
        "window_phrase": "17 April 2025",
        "note": "Typed for an hour",
        **answers,
    }
    answer = editor_client.post(url(article), data, headers=headers)
    assert said in text(page(answer))
    assert form_fields(answer, action=url(article))["note"] == "Typed for an hour"
    assert (Development.objects.count(), Annotation.objects.count()) == (0, 0)


def test_an_impossible_step_leaves_no_words_behind(
    editor_client: Client, article: Article, deadline: Deadline
) -> None:
    create_development(entry=deadline, outcome=Outcome.WITHDRAWN, on=date(2025, 4, 10))
    data = filled(editor_client, article, "answered", of=deadline.pk, outcome="met")
    answer = editor_client.post(url(article), data | {"window_phrase": "17 April 2025"})
    assert "what was withdrawn cannot be met after that." in text(page(answer))
    assert not Annotation.objects.exists()


def test_two_at_once(
    editor_client: Client, reviewer_client: Client, article: Article, deadline: Deadline
) -> None:
    answers = {"of": deadline.pk, "outcome": "reiterated", "window_phrase": "17 April 2025"}
    mine = filled(editor_client, article, "answered", **answers)
    theirs = filled(reviewer_client, article, "answered", **answers)
    assert reviewer_client.post(url(article), theirs).status_code == 302
    answer = editor_client.post(url(article), mine)
    assert "somebody else has recorded something here" in text(page(answer))
    again = form_fields(answer, action=url(article))
    # The same words are evidence of another step.
    assert editor_client.post(url(article), again).status_code == 302
    assert deadline.developments.count() == 2


def test_the_workspace_lists_it(
    editor_client: Client, editor: User, article: Article, deadline: Deadline
) -> None:
    data = filled(editor_client, article, "Nobody left", of=deadline.pk, outcome="missed")
    data["window_phrase"] = (DAY + timedelta(1)).isoformat()
    root = page(editor_client.post(url(article), data, follow=True))
    assert "deadline · missed draft" in texts(one(root, "section.rows"), "p.meta")[0]
    assert links(root)["Belmark answers"] == deadline.get_absolute_url()
