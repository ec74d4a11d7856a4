"""Entries as lists and pages show them: all that stands in a row, in one statement.

Plain tuples: a page has fifty of them with some hundred actors, and models would take longer to
make than to fetch.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.dates.window import Window
from tracker.models import Kind, LinkType, Role, Stance
from tracker.timeline.entries import found_words
from tracker.timeline.sql import fetch_prepared
from tracker.timeline.states import SINCE_SQL, STATUS_SQL, Standing
from tracker.timeline.visible import Reader, annotation_states, entry_states


class PartRow(NamedTuple):
    role: str
    slug: str
    name: str


class Parts(NamedTuple):
    initiators: list[PartRow]
    recipients: list[PartRow]
    others: list[PartRow]


class QuoteRow(NamedTuple):
    """The words of a source, with a little around them."""

    pk: int
    exact: str
    prefix: str
    suffix: str
    stance: str
    state: str
    article: int
    published_on: date
    outlet: str
    reliability: str


class Found(NamedTuple):
    """Title, summary and words with those that were searched for between two marks
    (timeline.entries)."""

    title: str
    summary: str
    words: str


class EntryRow(NamedTuple):
    """An entry at a moment. What another kind has of its own is None."""

    pk: int
    kind: str
    state: str
    title: str
    summary: str
    phrase: str
    anchor: date | None
    edtf: str
    earliest: date
    latest: date
    known_on: date
    process_id: int
    process_slug: str
    process_name: str
    track_slug: str | None
    track_name: str | None
    plover_type: str | None
    plover_mode: str | None
    occurrence: str | None
    deadline_kind: str | None
    firmness: str | None
    condition_kind: str | None
    operator: str | None
    if_clause: str | None
    then_clause: str | None
    standing: Standing | None
    parts: Parts
    is_disputed: bool  # a source or another entry tells it otherwise
    quote: QuoteRow | None  # of an event: in its oldest article, what it was made from
    found: Found | None  # where words were searched for

    @property
    def window(self) -> Window:
        return Window(
            edtf=self.edtf,
            earliest=self.earliest,
            latest=self.latest,
            phrase=self.phrase,
            anchor=self.anchor,
        )


# Columns of the statement that become one field each of a row, in its order.
_PLAIN, _STANDING, _QUOTE = 25, 5, 10
_PLACES = {Role.INITIATOR.value: 0, Role.RECIPIENT.value: 1}

# Between two entries, of which the reader sees the other and saw it on that day.
_AGAINST = f"""link.type = '{LinkType.CONTRADICTS}'
    AND other.state = ANY(%(others_states)s::text[]) AND other.known_on <= %(known_by)s::date"""

_ROWS = f"""
    SELECT entry.id, entry.kind, entry.state, entry.title, entry.summary, entry.phrase,
        entry.anchor, entry.edtf, entry.earliest, entry.latest, entry.known_on,
        process.id, process.slug, process.name, track.slug, track.name,
        event.plover_type, event.plover_mode, event.occurrence,
        deadline.deadline_kind, deadline.firmness,
        condition.condition_kind, condition.operator, condition.if_clause, condition.then_clause,
        CASE WHEN period.entry_id IS NOT NULL THEN {STATUS_SQL} END, {SINCE_SQL},
        period.earliest, period.latest, period.step_id,
        parts.roles, parts.slugs, parts.names,
        EXISTS (
            SELECT FROM tracker_annotation annotation
            WHERE annotation.entry_id = entry.id AND annotation.stance = '{Stance.DISPUTES}'
                AND annotation.state = ANY(%(annotation_states)s::text[])
                AND annotation.article_published_on <= %(known_by)s::date
        )
        OR EXISTS (
            SELECT FROM tracker_entrylink link JOIN tracker_entry other ON other.id = link.target_id
            WHERE link.source_id = entry.id AND {_AGAINST}
        )
        OR EXISTS (
            SELECT FROM tracker_entrylink link JOIN tracker_entry other ON other.id = link.source_id
            WHERE link.target_id = entry.id AND {_AGAINST}
        ),
        quote.*
    FROM tracker_entry entry
    JOIN tracker_process process ON process.id = entry.process_id
    LEFT JOIN tracker_track track ON track.id = entry.track_id
    LEFT JOIN tracker_event event ON event.entry_ptr_id = entry.id
    LEFT JOIN tracker_deadline deadline ON deadline.entry_ptr_id = entry.id
    LEFT JOIN tracker_condition condition ON condition.entry_ptr_id = entry.id
    CROSS JOIN LATERAL (SELECT %(at)s::date, entry.anchor, entry.known_on)
        AS asked (at, anchor, known_on)
    LEFT JOIN tracker_standingperiod period ON period.entry_id = entry.id
        AND period.known_from <= %(at)s::date AND period.known_until > %(at)s::date
    CROSS JOIN LATERAL (
        SELECT array_agg(one.role) AS roles, array_agg(one.slug) AS slugs,
            array_agg(one.name) AS names
        FROM (
            SELECT part.role, actor.slug, actor.name
            FROM tracker_part part JOIN tracker_actor actor ON actor.id = part.actor_id
            WHERE part.entry_id = entry.id ORDER BY part.id
        ) one
    ) parts
    LEFT JOIN LATERAL (
        SELECT annotation.id, annotation.exact, annotation.prefix, annotation.suffix,
            annotation.stance, annotation.state, article.id, article.published_on,
            outlet.name, outlet.reliability
        FROM tracker_annotation annotation
        JOIN tracker_articleversion version ON version.id = annotation.version_id
        JOIN tracker_article article ON article.id = version.article_id
        JOIN tracker_outlet outlet ON outlet.id = article.outlet_id
        WHERE annotation.entry_id = entry.id AND entry.kind = '{Kind.EVENT}'
            AND annotation.state = ANY(%(annotation_states)s::text[])
            AND article.published_on <= %(known_by)s::date
        ORDER BY article.published_on, annotation.id
        LIMIT 1
    ) quote ON true
    WHERE entry.id = ANY(%(keys)s::bigint[]) AND entry.state = ANY(%(entry_states)s::text[])"""


def rows_of(
    keys: Sequence[int],
    *,
    reader: Reader,
    at: date,
    as_of: date | None = None,
    q: str = "",
    states: Sequence[str] | None = None,
) -> list[EntryRow]:
    """Those of these entries that this reader may see, in the order of their keys, as they stand
    on the day `at`. `as_of` leaves out sources that were not out by then; `q` marks its words;
    `states` are for who has asked already what this reader may see."""
    if not keys:
        return []
    found = found_words(keys, q, as_of=as_of) if q else {}
    rows = fetch_prepared(
        _ROWS,
        {
            "keys": list(keys),
            "at": at,
            "known_by": as_of or date.max,
            "entry_states": list(states or entry_states(reader)),
            "others_states": entry_states(reader),
            "annotation_states": annotation_states(reader),
        },
    )
    by_key = {row[0]: _row(row, found) for row in rows}
    # One that went away since its key was found is not missed.
    return [by_key[key] for key in keys if key in by_key]


def _row(row: tuple, found: "dict[int, tuple[str, str, str]]") -> EntryRow:  # type: ignore[type-arg]
    standing = row[_PLAIN : _PLAIN + _STANDING]
    parts = row[_PLAIN + _STANDING : -_QUOTE - 1]
    quote = row[-_QUOTE:]
    words = found.get(row[0])
    return EntryRow._make(
        (
            *row[:_PLAIN],
            Standing(*standing) if standing[0] is not None else None,
            _parts(*parts),
            row[-_QUOTE - 1],
            QuoteRow(*quote) if quote[0] is not None else None,
            Found(*words) if words else None,
        )
    )


def _parts(roles: list[str] | None, slugs: list[str] | None, names: list[str] | None) -> Parts:
    parts = Parts([], [], [])
    for part in zip(roles or (), slugs or (), names or (), strict=True):
        parts[_PLACES.get(part[0], 2)].append(PartRow(*part))
    return parts
