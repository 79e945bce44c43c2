"""`weiquan staff …`: accounts of those who take conversations over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot import clock
from bot.cli.common import UserError
from bot.serving.staffing import open_desk
from bot.serving.storage import Mailbox, open_database
from bot.settings import Settings
from complaints.audit import Audit
from complaints.hours import NO_HOLIDAYS
from complaints.staff import PASSWORD_MAX, ROLES, Staff, StaffError

staff = typer.Typer(help="工作人员账号：新建、列出、停用、改密码。", no_args_is_help=True)
BY = "cli"

Name = Annotated[str, typer.Argument(metavar="NAME", help="用户名，对话里的人也会看到")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="从标准输入读密码，而不是在屏幕上问")
]


@staff.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help=f"角色：{'、'.join(ROLES)}")] = "agent",
    password_stdin: FromStdin = False,
) -> None:
    """新建账号。"""
    with _accounts() as accounts:
        account = accounts.add(name, role, _password(password_stdin), BY)
    typer.echo(f"已建账号：{account.name}（{account.role}）")


@staff.command("list")
def show() -> None:
    """列出全部账号。"""
    with _accounts() as accounts:
        found = accounts.accounts()
    for account in found:
        marks = ["已停用"] if account.disabled else []
        typer.echo("\t".join([account.name, account.role, *marks]))
    if not found:
        typer.echo("还没有账号。新建一个：weiquan staff add 姓名 --role agent", err=True)


@staff.command()
def disable(name: Name) -> None:
    """停用账号：立即退出登录，手上的对话退回排队。"""
    with _accounts() as accounts:
        account = accounts.disable(name, BY)
    settings = Settings()
    engine = open_database(settings.database)
    mailbox = Mailbox(engine, settings.cipher)
    desk = open_desk(
        settings,
        engine,
        settings.cipher,
        mailbox,
        NO_HOLIDAYS,
        Audit(engine, settings.cipher, clock.now),
    )
    count = desk.release(account)
    engine.dispose()
    typer.echo(f"已停用：{account.name}" + (f"，{count}个对话退回排队" if count else ""))


@staff.command()
def enable(name: Name) -> None:
    """恢复停用的账号。"""
    with _accounts() as accounts:
        account = accounts.enable(name, BY)
    typer.echo(f"已恢复：{account.name}")


@staff.command()
def password(name: Name, password_stdin: FromStdin = False) -> None:
    """改密码，同时解除锁定、退出已有的登录。"""
    with _accounts() as accounts:
        account = accounts.account(name)
        accounts.set_password(account.name, _password(password_stdin), BY)
    typer.echo(f"密码已改：{account.name}")


@contextmanager
def _accounts() -> Iterator[Staff]:
    """The accounts of this installation; what a user got wrong becomes one sentence."""
    settings = Settings()
    if not settings.database_url:
        settings.work.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings.database)
    try:
        yield Staff(engine, settings.cipher, clock.now, Audit(engine, settings.cipher, clock.now))
    except StaffError as error:
        raise UserError(str(error)) from None
    finally:
        engine.dispose()


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline(PASSWORD_MAX + 2).rstrip("\r\n")
    text: str = typer.prompt("密码", hide_input=True, confirmation_prompt="再输一遍")
    return text
