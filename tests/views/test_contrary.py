"""An editor sets one entry against another."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.conftest import BOOSTED, HTMX, RESTORED
from tests.factories import DAY, create_event, create_link, create_process
from tests.views.page import every, links, one, page, parse, text, texts
from tracker.models import Entry, EntryLink, LinkType, ReviewState

pytestmark = pytest.mark.django_db

DRAFT, PUBLISHED = ReviewState.DRAFT, ReviewState.PUBLISHED


def url(entry: Entry) -> str:
    return f"/entries/{entry.pk}/contrary/"


def test_it_is_for_editors(client: Client, plain_user: User) -> None:
    event, other = create_event(), create_event()
    answer = client.get(url(event))
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={url(event)}")
    client.force_login(plain_user)
    assert client.get(url(event)).status_code == 403
    assert client.post(url(event), {"other": other.pk}).status_code == 403
    assert not EntryLink.objects.exists()


def test_what_is_not_there_or_retracted_is_not_found(editor_client: Client) -> None:
    assert editor_client.get("/entries/999/contrary/").status_code == 404
    gone = create_event(state=ReviewState.RETRACTED)
    assert editor_client.get(url(gone)).status_code == 404


@pytest.mark.parametrize(
    ("headers", "is_whole"),
    [
        ({}, True),
        (HTMX | {"HX-Target": "found"}, False),
        (BOOSTED | {"HX-Target": "found"}, True),
        (RESTORED | {"HX-Target": "found"}, True),
    ],
    ids=["page", "fragment", "boosted", "restored"],
)
def test_the_other_entry_is_searched(
    editor_client: Client, headers: dict[str, str], is_whole: bool
) -> None:
    event = create_event(title="The envoys meet")
    create_event(title="The envoys part")
    create_event(title="Something else")
    answer = editor_client.get(url(event), {"q": "ENVOYS"}, headers=headers)
    root = page(answer)
    assert bool(every(root, "html")) is is_whole
    assert len(every(root, "h1")) == is_whole
    found = texts(one(root, "fieldset.found"), "label")
    # Not the entry itself.
    assert [words.partition(" event")[0] for words in found] == ["The envoys part"]
    assert {"HX-Request", "HX-Target", "Cookie"} <= set(answer["Vary"].replace(" ", "").split(","))


def test_those_of_the_process_come_first_and_the_nearest_in_time(editor_client: Client) -> None:
    here, elsewhere = create_process(slug="here"), create_process(slug="elsewhere")
    event = create_event(process=here, title="Asked")
    create_event(process=elsewhere, title="Elsewhere")
    for title, days in (("Later", 3), ("Before", -2), ("Tomorrow", 1), ("Long ago", -300)):
        create_event(process=here, title=title, on=DAY + timedelta(days))
    found = texts(one(page(editor_client.get(url(event))), "fieldset.found"), "label")
    assert [words.partition(" event")[0] for words in found] == [
        "Tomorrow",
        "Before",
        "Later",
        "Long ago",
        "Elsewhere",
    ]


@pytest.mark.parametrize(
    ("who", "of_entry", "of_other", "belongs_to"),
    [
        ("editor", DRAFT, DRAFT, "entry"),
        ("editor", DRAFT, PUBLISHED, "entry"),
        ("editor", PUBLISHED, DRAFT, "other"),
        ("editor", PUBLISHED, PUBLISHED, None),
        ("reviewer", PUBLISHED, PUBLISHED, "entry"),
        ("reviewer", PUBLISHED, DRAFT, "entry"),
    ],
)
def test_the_link_belongs_to_an_entry_that_the_editor_may_change(
    request: pytest.FixtureRequest, who: str, of_entry: str, of_other: str, belongs_to: str | None
) -> None:
    client: Client = request.getfixturevalue(f"{who}_client")
    event, other = create_event(state=of_entry), create_event(state=of_other)
    data = {"other": other.pk, "note": "of one day"}
    if belongs_to and {of_entry, of_other} == {PUBLISHED}:
        missing = "Say why: this changes something that readers see."
        assert missing in texts(page(client.post(url(event), data)), "li")
        data |= {"why": "two stories"}
    answer = client.post(url(event), data)
    if belongs_to is None:
        refused = "Both are published: it takes a reviewer to set them against each other."
        assert refused in texts(page(answer), "li")
        assert not EntryLink.objects.exists()
        return
    assert (answer.status_code, answer["Location"]) == (302, f"/entries/{event.pk}/#evidence")
    link = EntryLink.objects.get()
    ends = (event, other) if belongs_to == "entry" else (other, event)
    assert (link.source.pk, link.target.pk) == (ends[0].pk, ends[1].pk)
    assert (link.type, link.note) == (LinkType.CONTRADICTS, "of one day")
    # A change of the entry that it belongs to, which an open form of that is held against.
    for one_of_them, before in ((ends[0], 2), (ends[1], 1)):
        one_of_them.refresh_from_db()
        assert one_of_them.version == before
    shown = client.get(answer["Location"])
    assert "The two accounts now stand side by side." in shown.content.decode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "Choose the entry that contradicts it."),
        ({"other": "999"}, "This entry is not there any more."),
        ({"other": "x"}, "This entry is not there any more."),
        ({"other": "9" * 40}, "This entry is not there any more."),
        ({"other": "itself"}, "This entry is not there any more."),
        ({"other": "retracted"}, "This entry is not there any more."),
        ({"other": "linked"}, "These two contradict each other already."),
        ({"other": "linked from there"}, "These two contradict each other already."),
        ({"other": "fresh", "note": "x" * 301}, "at most 300 characters"),
        ({"other": "fresh", "note": "a\0b"}, "Null characters"),
    ],
)
def test_a_reason_is_given_and_what_was_typed_stays(
    editor_client: Client, data: dict[str, Any], reason: str
) -> None:
    event = create_event(state=DRAFT)
    named = {
        "itself": event,
        "retracted": create_event(state=ReviewState.RETRACTED),
        "linked": create_event(),
        "linked from there": create_event(),
        "fresh": create_event(title="A fresh one"),
    }
    create_link(source=event, target=named["linked"], type=LinkType.CONTRADICTS)
    create_link(source=named["linked from there"], target=event, type=LinkType.CONTRADICTS)
    other = data.get("other", "")
    sent = {"note": "kept", "q": "fresh"} | data
    if other in named:
        sent["other"] = named[other].pk
    root = page(editor_client.post(url(event), sent))
    assert reason in " ".join(texts(root, "ul.errorlist"))
    fields = {field.get("name"): field for field in every(root, "input")}
    assert fields["note"].get("value") == sent["note"]
    assert fields["q"].get("value") == "fresh"
    assert EntryLink.objects.count() == 2
    if other == "fresh":
        assert fields["other"].get("checked") is not None


def test_nothing_found_says_so(editor_client: Client) -> None:
    event = create_event()
    root = parse(editor_client.get(url(event), {"q": "nowhere"}).content.decode())
    assert "No entry has all of “nowhere” in its title." in texts(root, "p.help")
    alone = parse(editor_client.get(url(event)).content.decode())
    assert "There is no other entry yet." in texts(alone, "p.help")
    assert text(one(alone, "h1")) == "Add a contrary account"
    assert links(alone)["Cancel"] == f"/entries/{event.pk}/"
