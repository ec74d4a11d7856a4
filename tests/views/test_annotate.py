"""The annotation workspace: who may, what is shown, what is kept, and what is refused."""

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import (
    DAY,
    change_text,
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_development,
    create_event,
    create_process,
    create_topic,
    create_track,
    create_user,
)
from tests.views.page import every, get, links, one, page, parse, text, texts
from tracker.dates.window import OPEN_END
from tracker.models import (
    ActorAlias,
    Annotation,
    Article,
    Condition,
    ConditionKind,
    Deadline,
    Entry,
    Event,
    Kind,
    Process,
    ReviewState,
    Role,
    Stance,
)

pytestmark = pytest.mark.django_db

TEXT = (
    "The envoys of Arland and Belmark met on 17 April 2025.\n\n"
    "👍🏽 Belmark must answer by 26 April. If no answer comes, the mediator leaves."
)
KINDS = list(Kind)


@pytest.fixture
def article() -> Article:
    create_process(slug="talks", name="Talks")
    return create_article(text=TEXT, published_on=DAY)


def url(article: Article, kind: str = "") -> str:
    if kind == "attach":
        return reverse("annotate_attach", args=[article.pk])
    if kind:
        return reverse("annotate_new", args=[article.pk, kind])
    return reverse("annotate", args=[article.pk])


def span(article: Article, words: str) -> dict[str, Any]:
    start = article.current.text.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def answers(kind: str, **changes: Any) -> dict[str, Any]:
    """What an editor fills in, without the span."""
    own: dict[str, dict[str, str]] = {
        Kind.EVENT: {"plover_type": "CONSULT", "occurrence": "occurred"},
        Kind.DEADLINE: {"deadline_kind": "target", "firmness": "firm", "demand": "answer"},
        Kind.CONDITION: {
            "condition_kind": ConditionKind.THREAT,
            "operator": "if",
            "if_clause": "no answer comes",
            "then_clause": "the mediator leaves",
        },
    }
    return {
        "title": "A title",
        "process": talks().pk,
        "credibility": "6",
        "window_phrase": "26 April",
        "window_anchor": "2025-04-18",
        "parts-TOTAL_FORMS": "0",
        "parts-INITIAL_FORMS": "0",
        **own[kind],
        **changes,
    }


def annotated(root: Element) -> list[str]:
    """The marked words that something rests on; not those that something is only proposed for."""
    return [text(mark) for mark in every(root, "mark") if mark.get("data-annotations")]


def talks() -> Process:
    return Process.objects.get(slug="talks")


# ── who may ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["", *KINDS, "attach"])
def test_strangers_sign_in_and_others_are_refused(
    client: Client, plain_user: User, article: Article, kind: str
) -> None:
    address = url(article, kind)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={address}")
    client.force_login(plain_user)
    assert client.get(address).status_code == 403
    assert client.post(address, answers(Kind.EVENT) | span(article, "met")).status_code == 403
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("kind", ["", *KINDS, "attach"])
def test_editors_and_reviewers_may(
    editor_client: Client, reviewer_client: Client, article: Article, kind: str
) -> None:
    for client in (editor_client, reviewer_client):
        assert client.get(url(article, kind), span(article, "met")).status_code == 200


def test_what_is_not_there_is_not_found(editor_client: Client, article: Article) -> None:
    assert editor_client.get("/articles/999/annotate/").status_code == 404
    assert editor_client.get(url(article, "rumour")).status_code == 404
    gone = editor_client.post(url(article), {"remove": "999"})
    assert gone.status_code == 404
    assert editor_client.post(url(article), {"remove": "x"}).status_code == 404


