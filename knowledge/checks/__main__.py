"""`python -m knowledge.checks` prints every problem of the content in the repository."""

from __future__ import annotations

from knowledge.checks import check
from knowledge.errors import ContentError
from knowledge.loader import load

if __name__ == "__main__":
    try:
        faults = check(load())
    except ContentError as error:
        faults = error.problems
    print(*faults, sep="\n")
    raise SystemExit(bool(faults))
