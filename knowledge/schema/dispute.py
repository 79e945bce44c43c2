"""A dispute: the lawyer's file."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from knowledge.schema.fields import Asked, Checked, Citation, Name, ParameterName, Strict, Text


class FactToAsk(Strict):
    """A fact that matters here; `question` and `name` replace the fact's own wording."""

    fact: Name
    name: Text | None = None
    question: Text | None = None


class Claim(Strict):
    """Something the person can demand. `words` has one wording for each outcome of the calculator;
    null where there is nothing to say, and the claim is left out.

    `adds` false keeps the amount out of the total (an alternative to another claim, or a part of
    it). `when` says in plain words when the claim holds. `demand` is how a letter puts it, where
    the name does not read as a demand; false where it is none (a time limit, a burden of proof).
    """

    id: Name
    name: Text
    calculator: Name
    when: list[Text] = Field(min_length=1)
    words: dict[Name, Text | None]
    cites: list[Citation] = Field(min_length=1)
    adds: bool = True
    demand: Text | Literal[False] | None = None


class Point(Strict):
    """A rule worth knowing that computes nothing. `asks`: the questions it answers, so that it is
    said first to who asks one of them. `place`: said only to people there (a local law)."""

    title: Text
    words: Text
    cites: list[Citation] = Field(min_length=1)
    asks: list[Asked] = []
    place: Text | None = None


class Headline(Strict):
    """Variants in order of preference; the first whose blanks can all be filled is used.

    The last variant of each list may hold parameters only, so that it can always be filled. One
    list a verdict; `guidance` alone where the dispute has no claims.
    """

    supported: list[Text] = []
    depends: list[Text] = []
    unsupported: list[Text] = []
    guidance: list[Text] = []


class Step(Strict):
    """One thing to do. `needs`: shown only when that fact is known. `done_by`: ids of the fact
    `steps_taken` that mean it is already done."""

    title: Text
    detail: Text
    remedy: Name | None = None
    needs: Name | None = None
    done_by: list[Name] = []


class Evidence(Strict):
    """`proof`: ids of the fact `proof` that mean the person has it already."""

    item: Text
    why: Text
    how: Text
    proof: list[Name] = []


class Deadline(Strict):
    """`start`: the fact (a day) it runs from; `within`: how long. `whose`: who must keep it.
    Without `cites` the parameter's own citations of that day stand."""

    what: Text
    start: Name
    within: ParameterName
    whose: Literal["consumer", "merchant", "authority"]
    cites: list[Citation] = []


class Competence(Strict):
    """A body that handles this dispute and why; the first listed is the one to name."""

    body: Name
    why: Text


class Dispute(Checked):
    """disputes/<sector>/<id>.yml: everything a lawyer would have in the file of such a matter.

    `choice` is how the matter is offered as a button, in the person's words. `act_day` names the
    fact whose day decides which law applies. Matters of procedure, crime or business have no claims
    but points.
    """

    name: Text
    plain: Text
    choice: Text
    questions: list[Text] = Field(min_length=5)
    act_day: Name = "purchase_day"
    facts: list[FactToAsk] = Field(min_length=1)
    claims: list[Claim] = []
    points: list[Point] = []
    headline: Headline
    steps: list[Step] = Field(min_length=2)
    evidence: list[Evidence] = Field(min_length=2)
    deadlines: list[Deadline] = []
    excuses: list[Name] = []
    bodies: list[Competence] = Field(min_length=1)
    related: list[Name] = []

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.claims or self.points):
            raise ValueError("claims（可以要求什么）和 points（规则）至少写一样")
        verdicts = {"supported", "depends", "unsupported"} if self.claims else {"guidance"}
        written = {name for name, variants in self.headline if variants}
        if written != verdicts:
            names = "、".join(sorted(verdicts))
            raise ValueError(f"headline 应当写且只写：{names}")
        return self
