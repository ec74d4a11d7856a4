"""Articles come in from files, addresses and pasted pages: read, looked over, then saved."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.factories import (
    DAY,
    create_annotation,
    create_article,
    create_event,
    create_outlet,
    create_user,
)
from tests.imports import samples
from tests.imports.samples import HEAD, TEXT
from tests.views.page import every, links, one, page, text, texts
from tracker.editing.pending_texts import MOST
from tracker.imports.incoming import MAX_BYTES, Incoming, Original, Reason, RefusedError
from tracker.imports.read import read
from tracker.models import Article, PendingText
from tracker.models import Original as Kept
from tracker.views import arriving, paste

pytestmark = pytest.mark.django_db

NEW, FILE, ADDRESS = "/articles/new/", "/articles/new/file/", "/articles/new/address/"


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Without a process of its own, and with one page on the whole internet."""
    asked: list[str] = []

    def fetch(address: str, *, agent: str) -> tuple[Original, Incoming]:
        asked.append(address)
        if not address.startswith(samples.ADDRESS):
            raise RefusedError(Reason.NOT_PUBLIC, "inside.example")
        page = Original(samples.html().encode(), declared="text/html", address=address)
        return page, read(page)

    monkeypatch.setattr(arriving, "read_apart", read)
    monkeypatch.setattr(arriving, "fetch_apart", fetch)
    return asked


def upload(client: Client, content: bytes, *, name: str = "page.html", to: str = FILE) -> Any:
    return client.post(to, {"file": SimpleUploadedFile(name, content), "way": "file"})


def filled(root: Any) -> dict[str, str]:
    """What stands in the fields of the form in which an article is looked over."""
    form = one(root, "form.paste")
    found = {field.get("name"): field.get("value", "") for field in every(form, "input")}
    for select in every(form, "select"):
        chosen = select.findall("option[@selected]")
        found[select.get("name")] = chosen[0].get("value", "") if chosen else ""
    for area in every(form, "textarea"):
        found[area.get("name")] = "".join(area.itertext()).removeprefix("\n")
    return {name: value for name, value in found.items() if name}


def looked_over(client: Client, answer: Any) -> tuple[str, Any]:
    assert answer.status_code == 302, page(answer)
    return answer["Location"], page(client.get(answer["Location"]))


def sent(root: Any, **changes: str) -> dict[str, str]:
    data = filled(root) | changes
    return {name: value for name, value in data.items() if name != "csrfmiddlewaretoken"}


def test_a_file_is_read_looked_over_and_then_saved_with_its_original(editor_client: Client) -> None:
    content = samples.html().encode()
    address, root = looked_over(editor_client, upload(editor_client, content))
    assert not Article.objects.exists()
    assert (
        filled(root).items()
        >= {
            "title": HEAD,
            "author": "Ada Quill",
            "new_outlet": "The Test Courier",
            "published_on": "2025-04-18",
            "language": "en",
            "url": samples.ADDRESS,
            "text": TEXT,
        }.items()
    )
    assert "check it" in text(one(root, "#id_published_on_helptext"))
    answer = editor_client.post(address, sent(root, title="Corrected"))
    article = Article.objects.get()
    assert answer["Location"] == f"/articles/{article.pk}/annotate/"
    assert (article.title, article.author, article.language) == ("Corrected", "Ada Quill", "en")
    kept = article.current.original
    assert (kept.as_it_came, kept.media_type, kept.name) == (content, "text/html", "page.html")
    assert not PendingText.objects.exists()
    shown = editor_client.get(f"/articles/{article.pk}/")
    assert 'class="text" lang="en"' in shown.content.decode()
    assert "Ada Quill · The Test Courier" in text(one(page(shown), "main"))


def test_an_address_is_fetched_and_kept_with_the_article(
    editor_client: Client, quickly: list[str]
) -> None:
    asked_for = f"{samples.ADDRESS}?utm_source=letter"
    answer = editor_client.post(ADDRESS, {"address": asked_for})
    address, root = looked_over(editor_client, answer)
    assert quickly == [asked_for]
    assert f"Fetched from {asked_for}" in text(one(root, "main"))
    editor_client.post(address, sent(root))
    article = Article.objects.get()
    assert article.url == samples.ADDRESS
    assert article.current.original.fetched_from == asked_for


def test_an_address_that_may_not_be_fetched_is_said_beside_it(editor_client: Client) -> None:
    root = page(editor_client.post(ADDRESS, {"address": "http://inside.example/"}))
    said = " ".join(texts(root, ".errorlist"))
    assert "“inside.example” is not on the public internet" in said
    assert "paste its text" in said
    (field,) = [one for one in every(root, "input") if one.get("name") == "address"]
    assert field.get("value") == "http://inside.example/"
    assert not PendingText.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.pdf", b"<!doctype html><html><p>x</p></html>", "what is in it is something else"),
        ("letter.doc", b"\xd0\xcf\x11\xe0", "This kind of file (.doc) is not read."),
        ("empty.txt", b"", "The file is empty."),
        ("scan.pdf", samples.pdf(()), "it was scanned"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    editor_client: Client, name: str, content: bytes, reason: str
) -> None:
    root = page(upload(editor_client, content, name=name))
    assert reason in " ".join(texts(root, ".errorlist"))


