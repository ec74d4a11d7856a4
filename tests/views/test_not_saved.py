"""What was typed is not lost: signed out meanwhile, a stale token, an error, no longer allowed."""

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.admin import factories as admin_factories
from tests.admin.pages import fields_of
from tests.everything import create_everything
from tests.factories import (
    create_article,
    create_deadline,
    create_development,
    create_process,
    create_user,
)
from tests.views.page import form_fields, parse, text
from tracker import keeping
from tracker.models import Article, Entry, Event, Outlet
from tracker.views import paste

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

TYPED = 'Two lines,\r\n"quoted" <b>not bold</b> & 你好'


def browser(user: User | None = None) -> Client:
    """One that is held to tokens, as real ones are."""
    client = Client(enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    return client


def words(response: "Response") -> str:
    return text(parse(response.content.decode()))


def sign_in_again(
    client: Client, shown: "Response", *, name: str, password: str = ""
) -> "Response":
    """Fills in the page that asks to sign in."""
    fields = form_fields(shown, action="/login/")
    return client.post(
        "/login/", {**fields, "username": name, "password": password or f"{name}-password"}
    )


def article_form(client: Client) -> dict[str, str]:
    typed = {"title": "Not lost", "new_outlet": "Courier", "published_on": "2025-04-18"}
    return {**form_fields(client.get("/articles/new/"), action=""), **typed, "text": TYPED}


def sign_out_elsewhere(client: Client) -> None:
    """The session ends; the browser still has its cookies."""
    client.session.flush()


def test_after_signing_in_again_the_form_is_there_as_it_was_filled_in(editor: User) -> None:
    client = browser(editor)
    typed = article_form(client)
    sign_out_elsewhere(client)
    shown = client.post("/articles/new/", typed)
    assert shown.status_code == 403
    assert "What you typed is kept on this page" in shown.content.decode()
    assert form_fields(shown, action="/login/")["username"] == "editor"

    answer = sign_in_again(client, shown, name="editor")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/articles/new/?kept=")
    assert Article.objects.count() == 0
    again = client.get(answer["Location"])
    assert "Not saved yet: this is what you typed before" in again.content.decode()
    fields = form_fields(again, action="")
    assert {name: fields[name] for name in ("title", "new_outlet", "published_on", "text")} == {
        "title": "Not lost",
        "new_outlet": "Courier",
        "published_on": "2025-04-18",
        "text": TYPED,
    }
    assert "Not saved yet" in client.get(answer["Location"]).content.decode()  # reloaded
    assert client.post(answer["Location"], fields).status_code == 302
    assert Article.objects.get().title == "Not lost"
    assert "Not saved yet" not in client.get(answer["Location"]).content.decode()


def test_an_admin_form_comes_back_with_its_rows_and_is_saved_by_hand(editor: User) -> None:
    client = browser(editor)
    event, actor = admin_factories.create_event(), admin_factories.create_actor()
    address = reverse("admin:tracker_event_change", args=[event.pk])
    typed = fields_of(client.get(address), "event_form")
    typed |= {"title": "Typed", "parts-TOTAL_FORMS": "1", "_save": "Save"}
    typed |= {"parts-0-actor": str(actor.pk), "parts-0-role": "host", "parts-0-id": ""}
    sign_out_elsewhere(client)
    shown = client.post(address, typed)
    assert shown.status_code == 403
    answer = sign_in_again(client, shown, name="editor")
    again = client.get(answer["Location"])
    assert again.status_code == 200
    assert "Not saved yet: this is what you typed before" in again.content.decode()
    assert Event.objects.get().title == "Envoys met"
    fields = fields_of(again, "event_form")
    assert (fields["title"], fields["parts-0-actor"]) == ("Typed", str(actor.pk))
    # Somebody saved it meanwhile: the version that was read has come along, too.
    Entry.objects.filter(pk=event.pk).update(version=2, title="Theirs")
    both = client.post(answer["Location"], {**fields, "_save": "Save"})
    assert "Both of you changed this" in both.content.decode()
    merging = fields_of(both, "merge_form") | {"_override": "x"}
    assert client.post(answer["Location"], merging).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.parts.get().actor) == ("Typed", actor)


