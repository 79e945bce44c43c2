"""Rasa's own command line, without the packages it does not need.

``weiquan rasa train``, ``weiquan rasa shell``, ``weiquan rasa test``, ``weiquan rasa run actions``,
``weiquan rasa data validate`` … are Rasa's commands as documented by Rasa, on the same files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.rasa_runtime import prepare


def run_rasa(args: Sequence[str]) -> int:
    """Runs ``rasa`` with ``args`` in this process and returns its exit code.

    What a user can get wrong (a file that is missing, a component that is not installed, a
    mistake in the data) ends in one sentence on standard error and code 1 or 2, never in a
    traceback. ``WEIQUAN_DEBUG=1`` or Rasa's ``--debug`` shows the traceback all the same.
    """
    prepare()
    with _command_line(args):
        try:
            from rasa.__main__ import main

            main()
        except SystemExit as exit_:
            return _exit_code(exit_)
        except KeyboardInterrupt:
            return 130
        except Exception as error:
            if os.environ.get("WEIQUAN_DEBUG") or "--debug" in args:
                raise
            print(f"rasa {' '.join(args[:2])}：{_sentence(error)}", file=sys.stderr)
            return 1
    return 0


@contextmanager
def _command_line(args: Sequence[str]) -> Iterator[None]:
    """Rasa reads ``sys.argv`` and puts the current folder on ``sys.path``; both are restored."""
    argv, path = sys.argv, list(sys.path)
    sys.argv = ["rasa", *args]
    try:
        yield
    finally:
        sys.argv, sys.path[:] = argv, path


def _exit_code(exit_: SystemExit) -> int:
    if exit_.code is None:
        return 0
    if isinstance(exit_.code, int):
        return exit_.code
    print(exit_.code, file=sys.stderr)
    return 1


def _sentence(error: BaseException) -> str:
    """The innermost cause says most: Rasa wraps it in "Error running graph component …"."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error) or type(error).__name__
