"""What can go wrong with evidence.

EvidenceError
├── Refused        an upload is not taken; `code` for programs, the text for the person
├── NotFound       no such item in this conversation
├── Damaged        the kept file is gone or is not what was written
└── ReadingError   the text of a picture cannot be read
    ├── NotInstalled   the extra `ocr` is missing
    └── GaveUp         it took too long, too much memory, or broke the worker
"""

from __future__ import annotations


class EvidenceError(Exception):
    """The root of all errors of evidence."""


class Refused(EvidenceError):
    """An upload is not taken. `code` is stable, `reason` is a Chinese sentence for the person."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason

    def __reduce__(self) -> tuple[type[Refused], tuple[str, str]]:
        return Refused, (self.code, self.reason)


class NotFound(EvidenceError):
    """No such item in this conversation; said the same of an item of somebody else."""

    def __init__(self) -> None:
        super().__init__("没有找到这份材料。")


class Damaged(EvidenceError):
    """The file of an item is gone or is not what was written; `item` is its id."""

    def __init__(self, item: str) -> None:
        super().__init__(f"材料 {item} 的文件缺失或已损坏，请从备份恢复。")
        self.item = item


class ReadingError(EvidenceError):
    """The text of a picture cannot be read."""


class NotInstalled(ReadingError):
    """The extra `ocr` is missing."""

    def __init__(self) -> None:
        super().__init__("没有安装图片识别组件，暂时不能自动读出图片里的文字。")


class GaveUp(ReadingError):
    """The worker took too long or too much memory, or broke."""

    def __init__(self) -> None:
        super().__init__("这份材料里的文字没能自动读出来。")