# ── what is shown ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [*KINDS, "attach"])
@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [({}, True), (HTMX, False), (BOOSTED, True), (RESTORED, True)],
    ids=["page", "fragment", "boosted", "restored"],
)
def test_a_form_comes_as_a_page_and_as_a_part_of_one(
    editor_client: Client, article: Article, kind: str, headers: dict[str, str], is_whole: bool
) -> None:
    answer = editor_client.get(url(article, kind), span(article, "met"), headers=headers)
    root = page(answer)
    assert bool(every(root, "html")) is is_whole
    assert bool(every(root, "#text")) is is_whole
    assert text(one(root, "blockquote").find("mark")) == "met"
    assert answer.get("HX-Retarget") == (None if is_whole else "#panel")
    if is_whole:
        assert texts(root, "mark.k-chosen") == ["met"]


def test_the_text_stands_on_the_page_letter_for_letter(
    editor_client: Client, article: Article
) -> None:
    create_annotation(article=article, exact="answer by 26 April", entry=create_event())
    create_annotation(article=article, exact="26 April. If", entry=create_condition())
    root = get(editor_client, url(article))
    kept = article.current.text
    for paragraph in every(one(root, "#text"), "p"):
        said = "".join(paragraph.itertext())
        start = int(paragraph.get("data-start", ""))
        assert kept[start : start + len(said)] == said
    both = [mark for mark in every(root, "mark") if " " in mark.get("data-annotations", "")]
    assert [text(mark) for mark in both] == ["26 April"]


def test_markup_in_a_text_is_text(editor_client: Client) -> None:
    article = create_article(text="<b>bold</b> & <script>alert(1)</script>", title="<i>T</i>")
    create_annotation(article=article, exact="</b> & <scr", entry=create_event(title="<u>E</u>"))
    root = get(editor_client, url(article))
    assert text(one(root, "#text")) == "<b>bold</b> & <script>alert(1)</script>"
    assert text(one(root, "h1")) == "<i>T</i>"
    assert texts(root, "q") == ["</b> & <scr"]


def test_the_list_says_what_rests_on_the_text(editor_client: Client, article: Article) -> None:
    event = create_event(title="They meet")
    step = create_development(entry=create_condition(title="A bargain"), outcome="disputed")
    create_annotation(article=article, exact="met on 17 April 2025", entry=event)
    create_annotation(
        article=article,
        exact="no answer comes",
        development=step,
        stance=Stance.DISPUTES,
        state=ReviewState.DRAFT,
    )
    retracted = create_event(title="Retracted", state=ReviewState.RETRACTED)
    create_annotation(article=article, exact="envoys", entry=retracted)
    root = get(editor_client, url(article))
    rows = [text(row) for row in every(one(root, ".rows"), "li")]
    assert len(rows) == 2
    assert rows[0].startswith("They meet event")
    assert rows[1].startswith("A bargain condition · disputed · disputes draft")
    assert links(root)["They meet"] == event.get_absolute_url()
    assert text(one(root, ".tally")) == "2 annotations, 1 not published yet"


def test_words_that_a_newer_text_lacks_are_listed_as_lost(
    editor_client: Client, article: Article
) -> None:
    create_annotation(article=article, exact="met on 17 April 2025", entry=create_event())
    change_text(article, TEXT.replace("met on", "gathered on"))
    root = get(editor_client, url(article))
    assert texts(one(root, ".rows"), ".late") == ["lost"]
    assert annotated(root) == []


def test_ten_more_annotations_are_the_same_queries(editor_client: Client, article: Article) -> None:
    create_annotation(article=article, exact="met", entry=create_event())
    editor_client.get(url(article))
    with CaptureQueriesContext(connection) as few:
        editor_client.get(url(article))
    for words in (
        "The",
        "envoys",
        "of Arland",
        "land",
        "and Belmark",
        "Belmark met",
        "on 17",
        "April 2025",
    ):
        create_annotation(article=article, exact=words, entry=create_event())
    step = create_development(entry=create_condition(), outcome="waived")
    create_annotation(article=article, exact="must", development=step)
    create_annotation(article=article, exact="no", entry=create_condition())
    with CaptureQueriesContext(connection) as many:
        editor_client.get(url(article))
    # Of what has been made, nothing is proposed any more.
    assert len(many) <= len(few)


