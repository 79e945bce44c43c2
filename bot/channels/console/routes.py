"""The routes of `/console/api`: log-in, the queue, and what is done with a ticket.

Routes are plain functions, so that they run beside the event loop: hashing a password takes a
tenth of a second, in which every conversation would stand still.
"""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from bot.channels.console.door import ACTING, READING, Door
from bot.channels.console.rate import Rate
from bot.channels.console.shapes import (
    CloseSent,
    LogInSent,
    SaySent,
    account,
    line,
    listed,
    logged_in,
)
from bot.channels.problems import Problem
from complaints.desk import Desk, NotHolder, Taken, Unfit
from complaints.staff import Account, Audit, NotAdmitted, Staff
from complaints.tickets import NoTicket, Ticket

LATEST = 60
"""So much of the conversation before the hand-over is shown."""
BIGGEST = 2**31 - 1

Number = Annotated[int, Path(ge=1, le=BIGGEST)]

History = Callable[[str, int], Sequence[Any]]
"""The latest things said in a conversation, each with `who`, `text` and `at`."""


def router(
    staff: Staff, desk: Desk, history: History, audit: Audit, secure: bool, logins: Rate
) -> APIRouter:
    """The staff's routes. `logins` limits log-ins by address."""
    routes = APIRouter(prefix="/console/api", include_in_schema=False)
    door = Door(staff, audit, secure)
    _add_log_in(routes, staff, door, logins)
    _add_queue(routes, desk, history, audit, door)
    return routes


def _add_log_in(routes: APIRouter, staff: Staff, door: Door, logins: Rate) -> None:
    @routes.post("/login")
    def log_in(sent: LogInSent, request: Request, response: Response) -> dict[str, Any]:
        door.comes_from_here(request)
        address = request.client.host if request.client else ""
        if not logins.allows(address):
            door.refuse("", request, "too many log-ins")
            raise Problem(429, "登录试得太多了，请过几分钟再试。")
        try:
            entry = staff.log_in(sent.name, sent.password)
        except NotAdmitted as error:
            raise Problem(401, str(error)) from None
        door.give(response, entry.token)
        return logged_in(entry)

    @routes.post("/logout")
    def log_out(request: Request, response: Response) -> dict[str, Any]:
        door.member(request)
        staff.log_out(door.token(request))
        door.take(response)
        return {}

    @routes.get("/me")
    def me(request: Request) -> dict[str, Any]:
        return account(door.member(request), door.token(request))


def _add_queue(routes: APIRouter, desk: Desk, history: History, audit: Audit, door: Door) -> None:
    Acting = Annotated[Account, Depends(door.of(*ACTING))]
    Reading = Annotated[Account, Depends(door.of(*READING))]

    @routes.get("/queue")
    def queue(who: Reading) -> dict[str, Any]:
        claimed = [t for t in desk.claimed() if _sees(who, t)]
        return {
            "waiting": [listed(t) for t in desk.waiting()],
            "claimed": [listed(t) for t in claimed],
        }

    @routes.get("/queue/{number}")
    def one(
        number: Number, who: Reading, after: Annotated[int, Query(ge=0, le=BIGGEST)] = 0
    ) -> dict[str, Any]:
        """The ticket and what was said after a line's id; from the beginning, the summary and,
        once it is claimed, the conversation before as well."""
        found = _visible(desk, number, who)
        holds = found.state == "claimed" and found.holder == who.name
        if not (holds and after):
            audit.record(who.name, "desk.read", f"ticket/{number}")
        shown = {
            "ticket": listed(found),
            "lines": [line(said) for said in desk.transcript(number, after)],
        }
        if not after:
            shown["summary"] = found.summary
            before = history(found.conversation, LATEST) if _knows_all(who, found) else ()
            shown["before"] = [
                {"who": said.who, "text": said.text, "at": said.at.isoformat()} for said in before
            ]
        return shown

    @routes.post("/queue/next")
    def claim_next(who: Acting) -> dict[str, Any]:
        found = desk.claim_next(who)
        return {"ticket": listed(found) if found else None}

    @routes.post("/queue/{number}/claim")
    def claim(number: Number, who: Acting) -> dict[str, Any]:
        # Whoever comes second is told so, not that the ticket is not there.
        return _done(desk, number, lambda: desk.claim(number, who))

    @routes.post("/queue/{number}/say")
    def say(number: Number, sent: SaySent, who: Acting) -> dict[str, Any]:
        _visible(desk, number, who)
        return _done(desk, number, lambda: desk.say(number, who, sent.text, sent.id))

    @routes.post("/queue/{number}/hand-back")
    def hand_back(number: Number, who: Acting) -> dict[str, Any]:
        _visible(desk, number, who)
        return _done(desk, number, lambda: desk.hand_back(number, who))

    @routes.post("/queue/{number}/close")
    def close(number: Number, sent: CloseSent, who: Acting) -> dict[str, Any]:
        _visible(desk, number, who)
        return _done(desk, number, lambda: desk.close(number, who, sent.outcome))


def _done(desk: Desk, number: int, act: Callable[[], object]) -> dict[str, Any]:
    """Do it and show the ticket; what cannot be done is a problem document."""
    try:
        act()
    except NoTicket as error:
        raise Problem(404, str(error)) from None
    except (Taken, NotHolder) as error:
        raise Problem(409, str(error)) from None
    except Unfit as error:
        raise Problem(400, str(error)) from None
    return {"ticket": listed(desk.ticket(number))}


def _visible(desk: Desk, number: int, who: Account) -> Ticket:
    """A ticket this member of staff may see; one that is a colleague's is not there at all."""
    try:
        found = desk.ticket(number)
    except NoTicket as error:
        raise Problem(404, str(error)) from None
    if not _sees(who, found):
        raise Problem(404, str(NoTicket()))
    return found


def _sees(who: Account, ticket: Ticket) -> bool:
    return who.role != "agent" or ticket.state == "waiting" or ticket.holder == who.name


def _knows_all(who: Account, ticket: Ticket) -> bool:
    """The whole conversation is for who serves it, and for those who oversee the work."""
    return ticket.holder == who.name or who.role != "agent"
