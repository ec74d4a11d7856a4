"""Rows as markup: what a list has fifty times, and Jinja would take twice as long for.

Every piece of text is escaped here, or where the piece that it stands in was made.
"""

from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from django.template import engines
from markupsafe import Markup, escape

from tracker.models import PLOVER, Annotation, Entry, Kind, Occurrence
from tracker.models.modes import MODES_IN_WORDS
from tracker.templatetags.remembered import (
    address,
    clipped,
    label,
    once_a_language,
    row_words,
    say,
    short_day,
    window_short,
    window_words,
)
from tracker.templatetags.timeline import row_tone
from tracker.timeline.bars import bar
from tracker.timeline.rows import EntryRow, PartRow


@cache
def macros() -> Any:
    """The macros of pieces.jinja."""
    return engines["jinja2"].env.get_template("pieces.jinja").module  # type: ignore[attr-defined]


@once_a_language
def _glyph_of(kind: str, family: str, is_hollow: bool) -> Markup:
    return cast(Markup, macros().glyph_of(kind, family, is_hollow))


@once_a_language
def _tags_of(
    words: str, tone: str, occurrence: str | None, state: str, is_disputed: bool
) -> Markup:
    return cast(Markup, macros().tags_of(words, tone, occurrence, state, is_disputed))


@once_a_language
def _sort_of(kind: str, sort: str | None, refined: str | None) -> Markup:
    if kind == Kind.EVENT and refined:
        refined = str(MODES_IN_WORDS[sort or ""][refined])
    return cast(Markup, macros().sort_of(kind, sort, refined))


@lru_cache(maxsize=16_384)
def link(name: str, of: "str | int", text: str, clock: str) -> Markup:
    return cast(Markup, macros().link(name, of, text, clock))


def glyph(row: EntryRow | Entry) -> Markup:
    if row.kind != Kind.EVENT:
        return _glyph_of(row.kind, "", False)
    event = row.event if isinstance(row, Entry) else row
    family = PLOVER[event.plover_type or ""].family.value
    return _glyph_of(row.kind, family, event.occurrence != Occurrence.OCCURRED)


def tags(row: EntryRow, at: date) -> Markup:
    standing = row.standing
    if standing is None:
        return _tags_of("", "", row.occurrence, row.state, row.is_disputed)
    words = row_words(row.kind, standing, at)
    return _tags_of(words, row_tone(row.kind, standing), None, row.state, row.is_disputed)


def other_tags(row: EntryRow) -> Markup:
    """What must not be overlooked where its state is said otherwise."""
    return _tags_of("", "", row.occurrence, row.state, row.is_disputed)


def _sort(row: EntryRow) -> Markup:
    if row.kind == Kind.EVENT:
        return _sort_of(row.kind, row.plover_type or "", row.plover_mode or "")
    if row.kind == Kind.DEADLINE:
        return _sort_of(row.kind, row.deadline_kind, row.firmness)
    return _sort_of(row.kind, row.condition_kind, "")


class Shown(NamedTuple):
    """The pieces of a row in a list."""

    glyph: Markup
    address: str
    tags: Markup
    who: Markup
    summary: str
    window: Markup


def shown(row: EntryRow, at: date, on_its_own: object, clock: str) -> Shown:
    """`on_its_own`: true where the page is the process's own, which then need not be named.
    `clock`: what links carry along, so that they show the same day."""
    return Shown(
        glyph(row),
        address("entry", row.pk),
        tags(row, at),
        who(row, clock, on_its_own=bool(on_its_own)),
        clipped(row.summary, 280),
        window(row, at) if row.standing else _NOTHING,
    )


