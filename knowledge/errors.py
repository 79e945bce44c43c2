"""What can go wrong in the knowledge base.

KnowledgeError
├── ContentError        the content files are broken; carries every problem at once
├── NotInBase           the base holds no text for that day (never answered from a neighbour)
├── NotYetInForce       the instrument did not exist on that day
└── UnknownName         a name that is in no file
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class KnowledgeError(Exception):
    """Base of everything this package raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one content file.

    `path` is relative to the content folder, `line` starts at 1 (0: the file as a whole), `text` is
    a Chinese sentence that says what is wrong and, where a name is wrong, the nearest valid one.
    """

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


class ContentError(KnowledgeError):
    """The content set is broken; `problems` lists every fault found, sorted by file and line."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class NotInBase(KnowledgeError):
    """A rule existed on `on`, but its text for that day is not in the base."""

    def __init__(self, name: str, on: date, hint: str) -> None:
        self.name, self.on, self.hint = name, on, hint
        super().__init__(f"知识库里没有《{name}》在{on.isoformat()}这一天的文本（{hint}）")


class NotYetInForce(KnowledgeError):
    """The instrument came into force after `on`, and none of its kind stood before it."""

    def __init__(self, name: str, on: date, since: date) -> None:
        self.name, self.on, self.since = name, on, since
        super().__init__(f"《{name}》自{since.isoformat()}起施行，{on.isoformat()}时还没有这部规定")


class UnknownName(KnowledgeError):
    """A name found in no content file; `nearest` is the closest valid one, or None."""

    def __init__(self, kind: str, name: str, nearest: str | None) -> None:
        self.kind, self.name, self.nearest = kind, name, nearest
        hint = f"，是不是“{nearest}”？" if nearest else ""
        super().__init__(f"没有叫“{name}”的{kind}{hint}")
