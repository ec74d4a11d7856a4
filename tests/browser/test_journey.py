"""The main job from end to end: an article is pasted, read, reviewed, and found again with proof.

The article is the demonstration's own of 18 April 2025; people use mouse, forms and links only.
"""

import csv
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.factories import create_actor, create_process
from tracker.models import ActorAlias, Article, Kind

FILE = "tracker/demo/articles/2025-04-18-short-clock.txt"
TEXT = (Path(__file__).parents[2] / FILE).read_text(encoding="utf-8").strip()
TITLE = "Washington sets the talks a short clock"
OUTLET = "Example Wire"
SOURCE = f"{TITLE} ({OUTLET}, 2025-04-18)"
PROCESS = "Talks between Russia and Ukraine"

ACTORS = {
    "France": "French presidency",
    "Marco Rubio": "Rubio",
    "Russia": "Moscow",
    "Ukraine": "Kyiv",
    "United States": "Americans",
}


class Made(NamedTuple):
    """An entry: what is selected, what is typed, chosen and ticked, what is to come of it."""

    kind: Kind
    words: str
    title: str
    fields: dict[str, str]
    ticks: tuple[str, ...]
    initiators: set[str]
    edtf: str
    days: tuple[str, str]  # earliest and latest, as the file has them
    phrase: str = ""


OPEN_TO_GUARANTEES = Made(
    kind=Kind.EVENT,
    words="the Americans are now open to talking about security guarantees",
    title="United States said to be open to guarantees",
    fields={
        "plover_type": "CONSULT",
        "plover_mode": "multilateral",
        "window_phrase": "17 April 2025",
        "parts-0-actor": "france",
    },
    ticks=("United States: recipient",),
    initiators={"France"},
    edtf="2025-04-17",
    days=("2025-04-17", "2025-04-17"),
    phrase="17 April 2025",
)
OUTLINE = Made(
    kind=Kind.EVENT,
    words="had signed the outline of a minerals agreement on Thursday",
    title="Outline of a minerals agreement signed",
    fields={
        "plover_type": "AGREE",
        "window_phrase": "on Thursday",
        "window_earliest": "2025-04-17",
        "window_latest": "2025-04-17",
    },
    ticks=("Ukraine: initiator", "United States: initiator"),
    initiators={"Ukraine", "United States"},
    edtf="2025-04-17",
    days=("2025-04-17", "2025-04-17"),
    phrase="on Thursday",
)
WITHIN_DAYS = Made(
    kind=Kind.DEADLINE,
    words="within days",
    title="Movement is to come soon",
    fields={
        "window_phrase": "within days",
        "window_earliest": "2025-04-19",
        "window_latest": "2025-04-25",
        "demand": "movement in the talks",
        "consequence": "the United States gives up its part",
        "deadline_kind": "ultimatum",
    },
    ticks=("Marco Rubio: initiator", "Russia: recipient", "Ukraine: recipient"),
    initiators={"Marco Rubio"},
    edtf="2025-04-19/2025-04-25",
    days=("2025-04-19", "2025-04-25"),
    phrase="within days",
)
TO_FINISH = Made(
    kind=Kind.DEADLINE,
    words="The outline itself expects the negotiators to finish by 26 April.",
    title="Negotiators finish the agreement",
    # The phrase among the words is filled in, and understood.
    fields={"demand": "a finished agreement", "parts-0-actor": "Kyiv"},
    ticks=(),
    initiators={"Ukraine"},
    edtf="[2025-04-18..2025-04-26]",
    days=("2025-04-18", "2025-04-26"),
    phrase="by 26 April",
)
EFFORT_ELSEWHERE = Made(
    kind=Kind.CONDITION,
    words=(
        "Should neither want to stop shooting, Rubio said, President Donald Trump may well decide "
        "that America’s effort is better spent elsewhere"
    ),
    title="No will to stop, no mediator",
    fields={
        "condition_kind": "threat",
        "if_clause": "neither wants to stop shooting",
        "then_clause": "America’s effort is spent elsewhere",
    },
    ticks=("Marco Rubio: initiator",),
    initiators={"Marco Rubio"},
    edtf="2025-04-18/..",
    days=("2025-04-18", ""),
)
MEDIATORS_BACK = Made(
    kind=Kind.CONDITION,
    words=("if Moscow or Kyiv turns serious at some later date, American mediators will be back"),
    title="Who turns serious finds mediators",
    fields={
        "condition_kind": "promise",
        "if_clause": "Moscow or Kyiv turns serious",
        "then_clause": "American mediators will be back",
        "window_phrase": "at some later date",
        "window_earliest": "2025-04-19",
        "parts-0-actor": "Rubio",
    },
    ticks=("Russia: recipient", "Ukraine: recipient"),
    initiators={"Marco Rubio"},
    edtf="2025-04-19/..",
    days=("2025-04-19", ""),
    phrase="at some later date",
)
ALL = (
    OPEN_TO_GUARANTEES,
    OUTLINE,
    WITHIN_DAYS,
    TO_FINISH,
    EFFORT_ELSEWHERE,
    MEDIATORS_BACK,
)
TITLES = {made.title for made in ALL}
DISPUTING = "Rubio made no such commitment in public"

