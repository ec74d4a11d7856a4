"""The words that a claim rests on, each in its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.models import Annotation, Article, Development, Entry, Outlet
from tracker.selectors.sentences import sentence_around
from tracker.timeline.visible import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote with the rest of its sentence, where it stands, and whose reporting it is."""

    annotation: Annotation
    before: str
    exact: str
    after: str
    is_lost: bool  # a newer version of the article no longer says this
    # Of a reprint: the article that it was taken from, if this reader may know of it, and else the
    # outlet, if the record names that.
    original: Article | None = None
    origin: Outlet | None = None

    @property
    def article(self) -> Article:
        return self.annotation.version.article


# What is read along with the words, so that none of them asks for more.
_WITH = (
    "speaker",
    "version__article__outlet",
    "version__article__origin",
    "version__article__reprint_of__outlet",
    "version__article__reprint_of__origin",
)
_OLDEST_FIRST = ("version__article__published_on", "version__article_id", "start", "pk")


def evidence_of(
    entry: Entry, developments: Iterable[Development], *, reader: Reader, as_of: date | None = None
) -> tuple[list[Evidence], dict[int, list[Evidence]]]:
    """The evidence of an entry, and that of its developments by their id, oldest source first."""
    annotations = _annotations(reader, as_of)
    own = list(annotations.filter(entry=entry))
    theirs = list(annotations.filter(development__in=list(developments)))
    read = _Reading([*own, *theirs], reader=reader, as_of=as_of)
    by_development: dict[int, list[Evidence]] = {}
    for annotation in theirs:
        if annotation.development_id:
            by_development.setdefault(annotation.development_id, []).append(read(annotation))
    return [read(annotation) for annotation in own], by_development


def evidence_by_entry(
    entries: Iterable[Entry], *, reader: Reader, as_of: date | None = None
) -> dict[int, list[Evidence]]:
    """The evidence of several entries by their id, oldest source first."""
    found = list(_annotations(reader, as_of).filter(entry__in=list(entries)))
    read = _Reading(found, reader=reader, as_of=as_of)
    by_entry: dict[int, list[Evidence]] = {}
    for annotation in found:
        if annotation.entry_id:
            by_entry.setdefault(annotation.entry_id, []).append(read(annotation))
    return by_entry


def _annotations(reader: Reader, as_of: date | None) -> "QuerySet[Annotation]":
    visible = Annotation.objects.visible_to(reader).known_by(as_of).with_lost()
    return visible.select_related(*_WITH).order_by(*_OLDEST_FIRST)


class _Reading:
    """Annotations as evidence. What of their originals may be named is asked once for all."""

    def __init__(
        self, annotations: Iterable[Annotation], *, reader: Reader, as_of: date | None
    ) -> None:
        articles = [annotation.version.article for annotation in annotations]
        originals = {one.reprint_of_id for one in articles if one.reprint_of_id}
        self.named: set[int] = set()
        if originals:
            there = Article.objects.visible_to(reader).filter(pk__in=originals)
            if as_of:
                there = there.filter(published_on__lte=as_of)
            self.named = set(there.values_list("pk", flat=True))

    def __call__(self, annotation: Annotation) -> Evidence:
        version = annotation.version
        article = version.article
        sentence = sentence_around(version.text, annotation.start, annotation.end)
        return Evidence(
            annotation=annotation,
            before=version.text[sentence.start : annotation.start],
            exact=annotation.exact,
            after=version.text[annotation.end : sentence.end],
            is_lost=annotation.is_lost,  # type: ignore[attr-defined]
            original=article.reprint_of if article.reprint_of_id in self.named else None,
            origin=article.origin,
        )
