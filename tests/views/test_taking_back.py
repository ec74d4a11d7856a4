"""What was sent to review, and what was published, and the way back from there."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.factories import create_annotation, create_article, create_event
from tests.views.page import every, get, links, one, page, text, texts
from tracker.editing import review
from tracker.models import Entry, ReviewState

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW = ReviewState.DRAFT, ReviewState.IN_REVIEW


def send(client: Client, address: str, **said: object) -> str:
    """Sends drafts to review; what the button for going back holds."""
    root = page(client.post(address, said, follow=True))
    (button,) = every(one(root, "form.undo"), "button")
    return button.get("value", "")


def take_back(client: Client, token: str) -> tuple[str, list[str]]:
    """Where it led, and what was said there."""
    answer = client.post("/desk/take-back/", {"sent": token}, follow=True)
    return answer.redirect_chain[-1][0], texts(one(page(answer), ".messages"), "li")


def states() -> set[str]:
    return set(Entry.objects.values_list("state", flat=True))


def test_drafts_sent_from_the_desk_are_drafts_again(editor_client: Client) -> None:
    drafts = [create_event(title=f"Talks {n}", state=DRAFT) for n in range(3)]
    token = send(editor_client, "/desk/", draft=[str(one.pk) for one in drafts], send_chosen="1")
    assert states() == {IN_REVIEW}
    assert take_back(editor_client, token) == ("/desk/", ["3 are drafts again."])
    assert states() == {DRAFT}


def test_one_sent_from_its_page_leads_back_to_it(editor_client: Client) -> None:
    entry = create_event(state=DRAFT)
    token = send(editor_client, f"/entries/{entry.pk}/submit/")
    assert take_back(editor_client, token) == (f"/entries/{entry.pk}/", ["1 is a draft again."])
    assert states() == {DRAFT}


def test_all_that_was_drafted_from_an_article(editor_client: Client) -> None:
    article = create_article(text="They met. They left.")
    for words in ("They met", "They left"):
        create_annotation(
            article=article, exact=words, entry=create_event(state=DRAFT), state=DRAFT
        )
    address = f"/articles/{article.pk}/annotate/"
    answer = editor_client.post(address, {"submit": "1"}, headers={"HX-Request": "true"})
    root = page(answer)
    button = one(one(root, "form.undo"), "button")
    assert text(button) == "Undo"
    assert "2 drafts were sent to review." in text(one(root, "#said"))
    where, said = take_back(editor_client, button.get("value", ""))
    assert (where, said) == (address, ["2 are drafts again."])
    assert states() == {DRAFT}


def test_what_a_reviewer_has_acted_on_stays(editor_client: Client, reviewer: User) -> None:
    published, returned, left = (create_event(title=name, state=DRAFT) for name in "abc")
    keys = [str(one.pk) for one in (published, returned, left)]
    token = send(editor_client, "/desk/", draft=keys, send_chosen="1")
    review.publish([published], by=reviewer)
    review.return_to_draft([returned], by=reviewer)
    review.submit([returned], by=reviewer)
    _where, said = take_back(editor_client, token)
    assert said == [
        "1 is a draft again.",
        "2 stay as they are: somebody has done something to them since.",
    ]
    assert dict(Entry.objects.values_list("title", "state")) == {
        "a": ReviewState.PUBLISHED,
        "b": IN_REVIEW,
        "c": DRAFT,
    }


@pytest.mark.parametrize("token", ["", "nonsense", "e30:1abc:forged"])
def test_a_token_that_is_not_ours_does_nothing(editor_client: Client, token: str) -> None:
    create_event(state=IN_REVIEW)
    where, (said,) = take_back(editor_client, token)
    assert where == "/desk/"
    assert said.startswith("It is too late to undo this here")
    assert states() == {IN_REVIEW}


def test_a_token_is_of_whoever_has_sent(editor_client: Client, reviewer_client: Client) -> None:
    entry = create_event(state=DRAFT)
    token = send(editor_client, f"/entries/{entry.pk}/submit/")
    _where, (said,) = take_back(reviewer_client, token)
    assert said.startswith("It is too late to undo this here")
    assert states() == {IN_REVIEW}


def test_several_that_were_published_are_found_to_be_retracted(reviewer_client: Client) -> None:
    """Readers may have seen them: what was public is retracted with a reason, not just undone."""
    for number in range(3):
        create_event(title=f"Talks {number}", state=IN_REVIEW)
    create_event(title="Another")
    root = get(reviewer_client, "/desk/")
    items = [box.get("value") for box in every(root, "input") if box.get("name") == "item"]
    answer = reviewer_client.post("/desk/", {"item": items, "publish_chosen": "1"}, follow=True)
    link = one(one(page(answer), ".messages"), "a")
    listed = [
        name for name in links(get(reviewer_client, link.get("href", ""))) if name[:5] == "Talks"
    ]
    assert sorted(listed) == ["Talks 0", "Talks 1", "Talks 2"]
