"""What a person gets, in the two forms there are: the answer to a push, and a customer message.

https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html
https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.channels.wechat.inbound import Inbound
from bot.channels.wechat.markup import Value


@dataclass(frozen=True)
class Text:
    """Words, at most 2,048 bytes of UTF-8."""

    text: str


@dataclass(frozen=True)
class News:
    """A card that opens a page; WeChat takes one at a time."""

    title: str
    description: str
    url: str


@dataclass(frozen=True)
class Transfer:
    """From here on WeChat's own desk has the person."""


class Quiet(Enum):
    """No words: `HEARD` ends WeChat's tries, `AGAIN` leaves this one open so that it tries again."""

    HEARD = "success"
    AGAIN = ""


Bubble = Text | News
Answer = Bubble | Transfer | Quiet


def passive(answer: Bubble | Transfer, to: Inbound, now: float) -> dict[str, Value]:
    """The fields of the answer to a push; `now` in seconds since 1970."""
    fields: dict[str, Value] = {
        "ToUserName": to.person,
        "FromUserName": to.account,
        "CreateTime": int(now),
    }
    if isinstance(answer, Transfer):
        return {**fields, "MsgType": "transfer_customer_service"}
    if isinstance(answer, Text):
        return {**fields, "MsgType": "text", "Content": answer.text}
    article = {"Title": answer.title, "Description": answer.description, "Url": answer.url}
    return {**fields, "MsgType": "news", "ArticleCount": 1, "Articles": [article]}


def pushed(bubble: Bubble, person: str) -> dict[str, Any]:
    """The customer message to an openid, as JSON."""
    if isinstance(bubble, Text):
        return {"touser": person, "msgtype": "text", "text": {"content": bubble.text}}
    card = {"title": bubble.title, "description": bubble.description, "url": bubble.url}
    return {"touser": person, "msgtype": "news", "news": {"articles": [card]}}
