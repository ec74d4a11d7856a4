import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.views.page import get, links, one, page, text

pytestmark = pytest.mark.django_db


def test_an_editor_signs_in_and_out(client: Client, editor: User) -> None:
    assert links(get(client, "/"))["Sign in"] == "/login/"
    sent = {"username": "editor", "password": "editor-password"}
    assert client.post("/login/", sent, follow=True).redirect_chain == [("/", 302)]
    assert {"Desk", "Forms"} <= links(get(client, "/")).keys()
    assert "Sign out editor" in text(one(get(client, "/"), "header"))
    assert client.post("/logout/", follow=True).redirect_chain == [("/", 302)]
    assert "Sign in" in links(get(client, "/"))


def test_a_wrong_password_is_said_and_nobody_is_signed_in(client: Client, editor: User) -> None:
    shown = page(client.post("/login/", {"username": "editor", "password": "guess"}))
    assert "Please enter a correct username and password." in text(shown)
    assert "Sign in" in links(get(client, "/"))


def test_one_comes_back_to_where_one_was_stopped(client: Client, editor: User) -> None:
    stopped = client.get("/window/?phrase=tomorrow")
    assert stopped.status_code == 302
    form = {i.get("name"): i.get("value") for i in get(client, stopped["Location"]).iter("input")}
    assert form["next"] == "/window/?phrase=tomorrow"
    sent = {"username": "editor", "password": "editor-password", "next": form["next"]}
    assert client.post("/login/", sent)["Location"] == "/window/?phrase=tomorrow"


def test_one_is_not_sent_elsewhere(client: Client, editor: User) -> None:
    sent = {"username": "editor", "password": "editor-password", "next": "https://bad.example/"}
    assert client.post("/login/", sent)["Location"] == "/"


def test_an_account_without_a_role_is_refused_what_is_the_editors(
    client: Client, plain_user: User
) -> None:
    client.force_login(plain_user)
    assert client.get("/window/?phrase=tomorrow").status_code == 403
    assert not {"Desk", "Forms"} & links(get(client, "/")).keys()


def test_what_is_not_there_is_said_on_a_page_of_its_own(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()
