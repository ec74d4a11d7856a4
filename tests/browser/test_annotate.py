"""From words in an article to entries, in a real browser."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Login, NewPage
from tests.factories import (
    create_actor,
    create_annotation,
    create_article,
    create_condition,
    create_development,
    create_event,
    create_process,
)
from tracker.dates.window import OPEN_END
from tracker.models import (
    Annotation,
    Article,
    Condition,
    ConditionKind,
    Deadline,
    Event,
    Outcome,
    ReviewState,
    Role,
    Stance,
)

TEXT = """\
The envoys of Arland and Belmark met on 17 April 2025, and the mediator called it a good day.
Belmark must answer by 26 April. If no answer comes, the mediator leaves.

Arland denies that there was a meeting."""

MIXED = (
    "👍🏽 A cafe\u0301 in Arland: the envoys 🇺🇳 met.\r\n"
    "המתווך יעזוב אם לא תבוא תשובה עד מחר.\r\n"
    "\r\n"
    "الوسيط سيغادر إذا لم يأت رد.\r\n"
    "So ends\ta day  of talks 👩‍👩‍👧, they say."
)

# In an order in which earlier marks cut the text that later ones are selected from.
MIXED_WORDS = (
    "they say.",
    "ends\ta day  of talks 👩‍👩‍👧, they",
    "👍🏽",
    "👍🏽 A cafe\u0301",
    "cafe\u0301",
    "the envoys 🇺🇳 met",
    "🇺🇳 met.",
    "אם לא תבוא תשובה עד מחר",
    "המתווך יעזוב אם",
    "الوسيط سيغادر",
)

# Selects words by putting the ends of a native selection around them, wherever marks cut them.
SELECT = """(words) => {
  const text = document.querySelector('#text');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let whole = '';
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest('p')) continue;
    nodes.push([whole.length, walker.currentNode]);
    whole += walker.currentNode.data;
  }
  const at = whole.indexOf(words);
  if (at < 0) throw new Error(`not in the text: ${words}`);
  const end = at + words.length;
  const [first, firstNode] = nodes.findLast(([start]) => start <= at);
  const [last, lastNode] = nodes.findLast(([start]) => start < end);
  getSelection().setBaseAndExtent(firstNode, at - first, lastNode, end - last);
  text.focus({ preventScroll: true });
  return getSelection().toString();
}"""


@pytest.fixture
def article() -> Article:
    create_process(slug="talks", name="Talks between Arland and Belmark")
    create_actor(name="Arland")
    create_actor(name="Belmark")
    return create_article(text=TEXT, published_on=date(2025, 4, 18))


@pytest.fixture
def desk(live_page: Page, login: Login, editor: User, article: Article) -> Page:
    return open_desk(live_page, login, editor, article)


def open_desk(page: Page, login: Login, user: User, article: Article) -> Page:
    login(page, user)
    page.goto(f"/articles/{article.pk}/annotate/")
    return page


def select(page: Page, words: str) -> str:
    """Selects words of the text, and returns what the browser says is selected."""
    said: str = page.evaluate(SELECT, words)
    return said


def drag_over(page: Page, words: str) -> None:
    """With the mouse, from before the first letter to behind the last."""
    box = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(
            document.querySelector('#text'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            const { left, right, top, height } = range.getBoundingClientRect();
            return { left, right, middle: top + height / 2 };
          }
        }""",
        words,
    )
    page.mouse.move(box["left"] + 1, box["middle"])
    page.mouse.down()
    page.mouse.move((box["left"] + box["right"]) / 2, box["middle"], steps=4)
    page.mouse.move(box["right"] - 1, box["middle"], steps=4)
    page.mouse.up()


def form(page: Page) -> Locator:
    return page.locator("#making")


def save(page: Page) -> None:
    form(page).get_by_role("button", name=re.compile("draft")).click()
    expect(page.locator("#said")).to_contain_text("draft")


def the_annotation() -> Annotation:
    annotation = Annotation.objects.get()
    assert annotation.version.text[annotation.start : annotation.end] == annotation.exact
    return annotation


