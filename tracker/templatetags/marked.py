"""How the words of an article are marked while it is worked on."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.models import Kind
from tracker.selectors.segments import Segment
from tracker.timeline.considered import Progress, Standing
from tracker.timeline.marks import Mark

register = template.Library()

DEEPEST = 4  # more layers than this look the same
STANDINGS = {
    Standing.PROPOSED: lambda: _("proposed"),
    Standing.ACCEPTED: lambda: _("accepted"),
    Standing.REJECTED: lambda: _("rejected"),
}


@register.filter
def standing_words(standing: Standing) -> str:
    return STANDINGS[standing]()


@register.filter
def top_of(marks: Sequence[Mark]) -> Mark:
    """The one that a piece of text looks like: chosen words, then the proposal at hand, then the
    innermost; what was rejected comes last."""
    return max(enumerate(marks), key=lambda pair: (_weight(pair[1]), pair[0]))[1]


def _weight(mark: Mark) -> int:
    if mark.standing is None:
        return 3
    if mark.is_current:
        return 2
    return 0 if mark.standing == Standing.REJECTED else 1


@register.filter
def segment_classes(segment: Segment[Mark]) -> str:
    """Kind and standing of the one on top, the kind of the next below it, and how many there
    are; where the one on top begins and ends."""
    marks = segment.spans
    top = top_of(marks)
    classes = ["ann", f"k-{top.kind}"]
    if top.standing:
        classes.append(str(top.standing))
    rest = [one for one in marks if one is not top and one.standing != Standing.REJECTED]
    if rest:
        classes += [f"o-{rest[-1].kind}", f"d{min(len(rest) + 1, DEEPEST)}"]
        if rest[-1].standing == Standing.PROPOSED:
            classes.append("o-proposed")
    if top in segment.begins:
        classes.append("begins")
    if top.end == segment.start + len(segment.text):
        classes.append("ends")
    if any(one.is_current for one in marks):
        classes.append("now")
    if any(one.disputes for one in marks):
        classes.append("disputes")
    made = [one for one in marks if one.annotation]
    if made and not any(one.is_public for one in made):
        classes.append("unpublished")
    return " ".join(classes)


@register.filter
def mark_addresses(marks: Sequence[Mark]) -> str:
    """Of the proposals that these words belong to, the one on top first."""
    top = top_of(marks)
    ordered = [top, *(one for one in reversed(marks) if one is not top)]
    return " ".join(dict.fromkeys(one.address for one in ordered if one.address))


@register.filter
def annotation_keys(marks: Sequence[Mark]) -> str:
    return " ".join(str(one.annotation) for one in marks if one.annotation)


@register.filter
def spoken(marks: Sequence[Mark]) -> str:
    """What marked words say when pointed at: what is made of them, and how far that is."""
    return " · ".join(
        _("%(kind)s, %(standing)s: %(title)s")
        % {
            "kind": str(Kind(one.kind).label).capitalize(),
            "standing": standing_words(one.standing),
            "title": one.title,
        }
        for one in marks
        if one.standing
    )


@register.simple_tag
def progress_bar(progress: Progress) -> SafeString:
    """Accepted, then rejected, of all of them. What it shows stands beside it in words."""
    total = max(progress.total, 1)
    accepted = 100 * progress.accepted / total
    rejected = 100 * progress.rejected / total
    return format_html(
        '<svg class="progress-bar" width="100%" height="6" aria-hidden="true">'
        '<rect class="all" width="100%" height="6" rx="3"/>'
        '<rect class="accepted" width="{}%" height="6" rx="3"/>'
        '<rect class="rejected" x="{}%" width="{}%" height="6"/></svg>',
        f"{accepted:.2f}",
        f"{accepted:.2f}",
        f"{rejected:.2f}",
    )
