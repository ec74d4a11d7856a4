"""What went wrong is said on a page of ours, which names the request and nothing else."""

import pytest
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import create_user
from tests.views.page import one, parse, text
from tracker.views import errors, timeline

NAME = "a-name-that-a-proxy-gave"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, client: Client) -> Client:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("zqinsidex")

    monkeypatch.setattr(timeline, "read_filter", fail)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("template", ["400.html", "429.html", "500.html"])
def test_the_bare_pages_need_no_database_and_no_request(template: str) -> None:
    page = parse(render_to_string(template, {"request_id": NAME, "minutes": 15}))
    assert text(one(page, "code")) == NAME
    assert one(page, "h1") is not None


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "status"), [("/nowhere/", 404), ("/articles/new/", 403)])
def test_the_others_name_the_request_too(client: Client, url: str, status: int) -> None:
    client.force_login(create_user("reader"))
    response = client.get(url, headers={"X-Request-ID": NAME})
    assert response.status_code == status
    assert text(one(parse(response.content.decode()), "code")) == NAME


@pytest.mark.django_db
def test_a_failure_shows_nothing_of_its_inside(broken: Client) -> None:
    response = broken.get("/timeline/?q=what", headers={"X-Request-ID": NAME})
    assert response.status_code == 500
    page = parse(response.content.decode())
    assert text(one(page, "h1")) == "Something went wrong here"
    assert text(one(page, "code")) == NAME
    assert "zqinsidex" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


@pytest.mark.django_db
def test_a_failure_of_the_page_for_failures_is_still_answered(
    broken: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise TemplateSyntaxError("zqinsidex")

    monkeypatch.setattr(errors, "bare", fail)
    response = broken.get("/timeline/")
    assert (response.status_code, response.content.decode()) == (500, errors.LAST_RESORT)
