"""Accounts and log-ins."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaints.staff import TRIES, NotAdmitted, StaffError, guards
from tests.desk.office import PASSWORD, Office


def test_a_log_in_is_known_by_its_token(office: Office) -> None:
    account = office.account("小王")
    entry = office.staff.log_in(" 小王 ", PASSWORD)
    assert office.staff.session(entry.token) == account
    assert guards(entry.token, entry.guard)
    assert not guards(entry.token, entry.token)
    assert office.staff.session("forged") is None


@pytest.mark.parametrize(("name", "password"), [("小王", "wrong password"), ("nobody", PASSWORD)])
def test_wrong_name_and_wrong_password_get_one_answer(
    office: Office, name: str, password: str
) -> None:
    office.account("小王")
    with pytest.raises(NotAdmitted, match="用户名或密码不对"):
        office.staff.log_in(name, password)
    known = "小王" if name == "小王" else "unknown"
    assert office.audit.rows[-1] == (known, "staff.log_in_refused", known, "")


def test_too_many_tries_lock_the_account_for_a_while(office: Office) -> None:
    office.account("小王")
    for _ in range(TRIES):
        with pytest.raises(NotAdmitted):
            office.staff.log_in("小王", "wrong password")
    office.later(minutes=14)
    with pytest.raises(NotAdmitted):
        office.staff.log_in("小王", PASSWORD)
    office.later(minutes=2)
    office.staff.log_in("小王", PASSWORD)


def test_a_right_password_ends_the_count(office: Office) -> None:
    office.account("小王")
    for _ in range(3):
        for _ in range(TRIES - 1):
            with pytest.raises(NotAdmitted):
                office.staff.log_in("小王", "wrong password")
        office.staff.log_in("小王", PASSWORD)


def test_a_log_in_ends_when_it_is_idle(office: Office) -> None:
    office.account("小王")
    token = office.staff.log_in("小王", PASSWORD).token
    office.later(minutes=29)
    assert office.staff.session(token)
    office.later(minutes=29)
    assert office.staff.session(token)
    office.later(minutes=31)
    assert office.staff.session(token) is None


def test_a_log_in_ends_after_half_a_day_however_busy(office: Office) -> None:
    office.account("小王")
    token = office.staff.log_in("小王", PASSWORD).token
    for _ in range(28):
        office.later(minutes=25)
        assert office.staff.session(token)
    office.later(minutes=25)
    assert office.staff.session(token) is None


@pytest.mark.parametrize("act", ["log out", "disable", "password"])
def test_what_ends_a_log_in(office: Office, act: str) -> None:
    office.account("小王")
    token = office.staff.log_in("小王", PASSWORD).token
    if act == "log out":
        office.staff.log_out(token)
    elif act == "disable":
        office.staff.disable("小王", "cli")
    else:
        office.staff.set_password("小王", "another long one", "cli")
    assert office.staff.session(token) is None


def test_a_disabled_account_comes_back_with_its_password(office: Office) -> None:
    office.account("小王")
    office.staff.disable("小王", "cli")
    with pytest.raises(NotAdmitted):
        office.staff.log_in("小王", PASSWORD)
    office.staff.enable("小王", "cli")
    assert office.staff.log_in("小王", PASSWORD).account.name == "小王"


@pytest.mark.parametrize(
    ("name", "role", "password", "says"),
    [
        ("小王", "agent", PASSWORD, "已经有"),
        ("", "agent", PASSWORD, "用户名"),
        ("a\nb", "agent", PASSWORD, "用户名"),
        ("名" * 41, "agent", PASSWORD, "用户名"),
        ("李", "boss", PASSWORD, "角色"),
        ("李", "agent", "short", "密码"),
        ("李", "agent", "aaaaaaaaaaaa", "密码"),
        ("admin1", "agent", "admin1 is here", "用户名"),
    ],
)
def test_what_cannot_be_an_account(
    office: Office, name: str, role: str, password: str, says: str
) -> None:
    office.account("小王")
    with pytest.raises(StaffError, match=says):
        office.staff.add(name, role, password, "cli")


def test_passwords_and_tokens_cannot_be_read_from_the_file(office: Office, tmp_path: Path) -> None:
    if office.engine.dialect.name != "sqlite":
        pytest.skip("a file is what a thief takes")
    office.account("小王")
    token = office.staff.log_in("小王", PASSWORD).token
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (PASSWORD, token, "argon2"):
        assert secret.encode() not in stored
