"""`weiquan laws …`: official texts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import knowledge
from bot.cli.common import UserError, progress
from bot.settings import Settings

laws = typer.Typer(help="官方原文：导入、核对。", no_args_is_help=True)


@laws.command(name="import")
def import_laws(
    folder: Annotated[Path, typer.Argument(help="官方原文所在的文件夹，.md 或 .docx")],
) -> None:
    """导入法律法规官方原文，答案里就能展开条文，搜索也能搜到每一条。"""
    from knowledge import official

    texts = _official(folder)
    count = official.store(texts, Settings().official_file)
    typer.echo(f"已导入{len(texts)}部，{count}条。重新启动服务后生效。")


@laws.command()
def verify(
    folder: Annotated[Path, typer.Argument(help="官方原文所在的文件夹，.md 或 .docx")],
) -> None:
    """用官方原文核对我们的条文摘要：条号、款数、日期、数字，逐处列出不一致。"""
    from knowledge import official

    loaded = knowledge.load()
    found = official.verify(loaded, _official(folder))
    for finding in found:
        typer.echo(str(finding))
    open_points = [finding for finding in found if finding.explained is None]
    digests = sum(len(file.data.articles) for file in loaded.all("laws"))
    values = sum(len(p.values) for file in loaded.all("parameters") for p in file.data.values())
    typer.echo(
        f"核对{digests}条摘要、{values}个数值：{len(open_points)}处不一致，"
        f"{len(found) - len(open_points)}处已说明原因。"
    )
    if open_points:
        raise typer.Exit(1)


def _official(folder: Path) -> list[Any]:
    """The texts of a folder; files that cannot be read are told and left out."""
    from knowledge import official

    texts = []
    try:
        for number, text in enumerate(official.read_directory(folder), 1):
            if isinstance(text, official.Unreadable):
                progress(str(text))
            else:
                texts.append(text)
            if number % 50 == 0:
                progress(f"已读{number}份")
    except official.Unreadable as fault:
        raise UserError(str(fault)) from None
    return texts
