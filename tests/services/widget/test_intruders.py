"""Those who mean harm: other sites, other people's ids, forged tokens."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from bot.channels.web import Sessions
from complaints import Cipher
from tests.complaints.evidence.made import ORDER, screen
from tests.fakes.web_parts import Document
from tests.services.widget.embedding import CLEAN, REFUSED, Site, opened
from tests.services.widget.stage import Stage
from tests.services.widget.visits import STORY, say, send, visit
from tests.serving.server import Server

pytestmark = pytest.mark.services

WEB = "/webhooks/web"
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
    turn = send(page, "还在吗")
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
    browser: Browser, stage: Stage, site: Site, someone: Someone
) -> None:
    with visit(browser, excused=[REFUSED]) as other:
        mine = someone(stage, Origin=stage.url)
        mine.post(f"{WEB}/send", json={"text": "我的秘密", "id": "k1"})
        page = opened(other.new_page(), site.put("/thief.html", CLEAN, stage.url))
        say(page, "你好")
        swap(page, mine.headers["Authorization"].removeprefix("Bearer "))
        page.reload()
        page.locator(".launcher").click()
        expect(page.locator(".loading")).to_contain_text("之前的对话还没取回来")
        assert "秘密" not in page.content()
