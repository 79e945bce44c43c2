"""What WeChat says, as one of a few kinds.

https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.channels.port import MAX_TEXT, plain_words
from bot.channels.wechat.errors import Unreadable

Kind = Literal["words", "image", "unheard", "empty", "unseen", "event", "other"]
"""`unheard`: a voice that came without its words; `unseen`: a film or a file; `other`: nothing we
know."""
CHANNEL = "wechat"
_NAME = re.compile(r"[A-Za-z0-9_@.-]{1,64}")
_UNSEEN = frozenset({"video", "shortvideo", "file"})
_DIGITS = re.compile(r"\d{1,20}")


@dataclass(frozen=True)
class Inbound:
    """One message or event. `person` is an openid, `account` who it was sent to, `conversation`
    and `key` as in `Incoming`. `event` and `event_key` for events; `menu`: sent by a press on a
    menu message; `sent` in seconds since 1970."""

    kind: Kind
    person: str
    account: str
    conversation: str
    key: str
    sent: int
    text: str = ""
    media: str = ""
    event: str = ""
    event_key: str = ""
    menu: bool = False


def conversation_of(app_id: str, person: str) -> str:
    """The conversation of a person with the account: it does not tell who it is."""
    return f"wx-{hashlib.sha256(f'{app_id}/{person}'.encode()).hexdigest()[:32]}"


def read(fields: Mapping[str, str], app_id: str) -> Inbound:
    """The fields of a message as what it means. Raises `Unreadable`."""
    person, account = fields.get("FromUserName", ""), fields.get("ToUserName", "")
    sent, kind = fields.get("CreateTime", ""), fields.get("MsgType", "")
    if not (_NAME.fullmatch(person) and _NAME.fullmatch(account) and _DIGITS.fullmatch(sent)):
        raise Unreadable("no sender, receiver or time")
    conversation = conversation_of(app_id, person)
    common = (person, account, conversation)
    if kind == "event":
        event, event_key = fields.get("Event", ""), fields.get("EventKey", "")
        told = hashlib.sha256(f"{event}/{event_key}".encode()).hexdigest()[:16]
        key = f"{conversation}/{sent}.{told}"
        return Inbound("event", *common, key, int(sent), event=event.lower(), event_key=event_key)
    number = fields.get("MsgId", "")
    if not _DIGITS.fullmatch(number):
        raise Unreadable("no MsgId")
    key = f"{conversation}/{number}"
    found, text = _said(kind, fields)
    media = fields.get("MediaId", "") if found == "image" else ""
    menu = bool(fields.get("bizmsgmenuid"))
    return Inbound(found, *common, key, int(sent), text, media, menu=menu)


def _said(kind: str, fields: Mapping[str, str]) -> tuple[Kind, str]:
    """The kind of a message and its words."""
    if kind == "text":
        text = fields.get("Content", "")
    elif kind == "voice":
        text = fields.get("Recognition", "")
        if not plain_words(text):
            return "unheard", ""
    elif kind == "location":
        text = f"我在{fields.get('Label', '')}" if fields.get("Label") else ""
    elif kind == "link":
        text = " ".join(filter(None, (fields.get("Title"), fields.get("Description"))))
    elif kind == "image" and fields.get("MediaId"):
        return "image", ""
    else:
        return ("unseen" if kind in _UNSEEN else "other"), ""
    words = plain_words(text[:MAX_TEXT])
    return ("words", words) if words else ("empty", "")
