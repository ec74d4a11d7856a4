"""Which articles an article may be a reprint of."""

from datetime import timedelta

import pytest

from tests.factories import DAY, change_text, create_article, create_outlet
from tests.reprinted import OTHER, WIRE, two_thirds
from tracker.models import Article
from tracker.timeline.reprints import likely_originals

pytestmark = pytest.mark.django_db


def article(outlet: str, *, text: str = WIRE, days: int = 0, of: Article | None = None) -> Article:
    return create_article(
        outlet=create_outlet(name=outlet),
        text=text,
        published_on=DAY + timedelta(days),
        reprint_of=of,
    )


def offered(found: Article) -> list[Article]:
    return [likely.article for likely in likely_originals(found)]


def test_what_has_nearly_the_same_text_is_offered() -> None:
    wire = article("Wire")
    article("Elsewhere", text=OTHER)
    assert offered(article("Gazette")) == [wire]
    cut = article("Post", text=f"By our correspondent.\n\n{two_thirds(WIRE)}", days=1)
    assert wire in offered(cut)


def test_the_original_is_offered_and_not_its_reprint() -> None:
    wire = article("Wire")
    article("Gazette", of=wire, days=1)
    change_text(wire, OTHER)
    assert offered(article("Post", days=2)) == [wire]


@pytest.mark.parametrize("reason", ["of the same outlet", "out later", "a reprint of it"])
def test_no_original_is(reason: str) -> None:
    own = article("Gazette")
    if reason == "of the same outlet":
        article("Gazette", days=-1)
    elif reason == "out later":
        article("Wire", days=1)
    else:
        article("Wire", of=own)
    assert offered(own) == []


def test_nothing_is_offered_where_it_is_said_already() -> None:
    wire = article("Wire")
    assert offered(article("Gazette", of=wire)) == []
    taken_over = create_article(
        outlet=create_outlet(name="Post"), text=WIRE, origin=create_outlet(name="Agency")
    )
    assert offered(taken_over) == []
