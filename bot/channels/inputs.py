"""Reading what comes in over HTTP: strict types, limits, and a Chinese sentence for what is wrong.

Every function raises `Problem` 400, or 413 for what is too long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.channels.port import MAX_TEXT, plain_words
from bot.channels.problems import Problem

_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


def json_object(body: bytes, otherwise: str) -> dict[str, Any]:
    """The object in a body; `otherwise` says what it should have been."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "请求不是合法的 JSON。") from error
    if not isinstance(record, dict):
        raise Problem(400, otherwise)
    return record


def name(value: Any, field: str) -> str:
    """An id of any kind."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Problem(400, f"“{field}”应当是1到64个字母、数字或 _ . : - 。")
    return value


def words(value: Any, field: str) -> str:
    """What a person said, as plain words."""
    if not isinstance(value, str):
        raise Problem(400, f"“{field}”应当是文字。")
    if len(value) > MAX_TEXT:
        raise Problem(413)
    plain = plain_words(value)
    if not plain:
        raise Problem(400, "消息是空的，请写点什么。")
    return plain


def pressed(record: Mapping[str, Any], where: str = "") -> dict[str, Any]:
    """The `choice` and `edit` of a record, where they are; `where` stands before their names."""
    found: dict[str, Any] = {}
    if (choice := record.get("choice")) is not None:
        if not isinstance(choice, dict):
            raise Problem(400, f"“{where}choice”应当有 fact 和 value。")
        found["choice"] = {
            key: name(choice.get(key), f"{where}choice.{key}") for key in ("fact", "value")
        }
    if (edit := record.get("edit")) is not None:
        if not isinstance(edit, dict):
            raise Problem(400, f"“{where}edit”应当有 field 和 value。")
        found["edit"] = {
            "field": name(edit.get("field"), f"{where}edit.field"),
            "value": _rewritten(edit.get("value"), f"{where}edit.value"),
        }
    return found


def _rewritten(value: Any, field: str) -> str:
    """A line's new words; none at all empties the line."""
    if not isinstance(value, str):
        raise Problem(400, f"“{field}”应当是文字。")
    if len(value) > MAX_TEXT:
        raise Problem(413)
    return plain_words(value)
