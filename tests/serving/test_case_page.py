"""The page of a case: who gets to see it, what it shows, and that nothing on it runs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from bot.channels import case, problems
from bot.channels.case import NotFound, Progress
from bot.serving.case_page import CasePage
from bot.settings import ROOT
from complaints.case_words import in_words, name_of
from complaints.cases import Cases
from complaints.models import Kind
from complaints.numbers import ALPHABET
from complaints.states import STATES
from tests.complaints.store import PHONE, Clock, new_cases, submitted

TAIL = PHONE[-4:]
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}"
WAITS = [("部门答复受不受理", "2026年12月3日")]
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


class House:
    """The pages on a real store."""

    def __init__(self, cases: Cases, clock: Clock, client: httpx.AsyncClient) -> None:
        self.cases, self.clock, self.client = cases, clock, client

    async def ask(self, number: str, tail: str = TAIL, **headers: str) -> httpx.Response:
        fields = {"number": number, "tail": tail}
        return await self.client.post("/case", data=fields, headers=headers)


def app_of(look_up: case.LookUp) -> FastAPI:
    app = FastAPI()
    problems.install(app)
    app.include_router(case.router(look_up, ROOT / "web" / "case"))
    return app


def client_of(look_up: case.LookUp) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app_of(look_up), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.fixture
async def house(engine: Engine) -> AsyncIterator[House]:
    clock = Clock()
    cases = new_cases(engine, clock)
    async with client_of(CasePage(cases, lambda found: WAITS)) as client:
        yield House(cases, clock, client)


def without_number(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)


async def test_the_form_asks_for_both_and_knows_the_number_from_the_address(house: House) -> None:
    for path, value in (("/case", ""), ("/case/WQ-7K3M-9TXE-B2H8", "WQ-7K3M-9TXE-B2H8")):
        reply = await house.client.get(path)
        assert reply.status_code == 200
        assert f'name="number" value="{value}"' in reply.text
        assert '<label for="tail">手机号后四位</label>' in reply.text
        assert 'role="alert"' not in reply.text


async def test_whoever_knows_both_sees_how_far_it_is(house: House) -> None:
    number = submitted(house.cases)
    house.clock.wait(hours=20)
    house.cases.move(number, "with_staff", "staff-1", "张律师在看，电话13900001111")
    house.cases.note(number, "staff-1", "noted", "当事人很急")
    reply = await house.ask(number.lower().replace("-", " "))
    assert reply.status_code == 200
    text = re.sub(r"<[^>]+>|\s+", " ", reply.text)
    words = in_words("complaint", "with_staff")
    for part in (number, "投诉的进度", "工作人员在看", words.means, words.next, *WAITS[0]):
        assert part in text
    events = re.findall(r'class="what">([^<]+)<', reply.text)
    assert events == ["已提交", "工作人员在看"]
    times = re.findall(r"<time[^>]*>([^<]+)<", reply.text)
    assert times == ["2026年4月20日 17:30", "2026年4月21日 13:30"]


async def test_nothing_on_the_page_tells_who_it_is_about(house: House) -> None:
    number = submitted(house.cases)
    house.cases.move(number, "with_staff", "staff-1", "当事人张三，电话13900001111")
    page = (await house.ask(number)).text
    file = house.cases.by_number(number).file
    for name, value in file.fields.items():
        assert value not in page, name
    for private in (*file.story, TAIL, "张三", "13900001111", "staff-1"):
        assert private not in page


async def test_the_path_alone_is_a_number_too(house: House) -> None:
    number = submitted(house.cases)
    reply = await house.client.post(f"/case/{number}", data={"tail": TAIL})
    assert number in reply.text
    assert reply.status_code == 200


async def test_a_wrong_number_a_mistyped_one_and_wrong_digits_are_one_error(house: House) -> None:
    number = submitted(house.cases)
    mistyped = number[:-1] + ALPHABET[(ALPHABET.index(number[-1]) + 1) % len(ALPHABET)]
    pages = [
        await house.ask(number, "0000"),
        await house.ask("WQ-7K3M-9TXE-B2H8"),
        await house.ask(mistyped),
    ]
    assert [page.status_code for page in pages] == [404] * 3
    assert len({without_number(page.text) for page in pages}) == 1
    assert 'role="alert"' in pages[0].text
    assert "没有找到这个案件" in pages[0].text


async def test_after_five_failures_even_the_right_digits_wait(house: House) -> None:
    number = submitted(house.cases)
    for _ in range(5):
        assert (await house.ask(number, "0000")).status_code == 404
    refused = await house.ask(number)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    assert "分钟再查" in refused.text
    house.clock.wait(minutes=15, seconds=1)
    assert (await house.ask(number)).status_code == 200


async def test_what_is_not_filled_in_is_named_and_costs_no_try(house: House) -> None:
    number = submitted(house.cases)
    for _ in range(6):
        reply = await house.ask(number, "12a4")
        assert reply.status_code == 400
    assert 'aria-describedby="tail-hint tail-error"' in reply.text
    assert 'aria-describedby="number-hint"' in reply.text
    assert f'value="{number}"' in reply.text
    empty = await house.ask("", "")
    assert empty.text.count('aria-invalid="true"') == 2
    assert (await house.ask(number)).status_code == 200


@pytest.mark.parametrize("evil", [EVIL, EVIL * 20, "\x00\u202e", "{% raw %}", "𠮷" * 5000])
async def test_what_is_typed_runs_nothing(house: House, evil: str) -> None:
    pages = [
        await house.ask(evil, evil),
        await house.ask(evil),
        await house.client.get(f"/case/{quote(evil, safe='')}"),
    ]
    for page in pages:
        assert page.status_code < 500
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "49" not in page.text


async def test_what_the_store_says_runs_nothing() -> None:
    shown = Progress(EVIL, EVIL, EVIL, EVIL, EVIL, [(NOON, EVIL)], [(EVIL, EVIL)])
    async with client_of(lambda number, tail, address: shown) as client:
        page = (await client.post("/case", data={"number": "x", "tail": "1234"})).text
    assert "<script" not in page
    assert "<img" not in page
    assert "49" not in page
    assert page.count("&lt;script&gt;") == 11


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        ({"Origin": "http://test"}, 404),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 404),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://test.evil.example"}, 403),
    ],
)
async def test_another_site_cannot_ask_for_a_person(
    house: House, headers: dict[str, str], status: int
) -> None:
    number = submitted(house.cases)
    reply = await house.ask(number, "0000", **headers)
    assert reply.status_code == status
    if status == 403:
        for _ in range(5):
            await house.ask(number, "0000", **headers)
        assert (await house.ask(number)).status_code == 200


async def test_every_page_is_kept_nowhere_and_framed_nowhere(house: House) -> None:
    number = submitted(house.cases)
    for page in (
        await house.client.get("/case"),
        await house.ask(number),
        await house.ask(number, "0000"),
    ):
        policy = page.headers["content-security-policy"]
        assert policy == (
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            "frame-ancestors 'none'; base-uri 'none'"
        )
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "style=" not in page.text
    style = await house.client.get("/case/case.css")
    assert style.headers["content-type"].startswith("text/css")


async def test_too_much_and_what_is_no_form_is_refused(house: House) -> None:
    long = await house.client.post("/case", content=b"number=" + b"x" * 17_000)
    assert long.status_code == 413
    broken = await house.client.post("/case", content=b"\xff\xfe=1")
    assert broken.status_code == 400
    many = "&".join(f"f{number}=1" for number in range(2000)).encode()
    assert (await house.client.post("/case", content=many)).status_code == 400


async def test_a_store_that_breaks_is_a_problem_and_no_page() -> None:
    def broken(number: str, tail: str, address: str) -> Progress:
        raise RuntimeError("planned: 13812345678")

    async with client_of(broken) as client:
        reply = await client.post("/case", data={"number": "x", "tail": "1234"})
    assert reply.status_code == 500
    assert "planned" not in reply.text


def test_a_case_without_a_phone_is_not_to_be_had(engine: Engine) -> None:
    cases = new_cases(engine, Clock())
    number = submitted(cases, fields={"person_phone": ""})
    with pytest.raises(NotFound, match="没有找到"):
        CasePage(cases, lambda found: [])(number, TAIL, "1.2.3.4")


@pytest.mark.parametrize("kind", ["complaint", "report"])
def test_every_state_is_named_and_says_what_to_do(kind: Kind) -> None:
    for state in STATES[1:]:
        words = in_words(kind, state)
        assert words.means
        assert words.next
        assert name_of(kind, state)
    assert "调解" not in name_of("report", "ended") + in_words("report", "ended").means