# Scrolls to some words, waits until they stand still, and says where they begin and end.
PLACE = """async (words) => {
  const walker = document.createTreeWalker(
    document.querySelector('#text'), NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = '';
  while (walker.nextNode()) {
    nodes.push([whole.length, walker.currentNode]);
    whole += walker.currentNode.data;
  }
  const at = whole.indexOf(words);
  if (at < 0 || whole.includes(words, at + 1)) throw new Error(`not there once: ${words}`);
  const end = at + words.length;
  const [first, firstNode] = nodes.findLast(([start]) => start <= at);
  const [last, lastNode] = nodes.findLast(([start]) => start < end);
  const range = document.createRange();
  range.setStart(firstNode, at - first);
  range.setEnd(lastNode, end - last);
  firstNode.parentElement.closest('p').scrollIntoView({ block: 'center', behavior: 'instant' });
  let place = '';
  for (let frame = 0, still = 0; still < 5; frame += 1) {
    if (frame > 3000) throw new Error('the page does not come to rest');
    await new Promise(requestAnimationFrame);
    const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
    const ends = [lines.at(0), lines.at(-1)];
    const now = JSON.stringify([
      ends[0].left + 1, ends[0].top + ends[0].height / 2,
      ends[1].right - 1, ends[1].top + ends[1].height / 2,
    ]);
    still = now === place ? still + 1 : 0;
    place = now;
  }
  return JSON.parse(place);
}"""


def test_from_a_pasted_article_to_the_file_of_a_reader(
    new_page: NewPage, editor: User, reviewer: User
) -> None:
    _create_setting()
    reader = new_page(accept_downloads=True)

    desk = new_page()
    _sign_in(desk, editor, on="/articles/new/")
    _paste(desk)
    for count, made in enumerate(ALL, start=1):
        _make(desk, made)
        expect(desk.locator(".rows li")).to_have_count(count)
    _attach(desk, DISPUTING, to=OPEN_TO_GUARANTEES)
    addresses = _addresses(desk)
    assert addresses.keys() == TITLES
    _sees_nothing(reader, [*addresses.values(), desk.url.removesuffix("annotate/")])

    _publish(new_page(), reviewer)

    _finds_all_and_filters(reader)
    _finds_one_by_search(reader)
    _checks_the_quotes(reader)
    _follows_a_mark(reader)
    _takes_away(reader, addresses)
    _goes_back_a_day(reader)


# ── the editor ────────────────────────────────────────────────────────────────────────────────────


def _create_setting() -> None:
    create_process(slug="talks", name=PROCESS)
    for name, alias in ACTORS.items():
        ActorAlias.objects.create(actor=create_actor(name=name), name=alias)


def _sign_in(page: Page, user: User, *, on: str) -> None:
    """Asks for a page, is asked for name and password, and is taken there."""
    page.goto(on)
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(f"{user.username}-password")
    page.get_by_label("Password").press("Enter")
    expect(page).to_have_url(on)


