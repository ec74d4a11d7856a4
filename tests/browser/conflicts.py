"""Two who work on one entry at the same time."""

from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.admin import factories as drafts
from tests.browser.conftest import Login, NewPage


def conflict(
    new_page: NewPage, login: Login, editor: User, reviewer: User, **options: object
) -> Page:
    deadline = drafts.create_deadline(
        title="Harbour reopens by the end of June",
        summary="The envoy of Veldia said that the harbour would stay closed until all are home.",
    )
    drafts.create_source(entry=deadline)
    development = drafts.create_development(entry=deadline)
    drafts.create_actor(name="Veldia")
    address = reverse("admin:tracker_deadline_change", args=[deadline.pk])
    mine = new_page(**options)
    login(mine, editor)
    mine.goto(address)
    theirs = new_page()
    login(theirs, reviewer)
    theirs.goto(address)
    theirs.locator("#id_summary").fill(
        "The envoy of Veldia said that the port would stay closed until all prisoners are home."
    )
    theirs.locator("#id_credibility").select_option("2")
    theirs.locator("#id_developments-0-note").fill("Told by telephone")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.locator(".messagelist .success")).to_be_visible()
    assert development.pk
    mine.locator("#id_summary").fill(
        "The envoy of Veldia wrote that the harbour would stay closed until all are home and well."
    )
    mine.locator("#id_firmness").select_option("firm")
    mine.locator("#id_developments-0-note").fill("Told by letter")
    mine.get_by_role("button", name="Save", exact=True).click()
    return mine
