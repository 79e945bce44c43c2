"""Those who mean harm: other sites, other people's ids, forged tokens, markup in every field."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.channels.port import Reply
from bot.channels.web import Sessions, Standing
from complaints import Cipher
from tests.complaints.evidence.made import ORDER, screen
from tests.fakes.web_parts import Document
from tests.services.widget.embedding import (
    CLEAN,
    PHONE,
    PICTURE,
    STORY,
    Site,
    next_turn,
    opened,
    say,
    unfold,
    visit,
)
from tests.services.widget.samples import CARDS
from tests.services.widget.stage import Stage
from tests.serving.server import Server

pytestmark = pytest.mark.services

WEB = "/webhooks/web"
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


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.close()


@pytest.fixture(scope="module")
def stage(site: Site) -> Iterator[Stage]:
    with Stage([site.origin]) as one:
        yield one


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, assistant: object, site: Site
) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("intruders"))
    server.environment["WEIQUAN_ORIGINS"] = site.origin
    server.start()
    yield server
    server.stop(signal.SIGKILL)


@pytest.fixture
def guest(browser: Browser, stage: Stage) -> Iterator[BrowserContext]:
    """Fails when anything asks, opens a page or leads away."""
    with visit(browser, PHONE, base_url=stage.url) as context:
        happened: list[str] = []
        context.on("dialog", lambda asked: (happened.append(asked.message), asked.dismiss()))
        context.on("page", lambda new: happened.append(f"opened {new.url}"))
        page = context.new_page()
        happened.clear()
        page.on("framenavigated", lambda frame: happened.append(frame.url))
        yield context
        assert [one for one in happened if not one.startswith((stage.url, "about:blank"))] == []


@pytest.fixture
def page(guest: BrowserContext) -> Page:
    page = guest.pages[0]
    page.goto("/chat")
    return page


Someone = Callable[..., httpx.Client]


@pytest.fixture
def someone() -> Iterator[Someone]:
    """Makes somebody new, with a token."""
    everybody: list[httpx.Client] = []

    def made(server: Stage | Server, **headers: str) -> httpx.Client:
        client = httpx.Client(base_url=server.url, headers=headers, timeout=20)
        everybody.append(client)
        token = client.post(f"{WEB}/session").json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        return client

    yield made
    for client in everybody:
        client.close()


def ask(client: httpx.Client, method: str, path: str) -> int:
    """The status of a request that would be right but for who asks."""
    path = re.sub(r"\{\w+\}", "e1", path)
    if path.endswith("/upload"):
        return client.post(path, files={"file": ("a.png", b"\x89PNG", "image/png")}).status_code
    body = {"text": "你好", "id": "k1", "stars": 5} if method == "POST" else None
    with client.stream(method, path, json=body) as reply:
        return reply.status_code


def closed_doors(stage: Stage) -> list[tuple[str, str]]:
    """Those for which a token is needed."""
    return [door for door in stage.doors if not door[1].endswith(("/session", "/desk"))]


# --- over HTTP ----------------------------------------------------------------------------------


def test_without_a_token_and_with_a_bad_one_every_door_is_closed(
    stage: Stage, someone: Someone
) -> None:
    known = someone(stage)
    good = known.headers["Authorization"].removeprefix("Bearer ")
    forged = Sessions(Cipher([Cipher.new_key()]))._cipher.seal(
        json.dumps({"conversation": "web-1", "origin": stage.url[5:], "issued": 2_000_000_000})
    )
    plain = json.dumps({"conversation": "web-1", "origin": "", "issued": 1})
    middle = len(good) // 2
    other = "B" if good[middle] == "A" else "A"
    bad = ["", "x", plain, good[:-9], good[:middle], good[1:], good[:middle] + other + good[middle + 1 :],
           forged.decode(), "A" * 900]  # fmt: skip
    doors = closed_doors(stage)
    assert len(doors) >= 9
    with httpx.Client(base_url=stage.url) as client:
        for method, path in doors:
            assert ask(client, method, path) == 401, path
            for token in bad:
                client.headers["Authorization"] = f"Bearer {token}".strip()
                assert ask(client, method, path) == 401, (path, token)
            del client.headers["Authorization"]
    assert ask(known, "GET", f"{WEB}/messages") == 200


def test_a_token_opens_no_door_for_another_site(stage: Stage, site: Site, someone: Someone) -> None:
    ours, theirs = someone(stage), someone(stage, Origin=site.origin)
    for client, origin in (
        (ours, site.origin),
        (theirs, stage.url),
        (theirs, "https://evil.example"),
    ):
        client.headers["Origin"] = origin
        for method, path in closed_doors(stage):
            assert ask(client, method, path) == 403, (path, origin)


def test_an_unknown_site_gets_in_by_no_door(stage: Stage) -> None:
    for origin in ("https://evil.example", "null", stage.url.replace("127.0.0.1", "localhost")):
        with httpx.Client(base_url=stage.url, headers={"Origin": origin}) as client:
            for method, path in stage.doors:
                assert ask(client, method, path) == 403, (path, origin)


def test_nobody_gets_what_belongs_to_another_conversation(server: Server, someone: Someone) -> None:
    ana, ben = someone(server), someone(server)
    assert ana.post(f"{WEB}/send", json={"text": STORY, "id": "k1"}).is_success
    image = {"file": ("订单截图.png", screen(ORDER), "image/png")}
    item = ana.post(f"{WEB}/upload", files=image).json()["item"]["id"]
    ben.post(f"{WEB}/send", json={"text": "你好", "id": "k1"})
    assert ben.get(f"{WEB}/evidence/{item}").status_code == 404
    assert ben.delete(f"{WEB}/evidence/{item}").status_code == 404
    assert ben.get(f"{WEB}/evidence").json() == {"items": []}
    assert "翻新机" not in ben.get(f"{WEB}/messages").text
    assert "翻新机" not in ben.get(f"{WEB}/messages?after=0.0").text
    assert "订单截图" not in ben.get(f"{WEB}/messages?after=0.0").text
    assert ana.get(f"{WEB}/evidence/{item}").status_code == 200


def test_nobody_gets_another_ones_documents(stage: Stage, someone: Someone) -> None:
    ana, ben = someone(stage), someone(stage)
    ana.post(f"{WEB}/send", json={"text": "你好", "id": "k1"})
    stage.give(Document("form.pdf", "application/pdf", b"%PDF-1.7"))
    assert ana.get(f"{WEB}/documents/form.pdf").status_code == 200
    assert ben.get(f"{WEB}/documents/form.pdf").status_code == 404
    for way in ("..%2f..%2fform.pdf", "%2e%2e/documents/form.pdf", "form.pdf%00"):
        assert ben.get(f"{WEB}/documents/{way}").status_code in (400, 404)


# --- in the browser -----------------------------------------------------------------------------


def swap(page: Page, token: str) -> None:
    page.evaluate(
        "token => { const held = JSON.parse(localStorage['weiquan.session']);"
        " localStorage['weiquan.session'] = JSON.stringify({...held, token}); }",
        token,
    )


def test_a_token_of_another_site_put_into_the_storage_shows_nothing(
    page: Page, stage: Stage, site: Site, someone: Someone
) -> None:
    theirs = someone(stage, Origin=site.origin)
    theirs.post(f"{WEB}/send", json={"text": "别人的秘密", "id": "k1"})
    say(page, "你好")
    swap(page, theirs.headers["Authorization"].removeprefix("Bearer "))
    page.reload()
    expect(page.locator(".loading")).to_contain_text("之前的对话还没取回来")
    turn = next_turn(page)
    page.get_by_label("您的话").fill("还在吗")
    page.keyboard.press("Enter")
    expect(turn.locator(".state")).to_contain_text("这个网站不能使用这里的对话")
    assert "秘密" not in page.content()
    assert page.locator(".turn").count() == 1


@pytest.mark.parametrize("how", ["forged", "cut", "nothing"])
def test_a_bad_token_in_the_storage_is_replaced_and_opens_nothing(page: Page, how: str) -> None:
    say(page, "第一次来")
    token = page.evaluate("JSON.parse(localStorage['weiquan.session']).token")
    swap(page, {"forged": "gAAAA" + "x" * 200, "cut": token[:-9], "nothing": " "}[how])
    page.reload()
    turn = say(page, "还在吗")
    expect(turn).to_contain_text("听到：还在吗")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_site_with_the_chat_cannot_use_a_token_of_ours(
    guest: BrowserContext, stage: Stage, site: Site, someone: Someone
) -> None:
    with visit(guest.browser, PHONE) as other:  # type: ignore[arg-type]
        mine = someone(stage, Origin=stage.url)
        mine.post(f"{WEB}/send", json={"text": "我的秘密", "id": "k1"})
        page = opened(other.new_page(), site.put("/thief.html", CLEAN, stage.url))
        say(page, "你好")
        swap(page, mine.headers["Authorization"].removeprefix("Bearer "))
        page.reload()
        page.locator(".launcher").click()
        expect(page.locator(".loading")).to_contain_text("之前的对话还没取回来")
        assert "秘密" not in page.content()


# --- markup -------------------------------------------------------------------------------------


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
        page.get_by_role("button", name="设置和更多").click()
        page.get_by_role("checkbox", name="简单模式").check()
        page.get_by_role("button", name="好了").click()
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
    turn = say(page, stage.teach(name, CARDS[name]))
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
    turn = say(page, stage.teach("看草稿", CARDS["draft"]))
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
    turn = next_turn(page)
    page.get_by_label("您的话").fill("不行")
    page.keyboard.press("Enter")
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
    page.get_by_label("您的话").fill("还能用吗")
    page.keyboard.press("Enter")
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
    with visit(browser, PHONE) as context:
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
    with visit(browser, PHONE, base_url=server.url) as context:
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