# ── what is filled in ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("met on 17 April 2025", "on 17 April 2025"),
        ("by 26 April", "by 26 April"),
        ("the mediator leaves", ""),
        ("17 April 2025.\n\n👍🏽 Belmark must answer by 26 April", ""),  # which of the two?
    ],
)
def test_the_time_is_filled_in_only_where_the_words_name_one(
    editor_client: Client, article: Article, words: str, phrase: str
) -> None:
    root = page(editor_client.get(url(article, Kind.DEADLINE), span(article, words), headers=HTMX))
    values = {field.get("name"): field.get("value", "") for field in every(root, "input")}
    assert values["window_phrase"] == phrase
    assert values["window_anchor"] == "2025-04-18"
    (demand,) = (field for field in every(root, "textarea") if field.get("name") == "demand")
    # Words that only say when do not say what.
    assert "".join(demand.itertext()).strip() == ("" if words == phrase else words)


@pytest.mark.parametrize(
    ("text", "occurrence", "day"),
    [
        ("The envoys will meet on Thursday.", "planned", "2025-04-24"),
        ("The envoys met on Thursday.", "occurred", "2025-04-17"),
        ("The envoys will meet, he said on Thursday.", "occurred", "2025-04-17"),
    ],
)
def test_the_verb_before_it_says_whether_an_event_is_planned(
    editor_client: Client, article: Article, text: str, occurrence: str, day: str
) -> None:
    article = create_article(text=text, published_on=DAY)
    root = page(editor_client.get(url(article, Kind.EVENT), span(article, "on Thursday")))
    (field,) = (one for one in every(root, "select") if one.get("name") == "occurrence")
    chosen = [one.get("value") for one in field.iter("option") if "selected" in one.attrib]
    assert chosen == [occurrence]
    saved = answers(Kind.EVENT, window_phrase="on Thursday", occurrence=occurrence)
    editor_client.post(url(article, Kind.EVENT), saved | span(article, "on Thursday"))
    assert Event.objects.get().edtf == day


def test_actors_of_the_sentence_are_offered_and_not_ticked(
    editor_client: Client, article: Article
) -> None:
    arland = create_actor(name="Arland")
    belmark = create_actor(name="Republic of Belmark", slug="belmark")
    ActorAlias.objects.create(actor=belmark, name="Belmark")
    create_actor(name="And")  # a word with another capital is no name
    create_actor(name="Ark")  # nor is a part of a word
    root = page(editor_client.get(url(article, Kind.EVENT), span(article, "met"), headers=HTMX))
    ticks = [field for field in every(root, "input") if field.get("name") == "offered"]
    assert [tick.get("value") for tick in ticks] == [
        f"{role}:{actor.pk}" for actor in (arland, belmark) for role in ("initiator", "recipient")
    ]
    assert all("checked" not in tick.attrib for tick in ticks)


