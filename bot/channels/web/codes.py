"""A code that carries a conversation from another channel into a browser, once.

It stands behind the # of an address (`/chat#c=…`), which browsers send to no server. The page gives
it to `POST /webhooks/web/session` as `{"code": "…"}` and gets a token for that conversation.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from typing import Any

from bot.channels.problems import Problem
from complaints import Cipher, KeyMissing

LIFE = 24 * 3600
"""Seconds a code may be used after it was made."""
LONGEST = 600
_USE = "web-code"
_NO_CODE = "这个链接已经用过或者过期了。请回到微信里重新点一次，或者直接在这里从头说。"


class Codes:
    """`use` marks an id as used and is false for one that was; `now` gives seconds since 1970."""

    def __init__(
        self, cipher: Cipher, use: Callable[[str], bool], now: Callable[[], float] = time.time
    ) -> None:
        self._cipher, self._use, self._now = cipher, use, now

    def make(self, conversation: str) -> str:
        """A code for the conversation; safe in an address."""
        record = {
            "use": _USE,
            "id": secrets.token_hex(16),
            "conversation": conversation,
            "ends": int(self._now()) + LIFE,
        }
        return self._cipher.seal(json.dumps(record)).decode()

    def redeem(self, code: Any) -> str:
        """The conversation of a code, which is used up. Raises `Problem` 403 for any other."""
        if not isinstance(code, str) or len(code) > LONGEST:
            raise Problem(403, _NO_CODE)
        try:
            record = json.loads(self._cipher.open(code.encode()))
            fits = record["use"] == _USE and self._now() < record["ends"]
        except (KeyMissing, ValueError, TypeError, KeyError) as error:
            raise Problem(403, _NO_CODE) from error
        if not fits or not self._use(record["id"]):
            raise Problem(403, _NO_CODE)
        return str(record["conversation"])