def test_words_under_the_mouse_become_an_event(desk: Page) -> None:
    drag_over(desk, "met on 17 April 2025")
    desk.get_by_role("button", name="Event").click()
    expect(form(desk).locator("[name=title]")).to_be_focused()
    # Filled in: the phrase among the words, and what it means.
    expect(form(desk).locator("[name=window_phrase]")).to_have_value("on 17 April 2025")
    expect(form(desk).locator("window-field output")).to_contain_text("Thursday 17 April 2025")
    form(desk).locator("[name=title]").fill("The envoys meet")
    form(desk).locator("[name=plover_type]").select_option("CONSULT")
    form(desk).locator("[name=plover_mode]").select_option("multilateral")
    form(desk).get_by_label("Arland: initiator").check()
    form(desk).locator("[name=parts-0-actor]").fill("belmark")
    save(desk)

    event = Event.objects.get()
    assert (event.title, event.plover_type, event.plover_mode) == (
        "The envoys meet",
        "CONSULT",
        "multilateral",
    )
    assert (event.earliest, event.phrase) == (date(2025, 4, 17), "on 17 April 2025")
    assert event.state == ReviewState.DRAFT
    assert [(part.actor.name, part.role) for part in event.parts.all()] == [
        ("Arland", Role.INITIATOR),
        ("Belmark", Role.INITIATOR),
    ]
    annotation = the_annotation()
    assert (annotation.exact, annotation.state) == ("met on 17 April 2025", ReviewState.DRAFT)
    # On the page: marked, listed, and the text is at hand again.
    expect(desk.locator("#text mark.accepted")).to_have_text("met on 17 April 2025")
    expect(desk.locator(".rows li")).to_contain_text("The envoys meet")
    expect(desk.locator(".tally")).to_contain_text("1 annotation")
    expect(desk.locator("#text")).to_be_focused()
    expect(form(desk)).to_have_count(0)


def test_a_deadline_is_made_without_the_mouse(desk: Page) -> None:
    desk.locator("#text").focus()
    press = desk.keyboard.press
    # From the first word to the second sentence, three words on, and two more taken in.
    press("ArrowDown")
    assert selected(desk) == "The"
    press("ArrowDown")
    assert selected(desk) == "Belmark"
    for _ in range(3):
        press("ArrowRight")
    assert selected(desk) == "by"
    press("Shift+ArrowRight")
    press("Shift+ArrowRight")
    assert selected(desk) == "by 26 April"
    press("d")
    expect(form(desk).locator("[name=title]")).to_be_focused()
    expect(form(desk).locator("[name=window_phrase]")).to_have_value("by 26 April")
    expect(form(desk).locator("[name=demand]")).to_have_value("")  # it only says when
    desk.keyboard.type("Belmark is to answer")
    press("Enter")
    expect(desk.locator("#said")).to_contain_text("Deadline saved as a draft")
    deadline = Deadline.objects.get()
    assert (deadline.title, deadline.latest) == ("Belmark is to answer", date(2025, 4, 26))
    assert the_annotation().exact == "by 26 April"
    # The place is kept: the next word is the next to be taken.
    expect(desk.locator("#text")).to_be_focused()
    press("ArrowRight")
    assert selected(desk) == "If"
    press("Shift+ArrowDown")
    assert selected(desk) == "If no answer comes, the mediator leaves"
    press("Shift+ArrowUp")
    assert selected(desk) == "If"
    press("Escape")
    assert selected(desk) == ""


def selected(page: Page) -> str:
    said: str = page.evaluate("getSelection().toString()")
    return said


def test_arrows_follow_the_direction_of_the_script(
    live_page: Page, login: Login, editor: User
) -> None:
    desk = open_desk(live_page, login, editor, create_article(text="אחת שתים שלוש."))
    desk.locator("#text").focus()
    desk.keyboard.press("ArrowLeft")
    assert selected(desk) == "אחת"
    desk.keyboard.press("ArrowLeft")
    assert selected(desk) == "שתים"
    desk.keyboard.press("ArrowRight")
    assert selected(desk) == "אחת"


def test_a_condition_without_a_time_holds_from_the_day_it_is_stated(desk: Page) -> None:
    select(desk, "If no answer comes, the mediator leaves")
    desk.keyboard.press("c")
    form(desk).locator("[name=title]").fill("No answer, no mediator")
    form(desk).locator("[name=condition_kind]").select_option(ConditionKind.THREAT)
    form(desk).locator("[name=if_clause]").fill("no answer comes")
    form(desk).locator("[name=then_clause]").fill("the mediator leaves")
    save(desk)
    condition = Condition.objects.get()
    assert (condition.edtf, condition.latest) == ("2025-04-18/..", OPEN_END)
    assert condition.window_why == "stated on this day; no time limit said"
    assert (condition.if_clause, condition.then_clause) == (
        "no answer comes",
        "the mediator leaves",
    )
    assert the_annotation().entry_id == condition.pk


