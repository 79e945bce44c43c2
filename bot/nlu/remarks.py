"""What people say only where something was said before."""

from __future__ import annotations

REMARKS = frozenset(
    "give_fact correct_fact unknown_fact skip affirm deny ask_about ask_next step_done refused "
    "settled received_notice cancel start_over undo resume_matter new_matter rate".split()
)
"""Intents that mean something only in a conversation."""
