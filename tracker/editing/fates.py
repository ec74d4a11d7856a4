"""What becomes of the sources of an article when its text changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editing.annotate import MAX_QUOTE
from tracker.editing.pending import may_change_claim
from tracker.models import Annotation, Article, ArticleVersion
from tracker.models.review import ReviewState
from tracker.selectors.anchor import find
from tracker.selectors.position import TextPosition
from tracker.selectors.quote import TextQuote
from tracker.selectors.reworded import find_reworded

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


class Outcome(StrEnum):
    SAME = "same"  # the words stand there still
    REWORDED = "reworded"  # other words stand in their place
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Fate:
    annotation: Annotation
    outcome: Outcome
    position: TextPosition | None = None
    words: str = ""  # those that stand there now
    # Quotation marks, dashes, spaces alone are others than they were.
    is_typography: bool = False


def fates(annotations: Iterable[Annotation], text: str) -> list[Fate]:
    """Of annotations of one article, in the order given, before they move to a new text."""
    found = [_fate(annotation, text) for annotation in annotations]
    taken: set[tuple[TextPosition, int | None, int | None]] = set()
    # Of two places that said the same for one claim, one may be all that is left; and what stands
    # there letter for letter goes before what may be meant.
    for outcome in (Outcome.SAME, Outcome.REWORDED):
        for number, fate in enumerate(found):
            annotation = fate.annotation
            is_counted = annotation.state != ReviewState.RETRACTED
            if fate.outcome != outcome or fate.position is None or not is_counted:
                continue
            place = (fate.position, annotation.entry_id, annotation.development_id)
            if place in taken:
                found[number] = Fate(annotation, Outcome.LOST)
            taken.add(place)
    return found


def _fate(annotation: Annotation, text: str) -> Fate:
    found = find(annotation.quote, text, hint=annotation.start)
    if found:
        words = found.slice(text)
        if words == annotation.exact:
            return Fate(annotation, Outcome.SAME, found, words)
        return Fate(annotation, Outcome.REWORDED, found, words, is_typography=True)
    reworded = find_reworded(annotation.quote, text, hint=annotation.start)
    if reworded is None or reworded.position.end - reworded.position.start > MAX_QUOTE:
        return Fate(annotation, Outcome.LOST)
    words = reworded.position.slice(text)
    return Fate(annotation, Outcome.REWORDED, reworded.position, words)


def place(annotation: Annotation, version: ArticleVersion, position: TextPosition) -> None:
    """Onto these words of this text; whoever calls saves it."""
    quote = TextQuote.from_span(version.text, position.start, position.end)
    annotation.version = version
    annotation.start, annotation.end = position.start, position.end
    annotation.exact = quote.exact
    annotation.prefix, annotation.suffix = quote.prefix, quote.suffix


@transaction.atomic
def follow(annotation: Annotation, *, words: str, by: "User | AnonymousUser") -> Annotation:
    """Takes a source whose words are lost over to those that stand in their place now.

    `words` are those that its editor was shown. Other words are another evidence: who may change
    the source says so, and the history keeps what it was. Raises ValidationError where the text
    has changed once more meanwhile.
    """
    Article.objects.select_for_update().get(pk=annotation.version.article_id)
    annotation.refresh_from_db()
    if not may_change_claim(by, annotation):
        raise PermissionDenied
    version = annotation.version.article.current
    fate = _fate(annotation, version.text)
    if annotation.version_id == version.pk or fate.position is None or fate.words != words:
        raise ValidationError(_("The text has changed meanwhile: look once more what it says."))
    place(annotation, version, fate.position)
    annotation.full_clean()
    annotation.save()
    return annotation


def reworded_in(annotation: Annotation, text: str) -> str:
    """The words that stand in the place of a lost quote now; empty where none do."""
    fate = _fate(annotation, text)
    return fate.words if fate.outcome != Outcome.LOST else ""
