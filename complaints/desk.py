"""The desk: by tickets a conversation is handed to a person, and back.

A ticket waits, is claimed by one member of staff, and ends by being handed back or closed. While it
is claimed the person's words go to the ticket and the assistant is silent; while it waits the
assistant goes on answering. Whoever is away for long loses the ticket to the queue, so that nobody
is left talking to an empty chair.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from sqlalchemy import Connection, Engine, func, select, update

from complaints.database import reading, together, writing
from complaints.hours import Hours
from complaints.privacy import Cipher
from complaints.staff import Account, Audit
from complaints.tickets import (
    BACK,
    CLAIMED,
    CLOSED,
    OPEN,
    WAITING,
    DeskError,
    Line,
    Ticket,
    Tickets,
    ticket,
)

OUTCOMES = ("solved", "referred", "left", "other", "withdrawn")
"""How a closed ticket ended; the last is the person's own doing."""
MAX_WORDS, MAX_SUMMARY = 2000, 8000
ABSENT = timedelta(minutes=30)
"""After so long without a word from its holder a ticket waits again when the person writes."""


class Tell(Protocol):
    """Puts a message to the person into the outbox of their conversation."""

    def __call__(
        self,
        conversation: str,
        who: Literal["staff", "system"],
        text: str,
        custom: dict[str, Any],
    ) -> object:
        """`who` is `staff` or `system`; `custom` a `handoff` with the state, or empty."""
        ...


class Taken(DeskError):
    """A colleague was quicker, or the person no longer waits."""

    def __init__(self) -> None:
        super().__init__("这张单已经有人接了，或者对方不再等了。")


class NotHolder(DeskError):
    """Only who holds a ticket may speak and end it."""

    def __init__(self) -> None:
        super().__init__("这张单不在你手上：可能已结束、已退回排队，或者在同事那里。")


class Unfit(DeskError):
    """Words too long or none, or an outcome that does not exist."""


