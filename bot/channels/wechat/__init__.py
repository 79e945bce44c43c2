"""The channel of a WeChat official account, at /webhooks/wechat.

`envelope` opens what WeChat pushes, `inbound` says what it means, `flow` decides which of its three
tries is answered, `work` does what was asked, `delivery` cuts what waits into pieces, `push` gives
them without being asked, over `api` and `tokens`.
"""

from __future__ import annotations

from bot.channels.wechat.api import HOST, Api
from bot.channels.wechat.channel import Account, Channel
from bot.channels.wechat.crypto import AesKey
from bot.channels.wechat.errors import ApiError, WeChatError
from bot.channels.wechat.parts import Parts
from bot.channels.wechat.tokens import StableTokens

__all__ = [
    "HOST",
    "Account",
    "AesKey",
    "Api",
    "ApiError",
    "Channel",
    "Parts",
    "StableTokens",
    "WeChatError",
]
