"""Markup in every field, file name, refusal, attribute and stored setting stays words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.channels.port import Reply
from bot.channels.web import Standing
from tests.services.widget.embedding import CLEAN, Site
from tests.services.widget.samples import CARDS
from tests.services.widget.stage import Stage
from tests.services.widget.visits import (
    PICTURE,
    STORY,
    next_turn,
    say,
    send,
    setting,
    unfold,
    visit,
)
from tests.serving.server import Server

pytestmark = pytest.mark.services

EVIL = (
    "<img src=x onerror=\"alert('img')\"><script>alert('script')</script>"
    "<a href=\"javascript:alert('a')\">点我</a><iframe srcdoc='<p>x'></iframe>"
    "<svg onload=alert('svg')><style>*{display:none}</style></p></div>\"'`--><b>完"
)
LINKS = ("javascript:alert('link')", " JavaScript:alert('link')", "data:text/html,<script>alert(1)</script>",
         "//evil.example/x", "/case/../../evil", "https:javascript:alert(1)")  # fmt: skip
KEPT = {"type", "kind", "state", "status", "level", "verdict"}
"""What chooses how a card is drawn; with markup there, only its text would be shown."""
ADDRESSES = {"url", "status_url", "phone"}
ALIEN = "img, script, iframe, object, embed, base, meta, b b, style, audio, video, form[action], a[ping]"
"""Elements that no card makes."""

PROBE = """(alien) => {
    const root = document.querySelector('weiquan-chat').shadowRoot;
    const known = /^(https?:\\/\\/[^\\/]|tel:[\\d+]*$)/;
    return {
        made: [...root.querySelectorAll(alien)].map((one) => one.outerHTML),
        drawn: [...root.querySelectorAll('svg')].filter((one) => !one.matches('.icon')).length,
        handlers: [...root.querySelectorAll('*')].flatMap((one) => [...one.attributes])
            .filter((one) => /^on|srcdoc|formaction/.test(one.name)).map((one) => one.name),
        links: [...root.querySelectorAll('a')].map((one) => one.getAttribute('href'))
            .filter((href) => !known.test(href)),
    };
}"""


def tainted(value: Any, key: str = "", link: str = "") -> Any:
    """The same card with markup for every text and `link` for every address."""
    if isinstance(value, dict):
        return {name: tainted(one, name, link) for name, one in value.items()}
    if isinstance(value, list):
        return [tainted(one, key, link) for one in value]
    if key in ADDRESSES and link:
        return link
    return value if not isinstance(value, str) or key in KEPT else f"{value} {EVIL}"


def assert_inert(page: Page) -> None:
    """Nothing was made of markup, and what links there are lead to web pages or telephones."""
    found = page.evaluate(PROBE, ALIEN)
    assert found == {"made": [], "drawn": 0, "handlers": [], "links": []}


@pytest.fixture(scope="module")
def answer(server: Server) -> dict[str, Any]:
    """A real answer's card."""
    custom = server.say(STORY, "k1")[0]["custom"]
    assert isinstance(custom, dict)
    return custom


@pytest.mark.parametrize("simple", [False, True], ids=["full", "simple"])
def test_markup_in_an_answer_stays_words(
    page: Page, stage: Stage, answer: dict[str, Any], simple: bool
) -> None:
    if simple:
        setting(page, "简单模式")
    for number, link in enumerate(LINKS):
        card = tainted(answer, "", link)
        say(page, stage.teach(f"答{number}", card, card["headline"]))
        unfold(page)
        assert_inert(page)
    say(page, stage.teach("接着", {**card, "headline": "无关"}, EVIL))
    unfold(page)
    assert_inert(page)
    expect(page.locator(".turn").last).to_contain_text("<img src=x")


@pytest.mark.parametrize("name", list(CARDS))
def test_markup_in_any_card_stays_words(page: Page, stage: Stage, name: str) -> None:
    for number, link in enumerate(LINKS):
        turn = say(page, stage.teach(f"{name}{number}", tainted(CARDS[name], "", link), EVIL))
        unfold(page)
        assert_inert(page)
        expect(turn).to_contain_text("<img src=x")
    for one in page.locator(".turn").last.get_by_role("button").all()[:8]:
        if one.is_visible() and one.is_enabled() and (one.text_content() or "") != "选照片或PDF":
            one.click()
            assert_inert(page)


@pytest.mark.parametrize("name", ["money", "date", "phone", "long"])
def test_markup_typed_into_the_form_stays_words(page: Page, stage: Stage, name: str) -> None:
    turn = say(page, name)
    box = turn.locator("input, textarea")
    if name != "date":
        box.fill(EVIL[:190])
        turn.get_by_role("button", name="确定").click()
        assert_inert(page)
    say(page, EVIL[:1900])
    assert_inert(page)
    expect(page.locator(".mine").last).to_contain_text("<img src=x")


@pytest.mark.parametrize(
    "line", [one for one in CARDS["draft"]["fields"] if one["editable"]], ids=lambda one: one["id"]
)
def test_markup_written_into_a_line_of_the_draft_stays_words(
    page: Page, stage: Stage, line: dict[str, Any]
) -> None:
    turn = say(page, "draft")
    said = f"{line['name']}改成：{EVIL}"
    fields = [{**one, "value": EVIL if one["id"] == line["id"] else one["value"]} for one in CARDS["draft"]["fields"]]  # fmt: skip
    stage.teach(said, {**CARDS["draft"], "fields": fields})
    turn.locator(".fold summary").click()
    turn.get_by_role("button", name=f"“{line['name']}”").click()
    turn.get_by_role("textbox", name=line["name"], exact=True).fill(EVIL)
    edited = next_turn(page)
    turn.get_by_role("button", name="保存").click()
    expect(edited.locator(".line", has_text="<img src=x")).to_be_visible()
    unfold(page)
    assert_inert(page)


