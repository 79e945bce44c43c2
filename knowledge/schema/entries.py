"""What disputes refer to, and what stands beside them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge.schema.fields import Checked, Citation, Name, Strict, Text


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
    """authorities/<id>.yml: who handles what. `phone` only when confirmed. `not_for`: facts that rule
    it out (fact → options): a shop in the street has no platform."""

    name: Text
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9-]{3,15}$")] | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None
    handles: Text
    refuses: Text
    hours: Text | None = None
    not_for: dict[Name, list[Name]] = {}
    source: Text


class Danger(Checked):
    """dangers/<id>.yml: what must be said before any law. `signs` and `harmless` are regular
    expressions over normalised text; a sign inside a harmless match does not count. `order`: the
    lower, the more urgent. `then_answer`: the disputes that are answered right after the warning,
    because they are about this very danger."""

    name: Text
    order: int
    then_answer: list[Name] = []
    signs: list[Text] = Field(min_length=1)
    harmless: list[Text] = []
    say: Text
    bodies: list[Name] = Field(min_length=1)


class Elsewhere(Checked):
    """elsewhere/<id>.yml: a matter that is not ours, and who helps with it."""

    name: Text
    say: Text
    bodies: list[Name] = Field(min_length=1)


class Template(Checked):
    """templates/<id>.yml: a letter or form. Blanks: facts and parameters as elsewhere, `{matter}`,
    `{demands}` (the claims that hold, one a line), `{law}` (`cites` and their citations),
    `{total}`, `{today}`. A fact that is not known leaves a line to fill in by hand. `disputes`:
    those it suits; none: all but `not_for`. `cites`: the law it rests on, whichever claims hold."""

    name: Text
    what: Text
    kind: Literal["letter", "form", "statement", "list"]
    to: Literal["merchant", "platform", "authority", "association", "court", "bank", "self"]
    disputes: list[Name] = []
    not_for: list[Name] = []
    paragraphs: list[Text] = Field(min_length=2)
    cites: list[Citation] = []


class Season(Strict):
    """Days of the year, both inclusive, as MM-DD; may run over the new year."""

    since: Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")]
    until: Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")]


class Tip(Checked):
    """tips/<id>.yml: one piece of consumer education: a warning, a how-to, a campaign day."""

    title: Text
    text: Text
    kind: Literal["warning", "howto", "campaign"]
    disputes: list[Name] = []
    season: Season | None = None
    cites: list[Citation] = []


class SideQuestion(Checked):
    """questions/<id>.yml: a question that comes up beside many disputes (要不要请律师), or a word of
    the law that people ask the meaning of. `phrases`: what stands in such a question; of a phrase with
    spaces every part, in any order. `disputes`: those it is for; none: all but `not_for`."""

    name: Text
    phrases: list[Text] = Field(min_length=3, max_length=24)
    answer: Text
    disputes: list[Name] = []
    not_for: list[Name] = []
    cites: list[Citation] = []


class Everyday(Strict):
    """everyday/<id>.yml: words of everyday speech. `same`: what the files call the thing; `empty`:
    words that say nothing of what a question is about."""

    what: Text
    same: dict[Text, list[Text]] = {}
    empty: list[Text] = []


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
