"""How words that something rests on are marked in the text of an article."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from tracker.models import Annotation, ReviewState, Stance
from tracker.selectors.segments import Span
from tracker.timeline.claims import claim_of

register = template.Library()

DEEPEST = 4  # more layers than this look the same


register.filter("claim_of", claim_of)


@register.filter
def mark_classes(spans: Sequence[Span]) -> str:
    """The kind of the innermost span, the kind of the one around it, and how many there are."""
    classes = ["ann", f"k-{_kind(spans[-1])}"]
    if len(spans) > 1:
        classes.append(f"o-{_kind(spans[-2])}")
        classes.append(f"d{min(len(spans), DEEPEST)}")
    annotations = [span for span in spans if isinstance(span, Annotation)]
    if any(annotation.stance == Stance.DISPUTES for annotation in annotations):
        classes.append("disputes")
    if annotations and all(one.state != ReviewState.PUBLISHED for one in annotations):
        classes.append("unpublished")
    return " ".join(classes)


@register.filter
def mark_keys(spans: Sequence[Span]) -> str:
    return " ".join(str(span.pk) for span in spans if isinstance(span, Annotation))


@register.filter
def mark_titles(spans: Sequence[Span]) -> str:
    """What a marked piece of text says when pointed at: each entry with its kind."""
    return " · ".join(
        _("%(kind)s: %(title)s") % {"kind": entry.get_kind_display(), "title": entry.title}
        for span in spans
        if isinstance(span, Annotation) and (entry := claim_of(span))
    )


def _kind(span: Span) -> str:
    entry = claim_of(span) if isinstance(span, Annotation) else None
    return entry.kind if entry else "chosen"