def test_words_are_attached_to_what_they_dispute(desk: Page) -> None:
    create_event(title="Another day")
    event = create_event(title="The envoys meet")
    select(desk, "Arland denies that there was a meeting.")
    desk.keyboard.press("a")
    expect(desk.locator("#attach-q")).to_be_focused()
    expect(form(desk).locator("input[name=claim]")).to_have_count(2)
    desk.keyboard.type("envoys")
    expect(form(desk).locator("input[name=claim]")).to_have_count(1)
    form(desk).get_by_label("disputes").check()
    form(desk).get_by_label("The envoys meet").check()
    save(desk)
    annotation = the_annotation()
    assert (annotation.entry_id, annotation.stance) == (event.pk, Stance.DISPUTES)
    # The entry is public; this is not, before a reviewer has seen it.
    assert annotation.state == ReviewState.DRAFT
    expect(desk.locator("#text mark.disputes")).to_have_count(1)
    expect(desk.locator(".rows .stance")).to_have_text("disputes")


def test_words_are_attached_to_a_development(desk: Page) -> None:
    step = create_development(entry=create_condition(title="A bargain"), outcome=Outcome.DISPUTED)
    select(desk, "Arland denies that there was a meeting.")
    desk.keyboard.press("a")
    form(desk).locator(f"[value=development-{step.pk}]").check()
    save(desk)
    assert the_annotation().development_id == step.pk


def test_spans_are_exact_in_every_script(live_page: Page, login: Login, editor: User) -> None:
    """A text pasted with CRLF; what the browser selects is what is kept, letter for letter."""
    event = create_event(title="The envoys meet")
    login(live_page, editor)
    live_page.goto("/articles/new/")
    live_page.locator("[name=title]").fill("👍 Mixed")
    live_page.locator("[name=new_outlet]").fill("הצופה")
    live_page.locator("[name=published_on]").fill("2025-04-18")
    live_page.locator("[name=text]").fill(MIXED)
    live_page.get_by_role("button", name="Save and annotate").click()
    live_page.wait_for_url("**/annotate/")
    assert Article.objects.get().current.text == MIXED.replace("\r\n", "\n")

    for count, words in enumerate(MIXED_WORDS, start=1):
        assert select(live_page, words) == words
        live_page.keyboard.press("a")
        form(live_page).get_by_label("The envoys meet").check()
        form(live_page).get_by_role("button", name="Attach as a draft").click()
        expect(live_page.locator(".rows li")).to_have_count(count)
        annotation = event.annotations.latest("pk")
        assert annotation.exact == words
        assert annotation.version.text[annotation.start : annotation.end] == words
        # Marked are these words and no others, in as many pieces as it takes.
        assert marked(live_page, annotation) == words


def marked(page: Page, annotation: Annotation) -> str:
    pieces = page.locator(f"mark[data-annotations~='{annotation.pk}']")
    return "".join(pieces.all_text_contents())


def test_a_selection_over_paragraphs_is_trimmed_and_exact(desk: Page, article: Article) -> None:
    desk.evaluate(
        """() => {
          const [, second, last] = document.querySelectorAll('#text p');
          const walker = document.createTreeWalker(second, NodeFilter.SHOW_TEXT);
          while (walker.nextNode() && !walker.currentNode.data.includes(' leaves'));
          const node = walker.currentNode;
          getSelection().setBaseAndExtent(
            node, node.data.indexOf(' leaves'), last, last.childNodes.length);
          document.querySelector('#text').focus({ preventScroll: true });
        }"""
    )
    desk.keyboard.press("e")
    form(desk).locator("[name=title]").fill("Two paragraphs")
    form(desk).locator("[name=plover_type]").select_option("REJECT")
    form(desk).locator("[name=window_phrase]").fill("18 April 2025")
    save(desk)
    assert the_annotation().exact == "leaves.\n\nArland denies that there was a meeting."


def test_the_same_words_and_overlapping_ones_carry_several_entries(
    desk: Page, article: Article
) -> None:
    create_annotation(article=article, exact="answer by 26 April", entry=create_event())
    create_annotation(article=article, exact="answer by 26 April", entry=create_event())
    desk.reload()
    assert select(desk, "26 April. If no answer") == "26 April. If no answer"
    desk.keyboard.press("c")
    form(desk).locator("[name=title]").fill("Overlap")
    form(desk).locator("[name=condition_kind]").select_option(ConditionKind.THREAT)
    form(desk).locator("[name=if_clause]").fill("no answer by 26 April")
    form(desk).locator("[name=then_clause]").fill("the mediator leaves")
    save(desk)
    condition = Condition.objects.get()
    annotation = Annotation.objects.get(entry=condition)
    assert annotation.exact == "26 April. If no answer"
    # Three entries, and what is proposed for these words.
    expect(desk.locator("mark.d4")).to_have_text("26 April")
    expect(desk.locator(".rows li")).to_have_count(3)


