"""Nothing personal in the log: every line passes the masker before it is written."""

from __future__ import annotations

import logging

from complaints import mask

LONGEST = 4000


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, so that no argument or traceback slips past."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record).replace("\r", " ")
        return mask(line[:LONGEST])


def log_masked(level: int = logging.INFO) -> None:
    """Send all logging of the process to standard error, masked."""
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("rasa", "rasa_sdk", "apscheduler", "asyncio", "httpx", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
