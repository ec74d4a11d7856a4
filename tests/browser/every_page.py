"""Every page that the site has, by who sees most of it: the addresses of the table of rights."""

from django.contrib.auth.models import Group, User

from tests.access.table import ROLES, Row, read_table
from tests.access.walk import ADMIN, address
from tests.everything import Everything
from tracker.models import (
    Annotation,
    Condition,
    Deadline,
    Development,
    Event,
    Outlet,
    ReviewState,
    Topic,
    Track,
)
from tracker.timeline.revisions import revisions_of

# Files, words for machines, and what a script puts into a page.
NO_PAGE = (
    *(".csv", ".png", "/healthz", "/original/", "/window/", "/decided/", "admin:jsi18n/"),
    *(
        "admin:(?P<url>",
        "admin:autocomplete/",
        "admin:r/",
        "admin:logout/",
        "admin:tracker/entry/add/",
    ),
)
# Readers see them, and whoever writes sees more on them.
MORE_FOR_WRITERS = ("/entries/<int:pk>/", "/articles/<int:pk>/", "/articles/", "/timeline/")


def names_of(record: Everything) -> dict[str, str]:
    """What stands in addresses, by the names that the table uses, as far as the record has it."""
    user = User.objects.get(username="reviewer")
    step = record.development
    names = {
        "process": record.process.pk,
        "process by name": record.process.slug,
        "track": Track.objects.values_list("pk", flat=True)[0],
        "topic": Topic.objects.values_list("pk", flat=True)[0],
        "actor": record.event.parts.values_list("actor", flat=True)[0],
        "actor by name": "arland",
        "outlet": Outlet.objects.values_list("pk", flat=True)[0],
        "article": record.article.pk,
        "user": user.pk,
        "group": Group.objects.values_list("pk", flat=True)[0],
        "kind": "condition",
        "number of version": 1,
        "key": "topic",
        "deadline of developments": record.deadline.pk,
        "development": step.pk,
        "the tracker": "tracker",
        "the accounts": "auth",
        "entry": record.event.pk,
        "revision of entry": revisions_of(record.event, reader=user)[0].key,
    }
    for model in (Event, Deadline, Condition, Development, Annotation):
        for state in ReviewState:
            row = model._default_manager.filter(state=state).order_by("pk").first()
            adjective = "" if state == ReviewState.PUBLISHED else f"{state.label} "
            if row:
                names.setdefault(f"{adjective}{model._meta.model_name}", row.pk)
                if model is Event:
                    names.setdefault(f"{adjective}entry", row.pk)
    return {name: str(value) for name, value in names.items()}


def every_page(record: Everything) -> dict[str, list[str]]:
    """Role → addresses; an address that nothing of the record leads to is an error."""
    names = names_of(record)
    found: dict[str, dict[str, str]] = {}  # role → route and what it is of → address
    rows = [row for row in read_table() if not any(part in row.route for part in NO_PAGE)]
    for row in rows:
        if set(row.of) <= names.keys():
            url = address(row.route, *(names[name] for name in row.of))
            for role in _who_looks(row):
                # Whoever may do everything sees the same form in each state.
                of = "" if role == "superuser" else " ".join(row.of)
                found.setdefault(role, {}).setdefault(f"{row.route} {of}", url)
    seen = {key.split(" ")[0] for urls in found.values() for key in urls}
    unseen = {row.route for row in rows if _who_looks(row)} - seen
    assert unseen == set(), "the record has nothing that these could show"
    return {role: list(urls.values()) for role, urls in found.items()}


def _who_looks(row: Row) -> list[str]:
    """Those to whom the page shows the most, and those to whom it shows something else."""
    reads = [role for role in ROLES if row.reading[role] == "ok"]
    if "anonymous" in reads:
        return ["anonymous", *(["reviewer"] if row.route in MORE_FOR_WRITERS else [])]
    if row.route.startswith(ADMIN):
        # What an editor may only read is another page.
        only_reads = "editor" in reads and row.sending["editor"] == "no"
        is_page = row.reading["reviewer"] != "done"
        return [*(["editor"] if only_reads else []), *(["superuser"] if is_page else [])]
    differs = row.sending["editor"] != row.sending["reviewer"]
    return [role for role in reads if role == "reviewer" or (role == "editor" and differs)]
