"""The form of a complaint while it is filled in: what is still asked, and what an answer says.

Pure functions over the procedure's fields; `actions.filing` holds the conversation around them.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import knowledge
from actions import form_values, form_words
from actions.form_values import Given
from actions.matter import Matter
from actions.turn import Turn
from complaints.models import CaseFile, Consent, Kind
from complaints.precheck.form import Form
from knowledge.schema import FormField

Stage = Literal["consent", "fields", "draft"]
TRIES = 2
"""How often a field is asked before the form goes on without it; the pre-check names it again."""
ASKED_ONCE = ("product", "happened_day", "amount", "representatives")
"""Not required by the rule, but a complaint without them is weak: asked once when not known."""
NOT_OF_REPORTS = ("amount", "product")
SHORT = 8
"""So short a sentence that takes up the words of the question answers it, whatever it sounds like."""
MAX_TEXT, MAX_LONG = 300, 3000


@dataclass(frozen=True)
class Filing:
    """`kinds`: complaint, report or both; `pending`: the field asked for; `editing`: the field of
    the draft that is being written anew; `shown`: a digest of each field of the draft as the person
    saw it last; `warned`: told that what is filed as it stands would come back refused;
    `several`: several people complain, nobody said how many."""

    kinds: tuple[Kind, ...]
    stage: Stage = "consent"
    fields: dict[str, str] = field(default_factory=dict)
    edited: dict[str, str] = field(default_factory=dict)
    consents: tuple[dict[str, Any], ...] = ()
    asked: dict[str, int] = field(default_factory=dict)
    pending: str | None = None
    editing: str | None = None
    shown: dict[str, str] = field(default_factory=dict)
    warned: bool = False
    several: bool = False

    def to_slot(self) -> dict[str, Any]:
        return {**asdict(self), "kinds": list(self.kinds), "consents": list(self.consents)}

    @classmethod
    def from_slot(cls, value: dict[str, Any]) -> Filing:
        return cls(
            **{**value, "kinds": tuple(value["kinds"]), "consents": tuple(value["consents"])}
        )

    def case(self, kind: Kind, matter: Matter) -> CaseFile:
        """The case file of one kind as it now stands. A report beside a complaint bears the same
        name, unless the person wants it without."""
        fields = dict(self.fields)
        if kind == "report" and len(self.kinds) > 1:
            fields.setdefault("anonymous", "no")
        return CaseFile(
            kind=kind,
            dispute=str(matter.dispute),
            facts=matter.book,
            fields=fields,
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


def next_field(form: Form, filing: Filing) -> FormField | None:
    """The field to ask for now; None when the draft can be shown."""
    for entry in form.open():
        wanted = entry.required or entry.id in ASKED_ONCE
        wanted = wanted or (filing.several and entry.id == "together")
        if not wanted or (filing.kinds == ("report",) and entry.id in NOT_OF_REPORTS):
            continue
        if filing.asked.get(entry.id, 0) < (TRIES if entry.required else 1):
            return entry
    return None


def steps_left(form: Form, filing: Filing) -> int:
    """How many fields are still to be asked, the present one included."""
    count, ahead = 0, filing
    while entry := next_field(form, ahead):
        count += 1
        ahead = replace(ahead, asked={**ahead.asked, entry.id: TRIES})
    return count


_QUESTION = re.compile(
    r"[吗么呢？?]$|多少|怎么|为什么|为啥|什么意思|能不能|可不可以|干嘛|干什么用|要不要"
)
_YES, _NO = ("是", "有", "同意", "可以", "行", "好", "对", "要"), ("不", "没", "否", "无", "别")
_ANONYMOUS = re.compile(r"匿名|不(?:想|愿意?|要|用)?(?:留|写|实名|露)")


def asks(text: str) -> bool:
    """Whether a text is a question rather than an answer."""
    return bool(_QUESTION.search(text.strip()))


def read(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    """What the turn says to a field of the form, and to its neighbours; None when it says something
    else."""
    text = turn.text.strip()
    if pressed := turn.pressed(entry.id):
        return Read(skipped=True) if pressed == "skip" else Read({entry.id: pressed})
    if turn.choice or turn.upload:
        return None
    if len(text) <= 15 and (turn.intent in ("skip", "unknown_fact") or _PASSED.search(text)):
        return Read(skipped=True)
    if asks(text):
        return None
    if entry.id == "anonymous" and len(text) <= SHORT and re.search(r"匿名|实名", text):
        return _yes_no(entry, filing, turn)
    if chosen := _CHOSEN.search(text):
        return Read({"representatives": chosen[1].strip("。. ")})
    said = form_values.given(text)
    if turn.intent in INTERRUPTS and not (said.phone or said.address or said.firm):
        return None
    if entry.id in _GROUPS:
        values = _of_group(entry, filing, said, text)
        if values:
            return Read(values)
    elif said.phone and (said.name or said.address):
        return Read(_of_person(said))
    return _READERS[entry.kind](entry, filing, turn)


_CHOSEN = re.compile(
    r"^(?:我们|大家)?(?:推选的?|选的?)?代表(?:人)?(?:就?是|为|有|选了?|[:：])\s*(.{2,40})$"
)
"""代表是我和李娜: told at whatever field."""


def _of_person(said: Given) -> dict[str, str]:
    """What a person tells of oneself before it is asked."""
    values = {
        "person_name": said.name,
        "person_phone": said.phone,
        "person_address": said.address,
    }
    return {key: value for key, value in values.items() if value}


_PASSED = re.compile(
    r"^(?:这个|这项|我)?(?:先)?(?:跳过|略过|空着|不填|不写|不知道|不清楚|不记得|查不到|找不到|没有)(?:了|吧|这一?项)?[。.]?$"
)
_GROUPS = {
    **dict.fromkeys(("person_name", "person_phone", "person_address"), "person"),
    **dict.fromkeys(("principal_name", "principal_phone", "principal_relation"), "principal"),
    **dict.fromkeys(("merchant_name", "merchant_address"), "merchant"),
}
"""Fields that may be answered together, in any order."""


def _of_group(entry: FormField, filing: Filing, said: Given, text: str) -> dict[str, str]:
    """What a message gives to the fields asked for together."""
    group = _GROUPS[entry.id]
    if group == "merchant":
        values = {
            "merchant_name": said.firm,
            "merchant_address": said.address,
            "merchant_phone": said.phone,
        }
        if entry.id == "merchant_address" and not said.address and said.firm:
            values = {entry.id: said.firm} if "merchant_name" in filing.fields else values
        return {key: value for key, value in values.items() if value}
    unsure = said.name and not said.sure and filing.asked.get(entry.id, 0) < TRIES
    values = {f"{group}_name": "" if unsure else said.name, f"{group}_phone": said.phone}
    own, theirs = form_values.names_of_two(text)
    if theirs and filing.fields.get("acting") in ("agent", "guardian"):
        values |= {"person_name": own, "principal_name": theirs}
    if group == "person":
        values["person_address"] = said.address
        values["merchant_name"] = said.firm if said.name else ""
    elif relation := relation_in(text):
        values["principal_relation"] = filing.fields.get("principal_relation") or relation
    kept = {key: value for key, value in values.items() if value}
    if not kept.keys() - filing.fields.keys():
        return {}
    if f"{group}_name" in filing.fields and entry.id != f"{group}_name":
        kept.pop(f"{group}_name", None)
    return kept


def relation_in(text: str) -> str | None:
    """The relation to the person concerned that a sentence tells of: 我是她女儿, 替我妈."""
    return next((key for key, found in form_words.RELATIONS if re.search(found, text)), None)


def _name(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    return Read(refused=form_words.NO_NAME) if len(turn.text) <= 20 else None


def _phone(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    if phone := form_values.phone_in(turn.text):
        return Read({entry.id: phone})
    return Read(refused=form_words.NO_PHONE) if re.search(r"\d{5,}", turn.text) else None


def _id_number(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    found = form_values.ID_NUMBER.search(turn.text.replace(" ", ""))
    if found:
        return Read({entry.id: found[0].upper()})
    return Read(refused=form_words.NO_ID_NUMBER) if re.search(r"\d{6,}", turn.text) else None


def _money(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    value = turn.facts.get("amount", turn.facts.get("number"))
    return None if value is None else Read({entry.id: str(value)})


def _day(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    days = [turn.facts.get(entry.fact or ""), *turn.facts.get("days", [])]
    day = next((day for day in days if day), None)
    return Read({entry.id: day}) if day else None


def _count(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    value = people_in(turn.text) or turn.facts.get("number")
    if value is None and re.search(r"^(?:就)?(?:我|自己|我自己)?一个人?$|就我|只有我", turn.text):
        value = 1
    return None if value is None else Read({entry.id: str(int(value))})


def people_in(text: str) -> int | None:
    """How many people a text says there are."""
    found = re.search(
        r"(\d{1,4})\s*(?:多)?(?:个|位|名|户|人|家)(?:人|家长|业主|同学|邻居|消费者|会员|顾客)?",
        text,
    )
    return int(found[1]) if found else None


def _yes_no(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    text = turn.text.strip()
    if entry.id == "anonymous" and len(text) <= 15:
        if re.search(r"实名|不匿名|不用匿名|留名|写名字|写我的", text) and not _ANONYMOUS.match(
            text
        ):
            return Read({entry.id: "no"})
        if _ANONYMOUS.search(text):
            return Read({entry.id: "yes"})
    if turn.intent in ("affirm", "deny"):
        return Read({entry.id: "yes" if turn.intent == "affirm" else "no"})
    if len(text) <= 12 and text.startswith((*_NO, *_YES)):
        return Read({entry.id: "no" if text.startswith(_NO) else "yes"})
    return None


def wants_anonymous(text: str) -> bool:
    """Whether a sentence asks to leave the name out."""
    return bool(_ANONYMOUS.search(text))


def _choice(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    option = knowledge.match_choice(entry.options, turn.text)
    return Read({entry.id: option}) if option else None


def _text(entry: FormField, filing: Filing, turn: Turn) -> Read | None:
    most = MAX_LONG if entry.kind == "long" else MAX_TEXT
    text = turn.text.strip()
    if len(text) > most:
        return Read(refused=form_words.TOO_LONG.format(most=most))
    value = form_values.stripped(text)
    if entry.id == "representatives" and not form_values.given(text).name:
        return None
    if entry.kind == "long" or form_values.is_value(value) or entry.id not in _GROUPS:
        return Read({entry.id: value})
    insisted = filing.asked.get(entry.id, 0) >= TRIES and turn.intent not in NO_ANSWERS
    return Read({entry.id: value}) if insisted else None


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
NO_ANSWERS = frozenset("affirm deny thank greet goodbye insult chat wish skip unknown_fact".split())
"""Intents of sentences that are never the value of a text field."""
INTERRUPTS = frozenset(
    "ask_compensation ask_deadline ask_evidence ask_how_to_complain ask_authority ask_rights "
    "ask_law ask_about ask_next ask_human ask_progress cancel start_over undo resume_matter "
    "new_matter forget_me export_data foul_play not_helpful correct_fact write_letter "
    "report_violation file_complaint danger received_notice insult".split()
)
"""Intents that are never an answer to a field: they are answered, then the form goes on."""
