"""Clients that take their time, and a file that does not fit into what lies between us and them."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.launch.running import PATIENCE, Served, serving
from tracker.embedded import Place

ENTRIES = 5_000  # of 3 kB


def slowly(served: Served, url: str) -> socket.socket:
    """A client that has asked for something and reads only when told to."""
    address = urlsplit(served.address)
    client = socket.create_connection((address.hostname, address.port), timeout=PATIENCE)
    client.sendall(f"GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    return client


def read_all(client: socket.socket) -> bytes:
    found = b""
    while block := client.recv(65536):
        found += block
    return found


def filled_with_entries(var: Path) -> Path:
    """More entries than fit into the buffers between us and a client that does not read."""
    with serving(var, "--no-demo"), psycopg.connect(Place(var).url()) as connection:
        connection.execute(
            "INSERT INTO tracker_process (slug, name, summary) VALUES ('many', 'Many', '')"
        )
        connection.execute(
            """INSERT INTO tracker_entry (process_id, kind, title, summary, phrase, edtf, earliest,
                   latest, window_why, known_on, known_on_by_hand, state, retraction_reason,
                   credibility, version, words, created_at, updated_at)
               SELECT process.id, 'event', 'Entry ' || n, repeat('words ', 500), '', '2025-04-18',
                   '2025-04-18', '2025-04-18', '', '2025-04-18', true, 'published', '',
                   6, 1, '', now(), now()
               FROM tracker_process process, generate_series(1, %s) n WHERE slug = 'many'""",
            [ENTRIES],
        )
    return var
