"""What every request passes: the token, and the count of how much is asked."""

from __future__ import annotations

from fastapi import Request

from bot.channels.web.rates import Limits, Rate
from bot.channels.web.session import Session, Sessions, address

CHANNEL = "web"
PREFIX = "/webhooks/web"
READS = 10
"""A page reads more often than a person speaks: so many times the acts are allowed as reads."""


class Door:
    """Lets requests in. Each way in raises `Problem` 401, 403 or 429."""

    def __init__(self, sessions: Sessions, limits: Limits) -> None:
        self._sessions = sessions
        self._new = Rate(limits.new_conversations)
        self._acts = Rate(limits.conversation), Rate(limits.address)
        self._reads = Rate(limits.conversation * READS), Rate(limits.address * READS)

    def arrive(self, request: Request) -> None:
        """Count somebody who wants a token, before anything is done for them."""
        self._new.count(address(request))

    def begin(self, request: Request, conversation: str | None = None) -> tuple[str, Session]:
        """A new token, for the conversation given, for the one there is or for a new one."""
        return self._sessions.begin(request, conversation)

    def act(self, request: Request) -> str:
        """The conversation of a request that changes something."""
        return self._enter(request, self._acts)

    def read(self, request: Request) -> str:
        """The conversation of a request that only reads."""
        return self._enter(request, self._reads)

    def look(self, request: Request) -> str | None:
        """As `read`; a request without a token is let in as well, of no conversation."""
        if "authorization" in request.headers:
            return self.read(request)
        _, all_of_address = self._reads
        all_of_address.count(address(request))
        self._sessions.origin(request)
        return None

    def _enter(self, request: Request, rates: tuple[Rate, Rate]) -> str:
        each, all_of_address = rates
        all_of_address.count(address(request))
        conversation = self._sessions.enter(request)
        each.count(conversation)
        return conversation
