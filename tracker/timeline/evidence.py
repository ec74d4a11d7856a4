"""The words that a claim rests on, each in its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.models import Annotation, Development, Entry
from tracker.selectors.sentences import sentence_around
from tracker.timeline.visible import Reader


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote with the rest of its sentence, and where it stands."""

    annotation: Annotation
    before: str
    exact: str
    after: str
    is_lost: bool  # a newer version of the article no longer says this


def evidence_of(
    entry: Entry, developments: Iterable[Development], *, reader: Reader, as_of: date | None = None
) -> tuple[list[Evidence], dict[int, list[Evidence]]]:
    """The evidence of an entry, and that of its developments by their id, oldest source first."""
    annotations = (
        Annotation.objects.visible_to(reader)
        .known_by(as_of)
        .select_related("version__article__outlet")
        .with_lost()
    )
    own = annotations.filter(entry=entry)
    theirs = annotations.filter(development__in=list(developments))
    by_development: dict[int, list[Evidence]] = {}
    order = ("version__article__published_on", "version__article", "start")
    for annotation in theirs.order_by(*order):
        if annotation.development_id:
            by_development.setdefault(annotation.development_id, []).append(_read(annotation))
    return [_read(annotation) for annotation in own.order_by(*order)], by_development


def _read(annotation: Annotation) -> Evidence:
    version = annotation.version
    sentence = sentence_around(version.text, annotation.start, annotation.end)
    return Evidence(
        annotation=annotation,
        before=version.text[sentence.start : annotation.start],
        exact=annotation.exact,
        after=version.text[annotation.end : sentence.end],
        is_lost=annotation.is_lost,  # type: ignore[attr-defined]
    )
