"""Cases in the database: drafts, submitted cases, and what happened to them.

Only state, kind, dispute, times, number and conversation can be read in the tables; the case file
and the details of events are sealed. Errors for people, with their reason in Chinese:

    CaseError
    ├── NoSuchCase        not there, or the phone does not belong to it: never told apart
    ├── NothingToSubmit   there is no draft
    ├── ConsentMissing    the person has not agreed to what a submission needs
    └── TooLarge          more text than a case holds
    states.NotAllowed · numbers.NotANumber · tries.TooManyTries
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from complaints import numbers
from complaints.case_tables import case_events, cases
from complaints.database import reading, writing
from complaints.models import CaseFile, Kind
from complaints.privacy import Cipher, mask
from complaints.states import CITIZEN, NotAllowed, State, check
from complaints.tries import Tries

PERSONAL_DATA = "personal_data"
"""The consent without which nothing is submitted."""
MAX_FILE = 256 * 1024
MAX_DETAIL = 2000
MAX_LIST = 200


class CaseError(Exception):
    """The root of what can go wrong with a case."""


class NoSuchCase(CaseError):
    """No case has this number, or the phone is not the one given in it."""

    def __init__(self) -> None:
        super().__init__("没有找到这个案件：请核对编号和手机号后四位。")


class NothingToSubmit(CaseError):
    """The conversation has no draft of this kind."""

    def __init__(self) -> None:
        super().__init__("现在没有可以提交的草稿，请先写好。")


class ConsentMissing(CaseError):
    """`what`: the ids of the consents that are missing."""

    def __init__(self, what: Sequence[str]) -> None:
        self.what = tuple(what)
        super().__init__("提交前要先得到您的同意：请先看一下怎样使用您的信息。")


class TooLarge(CaseError):
    """A file or a detail of an event is longer than the store takes."""

    def __init__(self) -> None:
        super().__init__("内容太长了，存不下，请写短一些。")


@dataclass(frozen=True)
class CaseEvent:
    """`what`: moved, revised, noted, delivered or delivery_failed; `state`: the state after it."""

    at: datetime
    who: str
    what: str
    state: State
    detail: str


@dataclass(frozen=True)
class Case:
    """A submitted case. Once forgotten its `file` and `conversation` are empty."""

    number: str
    conversation: str
    state: State
    file: CaseFile
    submitted_at: datetime
    events: tuple[CaseEvent, ...]


@dataclass(frozen=True)
class CaseLine:
    """A case in a list: nothing in it tells who the person is. `id` is where the next page begins."""

    id: int
    number: str
    kind: Kind
    dispute: str
    state: State
    submitted_at: datetime
    changed: datetime
    person: str
    phone: str
    merchant: str


class Cases:
    """The case store. `now` gives an aware datetime; `consents` the ids a submission needs."""

    def __init__(
        self,
        engine: Engine,
        cipher: Cipher,
        now: Callable[[], datetime],
        consents: Sequence[str] = (PERSONAL_DATA,),
    ) -> None:
        self._engine, self._cipher, self._now = engine, cipher, now
        self._consents = tuple(consents)
        self._tries = Tries(engine, cipher, now)
        self._nobody = cipher.seal(json.dumps(CaseFile("complaint", "").to_dict()) + " " * 4000)

    # --- drafts -------------------------------------------------------------------------------

    def save_draft(self, conversation: str, file: CaseFile) -> int:
        """Keep a draft, in place of the conversation's earlier one of this kind; its row's id."""
        now = self._now()
        values = {"dispute": file.dispute, "payload": self._sealed(file), "changed": now}
        with writing(self._engine) as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            statement = (
                dialect.insert(cases)
                .values(
                    conversation=conversation, kind=file.kind, state="draft", created=now, **values
                )
                .on_conflict_do_update(
                    index_elements=[cases.c.conversation, cases.c.kind],
                    index_where=cases.c.state == "draft",
                    set_=values,
                )
                .returning(cases.c.id)
            )
            return int(connection.execute(statement).scalar_one())

    def draft(self, conversation: str, kind: Kind) -> CaseFile | None:
        with reading(self._engine) as connection:
            row = connection.execute(_drafts(conversation, kind)).one_or_none()
        return None if row is None else self._file(row)

    def drop_draft(self, conversation: str, kind: Kind) -> bool:
        """Whether there was a draft to drop."""
        with writing(self._engine) as connection:
            return bool(
                connection.execute(delete(cases).where(*_draft(conversation, kind))).rowcount
            )

    def submit(self, conversation: str, kind: Kind, key: str) -> Case:
        """Make a case of the draft. The same key gives the same case again.

        Raises `NothingToSubmit`, `ConsentMissing`.
        """
        now = self._now()
        with writing(self._engine) as connection:
            row = connection.execute(_drafts(conversation, kind).with_for_update()).one_or_none()
            if made := self._made(connection, conversation, kind, key):
                return made
            if row is None:
                raise NothingToSubmit
            self._check_consents(self._file(row))
            number = numbers.new(secrets.SystemRandom())
            self._change(
                connection, row, "submitted", number=number, key=_digest(key), submitted_at=now
            )
            self._record(connection, row.id, CITIZEN, "moved", "submitted", "")
            return self._found(connection, number)

    def submitted_with(self, conversation: str, kind: Kind, key: str) -> Case | None:
        """The case that this key was given for."""
        with reading(self._engine) as connection:
            return self._made(connection, conversation, kind, key)

    def resubmit(self, number: str, file: CaseFile) -> Case:
        """Hand in a returned case again, mended. Raises `NotAllowed` in any other state."""
        with writing(self._engine) as connection:
            row = self._row(connection, number)
            check(row.state, "submitted", CITIZEN, "")
            self._check_consents(file)
            self._change(
                connection, row, "submitted", payload=self._sealed(file), dispute=file.dispute
            )
            self._record(connection, row.id, CITIZEN, "revised", "submitted", "")
            return self._found(connection, row.number)

    # --- reading ------------------------------------------------------------------------------

    def by_number(self, number: str) -> Case:
        """Raises `NotANumber` and `NoSuchCase`."""
        with reading(self._engine) as connection:
            return self._found(connection, numbers.normalise(number))

    def of_conversation(self, conversation: str) -> tuple[Case, ...]:
        """The submitted cases of a conversation, the latest first."""
        query = select(cases).where(
            cases.c.conversation == conversation, cases.c.conversation != "",
            cases.c.state != "draft",
        )  # fmt: skip
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(cases.c.id.desc())).all()
            return tuple(self._case(connection, row) for row in rows)

    def look_up(self, number: str, phone_tail: str, address: str) -> Case:
        """The case for its citizen, who knows the last four digits of the phone given in it.

        A number nobody has and a wrong tail end in the same `NoSuchCase` after the same work.
        `address`: where the request comes from. Raises `NotANumber`, and `TooManyTries` after 5
        failures in 15 minutes for the number or the address. A case without a phone (an anonymous
        report) cannot be looked up. Inside a unit of work the caller must not let the error undo
        it, or the try is not counted.
        """
        number = numbers.normalise(number)
        made = self._tries.begin([f"case {number}", f"address {address}"])
        with reading(self._engine) as connection:
            query = select(cases).where(cases.c.number == number)
            row = connection.execute(query).one_or_none()
        token = self._nobody if row is None or row.payload is None else row.payload
        phone = json.loads(self._cipher.open(token))["fields"].get("person_phone", "")
        digits, told = _digits(phone), _digits(phone_tail)
        fits = hmac.compare_digest(digits[-4:].encode(), told.encode()) and len(told) == 4
        if row is None or not fits:
            raise NoSuchCase
        self._tries.forgive(made)
        return self.by_number(number)

    def events(self, number: str) -> tuple[CaseEvent, ...]:
        """What happened to a case, in order."""
        return self.by_number(number).events

    def list(
        self, states: Sequence[State], limit: int = 50, after: int = 0
    ) -> tuple[CaseLine, ...]:
        """Cases in these states in the order they came, from behind the line with id `after`."""
        query = (
            select(cases)
            .where(cases.c.state.in_(states), cases.c.state != "draft", cases.c.id > after)
            .order_by(cases.c.id)
            .limit(max(1, min(limit, MAX_LIST)))
        )
        with reading(self._engine) as connection:
            return tuple(self._line(row) for row in connection.execute(query))

    def since(self, day: datetime | None = None) -> tuple[str, ...]:
        """The numbers of the cases submitted from a moment on, oldest first."""
        query = select(cases.c.number).where(cases.c.submitted_at.is_not(None))
        if day is not None:
            query = query.where(cases.c.submitted_at >= day)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query.order_by(cases.c.id)).scalars())

    # --- changing -----------------------------------------------------------------------------

    def move(self, number: str, state: State, by: str, detail: str = "") -> Case:
        """Bring a case into a state and record who did it and why. Raises `NotAllowed`.

        `by`: `states.CITIZEN`, `states.SYSTEM` or the id of a member of the staff.
        """
        with writing(self._engine) as connection:
            row = self._row(connection, number)
            check(row.state, state, by, detail)
            self._change(connection, row, state)
            self._record(connection, row.id, by, "moved", state, detail)
            return self._found(connection, row.number)

    def note(self, number: str, who: str, what: str, detail: str = "") -> None:
        """Record something that leaves the state as it is."""
        with writing(self._engine) as connection:
            row = self._row(connection, number)
            self._record(connection, row.id, who, what, row.state, detail)

    def rate(self, number: str, stars: int, words: str = "") -> Case:
        """The person's judgement of a case that has an outcome: 1 to 5 stars and own words."""
        if not 1 <= stars <= 5:
            raise NotAllowed("评价请选1到5颗星。")
        with writing(self._engine) as connection:
            row = self._row(connection, number)
            check(row.state, "rated", CITIZEN, words)
            self._change(connection, row, "rated", stars=stars)
            self._record(connection, row.id, CITIZEN, "moved", "rated", words)
            return self._found(connection, row.number)

    # --- inside -------------------------------------------------------------------------------

    def _check_consents(self, file: CaseFile) -> None:
        latest = {consent.what: consent.given for consent in file.consents}
        if missing := [what for what in self._consents if not latest.get(what)]:
            raise ConsentMissing(missing)

    def _sealed(self, file: CaseFile) -> bytes:
        text = json.dumps(file.to_dict())
        if len(text) > MAX_FILE:
            raise TooLarge
        return self._cipher.seal(text)

    def _file(self, row: Row[Any]) -> CaseFile:
        if row.payload is None:
            return CaseFile(row.kind, row.dispute)
        return CaseFile.from_dict(json.loads(self._cipher.open(row.payload)))

    def _row(self, connection: Connection, number: str) -> Row[Any]:
        query = select(cases).where(cases.c.number == numbers.normalise(number))
        row = connection.execute(query.with_for_update()).one_or_none()
        if row is None:
            raise NoSuchCase
        return row

    def _made(self, connection: Connection, conversation: str, kind: Kind, key: str) -> Case | None:
        same = (cases.c.conversation == conversation) & (cases.c.kind == kind)
        query = select(cases).where(same, cases.c.key == _digest(key))
        row = connection.execute(query).one_or_none()
        return None if row is None else self._case(connection, row)

    def _change(self, connection: Connection, row: Row[Any], state: State, **more: Any) -> None:
        """Change the row if it is still in the state it was read in."""
        where = (cases.c.id == row.id, cases.c.state == row.state)
        values = {"state": state, "changed": self._now(), **more}
        if not connection.execute(update(cases).where(*where).values(values)).rowcount:
            raise NotAllowed("案件的状态刚刚变了，请看过再试。")

    def _record(
        self, connection: Connection, case_id: int, who: str, what: str, state: State, detail: str
    ) -> None:
        if len(detail) > MAX_DETAIL:
            raise TooLarge
        connection.execute(
            insert(case_events).values(
                case_id=case_id, at=self._now(), who=who, what=what, state=state,
                detail=self._cipher.seal(detail) if detail else None,
            )
        )  # fmt: skip

    def _found(self, connection: Connection, number: str) -> Case:
        row = connection.execute(select(cases).where(cases.c.number == number)).one_or_none()
        if row is None:
            raise NoSuchCase
        return self._case(connection, row)

    def _case(self, connection: Connection, row: Row[Any]) -> Case:
        query = select(case_events).where(case_events.c.case_id == row.id)
        events = tuple(
            CaseEvent(
                event.at, event.who, event.what, event.state,
                self._cipher.open(event.detail) if event.detail else "",
            )
            for event in connection.execute(query.order_by(case_events.c.id))
        )  # fmt: skip
        return Case(
            row.number, row.conversation, row.state, self._file(row), row.submitted_at, events
        )

    def _line(self, row: Row[Any]) -> CaseLine:
        fields = self._file(row).fields
        name, phone = fields.get("person_name", ""), fields.get("person_phone", "")
        return CaseLine(
            row.id, row.number, row.kind, row.dispute, row.state, row.submitted_at, row.changed,
            person=name[:1] + "*" * max(0, len(name) - 1),
            phone="*" * max(0, len(phone) - 2) + phone[-2:],
            merchant=mask(fields.get("merchant_name", "")),
        )  # fmt: skip


def _draft(conversation: str, kind: Kind) -> tuple[Any, ...]:
    return cases.c.conversation == conversation, cases.c.kind == kind, cases.c.state == "draft"


def _drafts(conversation: str, kind: Kind) -> Any:
    return select(cases).where(*_draft(conversation, kind))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _digits(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return "".join(character for character in normal if character in "0123456789")
