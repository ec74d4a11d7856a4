"""Who may do what: anonymous, a reader, an editor, a reviewer, a superuser."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin import factories
from tests.admin.conftest import SignedIn
from tests.admin.pages import Page, seen_on
from tracker.models import Annotation, Development, Entry, Event, ReviewState

ROLES = ("anonymous", "reader", "editor", "reviewer", "superuser")
STATES = list(ReviewState.values)


def act(client: Client, action: str, *entries: Entry, model: str = "event", **more: str) -> int:
    url = reverse(f"admin:tracker_{model}_changelist")
    data = {"action": action, "_selected_action": [str(entry.pk) for entry in entries], **more}
    return client.post(url, {**data, "seen": seen_on(client.get(url))}).status_code


def state_of(entry: Entry) -> str:
    return Entry.objects.get(pk=entry.pk).state


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "page", ["entry", "event", "deadline", "condition", "development", "annotation", "article"]
)
def test_the_lists_are_for_editors_and_up(as_: SignedIn, role: str, page: str) -> None:
    response = as_(role).get(reverse(f"admin:tracker_{page}_changelist"))
    # Whoever is no editor is led to the sign-in page.
    assert response.status_code == (302 if role in ("anonymous", "reader") else 200)


@pytest.mark.parametrize(
    ("role", "changeable"),
    [
        ("editor", {"draft", "in_review"}),
        ("reviewer", set(STATES)),
        ("superuser", set(STATES)),
    ],
)
@pytest.mark.parametrize("state", STATES)
def test_an_editor_changes_what_is_pending_and_a_reviewer_everything(
    as_: SignedIn, role: str, changeable: set[str], state: str
) -> None:
    event = factories.create_event()
    client = as_(role)
    url = reverse("admin:tracker_event_change", args=[event.pk])
    page = Page(client, url, "event").fill(title="Changed")
    reason = "wrong" if state == "retracted" else ""
    Entry.objects.filter(pk=event.pk).update(state=state, retraction_reason=reason)
    seen = client.get(url).content.decode()
    saved = page.save()
    if state in changeable:
        assert 'name="_save"' in seen
        assert saved.status_code == 302
        assert Event.objects.get().title == "Changed"
    else:
        assert 'name="_save"' not in seen
        assert saved.status_code == 403
        assert Event.objects.get().title == "Envoys met"


@pytest.mark.parametrize(
    ("role", "action", "before", "after"),
    [
        ("anonymous", "submit", "draft", "draft"),
        ("anonymous", "publish", "draft", "draft"),
        ("reader", "submit", "draft", "draft"),
        ("reader", "publish", "draft", "draft"),
        ("editor", "submit", "draft", "in_review"),
        ("editor", "publish", "in_review", 403),
        ("editor", "return_to_draft", "in_review", 403),
        ("editor", "retract", "published", 403),
        ("editor", "delete_selected", "draft", 403),
        ("reviewer", "submit", "draft", "in_review"),
        ("reviewer", "publish", "draft", "published"),
        ("reviewer", "publish", "in_review", "published"),
        ("reviewer", "publish", "retracted", "retracted"),
        ("reviewer", "return_to_draft", "in_review", "draft"),
        ("reviewer", "return_to_draft", "retracted", "draft"),
        ("reviewer", "return_to_draft", "published", "published"),
        ("reviewer", "retract", "published", "retracted"),
        ("reviewer", "retract", "draft", "draft"),
        ("reviewer", "delete_selected", "draft", 403),
        ("superuser", "publish", "draft", "published"),
        ("superuser", "retract", "published", "retracted"),
    ],
)
@pytest.mark.parametrize("model", ["event", "entry"])
def test_the_actions_of_each_role(
    as_: SignedIn, role: str, action: str, before: str, after: str | int, model: str
) -> None:
    event = factories.create_event(state=before)
    status = act(as_(role), action, event, model=model, reason="Wrong day")
    if after == 403:
        assert (status, state_of(event)) == (403, before)
    else:
        assert (status, state_of(event)) == (302, after)


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("editor", ["submit", "export_csv"]),
        ("reviewer", ["submit", "publish", "return_to_draft", "retract", "export_csv"]),
    ],
)
def test_a_list_offers_what_the_role_may_do(as_: SignedIn, role: str, offered: list[str]) -> None:
    factories.create_event()
    response = as_(role).get(reverse("admin:tracker_event_changelist"))
    form = response.context["action_form"]
    assert [name for name, _label in form.fields["action"].choices if name] == offered


@pytest.mark.parametrize(
    ("role", "state", "buttons"),
    [
        ("editor", "draft", ["submit"]),
        ("editor", "in_review", []),
        ("editor", "published", []),
        ("reviewer", "draft", ["submit", "publish"]),
        ("reviewer", "in_review", ["publish", "return_to_draft"]),
        ("reviewer", "published", ["retract"]),
        ("reviewer", "retracted", ["return_to_draft"]),
    ],
)
def test_a_page_offers_what_makes_sense(
    as_: SignedIn, role: str, state: str, buttons: list[str]
) -> None:
    event = factories.create_event(state=state)
    url = reverse("admin:tracker_event_change", args=[event.pk])
    seen = as_(role).get(url).content.decode()
    retract = reverse("admin:tracker_event_retract", args=[event.pk])
    found = [
        name for name in ("submit", "publish", "return_to_draft") if f"_act_{name}" in seen
    ] + (["retract"] if retract in seen else [])
    assert found == buttons


def test_a_forged_button_is_refused_and_nothing_is_saved(as_: SignedIn) -> None:
    event = factories.create_event()
    url = reverse("admin:tracker_event_change", args=[event.pk])
    page = Page(as_("editor"), url, "event").fill(title="Changed")
    assert page.save("_act_publish").status_code == 403
    event.refresh_from_db()
    assert (event.title, event.state) == ("Envoys met", "draft")


@pytest.mark.parametrize("role", ["anonymous", "reader", "editor"])
def test_only_a_reviewer_comes_to_the_page_that_retracts(as_: SignedIn, role: str) -> None:
    event = factories.create_event(state="published")
    url = reverse("admin:tracker_event_retract", args=[event.pk])
    client = as_(role)
    expected = 403 if role == "editor" else 302
    assert client.get(url).status_code == expected
    assert client.post(url, {"reason": "No"}).status_code == expected
    assert state_of(event) == "published"


@pytest.mark.parametrize(
    ("role", "state", "status"),
    [
        ("editor", "draft", 403),
        ("reviewer", "draft", 403),
        ("reviewer", "published", 403),
        ("superuser", "published", 302),
    ],
)
def test_only_a_superuser_deletes_entries(
    as_: SignedIn, role: str, state: str, status: int
) -> None:
    event = factories.create_event(state=state)
    url = reverse("admin:tracker_event_delete", args=[event.pk])
    assert as_(role).post(url, {"post": "yes"}).status_code == status
    assert Event.objects.exists() == (status == 403)


# ── developments and sources ─────────────────────────────────────────────────────────────────────


def test_an_editor_adds_to_what_is_published_and_it_is_pending(as_: SignedIn) -> None:
    deadline = factories.create_deadline(state="published")
    article = factories.create_article()
    client = as_("editor")
    page = Page(client, reverse("admin:tracker_development_add"), "development")
    page.fill(entry=deadline.pk, outcome="missed").window("1 July 2025")
    page.row("annotations", article=article.pk, exact="We will wait a week")
    assert page.save().status_code == 302
    source = Page(client, reverse("admin:tracker_annotation_add"), "annotation")
    source.fill(entry=deadline.pk, article=article.pk, exact="prisoners are home")
    assert source.save().status_code == 302
    assert Development.objects.get().state == "draft"
    assert list(Annotation.objects.values_list("state", flat=True)) == ["draft", "draft"]
    # The text that readers search does not tell of it yet.
    deadline.refresh_from_db()
    assert "prisoners" not in deadline.words


@pytest.mark.parametrize("state", ["published", "retracted"])
@pytest.mark.parametrize("model", ["development", "annotation"])
def test_what_was_published_is_not_an_editors_to_change_or_delete(
    as_: SignedIn, model: str, state: str
) -> None:
    development = factories.create_development(entry=factories.create_deadline(), state=state)
    claims: dict[str, Development | Annotation] = {
        "development": development,
        "annotation": factories.create_source(entry=development.entry),
    }
    reason = "wrong" if state == "retracted" else ""
    Annotation.objects.update(state=state, retraction_reason=reason)
    client = as_("editor")
    args = [claims[model].pk]
    seen = client.get(reverse(f"admin:tracker_{model}_change", args=args))
    assert seen.status_code == 200
    assert b'name="_save"' not in seen.content
    delete = reverse(f"admin:tracker_{model}_delete", args=args)
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert as_("reviewer").post(delete, {"post": "yes"}).status_code == 403


def test_published_rows_of_a_draft_stay_as_they_are_whatever_an_editor_sends(
    as_: SignedIn,
) -> None:
    deadline = factories.create_deadline()
    development = factories.create_development(entry=deadline, state="published")
    source = factories.create_source(entry=deadline, state="published")
    url = reverse("admin:tracker_deadline_change", args=[deadline.pk])
    page = Page(as_("editor"), url, "deadline")
    page.change_row("developments", 0, outcome="met", window_phrase="2026", DELETE="on")
    page.change_row("annotations", 0, stance="disputes", DELETE="on")
    assert page.save().status_code == 302
    development.refresh_from_db()
    source.refresh_from_db()
    assert (development.outcome, development.earliest.year) == ("missed", 2025)
    assert source.stance == "supports"


def test_an_editor_takes_a_pending_source_off_again(as_: SignedIn) -> None:
    event = factories.create_event()
    factories.create_source(entry=event)
    event.refresh_from_db()
    assert event.known_on.isoformat() == "2025-04-18"
    url = reverse("admin:tracker_event_change", args=[event.pk])
    page = Page(as_("editor"), url, "event")
    page.change_row("annotations", 0, DELETE="on")
    assert page.save().status_code == 302
    event.refresh_from_db()
    assert (event.annotations.count(), event.known_on.isoformat()) == (0, "2025-04-17")


@pytest.mark.parametrize("model", ["development", "annotation"])
def test_a_claim_is_deleted_with_what_followed_from_it(as_: SignedIn, model: str) -> None:
    deadline = factories.create_deadline()
    development = factories.create_development(entry=deadline)
    source = factories.create_source(entry=deadline)
    pk = development.pk if model == "development" else source.pk
    url = reverse(f"admin:tracker_{model}_delete", args=[pk])
    assert as_("editor").post(url, {"post": "yes"}).status_code == 302
    deadline.refresh_from_db()
    assert ("the harbour" in deadline.words) == (model == "development")
