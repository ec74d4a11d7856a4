"""Words of an article become the evidence of a claim."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.editing.derived import refresh_derived
from tracker.models import (
    Actor,
    Annotation,
    Article,
    ArticleVersion,
    Development,
    Entry,
    Stance,
)
from tracker.models.review import ReviewState
from tracker.selectors.anchor import find
from tracker.selectors.position import TextPosition
from tracker.selectors.quote import TextQuote

MAX_QUOTE = 2_000  # code points: a quote, not a copy


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words an article gives, and how; as much of it as is known (Annotation.speaker …)."""

    speaker: Actor | None = None
    mode: str = ""
    attribution: str = ""
    described_as: str = ""

    def columns(self) -> dict[str, Actor | str | None]:
        return {
            "speaker": self.speaker,
            "mode": self.mode,
            "attribution": self.attribution,
            "described_as": self.described_as,
        }


UNSAID = Voice()


def locate(
    version: ArticleVersion,
    exact: str,
    *,
    start: int | None = None,
    prefix: str = "",
    suffix: str = "",
) -> TextPosition:
    """Where these words stand in the text. Raises ValidationError when they do not, or when
    they stand there more than once and nothing tells which place is meant."""
    if not exact.strip():
        raise ValidationError(_("Select some words first."))
    if start is not None and version.text[start : start + len(exact)] == exact:
        return TextPosition(start, start + len(exact))
    found = find(TextQuote(exact, prefix, suffix), version.text, hint=start)
    if found:
        return found
    if exact in version.text:
        raise ValidationError(
            _("“%s” stands in the article more than once. Quote a few words more.") % _clip(exact)
        )
    raise ValidationError(_("The article does not say “%s”.") % _clip(exact))


@transaction.atomic
def annotate(
    version: ArticleVersion,
    position: TextPosition,
    *,
    entry: Entry | None = None,
    development: Development | None = None,
    stance: str = Stance.SUPPORTS,
    voice: Voice = UNSAID,
) -> Annotation:
    """Rests an entry or a development on a span. A draft until a reviewer publishes it.

    Raises ValidationError when the article has a newer text by now that does not say it.
    """
    article = Article.objects.select_for_update().get(pk=version.article_id)
    if len(position.slice(version.text)) > MAX_QUOTE:
        raise ValidationError(_("Quote up to %d characters.") % MAX_QUOTE)
    if (newest := article.current) != version:
        old = TextQuote.from_span(version.text, position.start, position.end)
        position = locate(newest, old.exact, prefix=old.prefix, suffix=old.suffix)
        version = newest
    quote = TextQuote.from_span(version.text, position.start, position.end)
    annotation = Annotation(
        version=version,
        start=position.start,
        end=position.end,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        stance=stance,
        entry=entry,
        development=development,
        state=ReviewState.DRAFT,
        **voice.columns(),
    )
    annotation.full_clean()
    annotation.save()
    refresh_derived(_claims(annotation))
    return annotation


@transaction.atomic
def detach(annotation: Annotation) -> None:
    """Removes a span from its claim. The history keeps what it was."""
    claims = _claims(annotation)
    annotation.delete()
    refresh_derived(claims)


def _claims(annotation: Annotation) -> list[int]:
    if annotation.development:
        return [annotation.development.entry_id]
    return [annotation.entry_id] if annotation.entry_id else []


def _clip(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
