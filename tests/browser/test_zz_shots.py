import pytest
from django.core.management import call_command
from tests.browser.test_browse import record
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
def test_shots(new_page, record):
    from tracker.models import Process
    call_command("demo", verbosity=0)
    for w in (390, 820, 1280):
        page = new_page(width=w)
        for n, u in enumerate(["/", "/processes/russia-ukraine-2025/", record[7], "/articles/"]):
            page.goto(u); page.screenshot(path=f"/tmp/shot-{w}-{n}.png")
