"""Whether a request comes from WeChat, and now.

https://developers.weixin.qq.com/doc/service/guide/dev/push/ : SHA-1 of the sorted token, timestamp
and nonce, for encrypted messages of the cipher text as well.
"""

from __future__ import annotations

import hashlib
import hmac

from bot.channels.wechat.errors import Refused

FRESH = 300
"""Seconds that the clocks may differ and a request may be old."""


def signed(token: str, timestamp: str, nonce: str, *cipher_text: str) -> str:
    """The signature of a request, in hexadecimal."""
    parts = sorted((token, timestamp, nonce, *cipher_text))
    return hashlib.sha1("".join(parts).encode(), usedforsecurity=False).hexdigest()


def check(
    signature: str, token: str, timestamp: str, nonce: str, *cipher_text: str, now: float
) -> None:
    """Raises `Refused` for a signature that does not fit or is old; `now` in seconds since 1970."""
    right = signed(token, timestamp, nonce, *cipher_text)
    if not hmac.compare_digest(signature.encode(), right.encode()):
        raise Refused("wrong signature")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise Refused("no timestamp")
    if abs(now - int(timestamp)) > FRESH:
        raise Refused("old timestamp")
