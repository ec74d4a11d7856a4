"""Whether anything on record has changed since."""

from tracker.replicas import reading_connection

_VERSION = (
    "SELECT coalesce(string_agg(slot || '.' || change, ' ' ORDER BY slot), '')"
    " FROM tracker_recordversion"
)


def record_version() -> str:
    """Another text after every change of anything that a page may show (models.kept), and never
    again one that was there before, whatever server it is asked of.

    Drafts change it too, so that it must never be shown to anybody.
    """
    with reading_connection().cursor() as cursor:
        cursor.execute(_VERSION)
        (version,) = cursor.fetchone()
    return str(version)
