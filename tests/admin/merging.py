"""The page of both versions: what it shows, and how somebody answers it."""

from typing import TYPE_CHECKING, Any

from tests.admin.pages import Page, fields_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def differences(response: "Response") -> dict[str, tuple[str, str, str, str]]:
    """Key → who changed it, and in words what it was, is, and was typed."""
    assert response.status_code == 200, f"it was saved: {response.status_code}"
    return {
        one.key: (one.side, one.before, _text(one.theirs), _text(one.mine))
        for _side, rows in response.context["sides"]
        for one in (row["difference"] for row in rows)
    }


def _text(pieces: Any) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


def choose(
    page: Page, response: "Response", *, button: str = "_merged", **sides: str
) -> "Response":
    """Answers the page of both versions. Fields by name; those of rows by their whole key."""
    data = fields_of(response, "merge_form")
    data |= {f"choose:{key}": side for key, side in sides.items()}
    return page.client.post(page.url, {**data, button: "Save"})
