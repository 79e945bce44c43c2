"""Looking at uploads and reading their text, in worker processes."""

from __future__ import annotations

from importlib.util import find_spec

from complaints.evidence.errors import GaveUp, NotInstalled, Refused
from complaints.evidence.intake import Clean, gave_up
from complaints.evidence.workshop import Workshop

INSPECT_SECONDS = 20.0
READ_SECONDS = 45.0
"""Some twenty times what a screenshot takes: a busy machine and a very long one add up."""


class Reader:
    """Two workers, so that an upload never waits behind the reading of another one. Safe to use
    from threads; every call blocks, so an event loop calls it in a thread."""

    def __init__(self, gate: Workshop | None = None, eyes: Workshop | None = None) -> None:
        self._gate, self._eyes = gate or Workshop(), eyes or Workshop()

    @staticmethod
    def available() -> bool:
        """Whether text of pictures can be read (the extra `ocr`); PDF text always can."""
        return find_spec("rapidocr_onnxruntime") is not None

    def inspect(self, name: str, data: bytes) -> Clean:
        """What `intake.inspect` does, where a hostile file can neither block nor fell the service.
        Raises `Refused`; the code gave_up says that time or memory was not enough."""
        try:
            head, body = self._gate.ask({"job": "inspect", "name": name}, data, INSPECT_SECONDS)
        except GaveUp:
            head, body = {"answer": "gave_up"}, b""
        if head["answer"] == "clean":
            return Clean(head["name"], head["media_type"], body, head["pages"])
        if head["answer"] == "refused":
            raise Refused(head["code"], head["reason"])
        raise gave_up()

    def read(self, data: bytes, media_type: str) -> list[str]:
        """The lines of an item as kept, in reading order; empty when there is no text, or when a
        PDF is a scan. Raises `NotInstalled` and `GaveUp`."""
        if media_type == "application/pdf":
            head, _ = self._gate.ask({"job": "read_paper"}, data, READ_SECONDS)
        elif self.available():
            head, _ = self._eyes.ask({"job": "read_picture"}, data, READ_SECONDS)
        else:
            raise NotInstalled
        if head["answer"] == "not_installed":
            raise NotInstalled
        if head["answer"] != "lines":
            raise GaveUp
        return list(head["lines"])

    def close(self) -> None:
        """End the workers."""
        self._gate.close()
        self._eyes.close()
