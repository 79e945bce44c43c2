"""The draft in the conversation: shown whole for reading, then only what changed in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import knowledge
from actions import form_values, form_words
from actions.filing_form import Filing
from actions.talk import Talk
from complaints.competence import REGULATOR, competent
from complaints.drafting import Draft, DraftField, draft
from complaints.precheck import Finding, precheck

_VERB = r"(?:改成|改为|换成|写成|应该是|应当是|应为|错了|不对)"
_TO = re.compile(r"(?:改成|改为|换成|写成|应该是|应当是|应为|是)[:：]?\s*(.+)$", re.S)
_ABOUT = re.compile(rf"^(?:麻烦|请|帮我)?(?:把|将)?(.{{1,12}}?)(?:写|填|弄|打|记)?{_VERB}")
_CHANGE = re.compile(
    r"^(?:麻烦|请|帮我)*(?:修改|更改|改)(?:一下|下)?(?P<name>.{1,12}?)(?:[:：]\s*(?P<value>.+))?$"
    r"|^(?:麻烦|请|帮我)*(?:把|将)?(?P<this>.{1,12}?)(?:要|想)?(?:修改|更改|改)(?:一下|下)$",
    re.S,
)
MAX_EDIT = 3000
_FACT_OF = {
    "amount": "amount",
    "happened_day": "purchase_day",
    "product": "product",
    "platform": "platform",
    "order_no": "order_no",
}
"""Fields of the draft that are told from a fact: written anew, the fact itself is put right."""
SHORT = {
    "经过": "account",
    "线索": "breach",
    "请求": "demand",
    "金额": "amount",
    "日期": "happened_day",
    "名字": "person_name",
    "手机": "person_phone",
    "手机号": "person_phone",
    "号码": "person_phone",
    "住址": "person_address",
    "全称": "merchant_name",
    "店名": "merchant_name",
    "公司名": "merchant_name",
}
_WHOSE = re.compile(r"^(我|商家|店家|店|公司|对方|他)的?")
_ADDED = re.compile(
    r"^(?P<name>.{0,12}?)(?:里面?|上|还)?[，,]?(?:要|想|帮我|给我|请)?"
    r"(?:加上|加一句|再加|补上|补充一下|补充|补一句|添上|写上|写进去)[:：，,]?\s*(?P<more>.{4,})$",
    re.S,
)
TOLD = ("account", "breach")
"""The fields that tell what happened: what is to be added without saying where goes there."""


def drafts_of(talk: Talk, filing: Filing) -> list[Draft]:
    """The draft of each kind as it now stands."""
    names = [item.name for item in talk.services.evidence.items(talk.turn.conversation)]
    return [
        draft(filing.case(kind, talk.matter), talk.base, talk.turn.day, names)
        for kind in filing.kinds
    ]


def findings_of(talk: Talk, filing: Filing) -> list[Finding]:
    """What would get any of the kinds refused or sent back, each said once."""
    found = [
        finding
        for kind in filing.kinds
        for finding in precheck(filing.case(kind, talk.matter), talk.base, talk.turn.day)
    ]
    return list({(f.text, f.cure): f for f in found}.values())


def show_draft(talk: Talk, lead: str = form_words.DRAFT) -> None:
    """Show the draft whole, what would come back refused, and where it goes."""
    filing = talk.dialogue.filing
    assert filing is not None
    talk.formed = True
    made = drafts_of(talk, filing)
    last = made[-1]
    checks = _checks(findings_of(talk, filing))
    for one in made:
        parts = [lead if one is made[0] else "", in_lines(one)]
        if one is last:
            parts += [checks, _where(talk, filing), form_words.DRAFT_NEXT]
        talk.say("\n\n".join(filter(None, parts)), _card(talk, filing, one))
    talk.update(filing=replace(filing, shown=_digests(made)))


def show_changes(talk: Talk, lead: str = "") -> bool:
    """Say what became different in the draft since it was shown; tells whether anything did."""
    filing = talk.dialogue.filing
    assert filing is not None
    made = drafts_of(talk, filing)
    now = _digests(made)
    changed = [
        key for key in dict.fromkeys([*now, *filing.shown]) if now.get(key) != filing.shown.get(key)
    ]
    if not changed:
        return False
    talk.formed = True
    lines = list(dict.fromkeys(_changed(made, changed)))
    grave = [f for f in findings_of(talk, filing) if f.level == "blocks"]
    checks = _checks(grave) if grave else ""
    said = "\n".join([lead or form_words.DRAFT_FOLLOWS, *lines])
    for one in made:
        text = (
            "\n\n".join(filter(None, [said, checks, form_words.DRAFT_GO_ON]))
            if one is made[0]
            else in_lines(one)
        )
        talk.say(text, _card(talk, filing, one))
    talk.update(filing=replace(filing, shown=now, warned=False))
    return True


def in_lines(made: Draft) -> str:
    """The draft for reading on a telephone: short parts, nothing empty, what is missing named last."""
    held = {entry.id: entry for entry in made.fields}
    lines = [form_words.DRAFT_TO.format(title=made.title, to=made.to)]
    for name, keys in form_words.DRAFT_PARTS:
        filled = [held[key] for key in keys if key in held and held[key].value]
        if not filled:
            continue
        alone = len(keys) == 1
        lines += ["", form_words.DRAFT_PART.format(name=name)]
        lines += [e.value if alone else f"{e.name}：{e.value}" for e in filled]
    if made.attachments:
        lines.append(f"附件：{'、'.join(made.attachments)}")
    missing = "、".join(
        e.name for e in made.fields if e.required and not e.value and e.id not in OFFERED
    )
    return "\n".join(
        [*lines, *(["", form_words.DRAFT_OPEN.format(names=missing)] if missing else [])]
    )


OFFERED = ("publish_consent", "delegate_consent")
"""Answers the authority asks for itself; nothing is missing without them."""


def asked_edit(talk: Talk, filing: Filing) -> tuple[str, str] | None:
    """The field and new value that a sentence asks for: 电话改成13900000000, 改电话：13900000000. The
    value is empty in 把电话改一下."""
    about, to = _ABOUT.search(talk.turn.text), _TO.search(talk.turn.text)
    if about:
        said, value = about[1], to[1] if to else ""
    elif added := _asked_addition(talk, filing):
        return added
    elif change := _CHANGE.search(talk.turn.text.strip()):
        said, value = change["name"] or change["this"], change["value"] or ""
    else:
        return None
    name = re.sub(r"[的，,、 ]+$", "", said).strip()
    if _named(_entries(talk, filing), filing, name) is None:
        name = _WHOSE.sub("", name)
    value = value.strip().rstrip("。")
    found = _named(_entries(talk, filing), filing, name)
    return (found.id, value) if found else None


def _asked_addition(talk: Talk, filing: Filing) -> tuple[str, str] | None:
    """The field that more is to be added to, and the whole new value: 经过再加一句：…"""
    asked = _ADDED.match(talk.turn.text)
    if asked is None or filing.stage != "draft":
        return None
    held = [entry for made in drafts_of(talk, filing) for entry in made.fields]
    named = [e for e in held if any(word in asked["name"] for word in (e.name, *_short(e.id)))]
    told = [entry for entry in held if entry.id in TOLD and entry.value]
    entry = next((e for e in [*named, *told] if e.editable), None)
    return (entry.id, f"{entry.value}\n{asked['more'].strip()}".strip()) if entry else None


def _short(field: str) -> list[str]:
    return [word for word, key in SHORT.items() if key == field]


def _entries(talk: Talk, filing: Filing) -> list[DraftField]:
    """The fields of the draft, and those of the form that it leaves out while they are empty."""
    held = [entry for made in drafts_of(talk, filing) for entry in made.fields]
    hidden = filing.fields.get("anonymous") == "yes" and filing.kinds == ("report",)
    shown = {entry.id for entry in held}
    fields = talk.base.procedure(filing.kinds[0], talk.turn.day).fields
    return held + [
        DraftField(field.id, field.name, "", False, field.private, True)
        for field in fields
        if field.id not in shown and not (hidden and field.private)
    ]


def _named(entries: list[DraftField], filing: Filing, name: str) -> DraftField | None:
    """The field a person means; of several with the same word the one filled in last."""
    if not name:
        return None
    exact = [e for e in entries if name == e.name or SHORT.get(name) == e.id]
    near = [e for e in entries if len(name) > 1 and name in e.name]
    filled = list(filing.fields)
    found = [e for e in exact or near if e.editable]
    return max(found, key=lambda e: filled.index(e.id) if e.id in filled else -1, default=None)


def apply_edit(talk: Talk, filing: Filing, name: str, value: str) -> None:
    """Put a new value into the draft; an empty one asks for it."""
    talk.formed = True
    entry = next((e for e in _entries(talk, filing) if e.id == name and e.editable), None)
    if entry is None:
        talk.say(form_words.NO_SUCH_FIELD)
        return
    if not value.strip():
        talk.update(filing=replace(filing, editing=name))
        talk.say(form_words.NEW_VALUE.format(name=entry.name))
        return
    talk.update(filing=_edited(talk, filing, name, value.strip()[:MAX_EDIT]))
    if not show_changes(talk, form_words.EDITED.format(name=entry.name)):
        talk.say("\n".join([form_words.EDITED.format(name=entry.name), form_words.DRAFT_GO_ON]))


def _edited(talk: Talk, filing: Filing, name: str, value: str) -> Filing:
    """The form with a field written anew, where a fact stands behind it with the fact put right."""
    filing = replace(filing, editing=None)
    fact = _FACT_OF.get(name)
    told = _fact_value(talk, fact, value) if fact else None
    if fact and told is not None:
        book = talk.matter.book.with_value(fact, told, "said", talk.turn.at)
        talk.set_matter(replace(talk.matter, book=book))
        edited = {key: kept for key, kept in filing.edited.items() if key != name}
        fields = {key: kept for key, kept in filing.fields.items() if key != name}
        return replace(filing, edited=edited, fields=fields)
    if name in ("representatives", "together"):
        return replace(filing, fields={**filing.fields, name: value})
    option = next((key for key, label in form_words.YES_NO if value in (key, label)), None)
    if name in ("mandate", "anonymous", *OFFERED):
        said = option or ("no" if value[:1] in "没无不否" else "yes")
        return replace(filing, fields={**filing.fields, name: said})
    return replace(filing, edited={**filing.edited, name: form_values.stripped(value)})


def _fact_value(talk: Talk, fact: str, value: str) -> Any:
    """The value a fact takes from what was written; None when it cannot be read."""
    kind = talk.base.fact(fact).kind
    told: Any = value
    if kind == "money":
        said = re.search(r"\d+(?:\.\d+)?", value.replace(",", ""))
        told = talk.turn.facts.get(fact) or (said and said[0])
    elif kind == "day":
        told = talk.turn.facts.get(fact) or next(iter(talk.turn.facts.get("days", [])), value)
    try:
        knowledge.read_fact(talk.base.fact(fact), told)
    except (ValueError, TypeError):
        return None
    return told


def _changed(made: list[Draft], changed: list[str]) -> Iterator[str]:
    for one in made:
        for entry in one.fields:
            if f"{one.kind}.{entry.id}" in changed:
                yield (
                    form_words.DRAFT_CHANGED.format(name=entry.name, value=entry.value)
                    if entry.value
                    else form_words.DRAFT_EMPTIED.format(name=entry.name)
                )


def _digests(made: list[Draft]) -> dict[str, str]:
    return {
        f"{one.kind}.{entry.id}": hashlib.blake2b(entry.value.encode(), digest_size=6).hexdigest()
        for one in made
        for entry in one.fields
        if entry.value
    }


def _checks(found: list[Finding]) -> str:
    if not found:
        return form_words.PRECHECK_CLEAR
    said = [form_words.FINDING[f.level].format(text=f.text, cure=f.cure) for f in found]
    return "\n".join([form_words.PRECHECK, *(f"· {line}" for line in said)])


def _where(talk: Talk, filing: Filing) -> str:
    """Where the complaint, else the report, goes."""
    case = filing.case(filing.kinds[0], talk.matter)
    places = competent(case, talk.base, talk.turn.day).places
    seats = talk.base.procedure(case.kind, talk.turn.day).seats
    either = {where for seat in seats if seat.of == "first" for where in seat.where}
    lines = [
        (
            form_words.PLACE_FIRST if p.who == REGULATOR and p.where in either else form_words.PLACE
        ).format(who=p.who, where=p.where, why=p.why)
        for p in places
    ]
    return "\n".join([form_words.WHERE, *lines]) if lines else ""


def _card(talk: Talk, filing: Filing, made: Draft) -> dict[str, Any]:
    """The draft as a door that can draw shows it."""
    case = filing.case(made.kind, talk.matter)
    found = precheck(case, talk.base, talk.turn.day)
    places = competent(case, talk.base, talk.turn.day).places
    return {
        **made.to_dict(),
        "findings": [
            {"ground": f.ground, "level": f.level, "text": f.text, "cure": f.cure, "field": f.field}
            for f in found
        ],
        "places": [{"who": p.who, "where": p.where, "why": p.why} for p in places],
        "actions": form_words.DRAFT_ACTIONS,
    }
