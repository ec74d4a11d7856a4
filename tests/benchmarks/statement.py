"""Prints the settings and the COPY statement behind /timeline.csv, values filled in, for psql.

DATABASE_URL and SITE_URL as the server has them.
"""

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from psycopg import ClientCursor

from tracker.exports.csv import SETTINGS, csv_statement
from tracker.timeline.entries import timeline_entries
from tracker.timeline.filters import read_filter


def main() -> None:
    chosen, _errors = read_filter(QueryDict())
    entries = timeline_entries(chosen, reader=AnonymousUser())
    statement, values = csv_statement(entries, newest_first=True, as_of=None)
    connection.ensure_connection()
    print(SETTINGS)
    print(ClientCursor(connection.connection).mogrify(statement, values))


if __name__ == "__main__":
    main()
