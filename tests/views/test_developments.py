"""What became of a deadline or a condition, recorded on its page."""

from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pghistory.models
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    create_condition,
    create_deadline,
    create_development,
    create_event,
    create_process,
)
from tests.views.page import every, form_fields, get, links, one, page, text, texts
from tracker.models import Deadline, Development, Entry, Outcome, ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def deadline() -> Deadline:
    process = create_process(slug="talks", name="Talks")
    return create_deadline(
        title="Answer soon", process=process, on=DAY, until=DAY + timedelta(10), anchor=DAY
    )


def url(entry: Entry) -> str:
    return f"/entries/{entry.pk}/developments/new/"


def filled(client: Client, entry: Entry, **answers: Any) -> dict[str, str]:
    """The form of the page as a browser would send it, with these answers."""
    return form_fields(client.get(url(entry)), action=url(entry)) | {
        "window_phrase": "21 April 2025",
        **{name: str(value) for name, value in answers.items()},
    }


def errors(root: Element) -> dict[str, str]:
    """The label of each field that is wrong, with what is said of it."""
    return {
        text(every(field, "legend" if field.tag == "fieldset" else "label")[0]): " ".join(
            texts(field, "ul.errorlist")
        )
        for field in every(root, ".field")
        if "wrong" in field.get("class", "")
    }


def reasons() -> set[str]:
    """All that stand in the history."""
    contexts = pghistory.models.Context.objects.filter(metadata__has_key="reason")
    return {context.metadata["reason"] for context in contexts}


@pytest.mark.parametrize(("why", "kept"), [("", set()), (" it met ", {"it met"})])
def test_a_draft_may_say_why(
    editor_client: Client, deadline: Deadline, why: str, kept: set[str]
) -> None:
    data = filled(editor_client, deadline, outcome="met", why=why)
    assert editor_client.post(url(deadline), data).status_code == 302
    assert reasons() == kept


def test_a_reason_survives_a_search_and_an_error(editor_client: Client, deadline: Deadline) -> None:
    for button in ({"find": "1"}, {"outcome": ""}):
        data = filled(editor_client, deadline, outcome="met", why="it met") | button
        answer = editor_client.post(url(deadline), data)
        assert form_fields(answer, action=url(deadline))["why"] == "it met"


# ── the way there ────────────────────────────────────────────────────────────────────────────────


def test_the_entry_page_leads_there_for_those_who_may(
    client: Client, plain_user: User, editor_client: Client, deadline: Deadline
) -> None:
    words = "Record what became of it"
    assert words not in links(get(client, f"/entries/{deadline.pk}/"))
    assert links(get(editor_client, f"/entries/{deadline.pk}/"))[words] == url(deadline)
    client.force_login(plain_user)
    assert words not in links(get(client, f"/entries/{deadline.pk}/"))
    for entry in (create_event(), create_deadline(state=ReviewState.RETRACTED)):
        assert words not in links(get(editor_client, f"/entries/{entry.pk}/"))
        assert editor_client.get(url(entry)).status_code == 404


@pytest.mark.parametrize("headers", [{}, BOOSTED, RESTORED], ids=["page", "boosted", "restored"])
def test_the_form_comes_on_a_page_of_its_own(
    editor_client: Client, deadline: Deadline, headers: dict[str, str]
) -> None:
    create_development(entry=deadline, outcome=Outcome.REITERATED, on=DAY + timedelta(1))
    root = page(editor_client.get(url(deadline), headers=headers))
    assert texts(root, "h1") == ["Answer soon"]
    assert texts(one(root, "ol.so-far"), "li") == ["Reiterated 19 Apr 2025"]
    assert one(root, "form.record").get("action") == url(deadline)


def test_the_form_comes_into_the_page_that_is_open(
    editor_client: Client, deadline: Deadline
) -> None:
    headers = HTMX | {"HX-Target": "recording"}
    root = page(editor_client.get(url(deadline), headers=headers))
    assert every(root, "html") == []
    assert one(root, "form.record").get("action") == url(deadline)


# ── what is offered ──────────────────────────────────────────────────────────────────────────────


def test_outcomes_are_those_of_its_kind(editor_client: Client, deadline: Deadline) -> None:
    condition = create_condition()
    shown = texts(one(get(editor_client, url(deadline)), "#id_outcome"), "option")
    assert {"met", "extended", "superseded"} < set(shown)
    assert not {"satisfied", "waived"} & set(shown)
    shown = texts(one(get(editor_client, url(condition)), "#id_outcome"), "option")
    assert {"satisfied", "waived"} < set(shown)
    assert "extended" not in shown


