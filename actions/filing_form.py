"""The form of a complaint while it is filled in: what is still asked, and what an answer says.

Pure functions over the procedure's fields; `actions.filing` holds the conversation around them.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import knowledge
from actions.matter import Matter
from actions.turn import Turn
from complaints.models import CaseFile, Consent, Kind
from knowledge import KnowledgeBase
from knowledge.schema import FormField, Procedure

Stage = Literal["consent", "fields", "draft"]
TRIES = 2
"""How often a field is asked before the form goes on without it; the pre-check names it again."""
ASKED_ONCE = ("product", "happened_day", "amount")
"""Not required by the rule, but a complaint without them is weak: asked once when not known."""
MAX_TEXT, MAX_LONG = 300, 3000


@dataclass(frozen=True)
class Filing:
    """`kinds`: complaint, report or both; `pending`: the field asked for; `editing`: the field of
    the draft that is being written anew."""

    kinds: tuple[Kind, ...]
    stage: Stage = "consent"
    fields: dict[str, str] = field(default_factory=dict)
    edited: dict[str, str] = field(default_factory=dict)
    consents: tuple[dict[str, Any], ...] = ()
    asked: dict[str, int] = field(default_factory=dict)
    pending: str | None = None
    editing: str | None = None

    def to_slot(self) -> dict[str, Any]:
        return {**asdict(self), "kinds": list(self.kinds), "consents": list(self.consents)}

    @classmethod
    def from_slot(cls, value: dict[str, Any]) -> Filing:
        return cls(
            **{**value, "kinds": tuple(value["kinds"]), "consents": tuple(value["consents"])}
        )

    def case(self, kind: Kind, matter: Matter) -> CaseFile:
        """The case file of one kind as it now stands."""
        return CaseFile(
            kind=kind,
            dispute=str(matter.dispute),
            facts=matter.book,
            fields=dict(self.fields),
            story=matter.story,
            edited=dict(self.edited),
            consents=tuple(Consent(**consent) for consent in self.consents),
        )


@dataclass(frozen=True)
class Read:
    """What a turn says in answer to a field: values by field id, or why it does not do."""

    values: dict[str, str] = field(default_factory=dict)
    refused: str | None = None
    skipped: bool = False


def applies(entry: FormField, filing: Filing, matter: Matter) -> bool:
    """Whether a field is to be filled at all, given the others."""
    for need in entry.needs:
        value = filing.fields.get(need.name, matter.facts.get(need.name))
        if value is None or (need.values and value not in need.values):
            return False
        if need.at_least is not None and not _at_least(value, need.at_least):
            return False
    return True


def value_of(entry: FormField, filing: Filing, matter: Matter) -> Any:
    """What is known for a field: written in the form, or told as a fact."""
    if entry.id in filing.edited:
        return filing.edited[entry.id]
    if entry.id in filing.fields:
        return filing.fields[entry.id]
    return matter.facts.get(entry.fact) if entry.fact else None


def next_field(procedure: Procedure, filing: Filing, matter: Matter) -> FormField | None:
    """The field to ask for now; None when the draft can be shown."""
    for entry in procedure.fields:
        wanted = entry.required or entry.id in ASKED_ONCE
        if entry.drafted or not wanted or not applies(entry, filing, matter):
            continue
        tries = TRIES if entry.required else 1
        known = value_of(entry, filing, matter) is not None
        if not known and filing.asked.get(entry.id, 0) < tries and not _anonymous(entry, filing):
            return entry
    return None


def steps_left(procedure: Procedure, filing: Filing, matter: Matter) -> int:
    """How many fields are still to be asked, the present one included."""
    count, ahead = 0, filing
    while entry := next_field(procedure, ahead, matter):
        count += 1
        ahead = replace(ahead, asked={**ahead.asked, entry.id: TRIES})
    return count


def _anonymous(entry: FormField, filing: Filing) -> bool:
    return entry.private and filing.fields.get("anonymous") == "yes"


def _at_least(value: Any, least: int) -> bool:
    return str(value).isdigit() and int(value) >= least


_QUESTION = re.compile(r"[吗么呢？?]$|怎么|为什么|什么意思|能不能|可不可以|干嘛|干什么用")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,5})?)(?!\d)")
_LETTER = r"[\u3400-\u9fff\U00020000-\U000323af·•]"
_NAME = re.compile(rf"(?:{_LETTER}{{2,15}}|[A-Za-z][A-Za-z .'-]{{1,40}})")
_SAID_NAME = re.compile(
    rf"(?:我叫|我是|本人叫|本人|姓名[是:：]?|名字[是叫:：]?|叫)\s*({_LETTER}{{2,6}})"
)
_ADDRESS = re.compile(r"(?:地址|住址|住在|住)[是在:：]?\s*(.{5,120})")
_PLACE = re.compile(r"[省市区县镇乡村街路道巷弄号栋幢室楼]")
_ID_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)|([A-Z]\d{7,9})")
_YES, _NO = ("是", "有", "同意", "可以", "行", "好", "对", "要"), ("不", "没", "否", "无", "别")
_LEAD = re.compile(r"^(?:是|叫|名字是|名称是|地址是|地址在|就是|写|填|在)[:：]?")


def read(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    """What the turn says to a field of the form; None when it says something else."""
    text = turn.text.strip()
    if pressed := turn.pressed(entry.id):
        return Read(skipped=True) if pressed == "skip" else Read({entry.id: pressed})
    if turn.choice or turn.upload or turn.intent in INTERRUPTS:
        return None
    if turn.intent in ("skip", "unknown_fact") and len(text) <= 15:
        return Read(skipped=True)
    if _QUESTION.search(text):
        return None
    return _READERS[entry.kind](entry, turn, base)


def _name(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    """A name; with it a telephone number and an address when they came in one message."""
    text = turn.text.strip().rstrip("。.！!")
    phone = _phone_in(text)
    rest = re.sub(
        r"电话|手机号?|号码|[:：，,、；;\s]+", " ", text.replace(phone or "\0", " ")
    ).strip()
    values: dict[str, str] = {}
    said = _SAID_NAME.search(rest)
    pieces = [piece for piece in rest.split(" ") if piece]
    name = said[1] if said else next((p for p in pieces if _is_name(p)), None)
    if name is None:
        return None if len(text) > 20 else Read(refused="这个不像姓名。请写身份证上的姓名。")
    values[entry.id] = name
    if entry.id == "person_name":
        if phone:
            values["person_phone"] = phone
        address = _ADDRESS.search(rest)
        left = [p for p in pieces if p != name and len(p) >= 6 and _PLACE.search(p)]
        if address or left:
            values["person_address"] = (address[1] if address else " ".join(left)).strip()
    return Read(values)


def _is_name(piece: str) -> bool:
    return bool(_NAME.fullmatch(piece)) and not (len(piece) > 4 and _PLACE.search(piece))


def _phone(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    phone = _phone_in(turn.text)
    if phone:
        return Read({entry.id: phone})
    if re.search(r"\d{5,}", turn.text):
        return Read(refused="这个号码不像能打通的：手机是11位，固定电话要带区号。请再发一遍。")
    return None


def _phone_in(text: str) -> str | None:
    found = _MOBILE.search(text) or _LANDLINE.search(text)
    return found[1].replace(" ", "") if found else None


def _id_number(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    found = _ID_NUMBER.search(turn.text.replace(" ", ""))
    if found:
        return Read({entry.id: found[0].upper()})
    if re.search(r"\d{6,}", turn.text):
        return Read(refused="这个证件号码位数不对，请再核对一下。")
    return None


def _money(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    value = turn.facts.get("amount", turn.facts.get("number"))
    return None if value is None else Read({entry.id: str(value)})


def _day(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    days = [turn.facts.get(entry.fact or ""), *turn.facts.get("days", [])]
    day = next((day for day in days if day), None)
    return Read({entry.id: day}) if day else None


def _count(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    value = turn.facts.get("number")
    if value is None and re.search(r"^(?:就)?(?:我|自己|我自己)?一个人?$|就我|只有我", turn.text):
        value = 1
    found = re.search(r"(\d{1,4})\s*(?:个|位|人|户)", turn.text)
    value = int(found[1]) if value is None and found else value
    return None if value is None else Read({entry.id: str(int(value))})


def _yes_no(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    text = turn.text.strip()
    if turn.intent in ("affirm", "deny"):
        return Read({entry.id: "yes" if turn.intent == "affirm" else "no"})
    if len(text) <= 8 and text.startswith((*_NO, *_YES)):
        return Read({entry.id: "no" if text.startswith(_NO) else "yes"})
    return None


def _choice(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    option = knowledge.match_choice(entry.options, turn.text)
    return Read({entry.id: option}) if option else None


def _text(entry: FormField, turn: Turn, base: KnowledgeBase) -> Read | None:
    most = MAX_LONG if entry.kind == "long" else MAX_TEXT
    text = turn.text.strip()
    if len(text) > most:
        return Read(refused=f"太长了，请控制在{most}个字以内。")
    return Read({entry.id: _LEAD.sub("", text).strip() or text})


_READERS = {
    "name": _name,
    "phone": _phone,
    "id_number": _id_number,
    "money": _money,
    "day": _day,
    "count": _count,
    "yes_no": _yes_no,
    "choice": _choice,
    "text": _text,
    "long": _text,
}
INTERRUPTS = frozenset(
    "ask_compensation ask_deadline ask_evidence ask_how_to_complain ask_authority ask_rights "
    "ask_law ask_about ask_next ask_human ask_progress cancel start_over undo resume_matter "
    "new_matter forget_me export_data foul_play not_helpful correct_fact write_letter "
    "report_violation file_complaint danger".split()
)
"""Intents that are never an answer to a field: they are answered, then the form goes on."""
