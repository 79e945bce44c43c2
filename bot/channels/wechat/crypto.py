"""The encryption of the safe mode: AES-256-CBC over 16 random bytes, a length, the text, the app id.

https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
"""

from __future__ import annotations

import base64
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.channels.wechat.errors import Refused

KEY_CHARACTERS = 43
_BLOCK = 32
_SALT = 16
_AES_BLOCK = 16


class AesKey:
    """One EncodingAESKey of the account `app_id`: 43 characters of base64. Raises `ValueError`."""

    def __init__(self, text: str, app_id: str) -> None:
        if len(text) != KEY_CHARACTERS or not text.isalnum() or not text.isascii():
            raise ValueError("an EncodingAESKey has 43 letters and digits")
        self._key = base64.b64decode(f"{text}=")
        self._app_id = app_id.encode()

    def encrypt(self, text: str, salt: bytes | None = None) -> str:
        """The text sealed, in base64; `salt`: the 16 random bytes."""
        body = text.encode()
        plain = (salt or secrets.token_bytes(_SALT)) + len(body).to_bytes(4, "big")
        plain += body + self._app_id
        fill = _BLOCK - len(plain) % _BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(plain + bytes([fill]) * fill) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def decrypt(self, text: str) -> str:
        """What was sealed. Raises `Refused` for anything this key did not seal for this account."""
        try:
            sealed = base64.b64decode(text, validate=True)
        except ValueError as error:
            raise Refused("no base64") from error
        if not sealed or len(sealed) % _AES_BLOCK:
            raise Refused("no whole blocks")
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(sealed) + decryptor.finalize()
        fill = plain[-1]
        if not 1 <= fill <= _BLOCK or len(plain) < fill + _SALT + 4:
            raise Refused("wrong padding")
        plain = plain[:-fill]
        begin = _SALT + 4
        end = begin + int.from_bytes(plain[_SALT:begin], "big")
        if not hmac.compare_digest(plain[end:], self._app_id):
            raise Refused("for another account")
        try:
            return plain[begin:end].decode()
        except UnicodeDecodeError as error:
            raise Refused("no text") from error

    def _cipher(self) -> Cipher[modes.CBC]:
        # The protocol takes the first half of the key for the vector.
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:_AES_BLOCK]))
