"""What the console is sent and what it shows."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

from complaints.desk import MAX_WORDS
from complaints.staff import NAME_LENGTH, PASSWORD_MAX, Account, LogIn, guard_of
from complaints.tickets import Line, Ticket


class Sent(BaseModel):
    """Nothing but what is named, and nothing made to fit."""

    model_config = ConfigDict(extra="forbid", strict=True)


class LogInSent(Sent):
    name: Annotated[str, StringConstraints(min_length=1, max_length=NAME_LENGTH)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=PASSWORD_MAX)]


class SaySent(Sent):
    """`id` names the message: sent twice, it is said once."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_WORDS)]
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class CloseSent(Sent):
    outcome: Annotated[str, StringConstraints(max_length=20)]


def account(who: Account, token: str) -> dict[str, Any]:
    """Who is logged in, and the value that each act must carry as `X-Weiquan-Guard`."""
    return {"name": who.name, "role": who.role, "guard": guard_of(token)}


def logged_in(entry: LogIn) -> dict[str, Any]:
    return account(entry.account, entry.token)


def listed(ticket: Ticket) -> dict[str, Any]:
    """A ticket in a list: nothing the person said."""
    return {
        "id": ticket.id,
        "state": ticket.state,
        "reason": ticket.reason,
        "out_of_hours": ticket.out_of_hours,
        "asked": ticket.asked.isoformat(),
        "holder": ticket.holder,
        "outcome": ticket.outcome,
    }


def line(said: Line) -> dict[str, Any]:
    return {
        "id": said.id,
        "who": said.who,
        "text": said.text,
        "at": said.at.isoformat(),
        "upload": said.upload,
    }