def test_outcomes_are_those_that_are_possible_now(
    editor_client: Client, deadline: Deadline
) -> None:
    create_development(entry=deadline, outcome=Outcome.MISSED, on=DAY + timedelta(11))
    groups = {
        group.get("label"): texts(group, "option")
        for group in every(get(editor_client, url(deadline)), "optgroup")
    }
    assert groups["as the next step"] == [
        *("reiterated", "extended", "met", "partly met", "withdrawn", "superseded"),
    ]
    assert groups["only if it came before what is on record"] == ["shortened", "lapsed"]


def test_events_of_the_same_process_are_searched(editor_client: Client, deadline: Deadline) -> None:
    create_event(title="They answer by letter")
    create_event(title="They answer by phone", state=ReviewState.DRAFT)
    create_event(title="They answer, retracted", state=ReviewState.RETRACTED)
    create_event(title="They answer elsewhere", process=create_process(slug="other"))
    create_condition(title="They answer if asked")
    root = page(
        editor_client.get(
            url(deadline),
            {"event_q": "answ they", "event": ""},
            headers=HTMX | {"HX-Target": "found-events"},
        )
    )
    assert texts(root, "label") == [
        "none, or it is not on record",
        "They answer by phone 18 Apr 2025 · draft",
        "They answer by letter 18 Apr 2025",
    ]
    assert every(root, "form") == []


def test_without_scripts_searching_keeps_what_is_typed(
    editor_client: Client, deadline: Deadline
) -> None:
    event = create_event(title="They answer by letter")
    data = filled(editor_client, deadline, outcome="met", note="By hand", event_q="lett", find="1")
    answer = editor_client.post(url(deadline), data)
    kept = form_fields(answer, action=url(deadline))
    assert (kept["outcome"], kept["note"], kept["window_phrase"]) == (
        *("met", "By hand"),
        "21 April 2025",
    )
    root = page(answer)
    assert every(root, ".errorlist") == []
    # What is ticked stays ticked, whatever is looked for next.
    again = editor_client.post(url(deadline), kept | {"event": event.pk, "event_q": "x", "find": 1})
    boxes = [box for box in every(page(again), "input") if box.get("name") == "event"]
    (ticked,) = [box for box in boxes if box.get("checked") is not None]
    assert ticked.get("value") == str(event.pk)


def test_many_events_are_the_same_queries(editor_client: Client, deadline: Deadline) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            root = get(editor_client, url(deadline))
        assert len(every(one(root, "#found-events"), "li")) <= 21
        return len(queries)

    create_event(title="First")
    ask()
    few = ask()
    for number in range(25):
        create_event(title=f"Event {number}")
    assert ask() == few
    assert "There are more" in text(one(get(editor_client, url(deadline)), "#found-events"))


# ── recording ────────────────────────────────────────────────────────────────────────────────────


def test_a_step_is_recorded_in_one_go(
    editor_client: Client, editor: User, deadline: Deadline
) -> None:
    event = create_event(title="They answer", on=DAY + timedelta(3))
    data = filled(editor_client, deadline, outcome="met", event=event.pk, note="By letter")
    answer = editor_client.post(url(deadline), data, follow=True)
    made = deadline.developments.get()
    assert answer.redirect_chain == [(f"/entries/{deadline.pk}/#development-{made.pk}", 302)]
    assert (made.outcome, made.state, made.note) == ("met", "draft", "By letter")
    assert (made.event_id, made.earliest, made.window.phrase) == (
        *(event.pk, DAY + timedelta(3)),
        "21 April 2025",
    )
    root = page(answer)
    assert texts(root, ".messages")[0].startswith("Recorded as a draft: “met”.")
    assert "Met Monday 21 April 2025 draft" in texts(one(root, "ol.steps"), "h3")


def test_an_extension_has_its_new_window(editor_client: Client, deadline: Deadline) -> None:
    data = filled(editor_client, deadline, outcome="extended", new_window_phrase="8 May 2025")
    assert editor_client.post(url(deadline), data).status_code == 302
    made = deadline.developments.get()
    assert made.new_window is not None
    assert made.new_window.latest.isoformat() == "2025-05-08"


def test_without_a_time_it_is_that_of_the_event(editor_client: Client, deadline: Deadline) -> None:
    event = create_event(on=DAY + timedelta(3), phrase="on Monday", anchor=DAY)
    data = filled(editor_client, deadline, outcome="met", event=event.pk, window_phrase="")
    assert editor_client.post(url(deadline), data).status_code == 302
    assert deadline.developments.get().window == event.window


