"""Words of others are shown as words, wherever they stand."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.conftest import HTMX
from tests.everything import Everything, create_everything, free_texts
from tests.factories import create_event, create_process, create_user
from tests.views.page import get, page, parse, text
from tracker.models import Article, Entry
from tracker.timeline.revisions import revisions_of

pytestmark = pytest.mark.django_db

BAD = "<script>alert('x')</script><b onclick=\"x\">harbour</b>"
PAGES = [
    *("/", "/timeline/", "/processes/talks/", "/actors/", "/actors/arland/", "/articles/"),
    *(
        "/processes/talks/conditions/",
        "/processes/talks/demands/",
        "/processes/talks/?view=dossier",
    ),
    *("/processes/talks/demands/?cell=arland:envoy", "/processes/talks/deadlines/"),
]


@pytest.fixture
def record() -> Everything:
    return create_everything(words=BAD)


def addresses() -> list[str]:
    entries = [
        f"/entries/{pk}/"
        for pk in Entry.objects.filter(state="published").values_list("pk", flat=True)
    ]
    articles = [f"/articles/{pk}/" for pk in Article.objects.values_list("pk", flat=True)]
    found_on = ("/timeline/", "/processes/talks/", "/processes/talks/deadlines/", "/actors/arland/")
    searches = [f"{url}?q=harbour" for url in found_on]
    conditions = Entry.objects.filter(state="published", kind="condition")
    questions = [
        f"/processes/talks/conditions/?outcome={pk}"
        for pk in conditions.values_list("pk", flat=True)
    ]
    return [*PAGES, *entries, *articles, *searches, *questions]


class _Active(HTMLParser):
    """What would act in a browser: scripts of their own, handlers, addresses that run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append(self.get_starttag_text() or tag)
        for name, value in attrs:
            runs = name in ("href", "src", "action") and (value or "").startswith("javascript:")
            if name.startswith("on") or runs:
                self.found.append(self.get_starttag_text() or tag)


def active(html: str) -> list[str]:
    parser = _Active()
    parser.feed(html)
    return parser.found


def test_what_acts_would_be_found() -> None:
    assert len(active(f'{BAD}<a href="javascript:x">')) == 3


@pytest.mark.usefixtures("record")
def test_every_free_text_is_among_them() -> None:
    """A new column for words joins tests.everything, and so every test that uses it."""
    texts, left_out = list(free_texts()), []
    for model, field in texts:
        # Of what stands around a quote, 32 letters are kept: a piece of the markup.
        marked = "[<>]" if field in ("prefix", "suffix") else "<script>.*</b>"
        if not model._default_manager.filter(**{f"{field}__regex": marked}).exists():
            left_out.append(f"{model.__name__}.{field}")
    assert left_out == []
    assert len(texts) > 50


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("who", ["client", "editor_client", "reviewer_client"])
def test_no_page_takes_them_for_markup(request: pytest.FixtureRequest, who: str) -> None:
    client: Client = request.getfixturevalue(who)
    for url in addresses():
        response = client.get(url)
        shown = page(response)
        assert active(response.content.decode()) == [], url
        if url != "/articles/":
            assert "<script>alert('x')</script>" in text(shown), url


def test_nor_do_the_life_and_the_history_of_an_entry(
    reviewer_client: Client, record: Everything
) -> None:
    entry = f"/entries/{record.deadline.pk}"
    key = revisions_of(record.deadline, reader=create_user("clerk", "Editors"))[-1].key
    addresses = [
        f"{entry}/developments/new/",
        f"{entry}/developments/{record.development.pk}/retract/",
        f"{entry}/history/",
        f"{entry}/history/{key}/",
        f"/articles/{record.article.pk}/development/?start=0&end=6&version=2",
    ]
    for url in addresses:
        response = reviewer_client.get(url)
        assert active(response.content.decode()) == [], url
        assert "alert('x')" in text(page(response)), url
    typed = dict.fromkeys(("note", "window_phrase", "event_q", "event", "reason", "of", "q"), BAD)
    for url in [one for one in addresses if not one.endswith("history/")]:
        response = reviewer_client.post(url, {**typed, "outcome": BAD, "reason": "", "exact": BAD})
        assert response.status_code == 200, url
        assert active(response.content.decode()) == [], url


