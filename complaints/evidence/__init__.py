"""Evidence: photos, screenshots and PDF files that a person adds to a matter.

`inspect` recognises and cleans an upload, `EvidenceStore` keeps it sealed, `Reader` inspects
uploads and reads their text in worker processes, `guess` says what a text looks like and which
facts it offers. Nothing read from a picture becomes a fact without the person's yes.
"""

from complaints.evidence.errors import (
    Damaged,
    EvidenceError,
    GaveUp,
    NotFound,
    NotInstalled,
    ReadingError,
    Refused,
)
from complaints.evidence.intake import MOST_BYTES, Clean, inspect, too_large
from complaints.evidence.kinds import Found, Guess, guess
from complaints.evidence.reading import Reader
from complaints.evidence.store import MOST_A_DAY, MOST_ITEMS, EvidenceItem, EvidenceStore

__all__ = [
    "MOST_A_DAY",
    "MOST_BYTES",
    "MOST_ITEMS",
    "Clean",
    "Damaged",
    "EvidenceError",
    "EvidenceItem",
    "EvidenceStore",
    "Found",
    "GaveUp",
    "Guess",
    "NotFound",
    "NotInstalled",
    "Reader",
    "ReadingError",
    "Refused",
    "guess",
    "inspect",
    "too_large",
]