class Desk:
    """All tickets. `now` gives an aware datetime; `tell` and `audit` join the transaction."""

    def __init__(
        self,
        engine: Engine,
        cipher: Cipher,
        now: Callable[[], datetime],
        hours: Hours,
        tell: Tell,
        audit: Audit,
    ) -> None:
        self._engine, self._now = engine, now
        self._tell, self._audit, self.hours = tell, audit, hours
        self._tickets = Tickets(engine, cipher)

    # --- the person's side -----------------------------------------------------------------------

    def ask(self, conversation: str, summary: str, reason: str, key: str) -> Ticket:
        """A ticket for the conversation: the one of this key, else the open one, else a new one.

        An open ticket that still waits takes over the newer summary. Out of hours there is a
        ticket all the same, marked so. `reason` is an id of at most 40 characters."""
        summary, now = summary[:MAX_SUMMARY], self._now()
        same = (ticket.c.conversation == conversation) & (ticket.c.key == key)
        with together(self._engine), writing(self._engine):
            fresh = self._tickets.add(
                summary,
                conversation=conversation,
                key=key,
                reason=reason,
                out_of_hours=not self.hours.open_at(now),
                asked=now,
            )
            found = self._tickets.first(same) or self._tickets.open(conversation)
            assert found is not None
            if not fresh and found.state == WAITING:
                self._tickets.sum_up(found.id, summary)
            return self._tickets.get(found.id)

    def open(self, conversation: str) -> Ticket | None:
        """The ticket of the conversation that waits or is claimed."""
        return self._tickets.open(conversation)

    def place(self, number: int) -> int:
        """Where a waiting ticket stands: 1 is next. 0 when it does not wait."""
        query = select(func.count(), func.max(ticket.c.id)).where(
            ticket.c.state == WAITING, ticket.c.id <= number
        )
        with reading(self._engine) as connection:
            count, last = connection.execute(query).one()
        return int(count) if last == number else 0

    def withdraw(self, conversation: str) -> Ticket | None:
        """The person no longer wants a person. Returns the ticket ended, None when there is none.

        The person is told through the outbox when somebody held the ticket; else whoever called
        this has a turn to answer in."""
        with together(self._engine), writing(self._engine) as connection:
            found = self._tickets.open(conversation)
            if found is None or not self._end(connection, found.id, CLOSED, "withdrawn"):
                return None
            self._audit.record("person", "desk.withdraw", _name(found.id))
            if found.state == CLAIMED:
                self._inform(found, CLOSED, "人工服务已按您的意思结束，接下来由我继续回答您。")
            return self._tickets.get(found.id)

    def holder(self, conversation: str) -> str | None:
        """The name of who has claimed the conversation."""
        found = self._tickets.open(conversation)
        return found.holder if found and found.state == CLAIMED else None

    def holds(self, conversation: str) -> bool:
        """Whether somebody has claimed the conversation. Cheap, and true only for this instant."""
        claimed = (ticket.c.conversation == conversation) & (ticket.c.state == CLAIMED)
        with reading(self._engine) as connection:
            return connection.execute(select(ticket.c.id).where(claimed)).first() is not None

    def settle(self, conversation: str) -> bool:
        """`holds`, and until the transaction around ends nobody can claim the conversation or
        give it back. A ticket whose holder has been away for long goes back to the queue here."""
        where = (ticket.c.conversation == conversation) & ticket.c.state.in_(OPEN)
        query = select(ticket.c.id, ticket.c.state, ticket.c.spoke).where(where)
        with writing(self._engine) as connection:
            # Writing is what locks the row, and on SQLite the database.
            connection.execute(update(ticket).where(where).values(state=ticket.c.state))
            row = connection.execute(query).first()
            if row is None or row.state != CLAIMED:
                return False
            if row.spoke < self._now() - ABSENT:
                self._requeue(connection, self._tickets.get(row.id))
                return False
            return True

    def hear(self, conversation: str, text: str, upload: dict[str, Any] | None = None) -> bool:
        """Take the person's words when somebody has claimed the conversation; False when nobody
        has, and the assistant is to answer."""
        with together(self._engine), writing(self._engine):
            if not self.settle(conversation):
                return False
            found = self._tickets.open(conversation)
            assert found is not None
            return self._tickets.add_line(found.id, "person", text, self._now(), upload=upload)

    # --- the staff's side ------------------------------------------------------------------------

    def waiting(self) -> list[Ticket]:
        """Tickets in the queue, the next first."""
        return self._tickets.all(ticket.c.state == WAITING)

    def claimed(self) -> list[Ticket]:
        return self._tickets.all(ticket.c.state == CLAIMED)

    def ticket(self, number: int) -> Ticket:
        """Raises `NoTicket`."""
        return self._tickets.get(number)

    def claim(self, number: int, staff: Account) -> Ticket:
        """Take a ticket that waits; of several who try, one succeeds. Raises `Taken`, `NoTicket`.
        Claiming what one holds already changes nothing."""
        with together(self._engine), writing(self._engine) as connection:
            done = connection.execute(
                update(ticket)
                .where(ticket.c.id == number, ticket.c.state == WAITING)
                .values(state=CLAIMED, staff_id=staff.id, spoke=self._now())
            )
            found = self._tickets.get(number)
            if not done.rowcount:
                if found.state == CLAIMED and found.holder == staff.name:
                    return found
                raise Taken
            self._audit.record(staff.name, "desk.claim", _name(number))
            self._inform(found, CLAIMED, f"人工已接入，{staff.name}在为您服务，请直接说。")
            return found

    def claim_next(self, staff: Account) -> Ticket | None:
        """Take the ticket that has waited longest, None when none waits."""
        query = (
            select(ticket.c.id)
            .where(ticket.c.state == WAITING)
            .order_by(ticket.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        while True:
            with together(self._engine), writing(self._engine) as connection:
                number = connection.execute(query).scalar()
                if number is None:
                    return None
                try:
                    return self.claim(number, staff)
                except Taken:  # on SQLite, which locks no rows; somebody has moved the queue on
                    continue

    def say(self, number: int, staff: Account, text: str, key: str | None = None) -> None:
        """Tell the person something. The same key is the same message, said once. Raises
        `NotHolder`, `NoTicket`, `Unfit`."""
        words = text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").strip()
        if not words or len(words) > MAX_WORDS:
            raise Unfit(f"一条消息应当是1到{MAX_WORDS}个字。")
        with together(self._engine), writing(self._engine) as connection:
            found = self._lock(connection, number, staff)
            if self._tickets.add_line(number, "staff", words, self._now(), key):
                where = ticket.c.id == number
                connection.execute(update(ticket).where(where).values(spoke=self._now()))
                self._audit.record(staff.name, "desk.say", _name(number))
                self._tell(found.conversation, "staff", words, {})

    def hand_back(self, number: int, staff: Account) -> Ticket:
        """The assistant answers again. Raises `NotHolder`, `NoTicket`."""
        with together(self._engine), writing(self._engine) as connection:
            found = self._lock(connection, number, staff)
            self._end(connection, number, BACK, None)
            self._audit.record(staff.name, "desk.hand_back", _name(number))
            self._inform(found, BACK, "人工客服已把对话交回给我，接下来由我继续回答您。")
            return self._tickets.get(number)

    def close(self, number: int, staff: Account, outcome: str) -> Ticket:
        """The matter is done for the desk; the assistant answers again. Raises `Unfit` for an
        outcome that is not one of `OUTCOMES`, `NotHolder`, `NoTicket`."""
        if outcome not in OUTCOMES[:-1]:
            raise Unfit(f"结果可以是：{'、'.join(OUTCOMES[:-1])}。")
        with together(self._engine), writing(self._engine) as connection:
            found = self._lock(connection, number, staff)
            self._end(connection, number, CLOSED, outcome)
            self._audit.record(staff.name, "desk.close", _name(number), outcome)
            self._inform(
                found, CLOSED, "这次人工服务已结束。还有问题可以接着问我，也可以再找人工。"
            )
            return self._tickets.get(number)

    def release(self, staff: Account) -> int:
        """Give everything somebody holds back to the queue, as when an account is disabled."""
        with together(self._engine), writing(self._engine) as connection:
            held = [found for found in self.claimed() if found.holder == staff.name]
            for found in held:
                self._requeue(connection, found)
            return len(held)

    def transcript(self, number: int, after: int = 0) -> list[Line]:
        """What was said while a ticket was claimed, from the beginning or after a line's id."""
        return self._tickets.lines(number, after)

    # --- what the person may see and have removed ------------------------------------------------

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """Everything the desk holds about a conversation, as JSON."""
        return [
            {
                "asked": found.asked.isoformat(),
                "state": found.state,
                "summary": found.summary,
                "said": [
                    {"who": line.who, "text": line.text, "at": line.at.isoformat()}
                    for line in self.transcript(found.id)
                ],
            }
            for found in self._tickets.all(ticket.c.conversation == conversation)
        ]

    def forget(self, conversation: str) -> int:
        """Remove the conversation's tickets and what was said on them; returns how many."""
        return self._tickets.forget(conversation)

    # --- inside ----------------------------------------------------------------------------------

    def _lock(self, connection: Connection, number: int, staff: Account) -> Ticket:
        """The ticket, held by this member of staff (a supervisor may act for the holder)."""
        where = (ticket.c.id == number) & (ticket.c.state == CLAIMED)
        if staff.role != "supervisor":
            where &= ticket.c.staff_id == staff.id
        done = connection.execute(update(ticket).where(where).values(state=CLAIMED))
        found = self._tickets.get(number)
        if not done.rowcount:
            raise NotHolder
        return found

    def _end(self, connection: Connection, number: int, state: str, outcome: str | None) -> bool:
        done = connection.execute(
            update(ticket)
            .where(ticket.c.id == number, ticket.c.state.in_(OPEN))
            .values(state=state, outcome=outcome, ended=self._now())
        )
        return bool(done.rowcount)

    def _requeue(self, connection: Connection, found: Ticket) -> None:
        where = (ticket.c.id == found.id) & (ticket.c.state == CLAIMED)
        connection.execute(
            update(ticket).where(where).values(state=WAITING, staff_id=None, spoke=None)
        )
        self._audit.record(found.holder or "", "desk.requeue", _name(found.id))
        self._inform(found, WAITING, "工作人员暂时离开了，您排回了队伍前面。这期间我先接着回答您。")

    def _inform(self, found: Ticket, state: str, text: str) -> None:
        self._tickets.add_line(found.id, "system", text, self._now())
        self._tell(found.conversation, "system", text, {"type": "handoff", "state": state})


def _name(number: int) -> str:
    return f"ticket/{number}"
