"""The staff's door: who may come in, what they may do, and what is not theirs to see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.channels import console, problems
from bot.channels.console.rate import Rate
from bot.channels.port import MAX_BODY, Incoming, Reply
from tests.desk.office import PASSWORD, Office

API = "/console/api"


def app_of(office: Office, secure: bool = False, logins: int = 100) -> FastAPI:
    app = FastAPI()
    problems.install(app)
    app.include_router(
        console.router(
            office.staff,
            office.desk,
            office.mailbox.history,
            office.audit,
            secure,
            Rate(logins, 300),
        )
    )
    return app


class Browser:
    """One member of staff at the console."""

    def __init__(self, app: FastAPI, scheme: str = "http") -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url=f"{scheme}://test")

    async def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        reply = await self.http.post(f"{API}/login", json={"name": name, "password": password})
        if reply.status_code == 200:
            self.http.headers["X-Weiquan-Guard"] = reply.json()["guard"]
        return reply

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(API + path)

    async def post(self, path: str, **more: Any) -> httpx.Response:
        return await self.http.post(API + path, **more)


@pytest.fixture
async def browser(office: Office) -> AsyncIterator[Browser]:
    """小王, an agent, logged in."""
    office.account("小王")
    browser = Browser(app_of(office))
    await browser.log_in("小王")
    yield browser
    await browser.http.aclose()


async def enter(office: Office, name: str, role: str) -> Browser:
    office.account(name, role)
    browser = Browser(app_of(office))
    assert (await browser.log_in(name)).status_code == 200
    return browser


def ask(office: Office, conversation: str = "c") -> int:
    return office.desk.ask(conversation, "想退健身卡", "asked", "k").id


async def test_a_conversation_is_taken_over_answered_and_given_back(
    office: Office, browser: Browser
) -> None:
    kept = office.mailbox.keep(Incoming("rest", "c", "1", "我要转人工"))
    office.mailbox.finish(kept, [Reply("好的")])
    number = ask(office)
    listed = (await browser.get("/queue")).json()
    assert [t["id"] for t in listed["waiting"]] == [number]
    assert "想退健身卡" not in str(listed)
    assert (await browser.post(f"/queue/{number}/claim")).json()["ticket"]["holder"] == "小王"
    shown = (await browser.get(f"/queue/{number}")).json()
    assert shown["summary"] == "想退健身卡"
    assert [said["text"] for said in shown["before"]][:2] == ["我要转人工", "好的"]
    office.desk.hear("c", "在吗")
    last = shown["lines"][-1]["id"]
    fresh = (await browser.get(f"/queue/{number}?after={last}")).json()
    assert [said["text"] for said in fresh["lines"]] == ["在吗"]
    for _ in range(2):
        said = await browser.post(f"/queue/{number}/say", json={"text": "在的", "id": "m1"})
        assert said.status_code == 200
    assert [text for who, text in office.told() if who == "staff"] == ["在的"]
    back = await browser.post(f"/queue/{number}/hand-back")
    assert back.json()["ticket"]["state"] == "back"
    assert not office.desk.hear("c", "谢谢")


async def test_the_next_ticket_and_its_end(office: Office, browser: Browser) -> None:
    number = ask(office)
    assert (await browser.post("/queue/next")).json()["ticket"]["id"] == number
    assert (await browser.post("/queue/next")).json()["ticket"] is None
    wrong = await browser.post(f"/queue/{number}/close", json={"outcome": "great"})
    assert wrong.status_code == 400 and "solved" in wrong.json()["detail"]
    done = await browser.post(f"/queue/{number}/close", json={"outcome": "solved"})
    assert done.json()["ticket"]["outcome"] == "solved"
    again = await browser.post(f"/queue/{number}/say", json={"text": "x", "id": "m"})
    assert again.status_code == 409


ROUTES = [
    ("GET", "/queue", None),
    ("GET", "/queue/{n}", None),
    ("POST", "/queue/next", None),
    ("POST", "/queue/{n}/claim", None),
    ("POST", "/queue/{n}/say", {"text": "x", "id": "m"}),
    ("POST", "/queue/{n}/hand-back", None),
    ("POST", "/queue/{n}/close", {"outcome": "solved"}),
]


@pytest.mark.parametrize(
    ("role", "reads", "acts"),
    [
        ("agent", True, True),
        ("supervisor", True, True),
        ("auditor", True, False),
        ("editor", False, False),
        ("administrator", False, False),
    ],
)
async def test_what_a_role_may_do(office: Office, role: str, reads: bool, acts: bool) -> None:
    browser = await enter(office, "某人", role)
    number = ask(office)
    for method, path, body in ROUTES:
        path = API + path.format(n=number)
        reply = await browser.http.request(method, path, json=body)
        allowed = reads if method == "GET" else acts
        assert (reply.status_code != 403) == allowed, (path, reply.text)
        if not allowed:
            assert reply.headers["content-type"] == "application/problem+json"
            assert office.audit.rows[-1] == ("某人", "console.refused", f"{method} {path}", role)


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
async def test_without_a_log_in_nothing_opens(
    office: Office, method: str, path: str, body: Any
) -> None:
    number = ask(office)
    stranger = Browser(app_of(office))
    stranger.http.cookies.set("weiquan_staff", "forged")
    path = API + path.format(n=number)
    reply = await stranger.http.request(method, path, json=body)
    assert reply.status_code == 401
    assert "登录" in reply.json()["detail"]
    assert office.desk.ticket(number).state == "waiting"


async def test_every_route_but_the_log_in_asks_who_it_is(office: Office) -> None:
    stranger = Browser(app_of(office))
    for method, path, body in [*ROUTES, ("GET", "/me", None), ("POST", "/logout", None)]:
        reply = await stranger.http.request(method, API + path.format(n=1), json=body)
        assert reply.status_code == 401, path


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Weiquan-Guard": ""},
        {"X-Weiquan-Guard": "0" * 64},
        {"X-Weiquan-Guard": "防护".encode()},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_what_another_site_makes_a_browser_send_is_refused(
    office: Office, browser: Browser, headers: dict[str, Any]
) -> None:
    number = ask(office)
    reply = await browser.post(f"/queue/{number}/claim", headers=headers)
    assert reply.status_code == 403
    assert office.desk.ticket(number).state == "waiting"
    assert office.audit.acts()[-1] == "console.refused"


async def test_the_own_page_may_send(office: Office, browser: Browser) -> None:
    headers = {"Origin": "http://test", "Sec-Fetch-Site": "same-origin"}
    reply = await browser.post(f"/queue/{ask(office)}/claim", headers=headers)
    assert reply.status_code == 200


async def test_a_colleagues_ticket_is_not_there(office: Office, browser: Browser) -> None:
    other = await enter(office, "小李", "agent")
    number = ask(office)
    await other.post(f"/queue/{number}/claim")
    assert (await browser.get(f"/queue/{number}")).status_code == 404
    assert (await browser.post(f"/queue/{number}/hand-back")).status_code == 404
    assert (await browser.get("/queue")).json() == {"waiting": [], "claimed": []}
    late = await browser.post(f"/queue/{number}/claim")
    assert late.status_code == 409 and "已经有人接了" in late.json()["detail"]
    assert (await browser.get("/queue/99")).status_code == 404


async def test_before_the_claim_the_conversation_is_not_shown(
    office: Office, browser: Browser
) -> None:
    kept = office.mailbox.keep(Incoming("rest", "c", "1", "我的事"))
    office.mailbox.finish(kept, [])
    shown = (await browser.get(f"/queue/{ask(office)}")).json()
    assert shown["summary"] == "想退健身卡"
    assert shown["before"] == []


async def test_reading_is_written_down_and_looking_for_news_of_ones_own_is_not(
    office: Office, browser: Browser
) -> None:
    number = ask(office)
    await browser.get(f"/queue/{number}")
    await browser.post(f"/queue/{number}/claim")
    await browser.get(f"/queue/{number}?after=1")
    assert office.audit.acts().count("desk.read") == 1


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(office: Office) -> None:
    office.account("小王")
    cookie = (await Browser(app_of(office)).log_in("小王")).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "secure" not in cookie
    secure = Browser(app_of(office, secure=True), "https")
    cookie = (await secure.log_in("小王")).headers["set-cookie"]
    assert cookie.startswith("__Host-") and "; Secure" in cookie and "Path=/;" in cookie
    assert (await secure.get("/me")).json()["name"] == "小王"


async def test_after_the_log_out_the_cookie_is_worth_nothing(
    office: Office, browser: Browser
) -> None:
    token = browser.http.cookies["weiquan_staff"]
    assert (await browser.post("/logout")).status_code == 200
    browser.http.cookies.set("weiquan_staff", token)
    assert (await browser.get("/me")).status_code == 401


async def test_log_ins_of_one_address_are_limited(office: Office) -> None:
    office.account("小王")
    browser = Browser(app_of(office, logins=3))
    for _ in range(3):
        assert (await browser.log_in("nobody", "wrong password")).status_code == 401
    reply = await browser.log_in("小王")
    assert reply.status_code == 429 and "几分钟" in reply.json()["detail"]


def test_the_limit_ends_with_time() -> None:
    now = 0.0
    rate = Rate(2, 60, lambda: now)
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    now = 61
    assert rate.allows("a")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/login", {"name": "小王"}, 400),
        ("/login", {"name": "小王", "password": PASSWORD, "more": 1}, 400),
        ("/login", {"name": 1, "password": PASSWORD}, 400),
        ("/login", {"name": "王" * 41, "password": PASSWORD}, 400),
        ("/login", {"name": "小王", "password": "x" * 129}, 400),
        ("/login", {"name": "小王", "password": "x" * MAX_BODY}, 413),
        ("/queue/1/say", {"text": "", "id": "m"}, 400),
        ("/queue/1/say", {"text": "字" * 2001, "id": "m"}, 400),
        ("/queue/1/say", {"text": "x", "id": "../m"}, 400),
        ("/queue/1/say", {"text": ["x"], "id": "m"}, 400),
        ("/queue/1/say", [], 400),
        ("/queue/0/say", {"text": "x", "id": "m"}, 400),
        ("/queue/99999999999/say", {"text": "x", "id": "m"}, 400),
        ("/queue/abc/claim", {}, 400),
    ],
)
async def test_bad_input_gets_a_problem_document(
    browser: Browser, path: str, body: Any, status: int
) -> None:
    reply = await browser.post(path, json=body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
