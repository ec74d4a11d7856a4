"""One entry: the words it rests on, what became of it, what it hangs together with, its history."""

from datetime import timedelta

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client

from tests.factories import (
    DAY,
    change_text,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_condition_link,
    create_deadline,
    create_development,
    create_event,
    create_link,
    create_process,
    create_topic,
    create_track,
    create_user,
)
from tests.views.page import every, get, links, one, text, texts
from tracker.editing import review
from tracker.editing.pending import publish_annotations
from tracker.models import (
    Entry,
    LinkType,
    Operator,
    Outcome,
    Part,
    Relation,
    ReviewState,
    Role,
    Stance,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# Each kind looks like itself.


def test_an_event_shows_its_type_and_who_did_what_to_whom(client: Client) -> None:
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    host = create_actor(name="Seaport")
    process = create_process(slug="talks", name="Talks")
    event = create_event(
        process=process,
        track=create_track(process=process),
        plover_type="REQUEST",
        plover_mode="yield",
        by=arland,
        to=belmark,
        parts=((host, Role.HOST),),
        topics=(create_topic(),),
    )
    for url in ("/timeline/", f"/entries/{event.pk}/"):
        assert text(every(get(client, url), "p.meta")[0]).startswith(
            "Request: to give way · Arland → to Belmark · Seaport (host) · Ceasefire"
        )
    shown = get(client, f"/entries/{event.pk}/")
    assert text(one(shown, "p.crumbs")) == f"Talks · Ceasefire · Event {event.pk}"
    assert links(one(shown, "p.crumbs"))["Ceasefire"] == "/processes/talks/?track=ceasefire"
    assert "TopicsSanctions" in text(one(shown, "dl.facts"))
    assert every(shown, "svg.window") == []


@pytest.mark.parametrize("occurrence", ["planned", "cancelled", "did_not_happen"])
def test_an_event_that_did_not_occur_says_so(client: Client, occurrence: str) -> None:
    event = create_event(occurrence=occurrence)
    for url in ("/timeline/", f"/entries/{event.pk}/", "/"):
        assert texts(get(client, url), "span.tag") == [occurrence.replace("_", " ")], url


@pytest.mark.parametrize(
    ("operator", "asked", "follows"),
    [
        (Operator.IF, "if", "then"),
        (Operator.UNLESS, "unless", "then"),
        (Operator.ONLY_IF, "only if", "then"),
        (Operator.UNTIL, "until", "meanwhile"),
    ],
)
def test_a_condition_reads_if_then(client: Client, operator: str, asked: str, follows: str) -> None:
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    condition = create_condition(
        operator=operator,
        if_clause="guns fall silent",
        then_clause="talks begin",
        by=arland,
        to=belmark,
    )
    for url in ("/timeline/", f"/entries/{condition.pk}/"):
        shown = get(client, url)
        clauses = every(one(shown, "dl.cond"), "div")
        assert [texts(clause, "dt") + texts(clause, "dd") for clause in clauses] == [
            [asked, "guns fall silent"],
            [follows, "talks begin"],
        ]
        assert text(every(shown, "p.meta")[0]).startswith("Threat · Arland → to Belmark")


@pytest.mark.parametrize(
    ("first", "last", "tag"),
    [
        (-3, 4, "open, 4 days left"),
        (-3, 1, "open, 1 day left"),
        (-3, 0, "open, last day"),
        (-3, -1, "overdue by 1 day"),
        (-3, -2, "overdue by 2 days"),
        (1, 4, "opens in 1 day"),
        (2, 4, "opens in 2 days"),
    ],
)
def test_a_deadline_says_how_many_days_are_left_or_gone(
    client: Client, first: int, last: int, tag: str
) -> None:
    deadline = create_deadline(
        on=DAY + timedelta(first),
        until=DAY + timedelta(last),
        phrase="within days",
        known_on=DAY - timedelta(3),
    )
    shown = get(client, "/timeline/")
    assert texts(shown, "span.tag") == [tag]
    (bar,) = every(shown, "svg.window")
    _axis, window = every(bar, "rect")
    assert float(window.get("width", "")) > 0
    assert len(every(bar, "line")) == 1
    assert "“within days”" in text(one(shown, "p.scale"))
    # Its own page draws its whole chain.
    shown = get(client, f"/entries/{deadline.pk}/")
    assert texts(shown, "span.tag") == [tag]
    assert "“within days”" in text(one(shown, "figure.chain"))


def test_the_bar_shows_the_window_as_stated_and_as_it_is_now(client: Client) -> None:
    deadline = create_deadline(on=DAY, until=DAY + timedelta(2))
    new = (DAY, DAY + timedelta(9))
    create_development(entry=deadline, outcome=Outcome.EXTENDED, new=new)
    shown = get(client, "/timeline/")
    assert texts(shown, "span.tag") == ["open, 9 days left"]
    stated = one(shown, "rect.stated")
    now = next(rect for rect in every(shown, "rect") if rect.get("fill", "").startswith("url"))
    assert float(now.get("width", "")) > float(stated.get("width", ""))
    assert "now 18 April 2025 to 27 April 2025" in text(one(shown, "p.scale"))


# What it rests on.


def test_each_quote_stands_in_its_sentence_with_outlet_date_and_link(client: Client) -> None:
    event = create_event()
    article = create_article(
        title="A meeting",
        text="It rained. The sides met on Friday at noon. Nobody spoke.",
        url="https://courier.example/a",
    )
    source = create_annotation(article=article, exact="met on Friday", entry=event)
    shown = get(client, f"/entries/{event.pk}/")
    (quote,) = every(shown, "blockquote")
    assert text(quote).startswith("The sides met on Friday at noon. A meeting · The Test Courier, ")
    assert texts(quote, "mark") == ["met on Friday"]
    assert "18 April 2025 · reliability B" in text(one(quote, "cite"))
    assert links(quote) == {
        "A meeting": f"/articles/{article.pk}/#annotation-{source.pk}",
        "original": "https://courier.example/a",
    }
    place = links(quote)["A meeting"].partition("#")
    assert len(every(get(client, place[0]), f"#{place[2]}")) == 1


def test_sources_stand_by_date_and_those_that_dispute_say_so(client: Client) -> None:
    event = create_event()
    for days, exact, stance in ((2, "met", Stance.DISPUTES), (1, "sides", Stance.SUPPORTS)):
        article = create_article(text="The sides met.", published_on=DAY - timedelta(5 - days))
        create_annotation(article=article, exact=exact, entry=event, stance=stance)
    quotes = every(get(client, f"/entries/{event.pk}/"), "blockquote")
    assert [texts(quote, "mark") for quote in quotes] == [["sides"], ["met"]]
    assert [quote.get("class") for quote in quotes] == [None, "disputes"]
    assert texts(quotes[1], "b") == ["disputes"]


def test_words_that_the_newest_version_lacks_are_shown_as_lost(client: Client) -> None:
    event = create_event()
    article = create_article(text="The sides met on Friday.")
    create_annotation(article=article, exact="met on Friday", entry=event)
    change_text(article, "The sides did not meet.")
    (quote,) = every(get(client, f"/entries/{event.pk}/"), "blockquote")
    assert "The sides met on Friday." in text(quote)
    assert texts(quote, "span.tag") == [
        "lost: the newest version of the article no longer says this"
    ]


def test_without_a_source_it_says_so(client: Client) -> None:
    shown = get(client, f"/entries/{create_event().pk}/")
    assert "No source is on record for this yet." in texts(shown, "p.empty")


# What became of it, and what it hangs together with.


def test_developments_stand_in_order_with_their_evidence(client: Client) -> None:
    deadline = create_deadline(on=DAY - timedelta(20), until=DAY - timedelta(10))
    event = create_event(title="They sign")
    met = create_development(entry=deadline, outcome=Outcome.MET, on=DAY, event=event)
    later = (DAY - timedelta(20), DAY)
    create_development(entry=deadline, outcome=Outcome.EXTENDED, on=DAY - timedelta(11), new=later)
    article = create_article(text="They signed in time.")
    create_annotation(article=article, exact="signed in time", development=met)
    shown = get(client, f"/entries/{deadline.pk}/")
    steps = every(one(shown, "ol.steps"), "h3")
    assert [text(step) for step in steps] == [
        "Extended Monday 7 April 2025",
        "Met Friday 18 April 2025",
    ]
    assert links(one(shown, "ol.steps"))["They sign"] == f"/entries/{event.pk}/"
    assert texts(one(shown, f"#development-{met.pk}"), "mark") == ["signed in time"]
    status = one(shown, "p.status")
    assert text(status) == "met since 18 April 2025 why"
    assert links(status)["why"] == f"#development-{met.pk}"


def test_it_tells_what_leads_to_what(client: Client) -> None:
    middle = create_event(title="Middle")
    before = create_event(title="Before", on=DAY - timedelta(1))
    after = create_event(title="After", on=DAY + timedelta(1))
    create_link(source=middle, target=before, type=LinkType.RESPONDS_TO, note="the same day")
    create_link(source=after, target=middle, type=LinkType.BREACHES)
    section = one(get(client, f"/entries/{middle.pk}/"), "section.links")
    assert texts(section, "h3") == ["Follows from", "Leads to"]
    assert texts(section, "li") == [
        "responds to Before 17 Apr 2025the same day",
        "is breached by After 19 Apr 2025",
    ]
    assert "is answered by Middle" in text(
        one(get(client, f"/entries/{before.pk}/"), "section.links")
    )
    assert "breaches Middle" in text(one(get(client, f"/entries/{after.pk}/"), "section.links"))


def test_conditions_are_joined_and_tied_to_their_deadline(client: Client) -> None:
    deadline = create_deadline(title="By Monday")
    first = create_condition(title="First", time_limit=deadline)
    second = create_condition(title="Second")
    create_condition_link(source=first, target=second, relation=Relation.UNLESS)
    shown = get(client, f"/entries/{first.pk}/")
    assert links(shown)["By Monday"] == f"/entries/{deadline.pk}/"
    assert texts(one(shown, "section.links"), "li") == ["unless Second 18 Apr 2025"]
    other = get(client, f"/entries/{second.pk}/")
    assert texts(one(other, "section.links"), "li") == ["would block First 18 Apr 2025"]
    question = links(shown)["What is still unmet for this outcome?"]
    assert question == f"{first.process.get_absolute_url()}conditions/?outcome={first.pk}#unmet"
    tied = one(get(client, f"/entries/{deadline.pk}/"), "section.links")
    assert texts(tied, "li") == ["First 18 Apr 2025"]


# On an earlier day.


def test_on_an_earlier_day_it_was_as_it_was_then(client: Client) -> None:
    deadline = create_deadline(on=DAY - timedelta(9), until=DAY - timedelta(3))
    late_event = create_event(title="Late news")
    step = create_development(entry=deadline, outcome=Outcome.MISSED, on=DAY - timedelta(2))
    create_development(entry=deadline, outcome=Outcome.MET, on=DAY, event=late_event)
    create_link(source=deadline, target=late_event)
    early = create_article(text="One early report.", published_on=DAY - timedelta(9))
    late = create_article(text="One late report.")
    create_annotation(article=early, exact="early", entry=deadline)
    create_annotation(article=late, exact="late", entry=deadline)
    create_annotation(article=late, exact="report", development=step)
    now = get(client, f"/entries/{deadline.pk}/")
    assert text(one(now, "p.status")).startswith("met since 18 April 2025")
    assert texts(now, "mark") == ["early", "late", "report"]
    then = get(client, f"/entries/{deadline.pk}/?as_of=2025-04-17")
    assert text(one(then, "p.status")).startswith("missed since 16 April 2025")
    assert texts(then, "mark") == ["early"]
    assert "Late news" not in text(then)
    assert "As known on Thursday 17 April 2025." in text(one(then, "nav.asof"))
    before = get(client, f"/entries/{deadline.pk}/?as_of=2025-04-12")
    assert text(one(before, "p.status")) == "open, 3 days left"


def test_before_it_was_known_it_says_so(client: Client) -> None:
    shown = get(client, f"/entries/{create_event().pk}/?as_of=2025-04-17")
    said = "This entry was not known yet: it became known on 18 April 2025."
    assert said in text(one(shown, "div.empty"))


@pytest.mark.parametrize("day", ["nonsense", "2025-04-19"])
def test_a_day_that_makes_no_sense_is_said(client: Client, day: str) -> None:
    shown = get(client, f"/entries/{create_event().pk}/?as_of={day}", status=400)
    assert len([words for words in texts(shown, "p.error") if words.startswith("as_of: ")]) == 1


# Its history.


def history(client: Client, entry: Entry) -> list[str]:
    return texts(one(get(client, f"/entries/{entry.pk}/"), "ol.history"), "li")


# Each act is a transaction of its own here, as it is on the site.
acts_apart = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@acts_apart
def test_the_history_names_names_and_changes_to_editors_alone(
    client: Client, editor: User, reviewer: User, editor_client: Client, reviewer_client: Client
) -> None:
    event = create_event(title="Unpolished words", state=ReviewState.DRAFT)
    article = create_article()
    create_annotation(article=article, exact="The sides met", entry=event, state=ReviewState.DRAFT)
    review.submit([event], by=editor)
    review.publish([event], by=reviewer)
    Entry.objects.filter(pk=event.pk).update(title="Polished words")
    (changed, published) = history(client, event)
    assert changed.endswith("corrected: title")
    assert published.endswith("published")
    for words in ("Unpolished", "editor", "reviewer", "draft"):
        assert words not in text(one(get(client, f"/entries/{event.pk}/"), "ol.history"))
    seen_inside = history(editor_client, event)
    assert len(seen_inside) > 2
    assert "Unpolished words" in seen_inside[0]
    assert "Polished words" in seen_inside[0]
    assert any("sent to review" in step for step in seen_inside)


@acts_apart
def test_the_history_tells_of_what_hangs_on_an_entry(client: Client, editor_client: Client) -> None:
    event = create_event(title="They meet")
    before = len(history(client, event))
    part = Part.objects.create(entry=event, actor=create_actor(name="Arland"), role=Role.HOST)
    assert "host · Arland" in history(editor_client, event)[0]
    article = create_article()
    annotation = create_annotation(
        article=article, exact="The sides met", entry=event, state=ReviewState.DRAFT
    )
    assert "supports · The sides met" in " ".join(history(editor_client, event)[:2])
    # Readers learn that something public changed, and nothing of what is pending.
    assert len(history(client, event)) == before + 1
    publish_annotations([annotation], by=create_user("reviewer-too", "Reviewers"))
    assert len(history(client, event)) == before + 2
    part.delete()
    assert "Part host · Arland" in history(editor_client, event)[0]


@acts_apart
def test_saving_without_a_change_is_no_change(client: Client, editor_client: Client) -> None:
    event = create_event(title="They meet")
    before = history(editor_client, event)
    Entry.objects.filter(pk=event.pk).update(version=F("version") + 1)
    assert history(editor_client, event) == before
    assert len(history(client, event)) == 1


@acts_apart
def test_a_change_carries_the_name_of_its_editor_and_the_reason(
    client: Client, editor: User, editor_client: Client
) -> None:
    event = create_event()
    with pghistory.context(user=editor.pk, reason="a misprint"):
        Entry.objects.filter(pk=event.pk).update(title="Better words")
    (latest, *_earlier) = history(editor_client, event)
    assert "changed · editor · a misprint" in latest
    for step in history(client, event):
        assert "editor" not in step
        assert "misprint" not in step


def test_only_who_may_change_it_is_shown_where(
    client: Client, editor_client: Client, reviewer_client: Client
) -> None:
    draft, published = create_event(state=ReviewState.DRAFT), create_event()
    assert "Edit" in links(one(get(editor_client, f"/entries/{draft.pk}/"), "p.status"))
    for browser, may in ((client, False), (editor_client, False), (reviewer_client, True)):
        shown = links(one(get(browser, f"/entries/{published.pk}/"), "p.status"))
        assert ("Edit" in shown) is may
        if may:
            assert browser.get(shown["Edit"]).status_code == 200


def test_an_unknown_entry_is_not_found(client: Client) -> None:
    assert client.get("/entries/999/").status_code == 404
    assert client.get("/entries/99999999999999999999/").status_code == 404