def _paste(page: Page) -> None:
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("or the name of a new outlet").fill(OUTLET)
    page.get_by_label("Published on").fill("2025-04-18")
    page.get_by_label("Text", exact=True).fill(TEXT.replace("\n", "\r\n"))
    page.get_by_role("button", name="Save and annotate").click()
    page.wait_for_url("**/annotate/")
    expect(page.locator(".tally")).to_have_text("Nothing is annotated yet.")
    assert Article.objects.get().current.text == TEXT


def _drag_over(page: Page, words: str) -> None:
    """With the mouse, from before the first letter to behind the last, maybe some lines below."""
    left, top, right, bottom = page.evaluate(PLACE, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()
    expect(page.locator("#pick-exact")).to_have_value(words)


def _form(page: Page) -> Locator:
    return page.locator("#making")


def _make(page: Page, made: Made) -> None:
    _drag_over(page, made.words)
    page.keyboard.press(made.kind[0])
    form = _form(page)
    expect(form.get_by_role("heading")).to_have_text(f"New {made.kind}")
    expect(form.locator("[name=title]")).to_be_focused()
    form.locator("[name=title]").fill(made.title)
    form.locator("[name=process]").select_option(label=PROCESS)
    if "window_earliest" in made.fields:
        form.get_by_text("Set exact days").click()
    for name, value in made.fields.items():
        _answer(form.locator(f"[name={name}]"), value)
    for label in made.ticks:
        form.get_by_label(label, exact=True).check()
    if "window_phrase" in made.fields or made.phrase:
        expect(form.locator("window-field output code")).to_have_text(made.edtf)
    form.get_by_role("button", name="Save draft").click()
    _is_back_at_the_text(page)


def _answer(field: Locator, value: str) -> None:
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def _attach(page: Page, words: str, *, to: Made) -> None:
    _drag_over(page, words)
    page.get_by_role("button", name="Attach…").click()
    form = _form(page)
    expect(form.get_by_label("Search entries by title")).to_be_focused()
    form.get_by_label("disputes").check()
    form.get_by_label(to.title).check()
    form.get_by_role("button", name="Attach as a draft").click()
    _is_back_at_the_text(page)
    expect(page.locator("#text mark.disputes")).to_have_text(words)


def _is_back_at_the_text(page: Page) -> None:
    expect(page.locator("#said")).to_contain_text("draft")
    expect(_form(page)).to_have_count(0)
    # Comes last of all that follows an answer: from here on the mouse may move again.
    expect(page.locator("#text")).to_be_focused()


def _addresses(desk: Page) -> dict[str, str]:
    """Where the entries made so far are to be read, by their titles."""
    found: dict[str, str] = desk.locator(".rows a.claim").evaluate_all(
        "links => Object.fromEntries(links.map(link => [link.textContent, link.pathname]))"
    )
    return found


# ── the reviewer ──────────────────────────────────────────────────────────────────────────────────


def _publish(page: Page, reviewer: User) -> None:
    _sign_in(page, reviewer, on=reverse("admin:tracker_entry_changelist"))
    for title in TITLES:
        page.get_by_role("row").filter(has_text=title).locator(".action-select").check()
    page.get_by_label("Action:").select_option(label="Publish")
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".messagelist")).to_have_text(
        f"{len(ALL)} entries were published, with what was pending on them."
    )


# ── the reader ────────────────────────────────────────────────────────────────────────────────────


def _listed(page: Page) -> list[str]:
    return page.locator("#timeline h4 a").all_inner_texts()


def _sees_nothing(page: Page, addresses: list[str]) -> None:
    page.goto("/timeline/")
    expect(page.locator("#timeline .empty")).to_contain_text("Nothing is on record yet.")
    assert _file(page) == []
    # By request alone: a page that is not there would be an error in the console.
    found = {address: page.request.get(address).status for address in addresses}
    assert set(found.values()) == {404}, found


