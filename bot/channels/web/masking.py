"""What a person sees of their own words once they are kept: enough to know them again.

Numbers and mail addresses are masked wherever they stand (`complaints.mask`). The answer to a
private question of the form, and a private line of the draft written anew, are masked whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from complaints import mask

Card = Mapping[str, Any]

_NUMBERED = ("phone", "id_number")
"""Kinds of question that are answered by a number, and by nothing without one."""
_NUMBER = re.compile(r"\d{5}")
_ASKS = re.compile(r"[?？]|[吗呢么][。！!]?$")


def whole(text: str) -> str:
    """The ends of an answer and stars between; by whole characters, since rare ones in names are
    more than one unit elsewhere."""
    head, tail = (1, 0) if len(text) < 8 else (3, 2)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def shown(
    text: str, details: Mapping[str, Any], asked: Card | None, draft: Callable[[], Card | None]
) -> str:
    """The words of a message as they are given back.

    `details` as in `Incoming`; `asked`: the form of what was said to the person last; `draft`
    finds the newest draft before the message, and is called for edits only.
    """
    if edit := details.get("edit"):
        if _private_line(edit["field"], draft()):
            value = edit["value"]
            text = text.replace(value, whole(value)) if value in text else whole(text)
    elif answers_in_private(text, details, asked):
        text = whole(text)
    return mask(text)


def answers_in_private(text: str, details: Mapping[str, Any], asked: Card | None) -> bool:
    """Whether the words may be the answer to a private question: no button was pressed, no file
    sent, nothing asked in return, and there is a number where one was asked for."""
    if not asked or asked.get("type") != "form_question" or not asked.get("private"):
        return False
    if "choice" in details or "upload" in details:
        return False
    if asked.get("kind") in _NUMBERED:
        return _NUMBER.search(unicodedata.normalize("NFKC", text)) is not None
    return _ASKS.search(text) is None


def _private_line(name: str, draft: Card | None) -> bool:
    """Whether a line of the draft is private; one that is not known is."""
    lines = (draft or {}).get("fields") or ()
    return next((bool(line.get("private")) for line in lines if line.get("id") == name), True)
