"""What nobody should send, and somebody will: values, query strings, headers, form fields."""

from random import Random

from tracker.timeline.filters import KEYS

MARKUP = "\"'><script>alert(1)</script>"

VALUES = [
    *("", " ", "0", "-1", "1", "3.5", "1e9", "NaN", "²", "٣", "9" * 30, "-" + "9" * 30, "0x10"),
    *(
        "true",
        "None",
        "null",
        "undefined",
        "[]",
        "{}",
        "..",
        "../../etc/passwd",
        "%",
        "%%s",
        "%(x)s",
    ),
    *("\x00", "a\x00b", "\x07", "\ufffd", "\ufeff", "\u202eabc", "\ue000\ue001", "\U0010ffff"),
    *("é" * 300, "w" * 256, "w" * 5000, "👩‍👩‍👧", "e\u0301", "İ", "ß", "\u2028"),
    *(
        "'",
        '"',
        "\\",
        "';--",
        "' OR 1=1 --",
        "a;b",
        "=1+1",
        MARKUP,
        "{{ 7|add:7 }}",
        "javascript:x",
    ),
    *("2025-04-18", "2025-02-31", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01"),
    *("2025-4-1", "２０２５-04-18", "2025-04-18T00:00", "-0001-01-01", "18 April", "2025-04-18_"),
    *("2025-04-18_0", "0001-01-01_1", "9999-12-31_999999999999999999", "2025-04-18_" + "9" * 19),
    *("0001-01-01T00:00Z", "0999-01-01T00:00Z", "2025-04-18T09:30Z", "arland:envoy", "track"),
    *("2025-04-18_-1", "0000-00-00_1", "2025-04-18_1_2", "event", "deadline", "condition", "AGREE"),
    *(
        "open",
        "overdue",
        "met",
        "oldest",
        "newest",
        "talks",
        "harbour or",
        '"',
        '"a" -b',
        "-",
        "&|!",
    ),
    *(
        "!!",
        "a & b",
        "a:*",
        "<->",
        "(",
        "):(",
        "the",
        "entry-1",
        "development-0",
        "entry-" + "9" * 30,
    ),
]

# What Django's own list pages and forms read, beside the timeline's keys.
OTHER_KEYS = [
    *("name", "next", "version", "start", "end", "exact", "claim", "phrase", "anchor", "earliest"),
    *("latest", "o", "p", "all", "e", "_popup", "_to_field", "_changelist_filters", "id__exact"),
    *(
        "state",
        "state__exact",
        "process__id__exact",
        "earliest__year",
        "earliest__month",
        "kind__in",
    ),
    *("known_on__gte", "password", "entry__title__regex", "app_label", "model_name", "field_name"),
    *("term", "page", "title", "outlet", "entry", "development", "id", "pk", "reason", "remove"),
    *("visited", "without", "cell", "outcome", "event_q", "first", "other", "belongs_to", "for"),
    *("username", "username", "read_version"),
]

HEADERS = [
    {},
    {},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": "more"},
    {"HX-Request": "true", "HX-Target": "found"},
    {"HX-Request": "true", "HX-Target": "\x7f" + MARKUP, "HX-Current-URL": "http://[::1"},
    {"HX-Request": "maybe", "HX-Boosted": "true"},
    {"HX-Current-URL-URI-AutoEncoded": "true", "HX-Current-URL": "%ff%fe", "HX-Request": "true"},
    {"Accept-Language": "x" * 600 + ",;q=,*;q=9,é"},
    {"If-None-Match": '"a", W/"b", *, "'},
    {"If-Modified-Since": "yesterday", "If-Match": "*", "If-Unmodified-Since": "0"},
    {"Range": "bytes=5-1,abc"},
    {"Cookie": "sessionid=%00; csrftoken=é; messages=x; django_language=../../x; a"},
    {"Accept": "*/*;q=x,,text/html;level=\x01", "Accept-Encoding": "br;q=nan"},
    {"Referer": "http://[", "Origin": "null", "X-Forwarded-Proto": "gopher"},
]


def value(random: Random, known: list[str]) -> str:
    chosen = random.choice([*VALUES, *known])
    if random.random() < 0.2:
        place = random.randrange(len(chosen) + 1)
        chosen = chosen[:place] + random.choice(VALUES)[:2000] + chosen[place:]
    return chosen


def pairs(random: Random, known: list[str], *, most: int = 4) -> list[tuple[str, str]]:
    """Keys with values; some repeat."""
    keys = [*KEYS, *KEYS, *OTHER_KEYS, random.choice(VALUES)]
    return [(random.choice(keys), value(random, known)) for _ in range(random.randint(0, most))]