def _finds_all_and_filters(page: Page) -> None:
    page.goto("/timeline/")
    assert set(_listed(page)) == TITLES
    page.evaluate("window.stillHere = true")
    filters = page.get_by_role("complementary", name="Filters")
    for kind in Kind:
        filters.get_by_role("link", name=str(kind.label)).click()
        expect(page).to_have_url(f"/timeline/?kind={kind}")
        expect(page.locator("#timeline h4")).to_have_count(2)
        assert set(_listed(page)) == {made.title for made in ALL if made.kind == kind}
        page.get_by_role("link", name="Leave out:").click()
        expect(page.locator("#timeline h4")).to_have_count(len(ALL))
    assert page.evaluate("window.stillHere") is True


def _finds_one_by_search(page: Page) -> None:
    page.get_by_label("Search the timeline").fill("guarantee")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/timeline/?q=guarantee")
    expect(page.locator("#timeline h4")).to_have_count(1)
    expect(page.locator("#timeline h4 mark")).to_have_text("guarantees")
    page.locator("#timeline h4 a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(OPEN_TO_GUARANTEES.title)


def _checks_the_quotes(page: Page) -> None:
    """Each in its sentence, with who published it when; then to the article itself."""
    quotes = page.locator("main blockquote")
    expect(quotes.locator("mark")).to_have_text([OPEN_TO_GUARANTEES.words, DISPUTING])
    expect(quotes.first).to_contain_text(
        "called the day excellent and reported that the Americans are now open to talking about "
        "security guarantees."
    )
    for quote in quotes.locator("cite").all():
        expect(quote).to_contain_text(f"{TITLE} · {OUTLET}, 18 April 2025")
    expect(page.locator("blockquote.disputes mark")).to_have_text(DISPUTING)
    quotes.first.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def _follows_a_mark(page: Page) -> None:
    marks = page.locator(".text a[data-annotations]")
    assert set(marks.all_inner_texts()) == {made.words for made in ALL} | {DISPUTING}
    marks.get_by_text(WITHIN_DAYS.words, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WITHIN_DAYS.title)
    expect(page.locator("main blockquote mark")).to_have_text(WITHIN_DAYS.words)


def _file(page: Page) -> list[dict[str, Any]]:
    with page.expect_download() as download:
        page.get_by_role("link", name="These entries as CSV").click()
    with open(download.value.path(), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _takes_away(page: Page, addresses: dict[str, str]) -> None:
    page.goto("/timeline/")
    rows = {row["title"]: row for row in _file(page)}
    assert rows.keys() == TITLES
    for made in ALL:
        row = rows[made.title]
        quotes = [made.words, DISPUTING] if made is OPEN_TO_GUARANTEES else [made.words]
        said = (row["kind"], row["phrase"], row["edtf"], (row["earliest"], row["latest"]))
        assert said == (made.kind, made.phrase, made.edtf, made.days)
        assert (row["sources"], row["quotes"]) == (SOURCE, "; ".join(quotes))
        assert set(row["initiators"].split("; ")) == made.initiators
        assert (row["process"], row["state"], row["known_on"]) == (
            "talks",
            "published",
            "2025-04-18",
        )
        assert row["url"].endswith(addresses[made.title])
    event, deadline, condition = (
        rows[made.title] for made in (OUTLINE, WITHIN_DAYS, EFFORT_ELSEWHERE)
    )
    assert (event["plover_type"], event["occurrence"]) == ("AGREE", "occurred")
    assert (deadline["deadline_kind"], deadline["demand"]) == (
        "ultimatum",
        "movement in the talks",
    )
    assert (condition["condition_kind"], condition["operator"], condition["consequence"]) == (
        "threat",
        "if",
        "America’s effort is spent elsewhere",
    )


def _goes_back_a_day(page: Page) -> None:
    """The article came out on the 18th; the day before, nobody knew any of it."""
    page.goto("/timeline/?as_of=2025-04-18")
    assert set(_listed(page)) == TITLES
    page.goto("/timeline/?as_of=2025-04-17")
    expect(page.locator(".asof").first).to_contain_text("As known on Thursday 17 April 2025.")
    expect(page.locator("#timeline .empty")).to_be_visible()
    assert _listed(page) == []
    assert _file(page) == []
