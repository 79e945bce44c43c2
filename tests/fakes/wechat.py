"""WeChat's servers, on the loop's clock: they push with three tries of 5 seconds, and answer calls.

What a person sees of the account is in `shown`; `calls` has what was called, `script` the error
codes of the next calls to an address.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.channels.wechat import markup
from bot.channels.wechat.crypto import AesKey
from bot.channels.wechat.signature import signed

APP_ID = "wx1234567890abcdef"
TOKEN = "a-token-of-ours"
KEYS = (
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba",
)
ACCOUNT, ANN = "gh_0123456789ab", "oAnn-4zXyT_5qvRs0123456789ab"
CUT, TRIES = 5.0, 3
BROKEN = "该公众号提供的服务出现故障，请稍后再试"
WINDOWS = {"message": (5, 48 * 3600), "touch": (3, 60)}
TOKEN_LIFE, TOKEN_LAST = 7200, 300
PNG = b"\x89PNG\r\n\x1a\n3999"


@dataclass
class Shown:
    """Something a person sees: when, how it came, after how many seconds of its try."""

    at: float
    way: str
    text: str
    seconds: float = 0.0


@dataclass
class WeChat:
    """`mode` as the operator set it; `key` is the one that pushes are sealed with."""

    mode: str = "safe"
    key: str = KEYS[0]
    verified: bool = True
    shown: dict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    script: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    tokens: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=lambda: {"picture": PNG})
    media_seconds: float = 0.0
    answers: list[tuple[int, str]] = field(default_factory=list)
    app: Any = None
    token: str = TOKEN
    begin: float = field(default_factory=time.time)
    _number: int = 9_007_199_254_740_993
    _token_ends: float = 0.0
    _windows: dict[str, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(dict))
    _followers: set[str] = field(default_factory=set)

    @property
    def now(self) -> float:
        """Seconds since 1970: rows of the outbox bear the real time, so it begins there."""
        return self.begin + asyncio.get_running_loop().time()

    # --- pushing ---------------------------------------------------------------------------------

    def text(self, content: str, person: str = ANN, **more: str) -> dict[str, Any]:
        """A text message."""
        return self.message("text", person, Content=content, **more)

    def message(self, kind: str, person: str = ANN, **fields: str) -> dict[str, Any]:
        """A message of any kind, with an id that no float holds."""
        self._number += 2
        return {**self._head(kind, person), **fields, "MsgId": self._number}

    def event(self, name: str, person: str = ANN, **fields: str) -> dict[str, Any]:
        return {**self._head("event", person), "Event": name, **fields}

    def _head(self, kind: str, person: str) -> dict[str, Any]:
        sent = int(self.now)
        return {
            "ToUserName": ACCOUNT, "FromUserName": person, "CreateTime": sent, "MsgType": kind
        }  # fmt: skip

    async def push(self, fields: dict[str, Any], tries: int = TRIES) -> list[Shown]:
        """Push until there is an answer, at most so many times; what the person sees of it."""
        self._opens(fields)
        person, before = fields["FromUserName"], len(self.shown[fields["FromUserName"]])
        for _ in range(tries):
            if await self.once(fields):
                break
        else:
            if tries == TRIES:
                self._show(person, "broken", BROKEN)
        return self.shown[person][before:]

    async def once(self, fields: dict[str, Any], lost: bool = False) -> bool:
        """One try; whether it was answered. `lost`: the answer does not reach WeChat."""
        began = asyncio.get_running_loop().time()
        status, body = await self.request("POST", *self.sealed(fields), seconds=CUT)
        if status != 200 or lost:
            return False
        if body not in ("", "success"):
            person = fields["FromUserName"]
            seconds = asyncio.get_running_loop().time() - began
            told = self._said(body, person)
            assert "Event" not in fields or told != "[transfer_customer_service]"
            self._show(person, "passive", told, seconds)
        return True

    def sealed(self, fields: dict[str, Any], **query: str) -> tuple[dict[str, str], bytes]:
        """A push as it is sent: query and body. `query` replaces what would be right."""
        timestamp, nonce, body = str(int(self.now)), "1320562132", markup.write(fields)
        right = {"timestamp": timestamp, "nonce": nonce, "openid": str(fields["FromUserName"])}
        right["signature"] = signed(self.token, timestamp, nonce)
        if self.mode != "plain":
            cipher_text = AesKey(self.key, APP_ID).encrypt(body)
            right["encrypt_type"] = "aes"
            right["msg_signature"] = signed(self.token, timestamp, nonce, cipher_text)
            plain = fields if self.mode == "compatible" else {"ToUserName": ACCOUNT}
            body = markup.write({**plain, "Encrypt": cipher_text})
        return {**right, **query}, body.encode()

    async def request(
        self, method: str, query: dict[str, str], body: bytes = b"", seconds: float = CUT
    ) -> tuple[int, str]:
        """One request to the app; (0, "") when it took longer than so many seconds, after which
        the app goes on and is told that the other side hung up."""
        hung_up, sent = asyncio.Event(), False
        answer: dict[str, Any] = {"status": 0, "body": b""}

        async def receive() -> dict[str, Any]:
            nonlocal sent
            if not sent:
                sent = True
                return {"type": "http.request", "body": body, "more_body": False}
            await hung_up.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            answer["status"] = message.get("status", answer["status"])
            answer["body"] += message.get("body", b"")

        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": "http",
            "path": "/webhooks/wechat", "raw_path": b"/webhooks/wechat", "root_path": "",
            "query_string": urlencode(query).encode(), "headers": [(b"host", b"test")],
            "client": ("127.0.0.1", 1), "server": ("test", 80),
        }  # fmt: skip
        call = asyncio.ensure_future(self.app(scope, receive, send))
        done, _ = await asyncio.wait({call}, timeout=seconds)
        if not done:
            hung_up.set()
            return 0, ""
        call.result()
        self.answers.append((answer["status"], answer["body"].decode()))
        return self.answers[-1]

    def _said(self, body: str, person: str) -> str:
        """What an answer shows, after everything about it has been checked."""
        fields = markup.read(body)
        if self.mode != "plain":
            told = (self.token, fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
            assert fields["MsgSignature"] == signed(*told)
            fields = markup.read(body := AesKey(self.key, APP_ID).decrypt(fields["Encrypt"]))
        assert (fields["ToUserName"], fields["FromUserName"]) == (person, ACCOUNT)
        if fields["MsgType"] == "text":
            assert len(fields["Content"].encode()) <= 2048
            return fields["Content"]
        if fields["MsgType"] == "news":
            assert fields["ArticleCount"] == "1"
            url = body.partition("<Url><![CDATA[")[2].partition("]]>")[0]
            return f"[卡片] {url}"
        return f"[{fields['MsgType']}]"

    def _show(self, person: str, way: str, text: str, seconds: float = 0.0) -> None:
        at = asyncio.get_running_loop().time()
        self.shown[person].append(Shown(at, way, text, seconds))

    def _opens(self, fields: dict[str, Any]) -> None:
        """What a push opens for customer messages."""
        person, event = fields["FromUserName"], str(fields.get("Event", "")).lower()
        if event == "unsubscribe":
            self._followers.discard(person)
            return
        self._followers.add(person)
        if not event:
            self._windows[person]["message"] = [self.now, 0]
        elif event in ("subscribe", "scan", "click"):
            self._windows[person]["touch"] = [self.now, 0]

    # --- being called ----------------------------------------------------------------------------

    async def called(self, request: httpx.Request) -> httpx.Response:
        """For `httpx.MockTransport`."""
        path = request.url.path
        body = json.loads(request.content) if request.content else dict(request.url.params)
        self.calls.append((path, body))
        code = self.script[path].pop(0) if self.script[path] else 0
        if code:
            return _error(code)
        if path == "/cgi-bin/stable_token":
            return httpx.Response(200, json=self._token(body["force_refresh"]))
        if request.url.params["access_token"] not in self.tokens[-1:]:
            return _error(40001)
        if path == "/cgi-bin/message/custom/send":
            return _error(self._taken(body))
        if path == "/cgi-bin/media/get":
            await asyncio.sleep(self.media_seconds)
            data = self.media.get(str(request.url.params["media_id"]))
            return httpx.Response(200, content=data) if data is not None else _error(40007)
        return _error(0)

    def _token(self, force: bool) -> dict[str, Any]:
        """The token that counts with what is left of its life, another one in its last minutes."""
        if force or self.now > self._token_ends - TOKEN_LAST:
            self.tokens.append(f"TOKEN-{len(self.tokens)}")
            self._token_ends = self.now + TOKEN_LIFE
        return {"access_token": self.tokens[-1], "expires_in": round(self._token_ends - self.now)}

    def _taken(self, body: dict[str, Any]) -> int:
        """Show a customer message, or the code of what is wrong with it."""
        person = body["touser"]
        if not self.verified:
            return 48001
        if person not in self._followers:
            return 43004
        text = body.get("text", {}).get("content", "")
        if len(text.encode()) > 2048:
            return 45002
        articles = body.get("news", {}).get("articles", [])
        if len(articles) > 1:
            return 45008
        opened = False
        for name, (most, seconds) in sorted(WINDOWS.items(), reverse=True):
            window = self._windows[person].get(name)
            if window is None or self.now - window[0] >= seconds:
                continue
            opened = True
            if window[1] < most:
                window[1] += 1
                shown = text or f"[卡片] {articles[0]['url']}"
                self._show(person, "pushed", shown)
                return 0
        return 45047 if opened else 45015

    def count(self, path: str) -> int:
        """How often an address was called."""
        return sum(called == path for called, _ in self.calls)


def _error(code: int) -> httpx.Response:
    return httpx.Response(200, json={"errcode": code, "errmsg": "scripted"})