def who(row: EntryRow, clock: str, *, on_its_own: bool = False) -> Markup:
    """Who does or asks what of whom. The process is named where the page is not its own."""
    initiators, recipients, others = row.parts
    said = [_links(initiators, clock)]
    if recipients:
        arrow = f'<span aria-hidden="true">→</span> <span class="hidden">{escape(say("to"))}</span>'
        said[0] = f"{said[0]} {arrow} {_links(recipients, clock)}"
    if others:
        said.append(
            ", ".join(
                f"{_link(part, clock)} ({escape(label('role', part.role))})" for part in others
            )
        )
    if row.track_name:
        said.append(escape(row.track_name))
    if not on_its_own:
        said.append(link("process", row.process_slug, row.process_name, clock))
    pieces = " · ".join([_sort(row), *filter(None, said)])
    return Markup(f'<p class="meta">{pieces}</p>')  # noqa: S704  escaped above


def voice(annotation: Annotation, clock: str) -> Markup:
    """Whose words the article gives, and how."""
    said: list[str] = []
    if annotation.speaker:
        said.append(link("actor", annotation.speaker.slug, annotation.speaker.name, clock))
    if annotation.described_as:
        said.append(f"“<bdi>{escape(annotation.described_as)}</bdi>”")
    ways = (("attribution", annotation.attribution), ("mode", annotation.mode))
    how = ", ".join(label(kind, value) for kind, value in ways if value)
    words = ", ".join(said) or escape(say("Speaker not recorded"))
    closing = f" ({escape(how)})" if how else ""
    return Markup(f'<span class="voice">{words}{closing}</span>')  # noqa: S704  escaped above


def window(row: EntryRow, at: date) -> Markup:
    """The window as a bar on its own axis: a span, never a point."""
    standing = row.standing
    assert standing is not None  # noqa: S101  only what has one has a bar
    b = bar(row, standing, at)
    colour = row_tone(row.kind, standing)
    days = (row.edtf, row.earliest, row.latest)
    stated = moment = ""
    if b.stated_x is not None:
        stated = (
            f'<rect class="stated" fill="none" stroke="currentColor" x="{b.stated_x}" y="4"'
            f' width="{b.stated_width}" height="8"/>'
        )
    if b.at is not None:
        moment = f'<line class="at" stroke="currentColor" x1="{b.at}" x2="{b.at}" y2="16"/>'
    fade = ("-open" if b.open_start else "") + ("-beyond" if b.open_end else "")
    last = "…" if b.open_end else escape(short_day(b.last))
    drawn = (
        f'<svg class="window {colour}" viewBox="0 0 100 16" width="320" height="16"'
        f' preserveAspectRatio="none" role="img" aria-label="{escape(window_words(*days))}">'
        '<rect class="axis" fill="currentColor" fill-opacity=".1" y="4" width="100" height="8"/>'
        f'{stated}<rect x="{b.x}" y="4" width="{b.width}" height="8"'
        f' fill="url(#fade-{colour}{fade})"/>{moment}</svg>'
        f'<p class="scale"><span>{escape(short_day(b.first))}</span> <span class="words">'
        f"{window_said(row)}</span> <span>{last}</span></p>"
    )
    return Markup(drawn)  # noqa: S704  escaped above


def window_said(row: EntryRow) -> Markup:
    """The source's words and what they mean; where it has moved, the window in force."""
    standing = row.standing
    words = f"“{escape(row.phrase)}”: " if row.phrase else ""
    said = f"{words}{escape(window_short(row.edtf, row.earliest, row.latest))}"
    if standing and (standing.earliest, standing.latest) != (row.earliest, row.latest):
        now = {"first": short_day(standing.earliest), "last": short_day(standing.latest)}
        said = f"{said}; {escape(say('now %(first)s to %(last)s') % now)}"
    return Markup(said)  # noqa: S704  escaped above


_NOTHING = Markup("")


def _link(part: PartRow, clock: str) -> Markup:
    return link("actor", part.slug, part.name, clock)


def _links(parts: list[PartRow], clock: str) -> str:
    return ", ".join([link("actor", slug, name, clock) for _role, slug, name in parts])
