from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
import pytest_django
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction

from tests.factories import create_user
from tracker.dates.phrases import UnknownPhrase, resolve
from tracker.editing import demo
from tracker.editing.demo_data import PROCESSES, Table, read, read_text
from tracker.models import (
    OUTCOMES,
    Annotation,
    ClockState,
    Condition,
    ConditionLink,
    Deadline,
    DeadlineKind,
    Development,
    Entry,
    EntryLink,
    Event,
    Firmness,
    Kind,
    Occurrence,
    Operator,
    Outcome,
    Process,
    ReviewState,
    Stance,
)
from tracker.timeline.processes import state_events
from tracker.timeline.states import Standing, with_standing

TABLES = [(name, read(name)) for name in PROCESSES]
CLAIMS = [
    (name, claim["key"], part)
    for name, tables in TABLES
    for kind in demo.KINDS
    for claim in tables[kind]
    for part in (claim, *claim.get("developments", ()))
]


def load() -> Counter[str]:
    editor = User.objects.filter(username="editor").first()
    reviewer = User.objects.filter(username="reviewer").first()
    return demo.load(
        editor=editor or create_user("editor", "Editors"),
        reviewer=reviewer or create_user("reviewer", "Reviewers"),
    )


@pytest.fixture(scope="module")
def first_run(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[Counter[str]]:
    """What the first run added. Loaded once; each test is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


def entry(title: str) -> Entry:
    return Entry.objects.get(title__startswith=title)


def standing(title: str, at: str) -> Standing:
    chosen = Entry.objects.filter(title__startswith=title)
    found: Standing = with_standing(chosen, at=date.fromisoformat(at)).get().standing  # type: ignore[attr-defined]
    return found


def status(title: str, at: str) -> str:
    return standing(title, at).status


# ── the data ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("process", "key", "claim"), CLAIMS)
def test_every_quote_stands_once_in_its_article(process: str, key: str, claim: Table) -> None:
    for quote in claim.get("quotes", ()):
        assert read_text(quote["article"]).count(quote["exact"]) == 1, quote["exact"]


@pytest.mark.parametrize(("process", "key", "claim"), CLAIMS)
def test_the_words_of_a_window_stand_in_an_article_that_the_claim_quotes(
    process: str, key: str, claim: Table
) -> None:
    phrase = claim["window"].get("phrase", "")
    texts = [read_text(quote["article"]) for quote in claim.get("quotes", ())]
    assert not texts or any(phrase in text for text in texts)


def test_days_are_typed_by_hand_only_where_the_rules_say_something_else() -> None:
    for _process, _key, claim in CLAIMS:
        for table in (claim["window"], claim.get("new_window", {})):
            if "edtf" not in table or "phrase" not in table:
                continue
            try:
                ruled = resolve(table["phrase"], anchor=table["anchor"]).edtf
            except UnknownPhrase:
                continue
            assert ruled != table["edtf"], table


def test_every_article_says_that_it_was_written_for_the_demonstration() -> None:
    for _process, tables in TABLES:
        for article in tables["articles"]:
            last = read_text(article["file"]).rstrip().splitlines()[-1]
            assert last == (
                "Written for the demonstration of Demarche; wording invented, facts public."
            )


# ── loading ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_it_adds_every_entry_with_its_sources_developments_and_links(
    first_run: Counter[str],
) -> None:
    added = first_run
    assert added["processes"] == 2
    assert added["entries"] == Entry.objects.count() == 60
    assert added["sources"] == Annotation.objects.count()
    assert added["developments"] == Development.objects.count()
    assert added["links"] == EntryLink.objects.count() + ConditionLink.objects.count()
    assert Counter(Entry.objects.values_list("kind", flat=True)) == {
        "event": 30,
        "deadline": 13,
        "condition": 17,
    }
    assert Entry.objects.filter(process__slug="russia-ukraine-2025").count() == 44


@pytest.mark.django_db
def test_a_second_run_adds_nothing(first_run: Counter[str]) -> None:
    before = list(Entry.objects.order_by("pk").values())
    assert not +load()
    assert list(Entry.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_what_an_editor_changed_stays_changed(first_run: Counter[str]) -> None:
    london = entry("Meet again in London")
    Entry.objects.filter(pk=london.pk).update(title="A second round", summary="Ours.")
    london.developments.filter(outcome=Outcome.REITERATED).delete()
    london.annotations.all().delete()
    london.parts.all().delete()
    assert not +load()
    london.refresh_from_db()
    assert (london.title, london.summary) == ("A second round", "Ours.")
    assert london.developments.count() == 1
    assert not london.annotations.exists()
    assert not london.parts.exists()


@pytest.mark.django_db
def test_a_missing_entry_comes_back_with_all_that_hangs_on_it(first_run: Counter[str]) -> None:
    warning = entry("Rubio: the United States will leave")
    links = EntryLink.objects.count()
    quotes = warning.annotations.count()
    warning.delete()
    assert EntryLink.objects.count() < links
    assert load()["entries"] == 1
    back = entry("Rubio: the United States will leave")
    assert back.state == ReviewState.PUBLISHED
    assert back.annotations.count() == quotes
    assert EntryLink.objects.count() == links


@pytest.mark.django_db
def test_the_history_says_who_wrote_and_who_published(first_run: Counter[str]) -> None:
    published = entry("Full minerals agreement").entry_revisions.order_by("-pgh_id")[:1].get()  # type: ignore[attr-defined]
    written = entry("Full minerals agreement").entry_revisions.order_by("pgh_id")[:1].get()  # type: ignore[attr-defined]
    users = dict(User.objects.values_list("username", "pk"))
    assert written.pgh_context.metadata == {"command": "demo", "user": users["editor"]}
    assert published.pgh_context.metadata == {"command": "demo", "user": users["reviewer"]}


# ── what it shows ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_two_entries_wait_for_a_reviewer_and_one_is_a_draft(first_run: Counter[str]) -> None:
    states = Counter(Entry.objects.values_list("state", flat=True))
    assert states == {"published": 57, "in_review": 2, "draft": 1}
    assert Entry.objects.visible_to(AnonymousUser()).count() == 57
    hidden = Annotation.objects.exclude(state=ReviewState.PUBLISHED)
    assert {quote.entry.state for quote in hidden if quote.entry} == {"in_review", "draft"}


@pytest.mark.django_db
def test_every_outcome_and_most_vocabularies_are_exercised(first_run: Counter[str]) -> None:
    for kind, outcomes in OUTCOMES.items():
        shown = Development.objects.published().filter(entry_kind=kind)
        assert set(shown.values_list("outcome", flat=True)) == set(outcomes)
    kinds = Deadline.objects.values_list("deadline_kind", flat=True)
    assert set(kinds) == set(DeadlineKind.values)
    assert set(Deadline.objects.values_list("firmness", flat=True)) == set(Firmness.values)
    assert set(Event.objects.values_list("occurrence", flat=True)) == set(Occurrence.values)
    assert set(Condition.objects.values_list("operator", flat=True)) == set(Operator.values)
    assert set(Annotation.objects.values_list("stance", flat=True)) == set(Stance.values)


@pytest.mark.django_db
def test_the_clock_shows_each_of_its_states(first_run: Counter[str]) -> None:
    assert status("Show within days", "2025-04-18") == ClockState.UPCOMING
    assert status("Show within days", "2025-04-19") == ClockState.OPEN
    assert status("Show within days", "2025-04-26") == ClockState.OVERDUE
    assert status("Show within days", "2025-04-27") == ClockState.OPEN  # on its second window
    assert status("Show within days", "2025-05-21") == Outcome.LAPSED
    assert status("See an end of the war", "2026-11-01") == ClockState.OVERDUE


@pytest.mark.django_db
def test_every_state_of_the_clock_appears_among_the_deadlines_on_some_day(
    first_run: Counter[str],
) -> None:
    deadlines = Entry.objects.published().filter(kind=Kind.DEADLINE)
    days = [date(2025, 4, 18), date(2025, 4, 19), date(2025, 4, 26)]
    seen = {
        each.standing.status  # type: ignore[attr-defined]
        for day in days
        for each in with_standing(deadlines, at=day)
    }
    assert set(ClockState.values) <= seen


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-11-20", ClockState.UPCOMING),
        ("2025-11-24", ClockState.OPEN),
        ("2025-11-25", Outcome.WITHDRAWN),
        ("2025-11-28", Outcome.WITHDRAWN),
    ],
)
def test_the_date_for_ukraine_s_answer_is_withdrawn_before_it_comes(
    first_run: Counter[str], day: str, expected: str
) -> None:
    assert status("Ukraine accepts the American plan", day) == expected


@pytest.mark.django_db
def test_the_remarks_of_18_april_were_not_known_the_day_before(first_run: Counter[str]) -> None:
    known = Entry.objects.published().filter(
        process__slug="russia-ukraine-2025", known_on__lte=date(2025, 4, 17)
    )
    titles = set(known.values_list("title", flat=True))
    assert "Joint talks of Americans, Ukrainians and Europeans in Paris" in titles
    assert "Ukraine accepts a 30-day ceasefire in Jeddah" in titles
    told = Annotation.objects.filter(entry__process__slug="russia-ukraine-2025")
    main = told.filter(version__article__title="Washington sets the Ukraine talks a short clock")
    before = told.filter(version__article__published_on__lt=date(2025, 4, 18))
    keys = {*main.values_list("entry", flat=True)} - {*before.values_list("entry", flat=True)}
    remarks = Entry.objects.filter(pk__in=keys, earliest__gte=date(2025, 4, 18))
    assert remarks.count() >= 8
    assert not titles & set(remarks.values_list("title", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "expected", "latest"),
    [
        ("2014-11-24", ClockState.OPEN, "2015-06-30"),
        ("2015-06-29", ClockState.OPEN, "2015-06-30"),
        ("2015-06-30", ClockState.OPEN, "2015-07-07"),
        ("2015-07-06", ClockState.OPEN, "2015-07-07"),
        ("2015-07-07", ClockState.OPEN, "2015-07-10"),
        ("2015-07-09", ClockState.OPEN, "2015-07-10"),
        ("2015-07-10", ClockState.OPEN, "2015-07-13"),
        ("2015-07-13", ClockState.OPEN, "2015-07-13"),
        ("2015-07-14", Outcome.MISSED, None),
        ("2026-11-01", Outcome.MISSED, None),
    ],
)
def test_the_iran_deadline_moves_three_times_and_is_missed_by_hours(
    first_run: Counter[str], day: str, expected: str, latest: str | None
) -> None:
    found = standing("Finished agreement by 30 June", day)
    assert found.status == expected
    assert latest is None or found.latest == date.fromisoformat(latest)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("process", "day", "line"),
    [
        ("iran-nuclear-2015", "2014-11-30", "active since 2014-11-24: Talks on Iran extended"),
        ("iran-nuclear-2015", "2015-07-14", "agreed since 2015-07-14: Agreement announced"),
        ("russia-ukraine-2025", "2025-03-11", "active since 2025-03-11: Ukraine accepts a 30-day"),
        ("russia-ukraine-2025", "2025-04-22", "active since 2025-03-11: Ukraine accepts a 30-day"),
        ("russia-ukraine-2025", "2025-04-23", "stalled since 2025-04-23: Ministers' meeting in"),
        ("russia-ukraine-2025", "2026-11-01", "active since 2025-05-16: Russia and Ukraine talk"),
    ],
)
def test_each_process_says_where_it_stood_and_since_when(
    first_run: Counter[str], process: str, day: str, line: str
) -> None:
    of = Process.objects.get(slug=process)
    (event,) = state_events([of.pk], at=date.fromisoformat(day))
    assert f"{event.label} since {event.since}: {event.title}".startswith(line)


@pytest.mark.django_db
def test_confirmed_means_by_two_outlets_that_report_for_themselves(first_run: Counter[str]) -> None:
    for entry in Entry.objects.filter(credibility=1):
        sources = Annotation.objects.filter(entry=entry, stance=Stance.SUPPORTS)
        outlets = {source.version.article.reported_by for source in sources}
        assert len(outlets) >= 2, entry.title