def test_a_form_of_the_workspace_comes_back(editor: User) -> None:
    article, process = create_article(), create_process()
    client = browser(editor)
    address = f"/articles/{article.pk}/annotate/event/"
    fields = form_fields(client.get(f"{address}?start=0&end=9"), action=address)
    typed = {"title": "Typed", "process": str(process.pk), "parts-0-actor": "Nobody known"}
    sign_out_elsewhere(client)
    shown = client.post(address, {**fields, **typed})
    answer = sign_in_again(client, shown, name="editor")
    again = form_fields(client.get(answer["Location"]), action=address)
    assert {name: again[name] for name in typed} == typed
    assert (again["start"], again["end"]) == ("0", "9")
    assert Entry.objects.count() == 0


def test_what_became_of_an_entry_comes_back(editor: User) -> None:
    deadline, article = create_deadline(), create_article()
    on_page = f"/entries/{deadline.pk}/developments/new/"
    in_text = f"/articles/{article.pk}/development/"
    for address, query in ((on_page, ""), (in_text, f"?start=0&end=9&of={deadline.pk}")):
        client = browser(editor)
        fields = form_fields(client.get(f"{address}{query}"), action=address)
        typed = {"outcome": "met", "note": TYPED, "window_phrase": "21 April 2025"}
        sign_out_elsewhere(client)
        shown = client.post(address, {**fields, **typed})
        answer = sign_in_again(client, shown, name="editor")
        again = client.get(answer["Location"])
        assert "Not saved yet: this is what you typed before" in words(again)
        kept = form_fields(again, action=address)
        assert {name: kept[name] for name in typed} == typed
        assert not deadline.developments.exists()
        assert client.post(answer["Location"], kept).status_code == 302
        deadline.developments.all().delete()


def test_the_reason_of_a_retraction_comes_back(reviewer: User) -> None:
    deadline = create_deadline()
    step = create_development(entry=deadline)
    address = f"/entries/{deadline.pk}/developments/{step.pk}/retract/"
    client = browser(reviewer)
    fields = form_fields(client.get(address), action="")
    sign_out_elsewhere(client)
    shown = client.post(address, {**fields, "reason": "Typed"})
    again = client.get(sign_in_again(client, shown, name="reviewer")["Location"])
    assert form_fields(again, action="")["reason"] == "Typed"
    assert "Not saved yet: this is what you typed before" in words(again)


def test_it_is_handed_to_nobody_else_and_not_dropped_either(editor: User) -> None:
    other = create_user("other", "Editors")
    client = browser(editor)
    typed = article_form(client)
    sign_out_elsewhere(client)
    shown = client.post("/articles/new/", typed)
    refused = sign_in_again(client, shown, name="other")
    assert refused.status_code == 200
    assert "filled in by editor, and is not handed to anybody else" in words(refused)
    assert "_auth_user_id" not in client.session
    answer = sign_in_again(client, refused, name="editor")
    assert answer["Location"].startswith("/articles/new/?kept=")
    # Nor by its address.
    stranger = browser(other)
    shown = stranger.get(answer["Location"])
    assert "Not lost" not in shown.content.decode()


def test_a_form_of_one_person_is_not_saved_as_another(editor: User, reviewer: User) -> None:
    """Two tabs of one browser: in one of them somebody else has signed in."""
    typed = article_form(browser(editor))
    client = Client()
    client.force_login(reviewer)
    shown = client.post("/articles/new/", typed)
    assert shown.status_code == 403
    assert "The form was opened by another account" in words(shown)
    assert Article.objects.count() == 0
    answer = sign_in_again(client, shown, name="editor")
    assert "Not lost" in client.get(answer["Location"]).content.decode()


