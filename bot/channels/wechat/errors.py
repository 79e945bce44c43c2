"""What can go wrong between WeChat and us.

WeChatError
├── Refused       it does not come from WeChat, or not now: 403
├── Unreadable    it comes from WeChat and makes no sense: 400
└── ApiError      WeChat's API said no, with its number
    ├── Busy          try again later
    ├── NoToken       the token does not count any more
    ├── Spent         the account's calls of the day are used up
    ├── Closed        this person cannot be written to before they write again
    ├── TooLarge      the words are too long
    ├── NotAllowed    this account may not do it
    └── Gone          this person does not follow the account
"""

from __future__ import annotations


class WeChatError(Exception):
    """Everything below is one of these."""


class Refused(WeChatError):
    """A request that does not come from WeChat, or is old; the message is for the log."""


class Unreadable(WeChatError):
    """A body that is no message; the message is for the log."""


class ApiError(WeChatError):
    """The API's error number, 0 for an answer that never came."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"WeChat answered {code}")


class Busy(ApiError):
    """WeChat is busy or cannot be reached."""


class NoToken(ApiError):
    """The access token is wrong or too old."""


class Spent(ApiError):
    """The account has used up its calls of the day."""


class Closed(ApiError):
    """The window after the person's last message is over, or all its messages are used."""


class TooLarge(ApiError):
    """Longer than WeChat takes."""


class NotAllowed(ApiError):
    """The account has no right to this interface."""


class Gone(ApiError):
    """The person does not follow the account, or there is no such person."""


_BY_CODE: dict[int, type[ApiError]] = {
    -1: Busy,
    0: Busy,
    40001: NoToken,
    40014: NoToken,
    42001: NoToken,
    45009: Spent,
    45011: Spent,
    45015: Closed,
    45047: Closed,
    45002: TooLarge,
    48001: NotAllowed,
    50001: NotAllowed,
    40003: Gone,
    43004: Gone,
}


def of_code(code: int) -> ApiError:
    """The error of a number, a plain `ApiError` for one nobody expects."""
    return _BY_CODE.get(code, ApiError)(code)
