"""Signatures, encryption and XML: what is let in, and what is refused."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException

from bot.channels.wechat import markup
from bot.channels.wechat.crypto import AesKey
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.errors import Refused, Unreadable, WeChatError
from bot.channels.wechat.signature import FRESH, signed
from tests.fakes.wechat import ANN, APP_ID, KEYS, TOKEN

BEGIN = 1_795_000_000
NOW = str(BEGIN)
FIELDS: dict[str, Any] = {"FromUserName": ANN, "Content": "手机是假的 𠮷", "MsgId": 2**63 - 1}
SAFE, PLAIN = "safe", "plain"


def envelope(mode: Any = SAFE, keys: tuple[str, ...] = KEYS[:1]) -> Envelope:
    return Envelope(mode, TOKEN, [AesKey(key, APP_ID) for key in keys], lambda: BEGIN)


def plain(text: str | None = None, **query: str) -> tuple[dict[str, str], bytes]:
    right = {"timestamp": NOW, "nonce": "n", "signature": signed(TOKEN, NOW, "n")}
    return {**right, **query}, (text or markup.write(FIELDS)).encode()


def sealed(key: AesKey, text: str | None = None, **query: str) -> tuple[dict[str, str], bytes]:
    cipher_text = key.encrypt(text or markup.write(FIELDS))
    told = {"encrypt_type": "aes", "msg_signature": signed(TOKEN, NOW, "n", cipher_text)}
    return {**plain()[0], **told, **query}, markup.write({"Encrypt": cipher_text}).encode()


KEY, NEW = (AesKey(key, APP_ID) for key in KEYS)


def test_the_signature_is_the_one_of_the_documents() -> None:
    """SHA-1 over the sorted three, computed here by hand."""
    by_hand = hashlib.sha1(b"1320562132" + b"1795000000" + b"a-token-of-ours").hexdigest()
    assert signed(TOKEN, "1795000000", "1320562132") == by_hand


def test_the_server_check_is_echoed() -> None:
    query, _ = plain(echostr="4375120948345356249")
    assert envelope().greet(query) == "4375120948345356249"


@pytest.mark.parametrize("off", [-FRESH, FRESH])
def test_clocks_may_differ_by_five_minutes(off: int) -> None:
    at = str(BEGIN + off)
    query, body = plain(timestamp=at, signature=signed(TOKEN, at, "n"))
    assert envelope(PLAIN).open(query, body).fields["Content"] == FIELDS["Content"]


WRONG = {
    "another signature": {"signature": "0" * 40},
    "no signature": {"signature": ""},
    "letters no signature has": {"signature": "签名"},
    "another nonce": {"nonce": "m"},
    **{
        f"timestamp {at!r}": {"timestamp": at, "signature": signed(TOKEN, at, "n")}
        for at in (str(BEGIN - FRESH - 1), str(BEGIN + FRESH + 1), "", "-5", "1e9", "٣", "9" * 400)
    },
}


@pytest.mark.parametrize("query", WRONG.values(), ids=WRONG)
def test_what_is_not_signed_now_is_refused(query: dict[str, str]) -> None:
    for attempt in (lambda: envelope(PLAIN).open(*plain(**query)),
                    lambda: envelope(PLAIN).greet(plain(**query)[0])):  # fmt: skip
        with pytest.raises(Refused):
            attempt()


@pytest.mark.parametrize("mode", ["safe", "compatible"])
def test_encrypted_pushes_are_opened_and_answers_sealed_with_the_same_key(mode: str) -> None:
    box = envelope(mode, KEYS)
    for key in (KEY, NEW):
        opened = box.open(*sealed(key))
        assert opened.fields == {**FIELDS, "MsgId": str(FIELDS["MsgId"])}
        answer = markup.read(box.close(opened, {"Content": "好"}))
        assert markup.read(key.decrypt(answer["Encrypt"])) == {"Content": "好"}
        told = (TOKEN, answer["TimeStamp"], answer["Nonce"], answer["Encrypt"])
        assert answer["MsgSignature"] == signed(*told)


def test_compatible_takes_plain_pushes_too_and_safe_does_not() -> None:
    opened = envelope("compatible").open(*plain())
    assert envelope("compatible").close(opened, {"Content": "好"}).startswith("<xml><Content>")
    with pytest.raises(Refused):
        envelope().open(*plain())


OTHERS = AesKey(KEYS[0], "wx-somebody-else")
BROKEN = {
    "for another account": sealed(OTHERS),
    "with another key": sealed(NEW),
    "with a wrong signature": sealed(KEY, msg_signature="0" * 40),
    "with the signature of plain pushes": sealed(KEY, msg_signature=signed(TOKEN, NOW, "n")),
    "with nothing encrypted": (sealed(KEY)[0], markup.write(FIELDS).encode()),
}


@pytest.mark.parametrize("push", BROKEN.values(), ids=BROKEN)
def test_what_was_not_sealed_for_us_is_refused(push: tuple[dict[str, str], bytes]) -> None:
    with pytest.raises(Refused):
        envelope().open(*push)


@pytest.mark.parametrize("text", ["", "?", "AAAA", base64.b64encode(b"x" * 33).decode(),
                                  base64.b64encode(b"x" * 32).decode(),
                                  base64.b64encode(b"\0" * 16).decode()])  # fmt: skip
def test_no_cipher_text_breaks_the_decryption(text: str) -> None:
    with pytest.raises(Refused):
        KEY.decrypt(text)


@pytest.mark.parametrize("key", ["short", KEYS[0] + "A", "!" * 43, "密" * 43])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        AesKey(key, APP_ID)


TEXTS = ["短", "长" * 700, "𠮷😀", "a" * 11, "a" * 12, "a" * 13]


@pytest.mark.parametrize("text", TEXTS)
def test_another_implementation_reads_ours_and_we_read_its(text: str) -> None:
    theirs = WeChatCrypto(TOKEN, KEYS[0], APP_ID)
    box = envelope()
    opened = box.open(*sealed(KEY))
    answer = box.close(opened, {"Content": text})
    read = markup.read(answer)
    xml = theirs.decrypt_message(answer, read["MsgSignature"], read["TimeStamp"], read["Nonce"])
    assert markup.read(xml) == {"Content": text}
    their_answer = markup.read(theirs.encrypt_message(answer, "n", NOW))
    query = {"timestamp": NOW, "nonce": "n", "encrypt_type": "aes"}
    query["msg_signature"] = their_answer["MsgSignature"]
    body = markup.write({"Encrypt": their_answer["Encrypt"]}).encode()
    assert "Encrypt" in box.open(query, body).fields


def test_the_other_implementation_refuses_what_we_refuse() -> None:
    theirs = WeChatCrypto(TOKEN, KEYS[0], APP_ID)
    _, body = sealed(KEY)
    with pytest.raises(InvalidSignatureException):
        theirs.decrypt_message(body.decode(), "0" * 40, NOW, "n")


BOMB = "".join(
    ["<!DOCTYPE x [<!ENTITY a '哈哈哈哈'>",
     *(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
     "]><xml><Content>&i;</Content></xml>"]
)  # fmt: skip
UNREADABLE = {
    "bomb": BOMB,
    "outside entity": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xml><C>&a;</C></xml>",
    "document type": "<!DOCTYPE xml SYSTEM 'http://example.cn/x.dtd'><xml><C>1</C></xml>",
    "ten megabytes": f"<xml><C>{'长' * 10**7}</C></xml>",
    "a field twice": "<xml><MsgType>text</MsgType><MsgType>event</MsgType></xml>",
    "no end": "<xml><C>1</C>",
    "no xml": "{}",
    "nothing": " ",
    "an unknown charset": "<?xml version='1.0' encoding='klingon'?><xml><C>1</C></xml>",
    "deeper than anybody reads": "<xml>" + "<a>" * 100_000,
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_xml_that_does_harm_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        markup.read(text.encode())
    with pytest.raises(WeChatError):
        envelope().open(sealed(KEY)[0], text.encode())


HOSTILE = ["]]>", "a]]>b]]>", "<a>&amp;", "]]", "\x00\x08\x1b￾", "好\r\n\t", "\ud800"]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_said_the_xml_is_whole(text: str) -> None:
    read = markup.read(markup.write({"Content": text, "After": "1"}))
    kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and not "\ud7ff" < c < "\ue000"))
    assert read["After"] == "1"
    assert read["Content"] == kept.replace("\r\n", "\n").replace("￾", "")
