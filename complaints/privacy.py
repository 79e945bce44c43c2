"""Personal data: unreadable at rest, masked wherever people might look.

Encryption is Fernet (AES-128-CBC and HMAC-SHA256) of the cryptography library; several keys may be
given, the first encrypts, all decrypt, which is how keys are rotated.
"""

from __future__ import annotations

import base64
import hmac
import re
import zlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class KeyMissing(Exception):
    """Stored data cannot be read with the keys at hand."""

    def __init__(self) -> None:
        super().__init__(
            "数据无法解密：密钥不对，或者数据已损坏。请检查 WEIQUAN_KEYS 是否包含写入时用的密钥。"
        )


class Cipher:
    """Encrypts text for storage. `keys` are Fernet keys (32 bytes, URL-safe base64)."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._secret = hmac.digest(base64.urlsafe_b64decode(keys[0]), b"digest", "sha256")

    @staticmethod
    def new_key() -> str:
        return Fernet.generate_key().decode()

    def seal(self, text: str) -> bytes:
        """Compressed and encrypted; the form is authenticated."""
        return self._fernet.encrypt(zlib.compress(text.encode(), 1))

    def open(self, token: bytes) -> str:
        """What `seal` was given. Raises `KeyMissing` when no key fits or the bytes were changed."""
        try:
            return zlib.decompress(self._fernet.decrypt(token)).decode()
        except InvalidToken as error:
            raise KeyMissing from error

    def seal_bytes(self, data: bytes) -> bytes:
        """A file encrypted as it is; the form is authenticated."""
        return self._fernet.encrypt(data)

    def open_bytes(self, token: bytes) -> bytes:
        """What `seal_bytes` was given. Raises `KeyMissing` as `open` does."""
        try:
            return self._fernet.decrypt(token)
        except InvalidToken as error:
            raise KeyMissing from error

    def digest(self, text: str) -> str:
        """64 hexadecimal characters that tell two texts apart without telling what they are.

        Keyed by the newest key, so the same text has another digest once keys are rotated.
        """
        return hmac.digest(self._secret, text.encode(), "sha256").hex()


_PRIVATE = re.compile(
    r"(?P<id>(?<!\d)\d{17}[\dXx](?!\d))"
    r"|(?P<card>(?<!\d)(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?!\d))"
    r"|(?P<mobile>(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d))"
    r"|(?P<landline>(?<!\d)0\d{2,3}-?\d{7,8}(?!\d))"
    r"|(?P<mail>(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,20}){1,4})"
)


_FULL_WIDTH = str.maketrans("０１２３４５６７８９＠．－＋　", "0123456789@.-+ ")


def mask(text: str) -> str:
    """The text with phone, identity, card numbers and mail addresses made unreadable.

    The first three and last two characters of a number stay, so that two can be told apart; of a
    mail address the first and the last.
    """
    shown, done = [], 0
    for match in _PRIVATE.finditer(text.translate(_FULL_WIDTH)):
        found = text[match.start() : match.end()]
        head, tail = (1, 1) if match["mail"] else (3, 2)
        shown += [text[done : match.start()], found[:head]]
        shown += ["*" * (len(found) - head - tail), found[-tail:]]
        done = match.end()
    return "".join([*shown, text[done:]])