def test_words_to_the_left_of_emoji_and_right_of_the_text_do_not_count(desk: Page) -> None:
    """A selection that runs out of the text ends where the text ends."""
    desk.evaluate(
        """() => {
          const last = document.querySelector('#text p:last-of-type');
          const node = document.createTreeWalker(last, NodeFilter.SHOW_TEXT).nextNode();
          getSelection().setBaseAndExtent(
            node, 'Arland denies that '.length, document.querySelector('footer'), 0);
        }"""
    )
    expect(desk.locator("#pick-exact")).to_have_value("there was a meeting.")


def test_errors_keep_what_was_typed_and_say_what_is_wrong(desk: Page) -> None:
    select(desk, "the mediator leaves")
    desk.keyboard.press("d")
    form(desk).locator("[name=title]").fill("A deadline")
    form(desk).locator("[name=window_phrase]").fill("one fine day")
    form(desk).locator("[name=parts-0-actor]").fill("Nobody")
    form(desk).get_by_role("button", name="Save draft").click()
    expect(form(desk)).to_contain_text("No actor is called “Nobody”")
    expect(form(desk)).to_contain_text("“one fine day” is not understood")
    expect(form(desk).locator("[name=title]")).to_have_value("A deadline")
    expect(form(desk).locator("[name=window_phrase]")).to_be_focused()
    assert not Deadline.objects.exists()
    form(desk).locator("[name=window_phrase]").fill("26 April")
    form(desk).locator("[name=parts-0-actor]").fill("Arland")
    save(desk)
    assert Deadline.objects.get().latest == date(2025, 4, 26)


def test_another_row_for_an_actor_keeps_what_was_typed(desk: Page) -> None:
    select(desk, "Belmark must answer")
    desk.keyboard.press("e")
    form(desk).locator("[name=title]").fill("They leave")
    form(desk).get_by_label("Belmark: recipient").check()
    form(desk).get_by_role("button", name="Another actor").click()
    expect(form(desk).locator("[name=parts-2-actor]")).to_be_focused()
    expect(form(desk).locator("[name=title]")).to_have_value("They leave")
    expect(form(desk).get_by_label("Belmark: recipient")).to_be_checked()
    expect(form(desk).locator(".errorlist")).to_have_count(0)


def test_modes_are_those_of_the_type(desk: Page) -> None:
    select(desk, "the mediator leaves")
    desk.keyboard.press("e")
    mode = form(desk).locator("[name=plover_mode]")
    expect(mode).to_be_disabled()
    form(desk).locator("[name=plover_type]").select_option("RETREAT")
    expect(mode).to_be_enabled()
    expect(mode.locator("optgroup:not([disabled]) option")).to_have_text(
        [
            "withdrawal (withdraw)",
            "release (release)",
            "disarmament (disarm)",
            "ceasefire (ceasefire)",
            "access granted (access)",
            "resignation (resign)",
        ]
    )
    mode.select_option("ceasefire")
    form(desk).locator("[name=plover_type]").select_option("CONSULT")
    expect(mode).to_have_value("")


def test_an_open_form_is_not_left_without_asking(desk: Page) -> None:
    select(desk, "the mediator leaves")
    desk.keyboard.press("e")
    form(desk).locator("[name=title]").fill("Half done")
    desk.once("dialog", lambda dialog: dialog.dismiss())
    select(desk, "Belmark must answer")
    desk.keyboard.press("d")
    expect(form(desk).locator("[name=title]")).to_have_value("Half done")
    form(desk).get_by_role("link", name="Cancel").click()
    expect(form(desk)).to_have_count(0)
    expect(desk.locator("#text")).to_be_focused()


def test_whoever_is_signed_out_meanwhile_loses_nothing(
    new_page: NewPage, login: Login, editor: User, article: Article
) -> None:
    desk = open_desk(new_page(allowing=("403",)), login, editor, article)
    select(desk, "the mediator leaves")
    desk.keyboard.press("d")
    form(desk).locator("[name=title]").fill("Typed for long")
    form(desk).locator("[name=window_phrase]").fill("26 April")
    desk.context.clear_cookies(name="sessionid")
    form(desk).get_by_role("button", name="Save draft").click()
    expect(desk.locator("#said")).to_contain_text("you are signed out")
    expect(form(desk).locator("[name=title]")).to_have_value("Typed for long")
    login(desk, editor)  # again, in another tab
    save(desk)
    assert Deadline.objects.get().title == "Typed for long"


