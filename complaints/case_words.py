"""A case's state as its citizen reads it: what it is called, what it means, what to do next.

The conversation and the page at `/case` say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from complaints.cases import Case, CaseEvent
from complaints.models import Kind
from complaints.states import NAMES, State

STATUS_URL = "/case/{number}"
"""Where a citizen sees how far a case is."""


@dataclass(frozen=True)
class InWords:
    """Plain sentences; `next` says what the person can do."""

    means: str
    next: str


_COMPLAINT: dict[State, InWords] = {
    "submitted": InWords(
        "投诉存好了，还在等工作人员看。存好不等于主管部门已经收到，部门收到那天才开始算期限。",
        "急的话，自己在全国12315平台提交一份，两边只交一处。",
    ),
    "with_staff": InWords(
        "工作人员正在看您的材料。", "保持电话畅通，可能会打给您核实；手里的凭证先别删。"
    ),
    "accepted": InWords(
        "投诉被接下了，接着会联系商家，问双方愿不愿意调解。",
        "把付款记录、订单和聊天记录备在手边，想好最少要什么。钱没到账之前别撤投诉。",
    ),
    "returned": InWords(
        "材料还不够，或者不归这里管，退给您了。退回不等于您没有道理。",
        "看清退回的原因，回到原来的对话补好再交；不清楚原因的，在对话里说“转人工”。",
    ),
    "mediating": InWords(
        "调解员正在和双方谈。",
        "守住您的底线：最少要什么、最晚哪天给。谈成了让对方写下来，钱没到账之前别撤投诉。",
    ),
    "settled": InWords(
        "双方谈成了。",
        "照说好的日子收钱、收货；对方没照办的，留好证据，回到对话里接着办。",
    ),
    "ended": InWords(
        "调解停了：没有谈成、对方不来，或者过了期限。这不等于您没有道理。",
        "还可以请消协再调，或者去法院起诉。怎么走，在对话里问。",
    ),
    "rated": InWords("您已经评价过，没有别的要办。", "对方没照说好的办，回到对话里接着办。"),
    "closed": InWords("这件事办完了。", "以后再遇到事，随时来问。"),
    "withdrawn": InWords("您撤回了，不再往下办。", "又想办了，在对话里重新写一份。"),
}
_REPORT: dict[State, InWords] = {
    "submitted": InWords(
        "举报存好了，还在等工作人员看。存好不等于主管部门已经收到，部门收到那天才开始算期限。",
        "急的话，自己在全国12315平台提交一份，两边只交一处。",
    ),
    "accepted": InWords("举报被接下了，接着会核查。", "有新的线索，在对话里补充；凭证先别删。"),
    "ended": InWords("核查结束了。", "对结果有疑问，问处理的部门；想把钱要回来，另写一份投诉。"),
}
"""Where a report differs: it is enforced, not mediated."""


def in_words(kind: Kind, state: State) -> InWords:
    """What a state means for a kind of case. A draft is no case yet: `KeyError`."""
    of_kind = _REPORT if kind == "report" else {}
    return of_kind.get(state) or _COMPLAINT[state]


def name_of(kind: Kind, state: State) -> str:
    """What a state is called."""
    return "核查结束" if kind == "report" and state == "ended" else NAMES[state]


def told_events(case: Case) -> list[tuple[CaseEvent, str]]:
    """What happened to a case that its citizen is told of, in order, each with its name. What
    staff noted and how it was sent are the desk's own."""
    named = {
        "moved": lambda e: name_of(case.file.kind, e.state),
        "revised": lambda e: "补好重新提交",
    }
    return [(event, named[event.what](event)) for event in case.events if event.what in named]
