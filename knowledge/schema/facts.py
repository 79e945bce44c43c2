"""What a person can tell."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from knowledge.schema.fields import Name, Strict, Text


class Option(Strict):
    """One answer to a question. `phrases` are other ways people say it, used to recognise it."""

    id: Name
    label: Text
    phrases: list[Text] = []


class Fact(Strict):
    """facts/<fact>.yml: something a person can tell, how to ask for it, what may be answered.

    `kind`: money (yuan), day, count (a whole number), choice (one option), choices (several), text.
    `yields`: options that give way to others told with them, the weakest first; several options
    that remain count as none.
    `cues`, for money, day and count: words just before or just after the number that make it this
    fact; `N` fixes the number's place (修了N次), `…` in cues and phrases is a gap of up to six
    characters of the clause, what stands before `……` has to have been said earlier in the text.
    `said`: words that are a value without a number (年卡: 12). `at_issue`: a sum that is this fact
    and the only one told is also what the dispute is about (`amount`).
    """

    name: Text
    kind: Literal["money", "day", "count", "choice", "choices", "text"]
    question: Text
    options: list[Option] = []
    yields: list[Name] = []
    cues: list[Text] = []
    said: dict[Text, int] = {}
    at_issue: bool = False

    @model_validator(mode="after")
    def _cues_fit(self) -> Self:
        if self.cues and self.kind not in ("money", "day", "count"):
            raise ValueError("cues 只给 money、day、count 类的事实")
        if self.said and self.kind not in ("money", "count"):
            raise ValueError("said 只给 money、count 类的事实")
        if odd := {*self.yields} - {option.id for option in self.options}:
            raise ValueError(f"yields 里没有这样的选项：{'、'.join(sorted(odd))}")
        for cue in self.cues:
            if cue.count("N") > 1 or not cue.replace("N", "").strip("…"):
                raise ValueError(f"cues 里“{cue}”写法不对：最多一个 N，N 之外要有字")
        return self