def test_markup_in_the_name_of_a_file_stays_words(page: Page, stage: Stage, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>.png"
    page.locator("#file").set_input_files([{**PICTURE, "name": name}])
    expect(page.locator(".turn").first).to_contain_text("<img src=x")
    page.get_by_text("已传材料1份").click()
    expect(page.locator(".proofs")).to_contain_text("<img src=x")
    page.get_by_role("button", name=f"删除{name}").click()
    expect(page.get_by_role("dialog")).to_contain_text("<img src=x")
    assert_inert(page)
    page.get_by_role("button", name="删除", exact=True).click()
    expect(page.locator(".proofs")).to_be_hidden()


def test_markup_in_what_staff_and_desk_say_stays_words(page: Page, stage: Stage) -> None:
    say(page, "你好")
    stage.stand(Standing("claimed", staff=EVIL))
    expect(page.locator(".answering")).to_contain_text("<img src=x")
    stage.post(EVIL)
    expect(page.locator(".turn.said").first).to_contain_text("<img src=x")
    stage.post(EVIL, {"type": EVIL, "state": EVIL}, "system")
    expect(page.locator(".turn.said")).to_have_count(2)
    assert_inert(page)


def test_markup_in_a_refusal_and_in_an_answer_without_a_card_stays_words(
    page: Page, stage: Stage
) -> None:
    stage.cards["坏"] = [Reply(EVIL), Reply(f"· {EVIL}\n1. {EVIL}\n【{EVIL}】{EVIL}")]
    say(page, "坏")
    assert_inert(page)
    page.route(
        "**/send",
        lambda route: route.fulfill(
            status=400, content_type="application/problem+json", body=json.dumps({"detail": EVIL})
        ),
    )
    turn = send(page, "不行")
    expect(turn.locator(".state")).to_contain_text("<img src=x")
    assert_inert(page)


def test_markup_that_the_site_or_its_storage_holds_stays_words(
    guest: BrowserContext, stage: Stage
) -> None:
    page = guest.pages[0]
    page.goto("/chat")
    turn = {"key": EVIL, "text": EVIL, "state": "failed", "note": EVIL, "tries": 0, "replies": [EVIL, None, {"text": EVIL}],
            "from": EVIL, "at": EVIL}  # fmt: skip
    held = {
        "unsent": [turn, {**turn, "state": EVIL}, None, EVIL, {}],
        "settings": {"size": EVIL, "theme": EVIL, "contrast": EVIL, "simple": EVIL, "aloud": EVIL},
        "draft": EVIL,
        "session": {"token": EVIL, "conversation": EVIL, "expires": EVIL},
    }
    page.evaluate(
        "held => Object.entries(held).forEach(([key, value]) => {"
        " localStorage['weiquan.' + key] = JSON.stringify(value); })",
        held,
    )
    page.reload()
    expect(page.get_by_label("您的话")).to_have_value(EVIL)
    expect(page.locator(".turn")).to_have_count(1)
    assert_inert(page)
    send(page, "还能用吗")
    expect(page.locator(".turn", has_text="听到：还能用吗")).to_be_visible()
    page.evaluate("Object.keys(localStorage).forEach((key) => { localStorage[key] = '{[' })")
    page.reload()
    expect(say(page, "还能用吗")).to_contain_text("听到：还能用吗")


def test_markup_in_the_attributes_of_the_site_stays_words(
    browser: Browser, stage: Stage, site: Site
) -> None:
    quoted = EVIL.replace("&", "&amp;").replace('"', "&quot;")
    text = CLEAN.replace(
        "</main>",
        f'<button data-weiquan-open="{quoted}">开</button></main><weiquan-chat heading="{quoted}"></weiquan-chat>',
    )
    with visit(browser) as context:
        page = context.new_page()
        page.on("dialog", lambda asked: pytest.fail(asked.message))
        page.goto(site.put("/evil.html", text, stage.url))
        page.get_by_role("button", name="开", exact=True).click()
        expect(page.locator(".mine")).to_contain_text("<img src=x")
        expect(page.locator(".name")).to_contain_text("<img src=x")
        assert_inert(page)


def test_markup_given_to_the_page_of_a_case_stays_words(browser: Browser, server: Server) -> None:
    made = "document.querySelectorAll('main :is(img, script, iframe, svg, style, b, a[href^=javascript])').length"
    evil = EVIL[:55]
    with visit(browser, base_url=server.url) as context:
        page = context.new_page()
        page.on("dialog", lambda asked: pytest.fail(asked.message))
        page.goto(f"/case/{quote(evil, safe='')}")
        expect(page.get_by_label("案件编号")).to_have_value(evil)
        assert page.evaluate(made) == 0
        page.get_by_label("手机号后四位").fill("<b>1")
        page.get_by_role("button", name="查进度").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_label("案件编号")).to_have_value(evil)
        assert page.evaluate(made) == 0
