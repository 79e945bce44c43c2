"""Staff accounts and log-ins.

A password is kept as an Argon2 hash, sealed with the installation's key, so that a stolen database
alone is worth nothing. A log-in is a random token of which only the hash is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol, get_args

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    case,
    delete,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from complaints.columns import Moment
from complaints.database import metadata, reading, together, writing
from complaints.privacy import Cipher

Role = Literal["agent", "supervisor", "editor", "administrator", "auditor"]
ROLES: tuple[Role, ...] = get_args(Role)

TRIES = 5
LOCKED = timedelta(minutes=15)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""Use of a session is written down at most this often."""
NAME_LENGTH, PASSWORD_MIN, PASSWORD_MAX = 40, 10, 128

staff_account = Table(
    "staff_account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(NAME_LENGTH), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("second_factor", LargeBinary),
    Column("disabled", Boolean, nullable=False, default=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("locked_until", Moment),
    Column("made", Moment, nullable=False),
    CheckConstraint(f"role IN {ROLES}", name="staff_account_role"),
)
staff_session = Table(
    "staff_session",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("staff_id", ForeignKey("staff_account.id"), nullable=False, index=True),
    Column("began", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
)


class Audit(Protocol):
    """Where every act of staff is written down."""

    def record(self, who: str, act: str, what: str, detail: str = "") -> object:
        """`who`: a staff name or `cli`; `act`: a dotted name; `what`: the thing acted upon."""
        ...


@dataclass(frozen=True)
class Account:
    """One member of staff. `name` is also what a person in the chat is shown."""

    id: int
    name: str
    role: Role
    disabled: bool = False


@dataclass(frozen=True)
class LogIn:
    """`token` goes to the browser as a cookie; `guard` comes back as a header with each act."""

    account: Account
    token: str
    guard: str


class StaffError(Exception):
    """Something the person at the keyboard can mend; the message says how."""


class NotAdmitted(StaffError):
    """Wrong name or password, disabled or locked: one answer, so that nobody can find out which."""

    def __init__(self) -> None:
        super().__init__(
            f"用户名或密码不对，或者账号已停用。连续输错{TRIES}次会锁住{LOCKED.seconds // 60}分钟。"
        )


class Staff:
    """Accounts and sessions. `now` gives an aware datetime."""

    def __init__(
        self,
        engine: Engine,
        cipher: Cipher,
        now: Callable[[], datetime],
        audit: Audit,
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._engine, self._cipher, self._now, self._audit = engine, cipher, now, audit
        self._hasher = hasher or PasswordHasher()
        self._nobody: str | None = None

    def add(self, name: str, role: str, password: str, by: str) -> Account:
        """A new account. Raises `StaffError` for a name taken or unfit, a role or password unfit."""
        name = _tidy(name)
        if not name or len(name) > NAME_LENGTH or not name.isprintable():
            raise StaffError(f"用户名应当是1到{NAME_LENGTH}个字，不含换行。")
        if role not in ROLES:
            raise StaffError(f"没有“{role}”这种角色，可以是：{'、'.join(ROLES)}。")
        secret = self._secret(name, password)
        try:
            with together(self._engine), writing(self._engine) as connection:
                connection.execute(
                    insert(staff_account).values(
                        name=name, role=role, secret=secret, made=self._now()
                    )
                )
                self._audit.record(by, "staff.add", name, role)
        except IntegrityError:
            raise StaffError(f"已经有叫“{name}”的账号了。") from None
        return self.account(name)

    def account(self, name: str) -> Account:
        """Raises `StaffError` when there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(_ACCOUNT.where(staff_account.c.name == _tidy(name))).first()
        if row is None:
            raise StaffError(f"没有叫“{name}”的账号，用 weiquan staff list 看有哪些。")
        return Account(**row._mapping)

    def accounts(self) -> list[Account]:
        with reading(self._engine) as connection:
            rows = connection.execute(_ACCOUNT.order_by(staff_account.c.id)).all()
        return [Account(**row._mapping) for row in rows]

    def disable(self, name: str, by: str) -> Account:
        """Ends every log-in of the account; what it holds at the desk is the desk's to give back."""
        return self._change(name, by, "staff.disable", disabled=True)

    def enable(self, name: str, by: str) -> Account:
        return self._change(name, by, "staff.enable", disabled=False)

    def set_password(self, name: str, password: str, by: str) -> Account:
        """Also unlocks the account, and ends every log-in made with the old password."""
        secret = self._secret(self.account(name).name, password)
        return self._change(name, by, "staff.password", secret=secret, tries=0, locked_until=None)

    def log_in(self, name: str, password: str) -> LogIn:
        """Raises `NotAdmitted`, after the same work whether or not the name exists."""
        name = _tidy(name)[:NAME_LENGTH]
        where = staff_account.c.name == name
        query = select(staff_account.c.secret, *_ACCOUNT.selected_columns).where(where)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        counted = row is not None and self._count_try(row.id)
        secret = self._cipher.open(row.secret) if row is not None else self._unknown()
        fits = self._fits(secret, password)
        if row is None or not (counted and fits) or row.disabled:
            # A name nobody has may be a password typed into the wrong field.
            known = row.name if row is not None else "unknown"
            self._audit.record(known, "staff.log_in_refused", known)
            raise NotAdmitted
        account = Account(row.id, row.name, row.role, row.disabled)
        token, now = secrets.token_urlsafe(32), self._now()
        with together(self._engine), writing(self._engine) as connection:
            connection.execute(
                update(staff_account).where(where).values(tries=0, locked_until=None)
            )
            connection.execute(delete(staff_session).where(staff_session.c.began < now - LONGEST))
            connection.execute(
                insert(staff_session).values(
                    token=_hash(token), staff_id=row.id, began=now, seen=now
                )
            )
            self._audit.record(name, "staff.log_in", name)
        return LogIn(account, token, guard_of(token))

    def session(self, token: str) -> Account | None:
        """Whose log-in this is, or None when it has ended or never was."""
        now = self._now()
        query = (
            select(*_ACCOUNT.selected_columns, staff_session.c.seen)
            .join(staff_session)
            .where(
                staff_session.c.token == _hash(token),
                staff_session.c.began > now - LONGEST,
                staff_session.c.seen > now - IDLE,
                staff_account.c.disabled.is_(False),
            )
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if row.seen < now - SEEN_EVERY:
            where = staff_session.c.token == _hash(token)
            with writing(self._engine) as connection:
                connection.execute(update(staff_session).where(where).values(seen=now))
        return Account(row.id, row.name, row.role, row.disabled)

    def log_out(self, token: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(staff_session).where(staff_session.c.token == _hash(token)))

    def _change(self, name: str, by: str, act: str, **values: Any) -> Account:
        account = self.account(name)
        with together(self._engine), writing(self._engine) as connection:
            where = staff_account.c.id == account.id
            connection.execute(update(staff_account).where(where).values(values))
            connection.execute(delete(staff_session).where(staff_session.c.staff_id == account.id))
            self._audit.record(by, act, account.name)
        return self.account(name)

    def _count_try(self, account: int) -> bool:
        """Count a try before it is looked at, so that many at once are counted too. False while
        the account is locked."""
        now, tries = self._now(), staff_account.c.tries
        count = case((staff_account.c.locked_until.is_not(None), 1), else_=tries + 1)
        locked = case((count >= TRIES, literal(now + LOCKED, Moment)), else_=None)
        free = or_(staff_account.c.locked_until.is_(None), staff_account.c.locked_until <= now)
        with writing(self._engine) as connection:
            done = connection.execute(
                update(staff_account)
                .where(staff_account.c.id == account, free)
                .values(tries=count, locked_until=locked)
            )
        return bool(done.rowcount)

    def _secret(self, name: str, password: str) -> bytes:
        password = unicodedata.normalize("NFKC", password)
        if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX or len(set(password)) < 5:
            raise StaffError(f"密码至少{PASSWORD_MIN}个字符，并且不能只是几个字符的重复。")
        if name.lower() in password.lower() and len(name) > 2:
            raise StaffError("密码里不要带用户名。")
        return self._cipher.seal(self._hasher.hash(password))

    def _fits(self, secret: str, password: str) -> bool:
        try:
            return self._hasher.verify(
                secret, unicodedata.normalize("NFKC", password[:PASSWORD_MAX])
            )
        except VerifyMismatchError:
            return False

    def _unknown(self) -> str:
        """A hash that nothing fits, for the time it takes to try."""
        self._nobody = self._nobody or self._hasher.hash(secrets.token_urlsafe(16))
        return self._nobody


def guard_of(token: str) -> str:
    """The value that must come back as a header: known to the page, never sent by a browser alone."""
    return _hash(f"guard:{token}")


def guards(token: str, guard: str) -> bool:
    return hmac.compare_digest(guard_of(token).encode(), guard.encode())


_ACCOUNT = select(
    staff_account.c.id, staff_account.c.name, staff_account.c.role, staff_account.c.disabled
)


def _tidy(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