def test_a_reviewer_may_publish_it_at_once(
    editor_client: Client, reviewer_client: Client, deadline: Deadline
) -> None:
    draft = create_deadline(state=ReviewState.DRAFT)
    for browser, entry, is_offered in (
        (editor_client, deadline, False),
        (reviewer_client, draft, False),
        (reviewer_client, deadline, True),
    ):
        buttons = texts(get(browser, url(entry)), "button")
        assert ("Record and publish" in buttons) is is_offered
    data = filled(reviewer_client, deadline, outcome="met", publish="1", note="By letter")
    answer = reviewer_client.post(url(deadline), data)
    refused = errors(page(answer))
    assert "Readers are shown what a step rests on" in refused["The event that shows it"]
    assert refused["Why"] == "Say why: this changes something that readers see."
    assert form_fields(answer, action=url(deadline))["note"] == "By letter"
    assert not deadline.developments.exists()
    event = create_event(title="They answer", process=deadline.process, on=DAY + timedelta(3))
    data |= {"event": str(event.pk), "why": "they answered"}
    assert reviewer_client.post(url(deadline), data).status_code == 302
    assert deadline.developments.get().state == "published"
    assert reasons() == {"they answered"}
    forged = filled(editor_client, draft, outcome="met", publish="1", event=event.pk, why="x")
    assert editor_client.post(url(draft), forged).status_code == 403
    assert not draft.developments.exists()


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"outcome": ""}, "What became of it", "This field is required."),
        ({"outcome": "triggered"}, "What became of it", "cannot have this outcome"),
        ({"outcome": "met", "window_phrase": ""}, "When it happened", "Say when"),
        ({"outcome": "met", "window_phrase": "whenever"}, "When it happened", "not understood"),
        ({"outcome": "met", "window_phrase": "1 March 2025"}, "When it happened", "stated by"),
        ({"outcome": "met", "window_phrase": "1 May 2066"}, "When it happened", "still to come"),
        ({"outcome": "extended"}, "New window", "they need one"),
        (
            {"outcome": "extended", "new_window_phrase": "20 April 2025"},
            *("New window", "ends on 28 April 2025: one that is extended ends later."),
        ),
        ({"outcome": "met", "new_window_phrase": "8 May 2025"}, "New window", "belongs to"),
        ({"outcome": "met", "event": 999}, "The event that shows it", "not there any more"),
        ({"outcome": "met", "event": "x"}, "The event that shows it", "not there any more"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    editor_client: Client, deadline: Deadline, answers: dict[str, Any], field: str, said: str
) -> None:
    data = filled(editor_client, deadline, note="Typed for an hour", **answers)
    answer = editor_client.post(url(deadline), data)
    found = errors(page(answer))
    assert said in found.pop(field)
    assert found == {}
    kept = form_fields(answer, action=url(deadline))
    assert kept["note"] == "Typed for an hour"
    assert kept["window_phrase"] == data["window_phrase"]
    assert not Development.objects.exists()


def test_what_is_not_possible_is_refused_with_the_reason(
    editor_client: Client, deadline: Deadline
) -> None:
    create_development(entry=deadline, outcome=Outcome.WITHDRAWN, on=DAY + timedelta(2))
    data = filled(editor_client, deadline, outcome="met")
    answer = editor_client.post(url(deadline), data)
    assert errors(page(answer)) == {
        "What became of it": "It was withdrawn on 20 April 2025: what was withdrawn cannot be met "
        "after that."
    }
    # It stays chosen, though it is offered no more.
    assert form_fields(answer, action=url(deadline))["outcome"] == "met"


def test_two_at_once(editor_client: Client, reviewer_client: Client, deadline: Deadline) -> None:
    mine = filled(editor_client, deadline, outcome="reiterated", note="Mine")
    theirs = filled(reviewer_client, deadline, outcome="reiterated", note="Theirs")
    assert reviewer_client.post(url(deadline), theirs).status_code == 302
    answer = editor_client.post(url(deadline), mine)
    root = page(answer)
    assert "somebody else has recorded something here" in text(one(root, "form.record"))
    assert texts(one(root, "ol.so-far"), "li") == ["Reiterated 21 Apr 2025 draft"]
    again = form_fields(answer, action=url(deadline))
    assert again["note"] == "Mine"
    assert editor_client.post(url(deadline), again).status_code == 302
    assert [one.note for one in deadline.developments.order_by("pk")] == ["Theirs", "Mine"]
