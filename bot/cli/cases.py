"""`weiquan cases …` and `weiquan audit …`: what is kept of people, and the record of who saw it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Literal

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.common import UserError, day_of
from bot.clock import CHINA
from bot.settings import Settings
from complaints import KeyMissing
from complaints.audit import Audit
from complaints.cases import Cases
from complaints.evidence import EvidenceStore
from complaints.hours import NO_HOLIDAYS
from complaints.retention import KEEP_DAYS, Forget

cases = typer.Typer(help="案件：导出、到期清理。", no_args_is_help=True)
audit = typer.Typer(help="审计记录：核对有没有被改过。", no_args_is_help=True)
OPERATOR = "command line"


@cases.command()
def export(
    file: Annotated[Path, typer.Argument(help="写到哪个文件，只有自己能读")],
    form: Annotated[
        Literal["csv", "json"], typer.Option("--format", help="表格（csv）或 json")
    ] = "csv",
    since: Annotated[
        str | None, typer.Option("--since", help="从哪一天提交的算起，如 2026-03-01")
    ] = None,
) -> None:
    """导出已提交的案件，含个人信息；会记入审计。"""
    from complaints.delivery import export as exported
    from complaints.delivery import write_private

    begin = None if since is None else datetime.combine(day_of(since), time(), CHINA)
    settings = Settings()
    with _database(settings) as engine:
        store = Cases(engine, settings.cipher, _now)
        found = [store.by_number(number) for number in store.since(begin)]
        about = f"{len(found)} cases since {since or 'ever'}"
        Audit(engine, settings.cipher, _now).record(OPERATOR, "cases export", about)
        write_private(file, exported(found, form))
    typer.echo(f"已导出{len(found)}件到 {file}。里面有个人信息，用完请删除。")


@cases.command()
def purge(
    days: Annotated[
        int, typer.Option("--days", min=1, help="结束或没有动静多少天以后")
    ] = KEEP_DAYS,
) -> None:
    """清理到期的案件和对话：案件只留编号、状态和时间。"""
    from bot.serving.holdings import all_held
    from bot.serving.staffing import open_desk
    from bot.serving.storage import Mailbox

    settings = Settings()
    with _database(settings) as engine:
        cipher, record = settings.cipher, Audit(engine, settings.cipher, _now)
        mailbox = Mailbox(engine, cipher)
        desk = open_desk(settings, engine, cipher, mailbox, NO_HOLIDAYS, record)
        files = EvidenceStore(engine, cipher, settings.evidence, _now)
        held = all_held(engine, cipher, _now, files, desk)
        ledger = Forget(engine, cipher, record, held).purge(_now(), days)
    typer.echo(f"清理了{ledger.finished}件已结束的案件、{ledger.conversations}个没有动静的对话。")


@audit.command()
def verify() -> None:
    """核对审计记录是否完整，有问题时退出码为1。"""
    settings = Settings()
    with _database(settings) as engine:
        record = Audit(engine, settings.cipher, _now)
        broken, count = record.verify(), record.count()
    if broken is not None:
        typer.echo(f"审计记录从第{broken}行起对不上：有人改过或删过。")
        raise typer.Exit(1)
    typer.echo(f"审计记录完整，共{count}行。")


def _now() -> datetime:
    return datetime.now(CHINA)


@contextmanager
def _database(settings: Settings) -> Iterator[Engine]:
    """The database of the settings; what is wrong with it is one sentence."""
    from bot.serving.storage import open_database

    settings.work.mkdir(parents=True, exist_ok=True)
    try:
        engine = open_database(settings.database)
        try:
            yield engine
        finally:
            engine.dispose()
    except SQLAlchemyError as error:
        # The words of the driver may hold the address with its password.
        raise UserError(
            f"数据库用不了（{type(error).__name__}），请检查 WEIQUAN_DATABASE_URL。"
        ) from None
    except KeyMissing as error:
        raise UserError(str(error)) from None
