"""The tables that are filled, in an order that foreign keys allow, and the columns written.

Every column without a default of the database's own is here; a new one has to be added here and
in the line that fills it (reference.py, generator.py, claims.py).
"""

from collections.abc import Mapping

NULL = r"\N"

_WINDOW = ("phrase", "anchor", "edtf", "earliest", "latest", "window_why")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "tracker_actor": ("id", "slug", "name", "kind", "description", "iso_3166", "wikidata"),
    "tracker_process": ("id", "slug", "name", "summary"),
    "tracker_track": ("id", "process_id", "slug", "name", "position"),
    "tracker_topic": ("id", "slug", "name", "description"),
    "tracker_outlet": ("id", "slug", "name", "homepage", "reliability"),
    "tracker_article": ("id", "outlet_id", "title", "url", "published_on", "added_at"),
    "tracker_articleversion": ("id", "article_id", "number", "text", "sha256", "added_at"),
    "tracker_entry": (
        *("id", "process_id", "track_id", "kind", "title", "summary"),
        *_WINDOW,
        *("known_on", "known_on_by_hand", "credibility", "state", "retraction_reason"),
        *("version", "created_at", "updated_at", "words"),
    ),
    "tracker_event": ("entry_ptr_id", "plover_type", "plover_mode", "occurrence", "process_state"),
    "tracker_deadline": ("entry_ptr_id", "demand", "consequence", "deadline_kind", "firmness"),
    "tracker_condition": (
        *("entry_ptr_id", "condition_kind", "operator", "if_clause", "then_clause"),
        "time_limit_id",
    ),
    "tracker_part": ("id", "entry_id", "actor_id", "role", "entry_earliest"),
    "tracker_entrytopic": ("id", "entry_id", "topic_id"),
    "tracker_annotation": (
        *("id", "version_id", "start", "end", "exact", "prefix", "suffix", "stance"),
        *("entry_id", "development_id", "state", "retraction_reason", "created_at"),
        *("of_article_id", "article_published_on"),
    ),
    "tracker_development": (
        *("id", "entry_id", "entry_kind", "outcome", "event_id", "note"),
        *_WINDOW,
        *("new_phrase", "new_anchor", "new_edtf", "new_earliest", "new_latest"),
        *("new_window_why", "known_on", "known_on_by_hand", "state", "retraction_reason"),
        "created_at",
    ),
    "tracker_entrylink": ("id", "source_id", "target_id", "type", "note"),
}

# One table's rows, each a line of COPY's text format with its line end.
Lines = dict[str, list[str]]


def no_lines() -> Lines:
    return {table: [] for table in COLUMNS}


def line(*values: object) -> str:
    """For the few rows where speed does not matter; the others write their line themselves."""
    return "\t".join(NULL if value is None else _escaped(str(value)) for value in values) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")
