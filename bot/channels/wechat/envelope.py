"""Opening what WeChat sends and closing what it gets, in the mode of the account.

plain: as it is. safe: encrypted both ways. compatible: WeChat sends both forms; the encrypted one
counts when it is there.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.channels.wechat import markup, signature
from bot.channels.wechat.crypto import AesKey
from bot.channels.wechat.errors import Refused

Mode = Literal["plain", "compatible", "safe"]
Query = Mapping[str, str]


@dataclass(frozen=True)
class Opened:
    """The fields of a message, and the key it was sealed with; an answer is sealed with the same."""

    fields: Mapping[str, str]
    key: AesKey | None = None


class Envelope:
    """The account's `token`, and its `keys`: two of them while one replaces the other. `now` gives
    seconds since 1970."""

    def __init__(
        self, mode: Mode, token: str, keys: Sequence[AesKey], now: Callable[[], float]
    ) -> None:
        self._mode, self._token, self._keys, self._now = mode, token, tuple(keys), now

    def greet(self, query: Query) -> str:
        """What WeChat wants to hear when an operator enters our address. Raises `Refused`."""
        self._check(query, "signature")
        return query.get("echostr", "")

    def open(self, query: Query, body: bytes) -> Opened:
        """Raises `Refused` and `Unreadable`."""
        encrypted = query.get("encrypt_type", "raw") == "aes"
        if self._mode == "plain" or (self._mode == "compatible" and not encrypted):
            self._check(query, "signature")
            return Opened(markup.read(body))
        if not encrypted:
            raise Refused("plain in safe mode")
        # The signature is over the cipher text, so that much is read before it is checked.
        try:
            cipher_text = markup.read(body)["Encrypt"]
        except KeyError as error:
            raise Refused("nothing encrypted") from error
        self._check(query, "msg_signature", cipher_text)
        text, key = self._decrypt(cipher_text)
        return Opened(markup.read(text), key)

    def close(self, opened: Opened, reply: Mapping[str, markup.Value]) -> str:
        """A reply as the body of the response to what was opened."""
        text = markup.write(reply)
        if opened.key is None:
            return text
        cipher_text = opened.key.encrypt(text)
        timestamp, nonce = str(int(self._now())), secrets.token_hex(8)
        return markup.write(
            {
                "Encrypt": cipher_text,
                "MsgSignature": signature.signed(self._token, timestamp, nonce, cipher_text),
                "TimeStamp": int(timestamp),
                "Nonce": nonce,
            }
        )

    def _check(self, query: Query, name: str, *cipher_text: str) -> None:
        given = [query.get(field, "") for field in (name, "timestamp", "nonce")]
        signature.check(given[0], self._token, given[1], given[2], *cipher_text, now=self._now())

    def _decrypt(self, cipher_text: str) -> tuple[str, AesKey]:
        for key in self._keys:
            try:
                return key.decrypt(cipher_text), key
            except Refused as error:
                refused = error
        raise refused