def test_nor_does_the_workspace(editor_client: Client, record: Everything) -> None:
    desk = f"/articles/{record.article.pk}/annotate/"
    for url in (
        desk,
        f"{desk}event/?exact=Before",
        f"/articles/{record.article.pk}/attach/?start=1",
    ):
        response = editor_client.get(url)
        assert active(response.content.decode()) == [], url
        assert "alert('x')" in text(page(response)), url
    typed = {"exact": BAD, "title": BAD, "window_phrase": BAD, "parts-0-actor": BAD, "q": BAD}
    for url in (f"{desk}condition/", f"/articles/{record.article.pk}/attach/", "/articles/new/"):
        for headers in ({}, HTMX):
            response = editor_client.post(
                url, {**typed, "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0}, headers=headers
            )
            assert response.status_code == 200
            assert active(response.content.decode()) == [], url


@pytest.mark.usefixtures("record")
def test_nor_does_the_admin() -> None:
    client, user = Client(), create_user("superuser")
    User.objects.filter(pk=user.pk).update(
        is_staff=True, is_superuser=True, first_name=BAD, last_name=BAD
    )
    client.force_login(user)
    seen = 0
    for url in admin_addresses(client):
        html = client.get(url).content.decode()
        assert active(html) == [], url
        seen += "&lt;script&gt;alert(" in html
    assert seen > 30


def admin_addresses(client: Client) -> list[str]:
    """Lists, forms, histories and deletions of everything that the admin has."""
    found = [reverse("admin:index"), reverse("admin:app_list", args=["tracker"])]
    for app in client.get(reverse("admin:index")).context["app_list"]:
        for table in app["models"]:
            model = table["model"]
            base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            found += [reverse(f"{base}_changelist"), f"{reverse(f'{base}_changelist')}?q=harbour"]
            for pk in model._default_manager.values_list("pk", flat=True)[:3]:
                found += [
                    reverse(f"{base}_{page}", args=[pk]) for page in ("change", "history", "delete")
                ]
    return found


@pytest.mark.usefixtures("record")
def test_no_fragment_does(client: Client) -> None:
    lists = ("/timeline/", "/timeline/?q=harbour", "/articles/", "/actors/")
    readings = [f"/processes/talks/{one}/" for one in ("deadlines", "conditions", "demands")]
    for url in (*lists, *readings):
        assert active(client.get(url, headers=HTMX).content.decode()) == [], url


@pytest.mark.usefixtures("record")
def test_a_file_is_nothing_that_a_browser_would_show(client: Client) -> None:
    response = client.get("/timeline.csv")
    assert "<script>" in response.getvalue().decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment;")


@pytest.mark.usefixtures("record")
def test_found_words_are_marked_between_escaped_ones(client: Client) -> None:
    shown = client.get("/timeline/?q=harbour&kind=event").content.decode()
    assert "&lt;b onclick=&quot;x&quot;&gt;<mark>harbour</mark>&lt;/b&gt;" in shown


SENT = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"


@pytest.mark.parametrize(
    "url",
    [
        "/timeline/?q={}",
        "/timeline/?kind={}",
        "/timeline/?from={}",
        "/timeline/?after={}",
        "/timeline/?order={}",
        "/processes/talks/?q={}",
        "/processes/talks/deadlines/?q={}",
        "/processes/talks/deadlines/?status={}",
        "/processes/talks/conditions/?q={}",
        "/processes/talks/conditions/?outcome={}",
        "/processes/talks/demands/?q={}",
        "/processes/talks/demands/?cell={}",
        "/?as_of={}",
        "/actors/?name={}",
        "/actors/?belongs_to={}",
        "/actors/?after={}",
        "/articles/?after={}",
        "/login/?next={}",
    ],
)
def test_what_an_address_says_is_no_markup(client: Client, url: str) -> None:
    create_event(process=create_process(slug="talks"))
    html = client.get(url.format(SENT)).content.decode()
    assert active(html) == []
    shown = parse(html)
    values = [field.get("value", "") for field in shown.iter("input")]
    assert any("alert(1)" in words for words in (text(shown), *values))


@pytest.mark.parametrize("url", ["/{}/", "/processes/{}/", "/admin/{}/", "/timeline.csv?q={}"])
def test_nor_do_errors_and_refusals(client: Client, editor_client: Client, url: str) -> None:
    for browser in (client, editor_client):
        response = browser.get(url.format(SENT), follow=True)
        assert response.status_code in (200, 400, 404)
        if response["Content-Type"].startswith("text/html"):
            assert active(response.content.decode()) == []


def test_a_page_of_an_article_shows_them_letter_for_letter(
    client: Client, record: Everything
) -> None:
    assert BAD in text(get(client, f"/articles/{record.article.pk}/"))
