"""What the commands share: days, progress, and what a user got wrong."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

import knowledge
from bot.clock import today

Day = Annotated[str | None, typer.Option("--on", help="按哪一天的法律答，如 2026-03-01")]


class UserError(Exception):
    """Something the person at the keyboard can mend; the message says how."""


def day_of(on: str | None) -> date:
    if on is None:
        return today()
    try:
        return knowledge.read_day(on)
    except ValueError:
        raise UserError(f"“{on}”不是日期，请写成 2026-04-15 这样。") from None


def setting_fault(fault: dict[str, Any]) -> str:
    """One fault of the settings as a sentence; the value itself may be a secret."""
    where = str(fault["loc"][0]) if fault["loc"] else "设置"
    words = {
        "int_parsing": "应当是整数",
        "float_parsing": "应当是数字",
        "bool_parsing": "应当是 true 或 false",
        "greater_than": "应当大于{gt}",
        "greater_than_equal": "不能小于{ge}",
        "less_than_equal": "不能大于{le}",
        "literal_error": "应当是 {expected} 之一",
        "value_error": "{error}",
    }.get(fault["type"])
    told = words.format(**fault.get("ctx", {})) if words else fault["msg"]
    return (
        f"{where if where.isupper() else 'WEIQUAN_' + where.upper()}：{told}"
        if fault["loc"]
        else told
    )


def progress(text: str) -> None:
    """Say on the error channel how far a long work is."""
    typer.echo(text, err=True)