def test_the_process_of_most_annotations_is_chosen_then_the_last_one(
    editor_client: Client, article: Article
) -> None:
    other = create_process(slug="other")
    third = create_process(slug="third")

    def chosen() -> list[str]:
        root = page(editor_client.get(url(article, Kind.EVENT), span(article, "met"), headers=HTMX))
        (select,) = (one for one in every(root, "select") if one.get("name") == "process")
        return [text(option) for option in select.iter("option") if "selected" in option.attrib]

    assert chosen() == ["---------"]
    data = answers(Kind.EVENT, process=other.pk) | span(article, "met")
    editor_client.post(url(article, Kind.EVENT), data)
    Annotation.objects.all().delete()
    assert chosen() == ["Other"]
    create_annotation(article=article, exact="met", entry=create_event(process=third))
    assert chosen() == ["Third"]


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
@pytest.mark.parametrize("kind", KINDS)
def test_saving_makes_the_entry_and_its_evidence(
    editor_client: Client, article: Article, kind: str, headers: dict[str, str]
) -> None:
    arland, belmark = create_actor(name="Arland"), create_actor(name="Belmark")
    topic, track = create_topic(), create_track(process=talks())
    data = answers(
        kind,
        track=track.pk,
        topics=[topic.pk],
        offered=[f"recipient:{belmark.pk}"],
        summary="Short.",
        **{"parts-TOTAL_FORMS": "2", "parts-0-actor": "arland", "parts-0-role": "host"},
        **{"parts-1-actor": "", "parts-1-role": "recipient"},
    )
    answer = editor_client.post(
        url(article, kind), data | span(article, "must answer by 26 April"), headers=headers
    )
    entry = Entry.objects.get()
    assert (entry.kind, entry.title, entry.state) == (kind, "A title", ReviewState.DRAFT)
    assert (entry.track, list(entry.topics.all()), entry.summary) == (track, [topic], "Short.")
    assert (entry.edtf, entry.phrase, entry.known_on) == ("2025-04-26", "26 April", DAY)
    assert {(part.actor, part.role) for part in entry.parts.all()} == {
        (arland, Role.HOST),
        (belmark, Role.RECIPIENT),
    }
    annotation = entry.annotations.get()
    assert (annotation.exact, annotation.state) == ("must answer by 26 April", ReviewState.DRAFT)
    assert TEXT[annotation.start : annotation.end] == annotation.exact
    if headers:
        root = page(answer)
        assert "".join(annotated(root)).replace(" ", "") == "mustanswerby26April"
        assert links(one(root, "#said"))["A title"] == entry.get_absolute_url()
    else:
        assert answer["Location"] == f"{url(article)}#annotation-{annotation.pk}"
        root = get(editor_client, url(article))
        assert links(one(root, ".messages"))["A title"] == entry.get_absolute_url()


def test_a_condition_without_a_time_stands_from_the_day_of_the_article(
    editor_client: Client, article: Article
) -> None:
    data = answers(Kind.CONDITION, window_phrase="") | span(article, "If no answer comes")
    editor_client.post(url(article, Kind.CONDITION), data)
    condition = Condition.objects.get()
    assert (condition.edtf, condition.earliest, condition.latest) == (
        "2025-04-18/..",
        date(2025, 4, 18),
        OPEN_END,
    )
    assert condition.window_why == "stated on this day; no time limit said"


def test_a_process_state_goes_with_an_event(editor_client: Client, article: Article) -> None:
    data = answers(Kind.EVENT, process_state="stalled", plover_mode="visit")
    editor_client.post(url(article, Kind.EVENT), data | span(article, "met"))
    event = Event.objects.get()
    assert (event.process_state, event.plover_mode) == ("stalled", "visit")


def test_line_ends_of_a_form_are_those_of_the_text(editor_client: Client, article: Article) -> None:
    words = "17 April 2025.\n\n👍🏽 Belmark"
    sent = span(article, words) | {"exact": words.replace("\n", "\r\n")}
    editor_client.post(url(article, Kind.EVENT), answers(Kind.EVENT) | sent)
    assert Annotation.objects.get().exact == words


def test_words_without_a_place_are_looked_for(editor_client: Client, article: Article) -> None:
    data = answers(Kind.EVENT) | {"exact": " the mediator leaves "}
    editor_client.post(url(article, Kind.EVENT), data)
    annotation = Annotation.objects.get()
    assert annotation.exact == "the mediator leaves"
    assert TEXT[annotation.start : annotation.end] == "the mediator leaves"


def test_pasted_words_lead_to_the_form_that_was_asked_for(
    editor_client: Client, article: Article
) -> None:
    answer = editor_client.post(
        url(article), {"exact": "the mediator leaves", "kind": "deadline"}, follow=True
    )
    root = page(answer)
    assert answer.redirect_chain[0][0].startswith(url(article, Kind.DEADLINE) + "?start=")
    assert text(one(root, "blockquote").find("mark")) == "the mediator leaves"
    answer = editor_client.post(url(article), {"exact": "the mediator leaves", "kind": "attach"})
    assert answer["Location"].startswith(url(article, "attach"))