def test_a_stale_token_loses_nothing(editor: User) -> None:
    client = browser(editor)
    typed = article_form(client)
    shown = client.post("/articles/new/", typed | {"csrfmiddlewaretoken": "x" * 64})
    assert shown.status_code == 403
    assert "Not saved yet" in words(shown)
    fields = form_fields(shown, action="/kept/")
    answer = client.post("/kept/", fields)
    again = form_fields(client.get(answer["Location"]), action="")
    assert again["text"] == TYPED
    assert client.post(answer["Location"], again).status_code == 302


def test_all_cookies_lost_lose_nothing(editor: User) -> None:
    client = browser(editor)
    typed = article_form(client)
    client.cookies.clear()
    shown = client.post("/articles/new/", typed)
    assert shown.status_code == 403
    answer = sign_in_again(client, shown, name="editor")
    assert form_fields(client.get(answer["Location"]), action="")["text"] == TYPED


def test_passwords_and_tokens_are_not_carried_along(editor: User) -> None:
    client = browser(editor)
    typed = article_form(client) | {"password1": "s3cret-of-mine", "old_password": "s3cret-of-old"}
    sign_out_elsewhere(client)
    shown = client.post("/articles/new/", typed)
    assert "s3cret" not in shown.content.decode()
    kept = keeping.unsealed(form_fields(shown, action="/login/")["kept"])
    assert kept is not None
    assert not {"password1", "old_password", "csrfmiddlewaretoken"} & dict(kept.fields).keys()


@pytest.mark.parametrize(
    "change",
    [
        lambda seal: "",
        lambda seal: seal[:-1] + ("A" if seal[-1] != "A" else "B"),
        lambda seal: "https://bad.example/",
    ],
)
def test_a_forged_seal_leads_nowhere(editor: User, change: Any) -> None:
    client = browser(editor)
    typed = article_form(client)
    sign_out_elsewhere(client)
    fields = form_fields(client.post("/articles/new/", typed), action="/login/")
    fields |= {"username": "editor", "password": "editor-password"}
    fields |= {"kept": change(fields["kept"]), "next": "https://bad.example/"}
    assert client.post("/login/", fields)["Location"] == "/"


def test_a_form_without_a_name_or_with_a_forged_one_is_not_kept(editor: User) -> None:
    client = browser(editor)
    typed = article_form(client)
    sign_out_elsewhere(client)
    for forged in ("", "x", keeping.typed_by(editor)[:-1]):
        answer = client.post("/articles/new/", typed | {"typed_by": forged})
        assert answer["Location"] == "/login/?next=/articles/new/"


def test_a_fragment_is_left_as_it_is(editor: User) -> None:
    article = create_article()
    client = browser(editor)
    address = f"/articles/{article.pk}/annotate/event/"
    fields = form_fields(client.get(f"{address}?start=0&end=9"), action=address)
    sign_out_elsewhere(client)
    answer = client.post(address, fields, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["X-Signed-Out"]) == (403, "1")
    assert "<" not in answer.content.decode()


def test_what_may_not_be_saved_any_more_can_be_taken_along(editor: User) -> None:
    """Published while the form was open."""
    client = browser(editor)
    event = admin_factories.create_event()
    address = reverse("admin:tracker_event_change", args=[event.pk])
    typed = fields_of(client.get(address), "event_form") | {"title": "Typed in vain"}
    Entry.objects.filter(pk=event.pk).update(state="published")
    shown = client.post(address, typed)
    assert shown.status_code == 403
    assert "Typed in vain" in words(shown)


