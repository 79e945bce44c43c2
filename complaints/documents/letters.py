"""Letters and the statement of claim: the templates of the knowledge base as papers."""

from __future__ import annotations

from complaints.cleaning import clean
from complaints.documents.paper import Line, Paper
from complaints.drafting import COURT, Draft, account
from complaints.models import CaseFile
from knowledge import Answer, KnowledgeBase, letters, schema

LETTER = {"me": "我", "other": "贵方"}
SHOP = {"me": "我", "other": "卖家"}
VOICES = {"merchant": LETTER, "platform": SHOP, "court": COURT}
CLAIM, PLATFORM, GENERAL = "statement_of_claim", "platform_letter", "merchant_demand"
HEADED = ("诉讼请求：", "事实和理由：", "我的要求：", "请贵平台做这几件事：")
TOLD_BEFORE = ("purchase",)
"""The part of the account that the letters tell themselves."""
TOLD_IN_COURT = ("purchase", "steps")


def chosen(base: KnowledgeBase, answer: Answer) -> list[str]:
    """The letters that suit a case: to the merchant the one made for its dispute or the general
    one, to the platform when there is one, the statement of claim."""
    suitable = letters.suitable(base, answer.dispute)
    to = {key: base.get("templates", key, schema.Template).to for key in suitable}
    merchant = [key for key in suitable if to[key] == "merchant"]
    own = [key for key in merchant if key != GENERAL and _general(base, key)]
    found = own[:1] or merchant[:1]
    if PLATFORM in suitable and answer.facts.choice("platform"):
        found.append(PLATFORM)
    if CLAIM in suitable:
        found.append(CLAIM)
    return found


def _general(base: KnowledgeBase, key: str) -> bool:
    """Whether a template tells the whole matter rather than one side of it."""
    paragraphs = base.get("templates", key, schema.Template).paragraphs
    return any("{demands}" in text for text in paragraphs)


def paper(base: KnowledgeBase, key: str, case: CaseFile, answer: Answer, draft: Draft) -> Paper:
    """One template filled from a case."""
    to = base.get("templates", key, schema.Template).to
    fields = {field.id: field.value for field in draft.fields if field.value}
    without = TOLD_IN_COURT if to == "court" else TOLD_BEFORE
    edited = case.edited.get("account")
    fields["trouble"] = clean(
        edited or account(case, base, answer, VOICES.get(to, LETTER), without)
    )
    for computed in ("demand", "law"):
        if computed not in case.edited:
            fields.pop(computed, None)
    letter = letters.write(base, key, answer, fields)
    lines = [line for text in letter.paragraphs for line in _lines(clean(text))]
    return Paper(letter.name, letter.name, tuple(lines))


def _lines(paragraph: str) -> list[Line]:
    """A paragraph as lines: a heading of its own, a closing block as it stands."""
    first, _, rest = paragraph.partition("\n")
    if first in HEADED:
        return [Line(first, "head"), Line(rest, "body")]
    if rest or first.startswith(("致：", "原告：", "案由：", "事由：")):
        return [Line(paragraph, "plain")]
    return [Line(paragraph, "body")]
