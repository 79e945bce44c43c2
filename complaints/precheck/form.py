"""The form of a complaint or report: which fields apply, what stands in them, what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from complaints.models import CaseFile
from knowledge import Facts, KnowledgeBase, fact_in_words
from knowledge.facts import read_day
from knowledge.schema import Dispute, FormField, Need, Procedure
from knowledge.wording import chinese_day, yuan

YES_NO = {"yes": "是", "no": "否"}
CONSENT = {"yes": "同意", "no": "不同意"}
TOLD = ("account", "breach")
"""What the story says, when the person did not put it in other words."""


@dataclass(frozen=True)
class Form:
    """A case file read against the procedure of a day.

    Answers are strings as the form takes them: the id of an option, yes or no, a day in ISO form, an
    empty string for what the person left out when asked.
    """

    case: CaseFile
    base: KnowledgeBase
    today: date

    @cached_property
    def procedure(self) -> Procedure:
        """The rule of the day. Raises `NotInBase` for a day whose rule is not held."""
        return self.base.procedure(self.case.kind, self.today)

    @cached_property
    def facts(self) -> Facts:
        return self.case.facts.facts(self.base)

    @cached_property
    def dispute(self) -> Dispute:
        return self.base.dispute(self.case.dispute)

    @cached_property
    def fields(self) -> tuple[FormField, ...]:
        """The fields that apply to this case, in the order asked: those whose needs hold, and
        those whose fact is known whatever else is."""
        return tuple(
            f
            for f in self.procedure.fields
            if all(map(self._holds, f.needs)) or (f.fact and f.fact in self.facts)
        )

    def field(self, name: str) -> FormField | None:
        """The field of this id, where it applies."""
        return next((field for field in self.fields if field.id == name), None)

    def answer(self, name: str) -> str:
        """What was answered to a field, rewritten in the draft or told as a fact; empty: nothing."""
        for given in (self.case.edited, self.case.fields):
            if name in given:
                return given[name].strip()
        field = self.field(name)
        return self._told(field) if field else ""

    def shown(self, field: FormField) -> str:
        """What was answered to a field or rewritten in the draft, as people read it."""
        value = self.case.edited.get(field.id) or self.case.fields.get(field.id, "")
        value = value.strip()
        if field.kind == "yes_no":
            return (CONSENT if field.id.endswith("_consent") else YES_NO).get(value, value)
        if field.kind in ("day", "money"):
            return _in_figures(field, value)
        labels = {option.id: option.label for option in field.options} | field.printed
        return labels.get(value, value)

    def open(self) -> tuple[FormField, ...]:
        """The fields still to be asked: not answered, not left out, not told as a fact."""
        asked = (field for field in self.fields if not field.drafted)
        return tuple(f for f in asked if f.id not in self.case.fields and not self.answer(f.id))

    def missing(self) -> tuple[FormField, ...]:
        """The required fields in which nothing stands and nothing will be drafted."""
        required = (field for field in self.fields if field.required)
        return tuple(f for f in required if not self.answer(f.id) and not self._can_be_drafted(f))

    def _told(self, field: FormField) -> str:
        if field.fact and field.fact in self.facts:
            return fact_in_words(self.base, field.fact, self.facts) or ""
        if field.kind == "day" and self.dispute.act_day in self.facts:
            return fact_in_words(self.base, self.dispute.act_day, self.facts) or ""
        return ""

    def _can_be_drafted(self, field: FormField) -> bool:
        """Whether the draft has something to write from, unless the person emptied it."""
        if field.id in self.case.edited:
            return False
        if field.id in TOLD:
            return bool(self.case.story)
        return field.drafted and bool(self.dispute.claims)

    def _holds(self, need: Need) -> bool:
        value = self._value(need.name)
        if need.at_least is not None:
            return str(value).isdecimal() and int(value) >= need.at_least
        return bool(value) and (not need.values or value in need.values)

    def _value(self, name: str) -> Any:
        """The plain value of a field or fact, without looking at what the field itself needs."""
        return self.case.fields.get(name, "").strip() or self.facts.get(name) or ""


def _in_figures(field: FormField, value: str) -> str:
    """A day or a sum as the form writes it; what the person wrote in words stays."""
    try:
        return chinese_day(read_day(value)) if field.kind == "day" else yuan(Decimal(value))
    except (ValueError, InvalidOperation):
        return value