# ── what is refused ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"start": 4, "end": 10, "exact": "forged"}, "do not stand at this place"),
        ({"start": 4, "end": 11, "exact": "envoys"}, "do not stand at this place"),
        ({"start": 4, "end": 99999, "exact": "envoys"}, "do not stand at this place"),
        ({"start": -5, "end": 10, "exact": "envoys"}, "do not stand at this place"),
        ({"start": 10, "end": 4, "exact": "envoys"}, "do not stand at this place"),
        ({"start": "x", "end": 10, "exact": "envoys"}, "do not stand at this place"),
        ({"start": 4, "end": 10, "version": 7}, "do not stand at this place"),
        ({"start": 3, "end": 4, "exact": " "}, "Select some words first"),
        ({"exact": ""}, "Select some words first"),
        ({}, "Select some words first"),
        ({"exact": "the war is over"}, "does not say"),
        ({"exact": "answer"}, "more than once"),
        ({"exact": "\ud83d\udc4d".encode("utf-16", "surrogatepass").decode("utf-16") + "!"}, "say"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
@pytest.mark.parametrize("kind", [Kind.EVENT, Kind.CONDITION])
def test_a_span_that_is_not_there_is_refused(
    editor_client: Client,
    article: Article,
    kind: str,
    headers: dict[str, str],
    sent: dict[str, Any],
    reason: str,
) -> None:
    asked = page(editor_client.get(url(article, kind), sent, headers=headers))
    assert reason in " ".join(texts(asked, ".error"))
    posted = editor_client.post(url(article, kind), answers(kind) | sent, headers=headers)
    root = page(posted)
    assert reason in " ".join(texts(root, ".error"))
    # What was typed is there, the words to be mended too.
    (title,) = (field for field in every(root, "input") if field.get("name") == "title")
    assert title.get("value") == "A title"
    assert every(root, "#id_exact")
    assert not Entry.objects.exists()
    assert not Annotation.objects.exists()


def test_a_quote_has_an_end(editor_client: Client) -> None:
    article = create_article(text="word " * 500)
    root = page(
        editor_client.get(url(article, Kind.EVENT), {"start": 0, "end": 2400, "version": 1})
    )
    assert "up to 2000 characters; this has 2399" in " ".join(texts(root, ".error"))
    root = page(editor_client.post(url(article), {"exact": "word " * 500, "kind": "event"}))
    assert "up to 2000 characters; this has 2499" in " ".join(texts(root, ".error"))


@pytest.mark.parametrize(
    ("kind", "changes", "reason"),
    [
        (Kind.EVENT, {"title": ""}, "This field is required."),
        (Kind.EVENT, {"title": "x" * 301}, "at most 300 characters"),
        (Kind.EVENT, {"process": ""}, "This field is required."),
        (Kind.EVENT, {"plover_type": "GOSSIP"}, "not one of the available choices"),
        (Kind.EVENT, {"plover_mode": "ceasefire"}, "does not know this mode for this type"),
        (Kind.EVENT, {"window_phrase": ""}, "Say when"),
        (Kind.EVENT, {"window_phrase": "one fine day"}, "is not understood"),
        (
            Kind.EVENT,
            {"window_earliest": "2025-04-20", "window_latest": "2025-04-19"},
            "The earliest day is after the latest day.",
        ),
        (Kind.DEADLINE, {"deadline_kind": ""}, "This field is required."),
        (Kind.DEADLINE, {"window_phrase": ""}, "Say when"),
        (Kind.CONDITION, {"if_clause": ""}, "This field is required."),
        (Kind.CONDITION, {"then_clause": " "}, "This field is required."),
        (Kind.CONDITION, {"window_phrase": "one fine day"}, "is not understood"),
        (
            Kind.EVENT,
            {"parts-TOTAL_FORMS": "1", "parts-0-actor": "Nobody", "parts-0-role": "host"},
            "No actor is called “Nobody”.",
        ),
        (
            Kind.EVENT,
            {"parts-TOTAL_FORMS": "1", "parts-0-actor": "Arland", "parts-0-role": "king"},
            "not one of the available choices",
        ),
        (Kind.EVENT, {"topics": ["999"]}, "not one of the available choices"),
        (Kind.EVENT, {"parts-TOTAL_FORMS": "x"}, "Management"),
        (Kind.EVENT, {"title": "a\x00b"}, "Null characters"),
    ],
)
def test_errors_are_said_and_everything_typed_stays(
    editor_client: Client, article: Article, kind: str, changes: dict[str, Any], reason: str
) -> None:
    create_actor(name="Arland")
    data = answers(kind, summary="Typed before") | changes | span(article, "met")
    root = page(editor_client.post(url(article, kind), data, headers=HTMX))
    assert reason in " ".join(texts(root, ".errorlist"))
    typed = {field.get("name"): field.get("value") for field in every(root, "input")}
    for name in ("title", "window_phrase", "window_earliest", "parts-0-actor"):
        if changes.get(name, "").strip("\x00"):
            assert typed[name] == changes[name]
    assert "Typed before" in texts(root, "textarea")
    assert (typed["exact"], typed["start"]) == ("met", str(TEXT.index("met")))
    assert not Entry.objects.exists()
    assert not Annotation.objects.exists()


def test_a_track_of_another_process_is_refused(editor_client: Client, article: Article) -> None:
    track = create_track(process=create_process(slug="other"))
    data = answers(Kind.EVENT, track=track.pk) | span(article, "met")
    root = page(editor_client.post(url(article, Kind.EVENT), data, headers=HTMX))
    assert "This track belongs to another process." in texts(root, "li")
    assert not Entry.objects.exists()


def test_ticks_and_rows_stay_when_a_row_is_added(editor_client: Client, article: Article) -> None:
    belmark = create_actor(name="Belmark")
    data = answers(
        Kind.EVENT,
        title="",
        add_part="1",
        offered=[f"recipient:{belmark.pk}"],
        **{"parts-TOTAL_FORMS": "1", "parts-0-actor": "Arl", "parts-0-role": "host"},
    )
    root = page(
        editor_client.post(url(article, Kind.EVENT), data | span(article, "met"), headers=HTMX)
    )
    fields = {field.get("name"): field for field in every(root, "input")}
    assert fields["parts-TOTAL_FORMS"].get("value") == "2"
    assert fields["parts-0-actor"].get("value") == "Arl"
    assert fields["parts-1-actor"].get("value") is None
    ticked = [
        f for f in every(root, "input") if "checked" in f.attrib and f.get("name") == "offered"
    ]
    assert [field.get("value") for field in ticked] == [f"recipient:{belmark.pk}"]
    assert every(root, ".errorlist") == []
    assert not Entry.objects.exists()


def test_a_name_that_several_go_by_is_asked_about(editor_client: Client, article: Article) -> None:
    for name in ("North Arland", "South Arland"):
        ActorAlias.objects.create(actor=create_actor(name=name), name="the Arlanders")
    parts = {"parts-TOTAL_FORMS": "1", "parts-0-actor": "The Arlanders", "parts-0-role": "host"}
    data = answers(Kind.EVENT, **parts) | span(article, "met")
    root = page(editor_client.post(url(article, Kind.EVENT), data, headers=HTMX))
    assert "may be North Arland, South Arland" in " ".join(texts(root, ".errorlist"))


# ── attaching ────────────────────────────────────────────────────────────────────────────────────


def test_entries_are_searched_by_every_word_of_the_title(
    editor_client: Client, article: Article
) -> None:
    create_event(title="The envoys meet in Paris")
    create_event(title="The envoys part")
    create_event(title="Envoys meet, retracted", state=ReviewState.RETRACTED)
    asked = span(article, "met")
    root = get_found(editor_client, article, asked | {"q": "MEET envoys"})
    assert texts(root, "label") == ["The envoys meet in Paris event · 18 Apr 2025 · Talks"]
    assert get_found(editor_client, article, asked | {"q": "meet\x00"})
    root = get_found(editor_client, article, asked | {"q": "100% of_it"})
    assert texts(root, "p") == ["No entry has all of “100% of_it” in its title."]


def get_found(client: Client, article: Article, asked: dict[str, Any]) -> Any:
    answer = client.get(url(article, "attach"), asked, headers=HTMX | {"HX-Target": "found"})
    root = page(answer)
    assert every(root, "blockquote") == []
    return root


def test_the_newest_of_the_process_come_first_and_that_there_are_more_is_said(
    editor_client: Client, article: Article
) -> None:
    other = create_process(slug="other")
    create_event(title="Elsewhere", on=date(2026, 1, 1), process=other)
    for number in range(22):
        create_event(title=f"Event {number}", on=date(2025, 1, 1 + number), process=talks())
    create_annotation(article=article, exact="met", entry=Event.objects.get(title="Event 3"))
    root = get_found(editor_client, article, span(article, "envoys"))
    found = texts(root, "label")
    assert len(found) == 20
    assert found[0].startswith("Event 21 ")
    assert texts(root, ".help") == ["There are more: say more of the title."]


@pytest.mark.parametrize("stance", Stance.values)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_words_become_evidence_of_an_entry(
    editor_client: Client, article: Article, stance: str, headers: dict[str, str]
) -> None:
    event = create_event(title="They meet")
    version = event.version
    data = {"claim": f"entry-{event.pk}", "stance": stance} | span(article, "met")
    answer = editor_client.post(url(article, "attach"), data, headers=headers)
    assert answer.status_code == (200 if headers else 302)
    annotation = event.annotations.get()
    assert (annotation.exact, annotation.stance) == ("met", stance)
    # Public is the entry, not yet what an editor says of it.
    assert annotation.state == ReviewState.DRAFT
    event.refresh_from_db()
    assert event.version == version


def test_a_draft_counts_what_is_attached_to_it_as_a_change(
    editor_client: Client, article: Article
) -> None:
    event = create_event(title="They meet", state=ReviewState.DRAFT)
    data = {"claim": f"entry-{event.pk}", "stance": "supports"} | span(article, "met")
    editor_client.post(url(article, "attach"), data)
    event.refresh_from_db()
    assert event.version == 2


def test_the_drafts_of_an_article_are_sent_to_review_from_it(
    editor_client: Client, article: Article
) -> None:
    event = create_event(title="They meet", state=ReviewState.DRAFT)
    create_annotation(article=article, exact="met", entry=event, state=ReviewState.DRAFT)
    assert "Send 1 draft to review" in editor_client.get(url(article)).content.decode()
    answer = editor_client.post(url(article), {"submit": "1"}, follow=True)
    assert "1 draft was sent to review." in answer.content.decode()
    event.refresh_from_db()
    assert event.state == ReviewState.IN_REVIEW


def test_words_become_evidence_of_a_development(editor_client: Client, article: Article) -> None:
    step = create_development(entry=create_condition(), outcome="waived")
    data = {"claim": f"development-{step.pk}", "stance": "mentions"} | span(article, "met")
    editor_client.post(url(article, "attach"), data)
    assert step.annotations.get().exact == "met"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("", "Choose what these words are evidence of."),
        ("entry-999", "not there any more"),
        ("entry-x", "not there any more"),
        ("entry-" + "9" * 40, "not there any more"),
        ("development-1", "not there any more"),
        ("nonsense", "not there any more"),
    ],
)
def test_what_cannot_be_attached_to_is_refused(
    editor_client: Client, article: Article, claim: str, reason: str
) -> None:
    data = {"claim": claim, "stance": "supports", "q": "meet"} | span(article, "met")
    root = page(editor_client.post(url(article, "attach"), data, headers=HTMX))
    assert reason in " ".join(texts(root, ".errorlist"))
    assert text(one(root, "blockquote").find("mark")) == "met"
    assert not Annotation.objects.exists()


