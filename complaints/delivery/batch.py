"""Cases as files: one file for many, or a folder a case."""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from complaints.cases import Case
from complaints.delivery.port import DeliveryFailed, Receipt, check_size, record
from complaints.documents import Document

Form = Literal["csv", "json"]
_ABOUT = ("number", "kind", "dispute", "state", "submitted_at")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def export(cases: Sequence[Case], form: Form) -> bytes:
    """Cases as CSV (a line each, a column a field) or as a JSON array (a line each).

    A table program reads a cell that begins with = + - @ or a tab as a formula: in CSV such a cell
    begins with an apostrophe. CSV begins with the mark by which Excel knows UTF-8.
    """
    records = [record(case) for case in cases]
    if form == "json":
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in records)
        return f"[\n{lines}\n]\n".encode("utf-8", "replace")
    fields = sorted({name for each in records for name in each["fields"]})
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*_ABOUT, *fields])
    for each in records:
        values = [each[name] for name in _ABOUT] + [each["fields"].get(name, "") for name in fields]
        writer.writerow([defused(str(value)) for value in values])
    return out.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """The text of a cell without control characters, and not a formula in any table program."""
    begins = unicodedata.normalize("NFKC", cell[:1]) in _FORMULA or cell.lstrip()[:1] in _FORMULA
    shown = "".join(c for c in cell if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return f"'{shown}" if begins and cell else shown


class Folder:
    """Each case in a folder of its number, with its documents, for a system that collects files.

    `case.json` or `case.csv` is written last and appears whole, so that what has it is complete.
    """

    name = "folder"
    takes_documents = True

    def __init__(self, folder: Path, form: Form = "json") -> None:
        self._folder, self._form = folder, form

    def deliver(self, case: Case, documents: Sequence[Document]) -> Receipt:
        """Write the files, over those of an earlier try. Raises `DeliveryFailed`."""
        check_size(documents)
        place = self._folder / case.number
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            for document in documents:
                write_private(place / Path(document.name).name, document.data)
            write_private(place / f"case.{self._form}", export([case], self._form))
        except OSError as error:
            raise DeliveryFailed("文件写不进投递文件夹。") from error
        return Receipt(self.name, case.number)


def write_private(path: Path, content: bytes) -> None:
    """The whole file or none, readable by its owner only."""
    part = path.with_name(f".{path.name}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
