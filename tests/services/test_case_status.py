"""The page of a case in a real browser: without script, small, dark, enlarged; axe finds nothing."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.serving.case_page import CasePage
from tests.complaints.store import PHONE, Clock, new_cases, submitted
from tests.serving.test_case_page import WAITS, app_of

pytestmark = pytest.mark.services

LOOKS = {
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 375, "height": 740}, "color_scheme": "dark"},
    "desk": {"viewport": {"width": 1280, "height": 800}},
    "contrast": {"viewport": {"width": 375, "height": 740}, "forced_colors": "active"},
}


class Running:
    """The pages served, and a case to look at."""

    def __init__(self, folder: Path) -> None:
        from bot.serving.storage import open_database

        cases = new_cases(open_database(f"sqlite:///{folder / 'db.sqlite'}"), Clock())
        self.number = submitted(cases)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        app = app_of(CasePage(cases, lambda found: WAITS))
        self.server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
        self._thread = threading.Thread(target=self.server.run, daemon=True)
        self._thread.start()
        while not self.server.started:
            assert self._thread.is_alive()
            time.sleep(0.02)

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    one = Running(tmp_path_factory.mktemp("case"))
    yield one
    one.stop()


@pytest.fixture(params=LOOKS)
def page(request: pytest.FixtureRequest, browser: Browser, running: Running) -> Iterator[Page]:
    """The form, in each look; what the policy forbids or the page lacks fails the test."""
    # axe needs scripts to look; that the page needs none is shown below.
    context = browser.new_context(base_url=running.url, locale="zh-CN", **LOOKS[request.param])
    page, errors = context.new_page(), []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto("/case")
    yield page
    context.close()
    # The browser asks for an icon and names the status of a refused form.
    assert [one for one in errors if "Failed to load resource" not in one] == []


def fits(page: Page) -> None:
    """Nothing is wider than the window, also at twice the size of letters; axe finds nothing."""
    for size in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{wide} px too wide at {size}"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_form_its_errors_and_the_case_are_fit_for_everybody(
    page: Page, running: Running
) -> None:
    fits(page)
    page.get_by_role("button", name="查进度").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("请填案件编号")
    expect(page.get_by_label("案件编号")).to_have_accessible_description(
        re.compile("WQ 开头.*出错：.*请填案件编号")
    )
    alert.get_by_role("link", name="请填手机号的后四位数字").click()
    fits(page)
    page.get_by_label("案件编号").fill(running.number.lower())
    page.get_by_label("手机号后四位").fill(PHONE[-4:])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="投诉的进度")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="已提交")).to_be_visible()
    fits(page)


def test_it_works_without_script(browser: Browser, running: Running) -> None:
    context = browser.new_context(base_url=running.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/case/{running.number}")
    page.get_by_label("手机号后四位").fill("0000")
    page.get_by_role("button", name="查进度").click()
    expect(page.get_by_role("alert")).to_contain_text("没有找到这个案件")
    page.get_by_label("手机号后四位").fill(PHONE[-4:])
    page.get_by_role("button", name="查进度").click()
    expect(page.get_by_text(running.number)).to_be_visible()
    context.close()


def test_another_site_cannot_send_the_form(browser: Browser, running: Running) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content(
        f'<form method="post" action="{running.url}/case"><input name="number" value="x">'
        '<input name="tail" value="1234"><button>go</button></form>'
    )
    page.get_by_role("button", name="go").click()
    expect(page.get_by_text("不是从本站的页面发来的")).to_be_visible()
    context.close()