def test_the_same_words_are_evidence_of_one_entry_once(
    editor_client: Client, article: Article
) -> None:
    event = create_event()
    create_annotation(article=article, exact="met", entry=event)
    data = {"claim": f"entry-{event.pk}", "stance": "disputes"} | span(article, "met")
    root = page(editor_client.post(url(article, "attach"), data, headers=HTMX))
    assert "This entry rests on these words already." in texts(root, "li")
    (chosen,) = (f for f in every(root, "input") if f.get("value") == f"entry-{event.pk}")
    assert "checked" in chosen.attrib
    assert event.annotations.count() == 1


def test_a_forged_span_is_not_attached(editor_client: Client, article: Article) -> None:
    event = create_event()
    data = {"claim": f"entry-{event.pk}", "stance": "supports"}
    data |= {"start": "0", "end": "3", "exact": "not"}
    root = page(editor_client.post(url(article, "attach"), data))
    assert "do not stand at this place" in " ".join(texts(root, ".error"))
    assert not Annotation.objects.exists()


# ── taking off ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.IN_REVIEW])
def test_editors_take_off_what_is_pending(
    editor_client: Client, article: Article, state: str
) -> None:
    event = create_event(title="They meet")
    annotation = create_annotation(article=article, exact="met", entry=event, state=state)
    root = page(editor_client.post(url(article), {"remove": annotation.pk}, headers=HTMX))
    assert "They meet" in text(one(root, "#said"))
    assert not Annotation.objects.exists()
    assert Event.objects.filter(pk=event.pk).exists()


