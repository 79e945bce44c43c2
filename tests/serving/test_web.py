"""The web channel: who may ask, what is refused and how, and that nobody gets another's things."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.channels.port import Reply
from bot.channels.web import Limits, Standing
from bot.channels.web.files import MAX_FILE
from bot.channels.web.session import LIFE, address
from bot.settings import Settings
from complaints import Cipher
from tests.fakes.web_parts import HOURS, Document
from tests.serving.web_house import PNG, SHOP, WEB, House, assert_problem, made


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async for one in made(Limits(1000, 1000, 1000)):
        yield one


# --- talking ----------------------------------------------------------------------------------


async def test_a_message_is_taken_and_answered(house: House) -> None:
    who = await house.begin()
    reply = await house.say(who, " 手机是假的 ", choice={"fact": "dispute", "value": "courier"})
    answer = {
        "id": 2,
        "who": "bot",
        "turn": "k1",
        "text": "答：手机是假的",
        "custom": {"type": "notice"},
        "at": "2026-11-24T01:00:02+00:00",
    }
    assert reply.json() == {"replies": [answer], "last": "1.2"}
    assert reply.headers["cache-control"] == "no-store"
    (taken,) = house.talk.taken.values()
    assert taken.channel == "web"
    assert taken.details == {"choice": {"fact": "dispute", "value": "courier"}}


async def test_a_rewritten_line_of_the_draft_arrives_as_an_edit(house: House) -> None:
    who = await house.begin()
    await house.say(who, "金额改成3999元", edit={"field": "amount", "value": " 3999元\x00"})
    (taken,) = house.talk.taken.values()
    assert taken.details == {"edit": {"field": "amount", "value": "3999元"}}


async def test_the_same_id_is_the_same_message(house: House) -> None:
    who = await house.begin()
    first, second = await house.say(who), await house.say(who)
    assert first.json() == second.json()
    assert len(house.talk.taken) == 1


async def test_the_same_id_in_two_conversations_is_two_messages(house: House) -> None:
    one, other = await house.begin(), await house.begin()
    await house.say(one, "一")
    reply = await house.say(other, "二")
    assert reply.json()["replies"][0]["text"] == "答：二"


BAD: dict[str, tuple[Any, int, str]] = {
    "no JSON": (b"{", 400, "JSON"),
    "a list": ([], 400, "JSON 对象"),
    "text a number": ({"text": 5, "id": "k"}, 400, "text"),
    "text missing": ({"id": "k"}, 400, "text"),
    "text empty": ({"text": " ", "id": "k"}, 400, "空"),
    "text only a command": ({"text": "／", "id": "k"}, 400, "空"),
    "id missing": ({"text": "x"}, 400, "id"),
    "id a number": ({"text": "x", "id": 5}, 400, "id"),
    "id with a path": ({"text": "x", "id": "a/b"}, 400, "id"),
    "choice a text": ({"text": "x", "id": "k", "choice": "a"}, 400, "choice"),
    "choice of numbers": ({"text": "x", "id": "k", "choice": {"fact": 1, "value": 2}}, 400, "fact"),
    "edit a list": ({"text": "x", "id": "k", "edit": []}, 400, "edit"),
    "edit of an object": (
        {"text": "x", "id": "k", "edit": {"field": "a", "value": {}}},
        400,
        "edit.value",
    ),
    "edit too long": (
        {"text": "x", "id": "k", "edit": {"field": "a", "value": "字" * 2001}},
        413,
        "太长",
    ),
    "2,001 characters": ({"text": "字" * 2001, "id": "k"}, 413, "太长"),
    "200,000 characters": ({"text": "字" * 200_000, "id": "k"}, 413, "太长"),
}


@pytest.mark.parametrize(("body", "status", "says"), BAD.values(), ids=list(BAD))
async def test_bad_input_gets_a_problem_document(
    house: House, body: Any, status: int, says: str
) -> None:
    who = await house.begin()
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    reply = await house.client.post(f"{WEB}/send", headers=who, content=content)
    assert_problem(reply, status, says)
    assert house.talk.taken == {}


# --- tokens -----------------------------------------------------------------------------------


async def test_a_token_lasts_thirty_days_and_is_renewed_for_the_same_conversation(
    house: House,
) -> None:
    who = await house.begin()
    conversation = await house.conversation(who)
    house.time[0] += LIFE - 1
    renewed = await house.client.post(f"{WEB}/session", headers=who)
    assert renewed.json()["conversation"] == conversation
    house.time[0] += 1
    assert_problem(await house.say(who), 401)
    assert (await house.say({"Authorization": f"Bearer {renewed.json()['token']}"})).is_success
    assert await house.conversation(who) != conversation


def sealed(cipher: Cipher, **other: object) -> str:
    fields = {"conversation": "web-1", "origin": "//test", "issued": 1_700_000_000, "use": "web"}
    return cipher.seal(json.dumps({**fields, **other})).decode()


FORGED: dict[str, Callable[[Cipher], str]] = {
    "none": lambda cipher: "",
    "of another scheme": lambda cipher: f"Basic {sealed(cipher)}",
    "empty": lambda cipher: "Bearer ",
    "words": lambda cipher: "Bearer let-me-in",
    "cut short": lambda cipher: f"Bearer {sealed(cipher)[:-4]}",
    "cut to its head": lambda cipher: f"Bearer {sealed(cipher)[:20]}",
    "sealed by somebody else": lambda cipher: f"Bearer {sealed(Cipher([Cipher.new_key()]))}",
    "sealed for another use": lambda cipher: f"Bearer {sealed(cipher, use='case')}",
    "no session at all": lambda cipher: f"Bearer {cipher.seal('[1]').decode()}",
    "with fields of its own": lambda cipher: f"Bearer {sealed(cipher, staff=True)}",
    "of megabytes": lambda cipher: f"Bearer {'x' * 10_000}",
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=list(FORGED))
async def test_a_forged_token_opens_nothing(house: House, forge: Callable[[Cipher], str]) -> None:
    who = {"Authorization": forge(house.cipher)}
    reply = await house.say(who)
    assert_problem(reply, 401, "重新打开")
    assert reply.headers["www-authenticate"] == "Bearer"
    for path in (
        "messages",
        "stream",
        "desk",
        "evidence",
        "evidence/e1",
        "documents/a.pdf",
        "export",
    ):
        assert_problem(await house.client.get(f"{WEB}/{path}", headers=who), 401)
    assert_problem(await house.upload(who), 401)


async def test_a_changed_token_opens_nothing(house: House) -> None:
    who = await house.begin()
    token = who["Authorization"]
    changed = token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]
    assert_problem(await house.say({"Authorization": changed}), 401)


async def test_a_token_is_bound_to_the_site_it_was_given_to(house: House) -> None:
    ours, theirs = await house.begin(Origin="http://test"), await house.begin(Origin=SHOP)
    assert (await house.say(ours)).is_success
    assert (await house.say(theirs)).is_success
    assert_problem(await house.say({**ours, "Origin": SHOP}), 403)
    assert_problem(await house.say({**theirs, "Origin": "http://test"}), 403)
    taken = await house.conversation({**ours, "Origin": SHOP})
    assert taken != await house.conversation(ours)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://test.evil.example"])
async def test_other_sites_are_turned_away(house: House, origin: str) -> None:
    """The page may read the refusal, which says why, and nothing else: no token may be sent."""
    reply = await house.client.post(f"{WEB}/session", headers={"Origin": origin})
    assert_problem(reply, 403, "这个网站还没有接通维权助手")
    assert reply.headers["access-control-allow-origin"] == "*"
    ask = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    for path in ("session", "send", "messages", "stream"):
        assert not (await house.client.options(f"{WEB}/{path}", headers=ask)).is_success


async def test_an_allowed_site_may_ask_from_its_pages_and_no_other_path_is_open_to_it(
    house: House,
) -> None:
    ask = {
        "Origin": SHOP,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,last-event-id",
    }
    reply = await house.client.options(f"{WEB}/send", headers=ask)
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == SHOP
    other = await house.client.options("/console/api/login", headers=ask)
    assert "access-control-allow-origin" not in other.headers


async def test_behind_a_proxy_that_ends_tls_the_page_is_still_our_own(house: House) -> None:
    assert (await house.say(await house.begin(Origin="https://test"))).is_success


def test_origins_in_the_settings_are_checked() -> None:
    assert Settings(origins=f"{SHOP}, http://a.cn:8080").allowed_origins == (
        SHOP,
        "http://a.cn:8080",
    )
    for wrong in ("shop.example", "*", f"{SHOP}/", "null"):
        with pytest.raises(ValueError, match="用逗号隔开"):
            Settings(origins=wrong)


# --- reading ----------------------------------------------------------------------------------


async def test_the_history_holds_both_sides_in_order(house: House) -> None:
    who = await house.begin()
    await house.say(who, "一", id="a")
    house.talk.post(await house.conversation(who), Reply("我是小王"))
    await house.say(who, "二", id="b")
    reply = (await house.client.get(f"{WEB}/messages", headers=who)).json()
    told = [(one["who"], one["text"]) for one in reply["messages"]]
    assert told == [
        ("person", "一"),
        ("bot", "答：一"),
        ("staff", "我是小王"),
        ("person", "二"),
        ("bot", "答：二"),
    ]
    assert [one.get("turn") for one in reply["messages"]] == ["a", "a", None, "b", "b"]
    assert reply["desk"] == {"open": True, "hours": HOURS, "state": "bot"}
    later = await house.client.get(f"{WEB}/messages?after={reply['last']}", headers=who)
    assert later.json() == {"messages": [], "last": reply["last"], "desk": reply["desk"]}


async def test_the_history_goes_on_from_any_point(house: House) -> None:
    who = await house.begin()
    last = (await house.say(who, "一", id="a")).json()["last"]
    await house.say(who, "二", id="b")
    later = await house.client.get(f"{WEB}/messages?after={last}", headers=who)
    assert [one["text"] for one in later.json()["messages"]] == ["二", "答：二"]


async def test_own_words_come_back_masked_and_a_file_is_named_one(house: House) -> None:
    who = await house.begin()
    await house.say(who, "我的电话13812345678")
    await house.upload(who, id="u1")
    told = (await house.client.get(f"{WEB}/messages", headers=who)).json()["messages"]
    assert told[0]["text"] == "我的电话138******78"
    assert "file" not in told[0]
    assert (told[2]["turn"], told[2]["file"]) == ("u1", True)
    taken = next(iter(house.talk.taken.values()))
    assert taken.text == "我的电话13812345678"


@pytest.mark.parametrize("query", ["after=-1", "after=5", "after=1.x", "after=1." + "9" * 30])
async def test_a_place_that_is_none_is_said_so(house: House, query: str) -> None:
    who = await house.begin()
    assert_problem(await house.client.get(f"{WEB}/messages?{query}", headers=who), 400, "after")


async def test_anybody_may_ask_for_the_hours_and_only_the_person_for_their_place(
    house: House,
) -> None:
    who = await house.begin()
    house.people.standings[await house.conversation(who)] = Standing("waiting", place=3)
    public = {"open": True, "hours": HOURS}
    assert (await house.client.get(f"{WEB}/desk")).json() == public
    mine = await house.client.get(f"{WEB}/desk", headers=who)
    assert mine.json() == {**public, "state": "waiting", "place": 3}
    other = await house.client.get(f"{WEB}/desk", headers=await house.begin())
    assert other.json() == {**public, "state": "bot"}
    forged = {"Authorization": "Bearer x"}
    assert_problem(await house.client.get(f"{WEB}/desk", headers=forged), 401)
    foreign = {"Origin": "https://evil.example"}
    assert_problem(await house.client.get(f"{WEB}/desk", headers=foreign), 403)


# --- files ------------------------------------------------------------------------------------


async def test_an_upload_is_kept_and_becomes_a_turn_with_what_was_read_in_it(house: House) -> None:
    who = await house.begin()
    reply = (await house.upload(who, id="u1")).json()
    item = {"id": "e1", "name": "订单.png", "media_type": "image/png", "size": 9}
    assert reply["item"] == item
    assert reply["replies"][0]["text"] == "答：（上传了一个文件）"
    (taken,) = house.talk.taken.values()
    found = [{"fact": "amount", "text": "实付款￥3999"}]
    assert taken.details == {"upload": {**item, "found": found}}
    assert taken.key.endswith("/u1")


async def test_a_picture_that_cannot_be_read_is_kept_all_the_same(house: House) -> None:
    reply = await house.upload(await house.begin(), ("难读.png", b"x", "image/png"))
    assert reply.is_success
    (taken,) = house.talk.taken.values()
    assert taken.details["upload"]["found"] == []


async def test_a_file_that_is_refused_says_why_and_begins_no_turn(house: House) -> None:
    reply = await house.upload(await house.begin(), ("坏.png", b"x", "image/png"))
    assert_problem(reply, 422, "已经损坏")
    assert house.talk.taken == {}


async def test_too_large_a_file_is_cut_before_it_has_arrived(house: House) -> None:
    who = await house.begin()
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        while sent < 5 * MAX_FILE:
            sent += 2**16
            yield b"x" * 2**16

    headers = {**who, "Content-Type": "multipart/form-data; boundary=b"}
    reply = await house.client.post(f"{WEB}/upload", headers=headers, content=endless())
    assert_problem(reply, 413, "最大10MB")
    assert house.files.items(await house.conversation(who)) == []


async def test_too_large_a_file_that_says_so_is_not_read_at_all(house: House) -> None:
    headers = {**await house.begin(), "Content-Length": str(MAX_FILE * 2)}
    reply = await house.client.post(f"{WEB}/upload", headers=headers, content=b"x")
    assert_problem(reply, 413, "最大10MB")


async def test_a_file_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(house: House) -> None:
    who = await house.begin()
    assert (await house.upload(who, ("a.png", b"x" * MAX_FILE, "image/png"))).is_success
    assert_problem(await house.upload(who, ("a.png", b"x" * (MAX_FILE + 1), "image/png")), 413)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\nx\r\n--b--\r\n"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n',
        ),
    ],
)
async def test_a_broken_form_gets_a_problem_document(house: House, kind: str, body: bytes) -> None:
    headers = {**await house.begin(), "Content-Type": kind}
    assert_problem(await house.client.post(f"{WEB}/upload", headers=headers, content=body), 400)


async def test_two_files_at_once_are_refused(house: House) -> None:
    files = [("file", PNG), ("file", PNG)]
    who = await house.begin()
    reply = await house.client.post(f"{WEB}/upload", headers=who, files=files)
    assert_problem(reply, 400, "一次传一个")


async def test_only_uploads_may_be_large(house: House) -> None:
    who = await house.begin()
    reply = await house.client.post(f"{WEB}/send", headers=who, content=b" " * 17_000)
    assert_problem(reply, 413, "2000字")


async def test_own_files_come_back_and_run_nothing_in_the_browser(house: House) -> None:
    who = await house.begin()
    await house.upload(who, ("我的 订单\r\n.png", b"<script>", "text/html"))
    listed = (await house.client.get(f"{WEB}/evidence", headers=who)).json()["items"]
    reply = await house.client.get(f"{WEB}/evidence/{listed[0]['id']}", headers=who)
    assert reply.content == b"<script>"
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"
    saved = reply.headers["content-disposition"]
    assert saved.startswith("attachment; filename=\"file.png\"; filename*=UTF-8''%E6%88%91")
    assert "\r" not in saved


async def test_a_document_is_fetched_by_its_chinese_name(house: House) -> None:
    who = await house.begin()
    document = Document("投诉登记表.pdf", "application/pdf", b"%PDF")
    house.files.made[await house.conversation(who)] = [document]
    reply = await house.client.get(f"{WEB}/documents/投诉登记表.pdf", headers=who)
    assert reply.content == b"%PDF"
    assert "%E6%8A%95%E8%AF%89" in reply.headers["content-disposition"]
    assert_problem(await house.client.get(f"{WEB}/documents/x.pdf", headers=who), 404)


async def test_nobody_gets_or_removes_anothers_files(house: House) -> None:
    owner, other = await house.begin(), await house.begin()
    item = (await house.upload(owner)).json()["item"]["id"]
    conversation = await house.conversation(owner)
    house.files.made[conversation] = [Document("a.pdf", "application/pdf", b"%PDF")]
    for path in (f"evidence/{item}", "documents/a.pdf"):
        assert (await house.client.get(f"{WEB}/{path}", headers=owner)).is_success
        assert_problem(await house.client.get(f"{WEB}/{path}", headers=other), 404)
    assert_problem(await house.client.delete(f"{WEB}/evidence/{item}", headers=other), 404)
    assert len(house.files.items(conversation)) == 1
    reply = await house.client.delete(f"{WEB}/evidence/{item}", headers=owner)
    assert reply.json() == {"items": []}


async def test_the_export_holds_everything_that_is_kept(house: House) -> None:
    who = await house.begin()
    await house.say(who, "手机是假的")
    await house.upload(who, ("../../订单.png", b"x", "image/png"))
    document = Document("投诉登记表.pdf", "application/pdf", b"%PDF")
    house.files.made[await house.conversation(who)] = [document]
    reply = await house.client.get(f"{WEB}/export", headers=who)
    with zipfile.ZipFile(io.BytesIO(reply.content)) as pack:
        assert pack.namelist() == [
            "对话.txt",
            "记录.json",
            "文书/投诉登记表.pdf",
            "证据/1-.._.._订单.png",
        ]
        told = pack.read("对话.txt").decode()
        assert told.index("手机是假的") < told.index("答：手机是假的")
        assert json.loads(pack.read("记录.json"))["facts"] == {"amount": 3999}


# --- how much ---------------------------------------------------------------------------------


async def test_one_conversation_that_asks_too_much_waits_and_others_do_not() -> None:
    async for house in made(Limits(conversation=2, address=100, new_conversations=100)):
        busy, calm = await house.begin(), await house.begin()
        for key in ("a", "b"):
            assert (await house.say(busy, id=key)).is_success
        refused = await house.say(busy, id="c")
        assert_problem(refused, 429, "稍等")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert (await house.say(calm)).is_success


async def test_one_address_cannot_begin_conversations_without_end() -> None:
    async for house in made(Limits(new_conversations=2)):
        await house.begin()
        await house.begin()
        assert_problem(await house.client.post(f"{WEB}/session"), 429)


@pytest.mark.parametrize(
    ("host", "counted"),
    [("1.2.3.4", "1.2.3.4"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("testclient",) * 2],
)
def test_an_address_is_counted_as_whoever_owns_it(host: str, counted: str) -> None:
    from fastapi import Request

    scope = {"type": "http", "client": (host, 1), "headers": []}
    assert address(Request(scope)) == counted
