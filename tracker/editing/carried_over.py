"""Decisions about proposals go over to a new text of their article."""

from tracker.models import ArticleVersion, Decision, Verdict
from tracker.selectors.anchor import find
from tracker.selectors.quote import TextQuote


def carry_over(version: ArticleVersion) -> None:
    """To the newest text of an article, where the words stand in that, too, be it with other white
    space or other quotation marks; what was split or merged, where they stand letter for letter,
    since it is cut at letters. Those about words that are gone stay with the text that has them."""
    decisions = list(
        Decision.objects.filter(version__article=version.article_id)
        .exclude(version=version)
        .select_related("version")
        .prefetch_related("joined")
        .order_by("pk")
    )
    taken: set[tuple[str, int, int, int]] = set()
    for decision in decisions:
        moved = [decision, *decision.joined.all()]
        if decision.verdict == Verdict.JOINED:
            continue  # goes with the one that it was joined to
        old = decision.version.text
        start, end = min(one.start for one in moved), max(one.end for one in moved)
        quote = TextQuote.from_span(old, start, end)
        place = find(quote, version.text, hint=start)
        if place is None:
            continue
        is_whole = len(moved) == 1 and decision.split_at is None
        if not is_whole and place.slice(version.text) != quote.exact:
            continue
        shift = place.start - start
        for one in moved:
            one.version = version
            one.start, one.end = one.start + shift, one.end + shift
            if one.split_at is not None:
                one.split_at += shift
        if is_whole:
            decision.end = place.end
        if taken & {one.key for one in moved}:
            continue  # of two places that said the same, one may be all that is left
        taken |= {one.key for one in moved}
        for one in moved:
            one.save()
