"""How a complaint or a report is made, refused, ended and answered under the rule in force."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from knowledge.schema.facts import Option
from knowledge.schema.fields import Checked, Citation, Name, ParameterName, Strict, Text

ProcedureKind = Literal["complaint", "report"]
"""投诉 or 举报."""
FieldKind = Literal[
    "text", "long", "name", "phone", "id_number", "money", "day", "choice", "yes_no", "count"
]
GroundTest = Literal[
    "not_ours",
    "handled_elsewhere",
    "not_for_living",
    "purpose_unsure",
    "no_relation",
    "over_limit",
    "near_limit",
    "materials_missing",
    "address_missing",
    "merchant_unclear",
    "name_false",
    "phone_false",
    "mandate_missing",
    "minor_alone",
    "group_unrepresented",
    "many_bought",
    "clue_missing",
    "other_body_first",
    "seller_private",
]
"""The functions of `complaints.precheck.grounds`, which a test holds to this list."""

SeatOf = Literal[
    "street_shop", "own_site", "platform", "platform_shop", "platform_of_shop", "first"
]
"""A shop in the street; a seller on a site of its own; the platform itself; a shop on a platform by
its own address and by the platform's; which of several bodies takes it."""


class Need(Strict):
    """A field is asked only when this field or fact has one of `values` (none named: any value), or
    is a number of `at_least`."""

    name: Name
    values: list[Name] = []
    at_least: int | None = None


class FormField(Strict):
    """One entry of the form. `fact`: the fact that fills it; of a `day` the day that counts in the
    dispute where that fact is not known. `printed`: how an option stands in a document, where it is
    not by its label, which answers a question. `drafted`: written from the story and the answer, then
    shown for reading; never asked. `private`: personal data of the person, shown to nobody else."""

    id: Name
    name: Text
    kind: FieldKind
    question: Text | None = None
    options: list[Option] = []
    printed: dict[Name, Text] = {}
    required: bool = False
    private: bool = False
    drafted: bool = False
    fact: Name | None = None
    needs: list[Need] = []
    hint: Text | None = None
    cites: list[Citation] = []

    @model_validator(mode="after")
    def _can_be_filled(self) -> Self:
        if (self.kind == "choice") != bool(self.options):
            raise ValueError("options 只给 choice 类的项目，choice 类至少要有一个")
        if self.drafted == bool(self.question):
            raise ValueError("question 和 drafted 写且只写一样")
        if not set(self.printed) <= {option.id for option in self.options}:
            raise ValueError("printed 只能写 options 里有的 id")
        return self


class Refusal(Strict):
    """A ground to refuse (不予受理), or what makes one likely. `test` finds it in a case; without one
    it is only told. Own blanks of `text` and `cure`: `{field}`, `{body}`, `{day}`."""

    id: Name
    text: Text
    cure: Text
    test: GroundTest | None = None
    cites: list[Citation] = Field(min_length=1)


class Seat(Strict):
    """Where the competent body sits. `of`: the situation it speaks of. Own blanks of `where`:
    `{place}`, `{platform}`; a variant whose blanks cannot be filled gives way to the next one."""

    of: SeatOf
    where: list[Text] = Field(min_length=1)
    why: Text
    cites: list[Citation] = Field(min_length=1)


class NextStep(Strict):
    """What to do after an official notice; `remedy` is the way it goes by."""

    words: Text
    remedy: Name | None = None


class Ending(Strict):
    """A ground to end the mediation (终止调解), and what it means for the person."""

    id: Name
    text: Text
    meaning: Text
    next: list[NextStep] = Field(min_length=1)
    cites: list[Citation] = Field(min_length=1)


class Period(Strict):
    """Something that has to happen `within` a period; `whose`: who must keep it."""

    what: Text
    within: ParameterName
    whose: Literal["consumer", "authority"]
    cites: list[Citation] = []


class OfficialNotice(Strict):
    """What an official notice means. `phrases`: how people say that they got it. `periods` run from
    the day of the notice."""

    id: Name
    name: Text
    phrases: list[Text] = Field(min_length=1)
    meaning: Text
    next: list[NextStep] = Field(min_length=1)
    periods: list[Period] = []
    cites: list[Citation] = []


class ConsentText(Strict):
    """A text of consent; a new `version` is asked for again. Own blanks: `{operator}` and
    `{contact}` (who keeps the data), `{kept}` (how long, as set by the operator). `required`:
    nothing is collected without it."""

    id: Name
    name: Text
    version: Text
    text: Text
    required: bool = False
    cites: list[Citation] = []


class Procedure(Checked):
    """procedures/<id>.yml: one rule of complaining or reporting, from `since` to `until`.

    `fields` stand in the order in which they are asked. `waiting`: periods that run from the day on
    which the body received it. `gives` and `cannot`: what this way can do for a person and what not.
    """

    name: Text
    kind: ProcedureKind
    body: Name
    law: Text
    since: date
    until: date | None = None
    what: Text
    gives: list[Text] = Field(min_length=1)
    cannot: list[Text] = Field(min_length=1)
    fields: list[FormField] = Field(min_length=1)
    refusals: list[Refusal] = Field(min_length=1)
    seats: list[Seat] = Field(min_length=1)
    endings: list[Ending] = []
    waiting: list[Period] = []
    notices: list[OfficialNotice] = []
    consents: list[ConsentText] = []
