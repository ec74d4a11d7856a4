"""What cannot be kept is said next to its field; the database never answers with a crash."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, errors_of
from tracker.admin.actors import ActorAdmin
from tracker.forms.constraints import PLACES
from tracker.models import (
    Actor,
    ActorAlias,
    Affiliation,
    ConditionLink,
    Entry,
    EntryLink,
    EntryTopic,
    Outcome,
    Part,
    Process,
    Track,
)

Fill = Callable[[Page], Any]


def fill_event(page: Page) -> None:
    process = factories.create_process(slug="harbour")
    page.fill(title="Talks", process=process.pk, plover_type="CONSULT").window("17 April 2025")


def fill_deadline(page: Page) -> None:
    process = factories.create_process(slug="harbour")
    page.fill(title="Reopen", process=process.pk).window("30 June 2025")


def fill_condition(page: Page) -> None:
    process = factories.create_process(slug="harbour")
    page.fill(title="First", process=process.pk, condition_kind="threat")
    page.fill(if_clause="this", then_clause="that").window("2025")


FILL = {"event": fill_event, "deadline": fill_deadline, "condition": fill_condition}


def track_of_another(page: Page) -> None:
    other = factories.create_process(slug="other")
    page.fill(track=factories.create_track(process=other).pk)


def same_part_twice(page: Page) -> None:
    actor = factories.create_actor()
    page.change_row("parts", 0, actor=actor.pk, role="host")
    page.change_row("parts", 1, actor=actor.pk, role="host")


def same_topic_twice(page: Page) -> None:
    topic = factories.create_topic()
    page.change_row("entry_topics", 0, topic=topic.pk)
    page.row("entry_topics", topic=topic.pk)


def same_link_twice(page: Page) -> None:
    other = factories.create_event()
    for _ in range(2):
        page.row("links_out", type="follows", target=other.pk)


def same_condition_link_twice(page: Page) -> None:
    other = factories.create_condition()
    for _ in range(2):
        page.row("links_to_conditions", relation="and", target=other.pk)


def quote(exact: str) -> Fill:
    def fill(page: Page) -> None:
        article = factories.create_article()
        page.change_row("annotations", 0, article=article.pk, exact=exact)

    return fill


def same_quote_twice(page: Page) -> None:
    article = factories.create_article()
    page.change_row("annotations", 0, article=article.pk, exact="harbour")
    page.row("annotations", article=article.pk, exact="harbour")


def development(**values: str) -> Fill:
    def fill(page: Page) -> None:
        page.row("developments", **{"outcome": "met", "window_phrase": "2025", **values})

    return fill


def dates(count: int) -> str:
    """A set of days in EDTF, longer than its column but well-formed."""
    return "[" + ",".join(f"2025-05-{day:02}" for day in range(1, count + 1)) + "]"


CASES: list[tuple[str, str, Fill, str, str]] = [
    ("event", "no title", lambda p: p.fill(title=" "), "title", "required"),
    ("event", "too long a title", lambda p: p.fill(title="x" * 301), "title", "300"),
    ("event", "a NUL", lambda p: p.fill(title="a\x00b"), "title", "Null"),
    ("event", "no process", lambda p: p.fill(process=""), "process", "required"),
    ("event", "track of another process", track_of_another, "track", "another process"),
    ("event", "mode of another type", lambda p: p.fill(plover_mode="drone"), "plover_mode", "mode"),
    ("event", "no window", lambda p: p.window(""), "window", "Say when"),
    ("event", "window not understood", lambda p: p.window("soonish"), "window", "not understood"),
    ("event", "no such day", lambda p: p.window("31 April 2025"), "window", "31 April"),
    ("event", "window too long", lambda p: p.window(dates(15)), "window", "too long"),
    (
        "event",
        "window back to front",
        lambda p: p.fill(window_earliest="2025-05-02", window_latest="2025-05-01"),
        "window",
        "after the latest",
    ),
    ("event", "a day that is none", lambda p: p.fill(window_latest="x"), "window", "not a day"),
    ("event", "by hand without a day", lambda p: p.fill(known_on_by_hand="on"), "known_on", "day"),
    ("event", "a day, not by hand", lambda p: p.fill(known_on="2025-05-01"), "known_on", "Tick"),
    ("event", "unknown credibility", lambda p: p.fill(credibility="7"), "credibility", "choice"),
    ("event", "same part twice", same_part_twice, "parts-1-actor", "this role already"),
    ("event", "a role without an actor", lambda p: p.change_row("parts", 0, role="host"),
     "parts-0-actor", "required"),
    ("event", "same topic twice", same_topic_twice, "entry_topics-1-topic", "already"),
    ("event", "same link twice", same_link_twice, "links_out-1-target", "already"),
    ("event", "words not there", quote("the harbor"), "annotations-0-exact", "does not say"),
    ("event", "words not unique", quote("Talks go on."), "annotations-0-exact", "more than once"),
    ("event", "blank words", quote(" \n "), "annotations-0-exact", "Select some words"),
    ("event", "words without article", lambda p: p.change_row("annotations", 0, exact="x"),
     "annotations-0-article", "required"),
    ("event", "same words twice", same_quote_twice, "annotations-1-exact", "already"),
    ("deadline", "outcome of a condition", development(outcome="triggered"),
     "developments-0-outcome", "cannot have"),
    ("deadline", "extended, to when?", development(outcome="extended"),
     "developments-0-new_window", "needs? one|need one"),
    ("deadline", "met, and a new window", development(new_window_phrase="2026"),
     "developments-0-new_window", "belongs to"),
    ("deadline", "new window not understood",
     development(outcome="extended", new_window_phrase="soonish"),
     "developments-0-new_window", "not understood"),
    ("deadline", "development without a day", development(window_phrase=""),
     "developments-0-window", "Say when"),
    ("deadline", "new window too long",
     development(outcome="extended", new_window_phrase=dates(15)),
     "developments-0-new_window", "too long"),
    ("condition", "outcome of a deadline", development(outcome="extended"),
     "developments-0-outcome", "cannot have"),
    ("condition", "half a condition", lambda p: p.fill(then_clause=" "), "then_clause", "required"),
    ("condition", "same neighbour twice", same_condition_link_twice,
     "links_to_conditions-1-target", "already"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "fill", "field", "words"),
    [pytest.param(kind, *rest, id=f"{kind}: {name}") for kind, name, *rest in CASES],
)
def test_an_entry_that_cannot_be_kept_says_why_next_to_the_field(
    as_: SignedIn, kind: str, fill: Fill, field: str, words: str
) -> None:
    page = Page(as_("editor"), reverse(f"admin:tracker_{kind}_add"), kind)
    FILL[kind](page)
    fill(page)
    before = Entry.objects.count()
    errors = errors_of(page.save())
    assert list(errors) == [field]
    assert len(errors[field]) == 1
    assert any(part in errors[field][0] for part in words.split("|")), errors
    assert Entry.objects.count() == before


# ── rows that are there already ──────────────────────────────────────────────────────────────────


def test_a_row_like_one_that_is_there_is_refused(as_: SignedIn) -> None:
    event, other = factories.create_event(), factories.create_event(title="Other")
    actor, topic = factories.create_actor(), factories.create_topic()
    Part.objects.create(entry=event, actor=actor, role="host")
    EntryTopic.objects.create(entry=event, topic=topic)
    EntryLink.objects.create(source=event, target=other, type="follows")
    source = factories.create_source(entry=event)
    page = Page(as_("editor"), reverse("admin:tracker_event_change", args=[event.pk]), "event")
    page.row("parts", actor=actor.pk, role="host")
    page.row("entry_topics", topic=topic.pk)
    page.row("links_out", target=other.pk, type="follows")
    page.row("annotations", article=source.version.article_id, exact=source.exact)
    page.row("links_out", target=event.pk, type="follows")
    errors = errors_of(page.save())
    assert set(errors) == {
        "parts-1-actor",
        "entry_topics-1-topic",
        "links_out-1-target",
        "links_out-2-target",
        "annotations-1-exact",
    }
    assert errors["links_out-2-target"] == ["An entry cannot be linked to itself."]


def test_a_condition_is_no_neighbour_of_itself(as_: SignedIn) -> None:
    condition = factories.create_condition()
    ConditionLink.objects.create(
        source=condition, target=factories.create_condition(title="Other"), relation="and"
    )
    url = reverse("admin:tracker_condition_change", args=[condition.pk])
    page = Page(as_("editor"), url, "condition")
    page.row("links_to_conditions", relation="or", target=condition.pk)
    assert errors_of(page.save()) == {
        "links_to_conditions-1-target": ["A condition cannot be linked to itself."]
    }


# ── developments and sources on pages of their own ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({}, "entry", "required"),
        ({"entry": "event"}, "entry", "Only deadlines and conditions"),
        ({"entry": "deadline", "outcome": "waived"}, "outcome", "cannot have"),
        ({"entry": "condition", "outcome": "missed"}, "outcome", "cannot have"),
        ({"entry": "deadline", "outcome": "extended"}, "new_window", "need one"),
        ({"entry": "deadline", "window_phrase": "soonish"}, "window", "not understood"),
    ],
)
def test_a_development_that_cannot_be_kept_says_why(
    as_: SignedIn, values: dict[str, str], field: str, words: str
) -> None:
    entries = {
        "event": factories.create_event(),
        "deadline": factories.create_deadline(),
        "condition": factories.create_condition(),
    }
    entry = entries.get(values.pop("entry", ""))
    page = Page(as_("editor"), reverse("admin:tracker_development_add"), "development")
    page.fill(outcome=Outcome.WITHDRAWN, entry=entry.pk if entry else "").window("2025")
    errors = errors_of(page.fill(**values).save())
    assert list(errors) == [field]
    assert words in errors[field][0]


def test_a_source_belongs_to_one_claim_and_once(as_: SignedIn) -> None:
    event, deadline = factories.create_event(), factories.create_deadline()
    development = factories.create_development(entry=deadline)
    source = factories.create_source(entry=event)
    page = Page(as_("editor"), reverse("admin:tracker_annotation_add"), "annotation")
    page.fill(article=source.version.article_id, exact=source.exact)
    one_claim = "Choose an entry or a development: a source belongs to one of them."
    assert errors_of(page.save()) == {"entry": [one_claim]}
    page.fill(entry=event.pk, development=development.pk)
    assert errors_of(page.save())["entry"] == [one_claim]
    page.fill(entry=event.pk, development="")
    assert errors_of(page.save()) == {"exact": ["This entry rests on these words already."]}
    assert page.fill(entry="", development=development.pk).save().status_code == 302
    assert errors_of(page.save()) == {"exact": ["This development rests on these words already."]}


# ── the things that entries speak of ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "Veldia"}, "name"),
        ({"slug": "veldia"}, "slug"),
        ({"slug": "not a slug"}, "slug"),
        ({"kind": "planet"}, "kind"),
        ({"iso_3166": "vel"}, "iso_3166"),
        ({"iso_3166": "VEL"}, "iso_3166"),
        ({"wikidata": "212"}, "wikidata"),
        ({"wikidata": "Q1"}, "wikidata"),
    ],
)
def test_an_actor_that_cannot_be_kept_says_why(
    as_: SignedIn, values: dict[str, str], field: str
) -> None:
    actor = factories.create_actor(name="Veldia")
    Actor.objects.filter(pk=actor.pk).update(iso_3166="VEL", wikidata="Q1")
    page = Page(as_("editor"), reverse("admin:tracker_actor_add"), "actor")
    errors = errors_of(page.fill(**{"name": "A", "slug": "a", "kind": "state", **values}).save())
    assert list(errors) == [field]
    assert "violated" not in errors[field][0]


def test_the_rows_of_an_actor_say_why_they_cannot_be_kept(as_: SignedIn) -> None:
    actor, other = factories.create_actor(name="Veldia"), factories.create_actor(name="Norrland")
    ActorAlias.objects.create(actor=actor, name="The Harbour")
    url = reverse("admin:tracker_actor_change", args=[actor.pk])
    page = Page(as_("editor"), url, "actor")
    page.row("aliases", name="The Harbour")
    page.row("affiliations", to=actor.pk)
    page.row("affiliations", to=other.pk, since="2025-02-01", until="2025-01-01")
    assert errors_of(page.save()) == {
        "aliases-1-name": ["This actor has this name already."],
        "affiliations-0-to": ["An actor cannot be affiliated to itself."],
        "affiliations-1-until": ["The affiliation ends before it begins."],
    }
    assert not Affiliation.objects.exists()


def test_two_tracks_of_a_process_do_not_share_an_address(as_: SignedIn) -> None:
    page = Page(as_("editor"), reverse("admin:tracker_process_add"), "process")
    page.fill(name="Harbour", slug="harbour")
    for _ in range(2):
        page.row("tracks", name="Prisoners", slug="prisoners")
    assert list(errors_of(page.save())) == ["tracks-1-slug"]
    page.change_row("tracks", 1, slug="ships")
    assert page.save().status_code == 302
    process = Process.objects.get()
    again = Page(
        as_("editor"), reverse("admin:tracker_process_change", args=[process.pk]), "process"
    )
    again.row("tracks", name="More", slug="ships")
    assert list(errors_of(again.save())) == ["tracks-2-slug"]


def test_a_track_with_entries_stays_in_its_process(as_: SignedIn) -> None:
    process, other = factories.create_process(), factories.create_process(slug="other")
    track = factories.create_track(process=process)
    event = factories.create_event(process=process, track=track)
    url = reverse("admin:tracker_track_change", args=[track.pk])
    page = Page(as_("editor"), url, "track").fill(process=other.pk)
    assert list(errors_of(page.save())) == ["process"]
    Entry.objects.filter(pk=event.pk).update(track=None)
    assert page.save().status_code == 302
    assert Track.objects.get().process == other


def test_an_address_belongs_to_one_article(as_: SignedIn) -> None:
    factories.create_article(url="https://example.org/a")
    page = Page(as_("editor"), reverse("admin:tracker_article_add"), "article")
    page.fill(title="B", outlet=factories.create_outlet().pk, published_on="2025-04-18", text="b")
    errors = errors_of(page.fill(url="https://example.org/a").save())
    assert errors == {"url": ["An article with this address is already here."]}


# ── what only the database can see ───────────────────────────────────────────────────────────────


def test_what_somebody_saves_in_the_last_moment_is_found_on_a_second_look(
    as_: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, calls = ActorAdmin.save_model, []

    def save_second(self: ActorAdmin, *details: Any) -> None:
        calls.append(details)
        if len(calls) == 1:
            raise IntegrityError
        save(self, *details)

    monkeypatch.setattr(ActorAdmin, "save_model", save_second)
    page = Page(as_("editor"), reverse("admin:tracker_actor_add"), "actor")
    assert page.fill(name="Veldia", slug="veldia", kind="state").save().status_code == 302
    assert Actor.objects.get().name == "Veldia"


def test_every_place_of_an_error_is_of_a_constraint_that_there_is() -> None:
    constraints = {
        constraint.name
        for model in apps.get_app_config("tracker").get_models()
        for constraint in model._meta.constraints
    }
    assert PLACES.keys() <= constraints