def test_no_file_at_all_is_said(editor_client: Client) -> None:
    assert "Choose a file first." in texts(page(editor_client.post(FILE, {})), ".errorlist")


def test_a_file_beyond_what_is_taken_is_refused_before_it_is_read(editor_client: Client) -> None:
    answer = editor_client.post(
        FILE,
        {"file": SimpleUploadedFile("a.txt", b"x" * (MAX_BYTES + 1))},
        headers={"Accept": "text/html"},
    )
    assert "larger than 10 MB" in text(page(answer, status=413))


def test_a_file_is_taken_where_a_form_asks_for_one_and_nowhere_else(editor_client: Client) -> None:
    file = SimpleUploadedFile("a.txt", b"x")
    assert editor_client.post(NEW, {"file": file}).status_code == 413
    assert editor_client.post(FILE, {"another": file}).status_code == 413
    assert editor_client.post("/login/", {"file": file}).status_code == 413


def test_nobody_elses_bytes_are_looked_at(client: Client, plain_user: User) -> None:
    assert upload(client, b"x" * 100)["Location"].startswith("/login/")
    client.force_login(plain_user)
    assert upload(client, b"x" * 100).status_code == 403


def test_a_pasted_page_is_read_with_what_was_typed_before_what_it_says(
    editor_client: Client,
) -> None:
    outlet = create_outlet(name="Another Outlet")
    answer = editor_client.post(
        NEW, {"title": "My title", "outlet": outlet.pk, "text": samples.html()}
    )
    _address, root = looked_over(editor_client, answer)
    found = filled(root)
    assert (found["title"], found["outlet"], found["new_outlet"]) == (
        "My title",
        str(outlet.pk),
        "",
    )
    assert (found["text"], found["author"]) == (TEXT, "Ada Quill")


def test_a_text_pasted_alone_is_read(editor_client: Client) -> None:
    answer = editor_client.post(NEW, {"text": f"{HEAD}\r\n\r\n{TEXT}"})
    address, root = looked_over(editor_client, answer)
    found = filled(root)
    assert (found["title"], found["language"], found["published_on"]) == (HEAD, "en", "")
    # What nobody knows is for the editor to say.
    root = page(editor_client.post(address, sent(root)))
    assert "This field is required." in texts(root, "li")
    editor_client.post(address, sent(root, published_on="2025-04-18", new_outlet="The Courier"))
    assert Article.objects.get().current.original.as_it_came.decode() == f"{HEAD}\r\n\r\n{TEXT}"


def test_what_no_field_holds_is_left_out_of_what_was_typed(editor_client: Client) -> None:
    data = {"title": "a\0b", "published_on": "\0", "text": TEXT, "read": "1"}
    _address, root = looked_over(editor_client, editor_client.post(NEW, data))
    assert filled(root)["title"] == "ab"


def test_a_text_is_read_where_that_is_asked_for(editor_client: Client) -> None:
    data = {"title": "Mine", "text": TEXT, "read": "1"}
    _address, root = looked_over(editor_client, editor_client.post(NEW, data))
    assert (filled(root)["title"], filled(root)["language"]) == ("Mine", "en")
    answer = editor_client.post(NEW, {"text": " ", "read": "1"})
    assert "This field is required." in texts(page(answer), "li")


def test_a_sign_in_a_text_makes_it_no_page(editor_client: Client) -> None:
    data = {"title": "x", "new_outlet": "y", "published_on": "2025-04-18"}
    editor_client.post(NEW, data | {"text": "Imports < exports, <b>said</b> the envoy: a > b."})
    assert Article.objects.get().current.text.startswith("Imports < exports, <b>said</b>")


@pytest.mark.parametrize(
    ("name", "homepage", "here"),
    [
        ("the test courier", "", ""),
        ("Test Courier", "", ""),
        ("Elsewhere", "https://www.courier.example/", ""),
        ("Elsewhere", "", "http://www.courier.example/other"),
    ],
)
def test_an_outlet_that_is_here_is_recognised(
    editor_client: Client, name: str, homepage: str, here: str
) -> None:
    outlet = create_outlet(name=name)
    outlet.homepage = homepage
    outlet.save()
    if here:
        create_article(outlet=outlet, url=here)
    _address, root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    assert (filled(root)["outlet"], filled(root)["new_outlet"]) == (str(outlet.pk), "")


