"""An article with proposals, and the short form of one of them, for tests of the workspace."""

from typing import TYPE_CHECKING, Any

from django.test import Client

from tests.conftest import HTMX
from tests.factories import create_actor, create_article, create_process
from tests.views.page import form_fields, get, one, page, text
from tracker.models import Article
from tracker.timeline.considered import Considered, considered

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

# A condition with its deadline, an event, a condition; and an actor that is not on record.
TEXT = (
    "Belmark warned on Thursday that if there is no truce within days, Belmark would leave the"
    " talks with Sudria.\n\nBelmark signed the accord on Monday. It rained. If Sudria signs,"
    " Belmark will lift the blockade."
)


def article_with_proposals(text: str = TEXT) -> Article:
    create_process(slug="talks", name="Talks")
    create_actor(name="Belmark", slug="belmark")
    create_actor(name="Sudria", slug="sudria")
    return create_article(text=text, title="No truce yet")


def desk(article: Article) -> str:
    return f"/articles/{article.pk}/annotate/"


def decide(article: Article) -> str:
    return f"/articles/{article.pk}/decide/"


def items(article: Article) -> list[Considered]:
    made = [one for version in article.versions.all() for one in version.annotations.all()]
    return considered(article.current, made=made)


def standings(article: Article) -> list[str]:
    return [f"{one.proposal.kind} {one.standing}" for one in items(article)]


def short_form(client: Client, article: Article, item: Considered) -> dict[str, str]:
    shown = client.get(f"{desk(article)}?at={item.address}")
    fields = form_fields(shown, action=decide(article))
    return fields | ({"limit": "on"} if "limit" in fields else {})


def press(
    client: Client, article: Article, act: str, number: int = 0, **changes: Any
) -> "Response":
    """Presses a button of the short form of one of the proposals, as htmx does."""
    item = items(article)[number]
    fields: dict[str, Any] = {"proposal": item.address}
    if item.is_open:
        fields = {**short_form(client, article, item)}
    fields |= {"act": act} | changes
    return client.post(decide(article), fields, headers=HTMX)


def take_back(client: Client, article: Article, decision: int) -> "Response":
    return client.post(decide(article), {"undo": decision}, headers=HTMX)


def shown(client: Client, article: Article) -> Any:
    return get(client, desk(article))


def said(answer: "Response") -> str:
    return text(one(page(answer), "#said"))