def test_what_is_public_is_retracted_by_a_reviewer_with_a_reason(
    editor_client: Client, reviewer_client: Client, article: Article
) -> None:
    annotation = create_annotation(article=article, exact="met", entry=create_event())
    for client in (editor_client, reviewer_client):
        assert client.post(url(article), {"remove": annotation.pk}).status_code == 403
    data = {"retract": annotation.pk, "reason": "Misread"}
    assert editor_client.post(url(article), data).status_code == 403
    said = page(reviewer_client.post(url(article), data | {"reason": " "}, headers=HTMX))
    assert text(one(said, "#said")) == "A retraction needs a reason."
    reviewer_client.post(url(article), data | {"reason": "Mis\x00read"})
    annotation.refresh_from_db()
    assert (annotation.state, annotation.retraction_reason) == (ReviewState.RETRACTED, "Misread")
    assert annotated(get(editor_client, url(article))) == []


def test_an_annotation_is_taken_off_in_its_own_article(
    editor_client: Client, article: Article
) -> None:
    other = create_article(text="Other words met.")
    annotation = create_annotation(
        article=other, exact="met", entry=create_event(), state=ReviewState.DRAFT
    )
    assert editor_client.post(url(article), {"remove": annotation.pk}).status_code == 404
    assert Annotation.objects.filter(pk=annotation.pk).exists()


def test_the_change_says_who_made_it(client: Client, article: Article) -> None:
    writer = create_user("writer", "Editors")
    client.force_login(writer)
    client.post(url(article, Kind.DEADLINE), answers(Kind.DEADLINE) | span(article, "met"))
    revision = apps.get_model("tracker", "AnnotationRevision").objects.get()
    assert revision.pgh_context.metadata["user"] == writer.pk
    assert Deadline.objects.count() == 1


def test_a_page_of_the_form_is_whole_html(editor_client: Client, article: Article) -> None:
    for kind in (*KINDS, "attach"):
        answer = editor_client.get(url(article, kind), span(article, "met"))
        html = answer.content.decode()
        assert parse(html)
        for inline in (" style=", "<style", " onclick=", "javascript:"):
            assert inline not in html