def test_a_draft_is_taken_off_again(desk: Page, article: Article) -> None:
    event = create_event(state=ReviewState.DRAFT)
    create_annotation(article=article, exact="a good day", entry=event, state=ReviewState.DRAFT)
    desk.reload()
    desk.get_by_role("button", name="Remove").click()
    expect(desk.locator("#said")).to_contain_text("no longer evidence")
    expect(desk.locator(".rows li")).to_have_count(0)
    expect(desk.locator("#text mark.accepted")).to_have_count(0)
    assert Event.objects.filter(pk=event.pk).exists()


def test_a_finger_is_enough(
    new_page: NewPage, login: Login, editor: User, article: Article
) -> None:
    """On a small screen the choice waits at the lower edge, and the form stands under the text."""
    desk = open_desk(new_page(width=390, height=844, has_touch=True), login, editor, article)
    select(desk, "a good day")
    expect(desk.locator("#pick-exact")).to_have_value("a good day")
    desk.get_by_role("button", name="Event").tap()
    expect(form(desk).locator("[name=title]")).to_be_focused()
    expect(form(desk)).to_be_in_viewport()
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    form(desk).locator("[name=title]").fill("A good day")
    form(desk).locator("[name=plover_type]").select_option("SUPPORT")
    form(desk).locator("[name=window_phrase]").fill("17 April 2025")
    save(desk)
    expect(desk.locator("#text mark.accepted")).to_be_in_viewport()


def test_it_all_works_without_javascript(
    new_page: NewPage, login: Login, editor: User, article: Article
) -> None:
    event = create_event(title="The envoys meet")
    desk = open_desk(new_page(java_script_enabled=False), login, editor, article)
    desk.locator("#pick-exact").fill("answer by yesterday")
    desk.get_by_role("button", name="Deadline").click()
    expect(desk.get_by_role("alert")).to_contain_text("does not say “answer by yesterday”")
    expect(desk.locator("#pick-exact")).to_have_value("answer by yesterday")

    desk.locator("#pick-exact").fill("Belmark must answer by 26 April")
    desk.get_by_role("button", name="Deadline").click()
    expect(form(desk).locator(".quoted mark")).to_have_text("Belmark must answer by 26 April")
    expect(desk.locator("#text mark.k-chosen")).to_have_text("Belmark must answer by 26 April")
    form(desk).locator("[name=title]").fill("Belmark is to answer")
    form(desk).locator("[name=parts-0-actor]").fill("Arland")
    form(desk).get_by_role("button", name="Another actor").click()
    expect(form(desk).locator("[name=parts-0-actor]")).to_have_value("Arland")
    form(desk).locator("[name=parts-2-actor]").fill("Belmark")
    form(desk).locator("[name=parts-2-role]").select_option("recipient")
    form(desk).get_by_role("button", name="Save draft").click()
    expect(desk.locator(".messages")).to_contain_text("Deadline saved as a draft")
    deadline = Deadline.objects.get()
    assert deadline.latest == date(2025, 4, 26)
    assert deadline.parts.count() == 2
    assert the_annotation().exact == "Belmark must answer by 26 April"

    desk.locator("#pick-exact").fill("Arland denies that there was a meeting")
    desk.get_by_role("button", name="Attach").click()
    desk.locator("#attach-q").fill("envoys")
    desk.get_by_role("button", name="Search", exact=True).click()
    form(desk).get_by_label("disputes").check()
    form(desk).get_by_label("The envoys meet").check()
    form(desk).get_by_role("button", name="Attach as a draft").click()
    expect(desk.locator(".messages")).to_contain_text("The envoys meet")
    assert event.annotations.get().stance == Stance.DISPUTES
    desk.get_by_role("button", name="Remove").first.click()
    expect(desk.locator(".messages")).to_contain_text("no longer evidence")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    new_page: NewPage, login: Login, editor: User, article: Article, scheme: str, width: int
) -> None:
    event = create_event(title="The envoys meet")
    create_annotation(article=article, exact="met on 17 April 2025", entry=event)
    create_annotation(
        article=article, exact="17 April", entry=create_condition(), state=ReviewState.DRAFT
    )
    create_annotation(article=article, exact="Arland denies", entry=event, stance=Stance.DISPUTES)
    page = open_desk(new_page(width=width, color_scheme=scheme), login, editor, article)
    assert_accessible(page)
    for key in ("e", "d", "c", "a"):
        select(page, "Belmark must answer by 26 April")
        page.keyboard.press(key)
        expect(form(page)).to_be_visible()
        assert_accessible(page)
        form(page).get_by_role("link", name="Cancel").click()
    page.goto("/articles/new/")
    assert_accessible(page)


def assert_accessible(page: Page) -> None:
    # With colours settled: a transition caught half way has neither contrast.
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
