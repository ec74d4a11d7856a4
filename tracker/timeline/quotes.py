"""The first few words that entries rest on, in one statement for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tracker.timeline.rows import QuoteRow
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.visible import Reader, annotation_states

_QUOTES = """
    SELECT asked.id, quote.*
    FROM unnest(%(keys)s::bigint[]) asked (id)
    CROSS JOIN LATERAL (
        SELECT annotation.id, annotation.exact, annotation.prefix, annotation.suffix,
            annotation.stance, annotation.state, article.id, article.published_on,
            outlet.name, outlet.reliability
        FROM tracker_annotation annotation
        JOIN tracker_articleversion version ON version.id = annotation.version_id
        JOIN tracker_article article ON article.id = version.article_id
        JOIN tracker_outlet outlet ON outlet.id = article.outlet_id
        WHERE annotation.entry_id = asked.id
            AND annotation.state = ANY(%(states)s::text[])
            AND article.published_on <= %(known_by)s::date
        ORDER BY article.published_on, annotation.id
        LIMIT %(most)s::int
    ) quote"""


def quotes_of(
    keys: Sequence[int], *, reader: Reader, as_of: date | None, most: int
) -> dict[int, list[QuoteRow]]:
    """For each of these entries, which the reader may see, its first quotes that were out by then:
    the oldest article first, and in it what the entry was made from."""
    if not keys:
        return {}
    parameters = {
        "keys": list(keys),
        "states": annotation_states(reader),
        "known_by": as_of or date.max,
        "most": most,
    }
    found: dict[int, list[QuoteRow]] = defaultdict(list)
    for key, *quote in fetch_prepared(_QUOTES, parameters):
        found[key].append(QuoteRow(*quote))
    return {
        key: sorted(quotes, key=lambda one: (one.published_on, one.pk))
        for key, quotes in found.items()
    }
