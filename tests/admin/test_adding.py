"""Entries are added, with all that hangs on them, from one page."""

from datetime import date

from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of
from tracker.models import (
    Annotation,
    ArticleVersion,
    Condition,
    Deadline,
    Development,
    Event,
    ReviewState,
)


def add_page(client: Client, kind: str) -> Page:
    return Page(client, reverse(f"admin:tracker_{kind}_add"), kind)


def test_an_event_with_two_actors_a_topic_and_a_source_is_added_from_one_page(
    as_: SignedIn,
) -> None:
    process, article = factories.create_process(), factories.create_article()
    first, second = (
        factories.create_actor(name="Veldia"),
        factories.create_actor(name="Norrland"),
    )
    topic = factories.create_topic()
    page = add_page(as_("editor"), "event")
    page.fill(title="Envoy speaks", process=process.pk, plover_type="REQUEST", plover_mode="meet")
    page.window("17 April 2025")
    page.change_row("parts", 0, actor=first.pk, role="initiator")
    page.change_row("parts", 1, actor=second.pk, role="recipient")
    page.change_row("entry_topics", 0, topic=topic.pk)
    page.change_row("annotations", 0, article=article.pk, exact="prisoners are home")
    response = page.save()
    assert response.status_code == 302, errors_of(response)
    event = Event.objects.get()
    assert (event.earliest, event.latest, event.edtf) == (
        date(2025, 4, 17),
        date(2025, 4, 17),
        "2025-04-17",
    )
    assert event.phrase == "17 April 2025"
    assert event.state == ReviewState.DRAFT
    assert event.kind == "event"
    assert [(part.actor, part.role) for part in event.parts.all()] == [
        (first, "initiator"),
        (second, "recipient"),
    ]
    assert list(event.topics.all()) == [topic]
    source = event.annotations.get()
    assert source.version.text[source.start : source.end] == "prisoners are home"
    assert source.prefix.endswith("until the ")
    assert source.state == ReviewState.DRAFT
    # What follows from the source was brought in line, too.
    assert event.known_on == date(2025, 4, 18)
    assert "prisoners are home" in event.words


def test_a_quote_is_found_whatever_its_line_ends_quotation_marks_and_outer_blanks(
    as_: SignedIn,
) -> None:
    page = add_page(as_("editor"), "event")
    page.fill(title="Talks", process=factories.create_process().pk, plover_type="CONSULT")
    page.window("April 2025")
    article = factories.create_article()
    page.change_row("annotations", 0, article=article.pk, exact='go on.\r\n"We will wait ')
    assert page.save().status_code == 302
    assert Annotation.objects.get().exact == "go on.\n“We will wait"


def test_a_deadline_with_a_development_that_extends_it(as_: SignedIn) -> None:
    page = add_page(as_("editor"), "deadline")
    page.fill(title="Reopen", process=factories.create_process().pk, demand="Reopen the harbour")
    page.window("30 June 2025")
    row = page.row("developments", outcome="extended", window_phrase="29 June 2025")
    page.change_row("developments", row, new_window_phrase="7 July 2025", note="Agreed by phone")
    response = page.save()
    assert response.status_code == 302, errors_of(response)
    development = Deadline.objects.get().developments.get()
    assert development.new_window is not None
    assert development.new_window.latest == date(2025, 7, 7)
    assert (development.entry_kind, development.state) == ("deadline", "draft")
    assert development.known_on == date(2025, 6, 29)


def test_a_condition_with_a_deadline_a_link_and_a_neighbour(as_: SignedIn) -> None:
    other, deadline = factories.create_condition(title="Ships"), factories.create_deadline()
    page = add_page(as_("editor"), "condition")
    page.fill(title="Prisoners", process=other.process_id, condition_kind="threat")
    page.fill(if_clause="the prisoners stay", then_clause="talks end", time_limit=deadline.pk)
    page.window("2025-04-18/2025-04-25", anchor="2025-04-18")
    page.row("links_to_conditions", relation="or", target=other.pk)
    page.row("links_out", type="follows", target=deadline.pk)
    response = page.save()
    assert response.status_code == 302, errors_of(response)
    condition = Condition.objects.get(title="Prisoners")
    assert condition.time_limit == deadline
    assert condition.links_to_conditions.get().target == other
    assert condition.links_out.get().target_id == deadline.pk


def test_what_joins_a_condition_to_another_is_said_in_words(as_: SignedIn) -> None:
    shown = as_("editor").get(reverse("admin:tracker_condition_add")).content.decode()
    assert "What its outcome waits for: other conditions" in shown
    for words in ("and: it needs the other one, too", "or: the other one will do instead"):
        assert words in shown


def test_a_day_known_by_hand_is_kept_and_otherwise_follows_from_the_sources(
    as_: SignedIn,
) -> None:
    event = factories.create_event()
    factories.create_source(entry=event)
    client = as_("editor")
    url = reverse("admin:tracker_event_change", args=[event.pk])
    by_hand = Page(client, url, "event").fill(known_on="2025-05-01", known_on_by_hand="on")
    assert by_hand.save().status_code == 302
    event.refresh_from_db()
    assert event.known_on == date(2025, 5, 1)
    assert Page(client, url, "event").fill(known_on_by_hand=None).save().status_code == 302
    event.refresh_from_db()
    assert event.known_on == date(2025, 4, 18)


def test_what_is_added_and_sent_to_review_at_once_is_in_review(as_: SignedIn) -> None:
    page = add_page(as_("editor"), "event")
    page.fill(title="Talks", process=factories.create_process().pk, plover_type="CONSULT")
    assert page.window("2025").save("_act_submit").status_code == 302
    assert Event.objects.get().state == ReviewState.IN_REVIEW


def test_the_add_link_of_a_page_brings_its_entry_along(as_: SignedIn) -> None:
    deadline = factories.create_deadline(state="published")
    client = as_("editor")
    seen = client.get(reverse("admin:tracker_deadline_change", args=[deadline.pk]))
    address = reverse("admin:tracker_development_add") + f"?entry={deadline.pk}"
    assert address in seen.content.decode()
    page = Page(client, address, "development").fill(outcome="missed").window("1 July 2025")
    assert page.save().status_code == 302
    development = Development.objects.get()
    assert (development.entry_id, development.state) == (deadline.pk, "draft")


def test_an_article_is_added_in_the_window_that_the_source_opens(as_: SignedIn) -> None:
    client = as_("editor")
    assert reverse("admin:tracker_article_add") + "?_to_field=id" in (
        client.get(reverse("admin:tracker_event_add")).content.decode()
    )
    page = Page(client, reverse("admin:tracker_article_add") + "?_to_field=id&_popup=1", "article")
    page.fill(title="News", outlet=factories.create_outlet().pk, published_on="2025-04-18")
    response = page.fill(text="One line.\r\nAnother.").save()
    version = ArticleVersion.objects.get()
    assert version.text == "One line.\nAnother."
    assert f"&quot;value&quot;: &quot;{version.article_id}&quot;" in response.content.decode()
