"""What a content file may hold: one model a kind of file, checked by pydantic.

The file stem is the id; it is never written inside the file. Every string a person may read is a
*wording*: it may hold blanks in braces (see `knowledge.wording`) and must not hold a number of the
law. Citations are strings such as 消费者权益保护法第五十五条第一款 (see `knowledge.citations`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1200)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
ParameterName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Citation = Annotated[str, StringConstraints(min_length=4, max_length=120)]
Confidence = Literal["high", "medium", "low"]
Unit = Literal["元", "倍", "日", "工作日", "月", "年", "小时", "%", "公里", "周岁", "次"]
Status = Literal["yes", "depends", "no"]
Verdict = Literal["supported", "depends", "unsupported"]
Governs = Literal["substance", "procedure"]


class Strict(BaseModel):
    """Unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Checked(Strict):
    """Who vouches for an entry, since when, and how surely."""

    checked_on: date
    checked_by: Text
    confidence: Confidence


# --- the law ---------------------------------------------------------------------------------


class Article(Strict):
    """Our own-worded digest of one article. `paragraphs` is how many 款 the official text has."""

    gist: Text
    paragraphs: int = Field(default=1, ge=1, le=40)


class LawVersion(Checked):
    """laws/<law>/<day in force>.yml: one instrument as in force from that day.

    `name` is the title as cited: without 中华人民共和国, year or book. `in_force_to` is the last
    day, inclusive. `before` says in words which text governed before the first version held here
    (null: nothing did). `governs` chooses the day that counts: the act's, or today's.
    """

    title: Text
    name: Text
    aliases: list[Text] = []
    kind: Literal["法律", "行政法规", "司法解释", "部门规章", "地方性法规", "规范性文件"]
    issuer: Text
    promulgated: date
    in_force_from: date
    in_force_to: date | None = None
    before: Text | None
    governs: Governs = "substance"
    url: Annotated[str, StringConstraints(pattern=r"^https://")]
    articles: dict[Annotated[str, StringConstraints(pattern=r"^第.+条(之.)?$")], Article]


class ParameterValue(Strict):
    """One value of a number of the law and the days it holds (`until` inclusive).

    `unit` stands here only where a change of the law changed the unit as well.
    """

    value: Decimal
    unit: Unit | None = None
    since: date
    until: date | None = None
    cites: list[Citation] = Field(min_length=1)
    confidence: Confidence = "high"


class Parameter(Strict):
    """One number of the law: parameters/<topic>.yml maps names to these."""

    what: Text
    unit: Unit
    governs: Governs = "substance"
    values: list[ParameterValue] = Field(min_length=1)


# --- what a person can tell ------------------------------------------------------------------


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


# --- a dispute: the lawyer's file ------------------------------------------------------------


class FactToAsk(Strict):
    """A fact that matters here; `question` and `options` replace the fact's own wording."""

    fact: Name
    question: Text | None = None


class Claim(Strict):
    """Something the person can demand. `words` has one wording for each outcome of the calculator;
    null where there is nothing to say, and the claim is left out.

    `adds` false keeps the amount out of the total (an alternative to another claim, or a part of
    it). `when` says in plain words when the claim holds.
    """

    id: Name
    name: Text
    calculator: Name
    when: list[Text] = Field(min_length=1)
    words: dict[Name, Text | None]
    cites: list[Citation] = Field(min_length=1)
    adds: bool = True


class Headline(Strict):
    """Variants in order of preference; the first whose blanks can all be filled is used.

    The last variant of each list may hold parameters only, so that it can always be filled.
    """

    supported: list[Text] = Field(min_length=1)
    depends: list[Text] = Field(min_length=1)
    unsupported: list[Text] = Field(min_length=1)


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
    fact whose day decides which law applies.
    """

    name: Text
    plain: Text
    choice: Text
    questions: list[Text] = Field(min_length=5)
    act_day: Name = "purchase_day"
    facts: list[FactToAsk] = Field(min_length=1)
    claims: list[Claim] = Field(min_length=1)
    headline: Headline
    steps: list[Step] = Field(min_length=2)
    evidence: list[Evidence] = Field(min_length=2)
    deadlines: list[Deadline] = []
    excuses: list[Name] = []
    bodies: list[Competence] = Field(min_length=1)
    related: list[Name] = []


# --- what a dispute refers to ----------------------------------------------------------------


class Excuse(Checked):
    """excuses/<id>.yml: what merchants say, why it does not hold, what to answer."""

    said: Text
    phrases: list[Text] = Field(min_length=1)
    why: Text
    reply: Text
    screenshot: Text
    cites: list[Citation] = Field(min_length=1)


class Remedy(Checked):
    """remedies/<id>.yml: a way to get one's right; `body` is who runs it."""

    name: Text
    what: Text
    how: list[Text] = Field(min_length=1)
    cost: Text
    limits: Text
    body: Name | None = None
    cites: list[Citation] = []


class Authority(Checked):
    """authorities/<id>.yml: who handles what. `phone` only when confirmed."""

    name: Text
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9-]{3,15}$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None
    handles: Text
    refuses: Text
    hours: Text | None = None
    source: Text


class Danger(Checked):
    """dangers/<id>.yml: what must be said before any law. `signs` and `harmless` are regular
    expressions over normalised text; a sign inside a harmless match does not count. `order`: the
    lower, the more urgent. `then_answer`: the matter itself may be answered after the warning."""

    name: Text
    order: int
    then_answer: bool = False
    signs: list[Text] = Field(min_length=1)
    harmless: list[Text] = []
    say: Text
    bodies: list[Name] = Field(min_length=1)


class Elsewhere(Checked):
    """elsewhere/<id>.yml: a matter that is not ours, and who helps with it."""

    name: Text
    say: Text
    bodies: list[Name] = Field(min_length=1)


class WorkingCalendar(Strict):
    """calendar/<year>.yml: days off that fall on weekdays, and weekend days worked (调休)."""

    holidays: dict[Text, list[date]]
    worked: list[date]
    source: Text


class Entry(Strict):
    """A platform or product: the name to show and the other ways people write it. `implies`: facts
    that go without saying once it is named (a web shop: bought online)."""

    name: Text
    aliases: list[Text] = []
    implies: dict[Name, Name] = {}


class Lexicon(Strict):
    """lexicon/<id>.yml: words shared by segmentation, fact reading and search."""

    what: Text
    entries: list[Entry]


KINDS: dict[str, type[Strict]] = {
    "laws": LawVersion,
    "disputes": Dispute,
    "facts": Fact,
    "excuses": Excuse,
    "remedies": Remedy,
    "authorities": Authority,
    "dangers": Danger,
    "elsewhere": Elsewhere,
    "calendar": WorkingCalendar,
    "lexicon": Lexicon,
}
"""Folder below content/ → model of its files; parameters/ maps names to `Parameter`."""