def _is_an_admin_of_ours(model: type[Model]) -> bool:
    return model._meta.app_label == "tracker" and model is not Entry  # which has no form of its own


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(model, id=model._meta.model_name)
        for model in admin.site._registry
        if _is_an_admin_of_ours(model)
    ],
)
def test_what_is_gone_can_be_taken_along(model: type[Model]) -> None:
    create_everything()
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    client = browser(admin_factories.create_user(role="superuser"))
    address = reverse(f"admin:tracker_{model._meta.model_name}_change", args=[row.pk])
    typed = fields_of(client.get(address), f"{model._meta.model_name}_form")
    typed |= {"words": "Typed in vain", "draft_id": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    # What hangs on it would have to go first; for the form it is the same if it was never there.
    address = address.replace(f"/{row.pk}/", f"/{row.pk + 1_000_000}/")
    shown = client.post(address, typed)
    assert shown.status_code == 404
    assert "Typed in vain" in words(shown)
    assert "saved-draft" not in shown.cookies


@pytest.mark.parametrize(
    ("place", "name"),
    [
        pytest.param(paste, "_add", id="while it is saved"),
        # Nobody is known to be signed in then.
        pytest.param(SessionStore, "load", id="before"),
    ],
)
def test_when_the_database_goes_away_the_form_can_be_sent_once_more(
    editor: User, monkeypatch: pytest.MonkeyPatch, place: object, name: str
) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(editor)
    typed = article_form(client)

    def away(*_args: object) -> None:
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patch:
        patch.setattr(place, name, away)
        shown = client.post("/articles/new/", typed)
    assert (shown.status_code, shown["Retry-After"]) == (503, "5")
    assert "whether this was saved is not known" in words(shown)
    fields = form_fields(shown, action="/articles/new/")
    assert fields["text"] == TYPED
    assert client.post("/articles/new/", fields).status_code == 302
    assert Article.objects.get().current.text == TYPED.replace("\r\n", "\n")


def test_a_saved_form_is_said_to_the_browser(editor: User) -> None:
    client = browser(editor)
    Outlet.objects.create(name="Courier", slug="courier")
    typed = article_form(client) | {"draft_id": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    wrong = client.post("/articles/new/", typed | {"title": ""})
    assert "saved-draft" not in wrong.cookies
    answer = client.post("/articles/new/", typed)
    assert answer.cookies["saved-draft"].value == "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert "saved-draft" not in client.post("/articles/new/", typed | {"draft_id": "a; b"}).cookies


def with_stale_token(fields: dict[str, str]) -> dict[str, str]:
    return fields | {"csrfmiddlewaretoken": "x" * 64}


def test_a_stale_token_on_the_page_that_asks_to_sign_in_keeps_the_form(editor: User) -> None:
    """Signed in in another tab, or not yet."""
    client = browser(editor)
    typed = article_form(client)
    sign_out_elsewhere(client)
    shown = client.post("/articles/new/", typed)
    fields = form_fields(shown, action="/login/")
    fields |= {"username": "editor", "password": "editor-password"}

    again = client.post("/login/", with_stale_token(fields))
    assert again.status_code == 403
    assert "Not lost" in words(again)
    assert form_fields(again, action="/login/")["kept"]

    client.force_login(editor)
    here = client.post("/login/", with_stale_token(fields))
    assert here.status_code == 403
    assert "Not lost" in words(here)
    answer = client.post("/kept/", form_fields(here, action="/kept/"))
    assert answer["Location"].startswith("/articles/new/?kept=")
    assert form_fields(client.get(answer["Location"]), action="")["text"] == TYPED


def test_a_stale_token_on_the_way_back_to_the_form_keeps_it_too(editor: User) -> None:
    client = browser(editor)
    stale = client.post("/articles/new/", with_stale_token(article_form(client)))
    fields = with_stale_token(form_fields(stale, action="/kept/"))
    again = client.post("/kept/", fields)
    assert again.status_code == 403
    answer = client.post("/kept/", form_fields(again, action="/kept/"))
    assert form_fields(client.get(answer["Location"]), action="")["text"] == TYPED


def test_a_seal_that_is_none_keeps_nothing(editor: User) -> None:
    shown = browser(editor).post("/kept/", {"kept": "no seal", "csrfmiddlewaretoken": "x" * 64})
    assert shown.status_code == 403
    assert 'name="kept"' not in shown.content.decode()
