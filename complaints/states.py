"""The states of a case and the moves between them.

`MOVES` is the whole table: what is not in it does not happen. The database repeats the guard: a
move is an update that names the state it starts from (`complaints.cases`).
"""

from __future__ import annotations

from typing import Literal, get_args

State = Literal[
    "draft",
    "submitted",
    "with_staff",
    "accepted",
    "returned",
    "mediating",
    "settled",
    "ended",
    "rated",
    "closed",
    "withdrawn",
]
STATES: tuple[State, ...] = get_args(State)

NAMES: dict[State, str] = {
    "draft": "草稿",
    "submitted": "已提交",
    "with_staff": "工作人员在看",
    "accepted": "已受理",
    "returned": "退回补充",
    "mediating": "调解中",
    "settled": "已解决",
    "ended": "调解终止",
    "rated": "已评价",
    "closed": "已办结",
    "withdrawn": "已撤回",
}

MOVES: dict[State, tuple[State, ...]] = {
    "draft": ("submitted",),
    "submitted": ("with_staff", "withdrawn"),
    "with_staff": ("accepted", "returned", "withdrawn"),
    "returned": ("submitted", "closed", "withdrawn"),
    "accepted": ("mediating", "settled", "ended", "withdrawn"),
    "mediating": ("settled", "ended", "withdrawn"),
    "settled": ("rated", "closed"),
    "ended": ("rated", "closed"),
    "rated": ("closed",),
    "closed": (),
    "withdrawn": (),
}
"""A report is enforced, not mediated: it goes from accepted to ended. A draft is not withdrawn
but dropped."""

FINAL: tuple[State, ...] = ("closed", "withdrawn")
NEEDS_REASON: tuple[State, ...] = ("returned", "ended")
BY_CITIZEN: tuple[State, ...] = ("submitted", "withdrawn", "rated")

CITIZEN = "citizen"
SYSTEM = "system"
"""Who moves a case, besides members of the staff, who are called by their own ids."""


class NotAllowed(Exception):
    """A move that the case's state, or the one who asks for it, does not permit."""


def check(start: State, end: State, by: str, detail: str) -> None:
    """Raises `NotAllowed`, with the reason in Chinese, when the move may not be made."""
    if end not in MOVES[start]:
        raise NotAllowed(f"案件现在是“{NAMES[start]}”，不能改成“{NAMES[end]}”。")
    if by == CITIZEN and end not in BY_CITIZEN:
        raise NotAllowed(f"“{NAMES[end]}”要由工作人员来定。")
    if end in NEEDS_REASON and not detail.strip():
        raise NotAllowed(f"改成“{NAMES[end]}”要写明原因。")
