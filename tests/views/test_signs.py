"""What the signs of lists and of marked words mean is said where they stand, folded."""

import pytest
from django.test import Client

from tests.factories import create_annotation, create_article, create_event, create_process
from tests.views.page import every, get, one, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize(
    ("address", "signs"),
    [
        ("/timeline/", ["Circle", "Square", "Triangle", "Diamond", "Bar", "Bracket"]),
        ("/processes/talks/", ["Circle", "Square", "Triangle", "Diamond", "Bar", "Bracket"]),
        ("/articles/{}/", ["Solid line", "Double line", "Dotted line", "Wavy line"]),
    ],
)
def test_the_signs_are_explained_where_they_stand(
    client: Client, address: str, signs: list[str]
) -> None:
    event = create_event(process=create_process(slug="talks"))
    article = create_article(text="They met.")
    create_annotation(article=article, exact="They met", entry=event)
    folded = one(get(client, address.format(article.pk)), "details.signs")
    assert folded.get("open") is None
    assert texts(folded, "summary") == ["What the signs mean"]
    assert texts(folded, "dt")[: len(signs)] == signs
    assert all(texts(folded, "dd"))
    assert len(every(folded, "dt")) == len(every(folded, "dd"))