@pytest.mark.parametrize(
    "spelt",
    [
        samples.ADDRESS,
        f"{samples.ADDRESS}/",
        samples.ADDRESS.replace("https", "http"),
        samples.ADDRESS.replace("//", "//www."),
        f"{samples.ADDRESS}?utm_campaign=a&fbclid=b#top",
    ],
)
def test_an_article_of_this_address_is_not_fetched_again(
    editor_client: Client, quickly: list[str], spelt: str
) -> None:
    article = create_article(url=samples.ADDRESS)
    answer = editor_client.post(ADDRESS, {"address": spelt}, follow=True)
    assert answer.redirect_chain[0][0] == article.get_absolute_url()
    assert quickly == []
    assert links(page(answer))["Check its address for changes"] == f"/articles/{article.pk}/text/"


def test_a_file_of_an_article_that_is_here_becomes_a_new_text_of_it(editor_client: Client) -> None:
    article = create_article(url=samples.ADDRESS, title="Here already", text="Another text.")
    address, root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    assert "An article with this address is already here." in text(one(root, "main"))
    assert links(root)["Here already"] == article.get_absolute_url()
    answer = editor_client.post(address, {"new_text_of": article.pk})
    _address, root = looked_over(editor_client, answer)
    assert "Compare the texts" in text(one(root, "h1"))


def test_the_text_of_what_is_published_is_a_reviewers_to_change(editor_client: Client) -> None:
    article = create_article(url=samples.ADDRESS)
    create_annotation(article=article, exact="The sides met", entry=create_event())
    address, _root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    answer = editor_client.post(address, {"new_text_of": article.pk}, follow=True)
    assert "a reviewer changes its text" in text(one(page(answer), "main"))
    assert PendingText.objects.get().article is None
    answer = editor_client.post(ADDRESS, {"address": samples.ADDRESS}, follow=True)
    assert "Check its address for changes" not in links(page(answer))


def test_nearly_the_same_text_of_another_outlet_is_offered_as_a_reprint(
    editor_client: Client,
) -> None:
    agency = create_outlet(name="The Agency")
    report = create_article(title="The report", text=f"{TEXT}\nMore of it.", outlet=agency)
    address, root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    (chosen,) = [
        radio
        for radio in every(root, "input")
        if radio.get("name") == "likely" and "checked" in radio.attrib
    ]
    assert chosen.get("value") == str(report.pk)
    editor_client.post(address, sent(root, likely=str(report.pk)))
    assert Article.objects.get(title=HEAD).reprint_of == report


def test_the_same_text_of_the_same_outlet_is_offered_as_a_change(editor_client: Client) -> None:
    create_article(title="Here already", text=f"{TEXT}\nMore of it.", published_on=DAY)
    _address, root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    assert "The Test Courier has nearly this text here already: Here already" in text(
        one(root, "main")
    )


def test_what_was_read_is_its_editors_alone_and_can_be_discarded(
    editor_client: Client, reviewer_client: Client
) -> None:
    address, _root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    assert reviewer_client.get(address).status_code == 404
    assert reviewer_client.post(address, {"discard": "1"}).status_code == 404
    assert editor_client.post(address, {"discard": "1"})["Location"] == NEW
    assert not PendingText.objects.exists()


def test_what_nobody_comes_back_to_is_forgotten(editor_client: Client) -> None:
    other = Client()
    other.force_login(create_user("other", "Editors"))
    upload(other, samples.html().encode())
    PendingText.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    for _number in range(MOST + 1):
        upload(editor_client, b"Some text.", name="a.txt")
    assert PendingText.objects.count() == MOST


def test_the_original_is_given_out_to_editors_as_a_file_and_never_shown(
    editor_client: Client, client: Client, plain_user: User
) -> None:
    address, root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    editor_client.post(address, sent(root))
    article = Article.objects.get()
    where = f"/articles/{article.pk}/versions/1/original/"
    answer = editor_client.get(where)
    assert answer.content == samples.html().encode()
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    client.force_login(plain_user)
    assert client.get(where).status_code == 403
    assert editor_client.get(f"/articles/{article.pk}/versions/2/original/").status_code == 404


def test_what_only_saving_finds_out_is_said_too(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_said: object) -> None:
        raise ValidationError("It cannot be so.")

    monkeypatch.setattr(paste, "add_article", refuse)
    address, root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    assert "It cannot be so." in texts(page(editor_client.post(address, sent(root))), "li")


def test_what_was_corrected_stays_when_it_cannot_be_saved(editor_client: Client) -> None:
    address, root = looked_over(editor_client, upload(editor_client, samples.html().encode()))
    root = page(editor_client.post(address, sent(root, published_on="one fine day", title="Mine")))
    assert (filled(root)["title"], filled(root)["text"]) == ("Mine", TEXT)
    assert Kept.objects.count() == Article.objects.count() == 0
