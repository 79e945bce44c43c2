"""The settings, the menu, the way into a browser, and the channel on the whole service's stores."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image
from pydantic import ValidationError
from sqlalchemy import Engine
from typer.testing import CliRunner

from bot.channels import problems, web
from bot.channels.port import Incoming, Reply
from bot.channels.wechat import HOST
from bot.channels.wechat.inbound import conversation_of
from bot.channels.wechat.menu import FILE, MenuError, load
from bot.cli import app
from bot.serving import wechat_parts
from bot.serving.backing import stand_up
from bot.serving.storage import Mailbox
from bot.serving.used_codes import uses
from bot.serving.web_parts import web_parts
from bot.serving.wechat_parts import account_of, open_wechat, wechat_door
from bot.settings import Settings
from complaints import Cipher
from knowledge import KnowledgeBase
from tests.fakes.virtual_time import played
from tests.fakes.web_parts import parts as web_fakes
from tests.fakes.wechat import ANN, APP_ID, KEYS, TOKEN, WeChat
from tests.serving.web_house import echo

GIVEN: dict[str, Any] = {
    "wechat_app_id": APP_ID,
    "wechat_secret": "s" * 32,
    "wechat_token": "atokenofours",
    "wechat_aes_keys": ",".join(KEYS),
}
PAGE = "https://weiquan.example.cn"


def test_the_settings_describe_the_account() -> None:
    account = account_of(Settings(**GIVEN, wechat_verified=True, wechat_handoff="wechat_kf"))
    assert (account.app_id, account.token, account.mode) == (APP_ID, "atokenofours", "safe")
    assert len(account.keys) == 2
    assert account.verified
    assert account.transfers
    assert "保存180天" in account.greeting
    assert len(account.greeting.encode()) <= 2048


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"wechat_secret": ""}, "WEIQUAN_WECHAT_SECRET"),
    ({"wechat_token": ""}, "WEIQUAN_WECHAT_TOKEN"),
    ({"wechat_aes_keys": ""}, "WEIQUAN_WECHAT_AES_KEYS"),
    ({"wechat_token": "no"}, "3到32个字母或数字"),
    ({"wechat_aes_keys": "short"}, "43个字母或数字"),
    ({"wechat_aes_keys": ",".join([*KEYS, KEYS[0]])}, "最多两把"),
    ({"wechat_page": "http://example.cn"}, "微信只打开 https"),
    ({"wechat_mode": "open"}, "plain"),
]


@pytest.mark.parametrize(("change", "words"), WRONG)
def test_wrong_settings_are_refused_in_words(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(**{**GIVEN, **change})
    assert words in str(caught.value)
    assert KEYS[0] not in str(caught.value)


def test_plain_mode_needs_no_key_and_no_app_id_no_channel() -> None:
    assert (
        account_of(Settings(**{**GIVEN, "wechat_aes_keys": "", "wechat_mode": "plain"})).keys == []
    )
    nothing: Any = None
    assert wechat_door(Settings(), nothing, nothing, nothing, nothing) is None


def test_the_menu_fits_and_every_key_says_something() -> None:
    menu = load()
    assert set(menu.said) >= {"result", "human"}
    assert menu.buttons[0] == {"type": "click", "name": "我要投诉", "key": "page"}
    assert menu.buttons[2]["sub_button"][0]["key"] == "human"


MENUS = [
    ("[]", "1: 菜单应当是"),
    ("- name: 甲\n  key: a\n  say: x\n- name: 乙\n  key: a\n  say: y\n", "4: key“a”出现了两次"),
    ("- name: 太长的名字呀呀\n  key: a\n  say: x\n", "1: name 应当"),
    ("- name: 甲\n  key: a\n", "1: key“a”应当有 say"),
    ("- name: 甲\n  buttons: []\n", "2: buttons 应当"),
    ("- name: 甲\n  buttons:\n", "2: buttons 应当"),
    ("- name: 甲\n  url: x\n", "1: 不认识“url”"),
    ("- name: 甲\n  buttons:\n  - name: 乙\n    buttons: []\n", "3: 第二层"),
    ("- 甲\n", "1: 按钮应当"),
    ("- name: [\n", "1: 不是合格的 YAML"),
]


@pytest.mark.parametrize(("text", "says"), MENUS)
def test_a_menu_that_cannot_be_is_refused_by_line(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "menu.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(MenuError, match=f"menu.yml:{says}"):
        load(file)


@pytest.mark.parametrize(("most", "place"), [(16, ""), (40, "below")])
def test_a_name_is_as_long_as_wechat_takes_and_no_longer(
    most: int, place: str, tmp_path: Path
) -> None:
    file, before = tmp_path / "menu.yml", "- name: 甲\n  buttons:\n" if place else ""
    indent = "  " if place else ""
    for name in ("x" * most, "好" * (most // 3) + "x" * (most % 3)):
        text = f"{before}{indent}- name: {name}\n{indent}  key: a\n{indent}  say: x\n"
        file.write_text(text, "utf-8")
        load(file)
        file.write_text(text.replace(name, f"{name}x"), "utf-8")
        with pytest.raises(MenuError, match=f"最多{most}字节"):
            load(file)


def test_all_faults_of_a_menu_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "menu.yml"
    file.write_text(FILE.read_text("utf-8").replace("  say: ", "  words: "), "utf-8")
    with pytest.raises(MenuError) as caught:
        load(file)
    assert str(caught.value).count("\n") >= 5


def run_menu_push(
    wechat: WeChat, settings: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    def client() -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(wechat.called), base_url=HOST)

    monkeypatch.setattr(wechat_parts, "open_client", client)
    for name, value in {**settings, "work": folder}.items():
        monkeypatch.setenv(f"WEIQUAN_{name.upper()}", str(value))
    return CliRunner().invoke(app, ["wechat", "menu", "push"])


def test_the_menu_is_pushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wechat = WeChat()
    done = run_menu_push(wechat, GIVEN, tmp_path, monkeypatch)
    assert (done.exit_code, "已发布" in done.output) == (0, True), done.output
    path, body = wechat.calls[-1]
    assert path == "/cgi-bin/menu/create"
    assert body == {"button": load().buttons}


def test_a_menu_that_wechat_refuses_says_what_to_look_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wechat = WeChat(script={"/cgi-bin/stable_token": [40164], "/cgi-bin/menu/create": []})
    done = run_menu_push(wechat, GIVEN, tmp_path, monkeypatch)
    assert "40164" in str(done.exception)
    assert "IP" in str(done.exception)
    wechat.script["/cgi-bin/menu/create"] = [-1]
    done = run_menu_push(wechat, GIVEN, tmp_path, monkeypatch)
    assert "连不上微信" in str(done.exception)
    done = run_menu_push(wechat, {"wechat_app_id": ""}, tmp_path, monkeypatch)
    assert "WEIQUAN_WECHAT_APP_ID" in str(done.exception)


# --- into a browser -----------------------------------------------------------------------------


async def test_a_code_opens_its_conversation_once_and_for_a_day(engine: Engine) -> None:
    from bot import clock

    cipher, seconds = Cipher([Cipher.new_key()]), [1_800_000_000.0]
    codes = web.Codes(cipher, uses(engine, clock.now), lambda: seconds[0])
    whole, talk, _ = web_fakes(echo)
    asgi = FastAPI()
    problems.install(asgi, web.LARGER)
    asgi.include_router(web.router(whole, web.Sessions(cipher), codes=codes))
    talk.post("wx-ann", Reply("微信里的回答"), "bot")
    transport = httpx.ASGITransport(asgi, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:

        async def begin(body: Any) -> httpx.Response:
            return await client.post("/webhooks/web/session", json=body)

        code = codes.make("wx-ann")
        begun = await begin({"code": code})
        assert begun.json()["conversation"] == "wx-ann"
        headers = {"Authorization": f"Bearer {begun.json()['token']}"}
        read = await client.get("/webhooks/web/messages", headers=headers)
        assert [one["text"] for one in read.json()["messages"]] == ["微信里的回答"]
        late = codes.make("wx-ann")
        seconds[0] += 24 * 3600
        session_token = begun.json()["token"]
        for wrong in (code, late, "x", "", 7, session_token, code[:-4] + "AAAA", "长" * 900):
            refused = await begin({"code": wrong})
            assert (refused.status_code, "微信" in refused.json()["detail"]) == (403, True), wrong
        assert (await begin([1])).status_code == 400
        assert (await begin({})).json()["conversation"].startswith("web-")
        assert (await client.post("/webhooks/web/session")).status_code == 200


# --- on the whole service's stores --------------------------------------------------------------


def test_the_channel_runs_on_the_stores_of_the_service(
    base: KnowledgeBase, engine: Engine, tmp_path: Path
) -> None:
    """Evidence, desk, links and forgetting as in the server; only the assistant is scripted."""
    cipher = Cipher([Cipher.new_key()])
    settings = Settings(
        **{**GIVEN, "wechat_token": TOKEN.replace("-", "")}, work=tmp_path, wechat_page=PAGE,
        wechat_verified=True,
    )  # fmt: skip
    backing = stand_up(settings, base, engine, cipher)

    class Conversations:
        """Keeps, and answers by repeating."""

        def __init__(self, mailbox: Mailbox) -> None:
            self.heard: list[Incoming] = []
            self._mailbox = mailbox

        async def take(self, message: Incoming) -> list[Reply]:
            kept = self._mailbox.keep(message)
            if kept.fresh:
                self.heard.append(message)
                self._mailbox.finish(kept, [Reply(f"答：{message.text}")])
            return self._mailbox.replies(kept)

    talk = Conversations(backing.mailbox)
    codes = web.Codes(cipher, uses(engine, backing.services.now))

    async def scene() -> None:
        wechat = WeChat()
        picture = io.BytesIO()
        Image.new("RGB", (40, 30), "red").save(picture, "PNG")
        wechat.media["picture"] = picture.getvalue()
        client = httpx.AsyncClient(transport=httpx.MockTransport(wechat.called), base_url=HOST)
        evidence = web_parts(backing, talk).evidence
        channel = open_wechat(settings, backing, talk, evidence, codes, client)
        wechat.token, wechat.app = settings.wechat_token.get_secret_value(), FastAPI()
        wechat.app.include_router(channel.router)
        async with client, channel.running():
            await wechat.push(wechat.message("image", MediaId="picture"))
            await wechat.push(wechat.event("CLICK", EventKey="page"))
            await wechat.push(wechat.text("在吗"))
            await asyncio.sleep(10)
        texts = [one.text for one in wechat.shown[ANN]]
        assert texts[0] == "答：（上传了一个文件）"
        assert texts[1].startswith(f"[卡片] {PAGE}/chat#c=")
        assert texts[2] == "答：在吗"
        assert codes.redeem(texts[1].partition("#c=")[2]) == conversation_of(APP_ID, ANN)

    played(scene())
    name = conversation_of(APP_ID, ANN)
    (item,) = backing.services.evidence.items(name)
    assert talk.heard[0].details["upload"]["id"] == item.id
    export = backing.services.personal_data.export(name)
    assert export["wechat"][0]["openid"] == ANN
    backing.services.personal_data.forget(name)
    assert backing.services.personal_data.export(name)["wechat"] == []
    backing.close()
