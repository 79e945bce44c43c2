"""Letters and the statement of claim: the templates of the knowledge base as papers."""

from __future__ import annotations

from complaints.cleaning import clean
from complaints.documents.paper import Line, Paper
from complaints.drafting import Draft, account
from complaints.models import CaseFile
from knowledge import Answer, KnowledgeBase, letters, schema
from knowledge.letters import COURT, LINE

LETTER = {"me": "我", "other": "贵方"}
SHOP = {"me": "我", "other": "卖家"}
VOICES = {"merchant": LETTER, "platform": SHOP, "court": COURT}
CLAIM, PLATFORM, GENERAL = "statement_of_claim", "platform_letter", "merchant_demand"
HEADED = ("诉讼请求：", "事实和理由：", "我的要求：", "我对这家店的要求：", "请贵平台做这几件事：")
PLAIN = ("致：", "原告：", "法定代理人：", "委托诉讼代理人：", "案由：", "事由：")
TOLD_BEFORE = ("purchase",)
"""The part of the account that the letters tell themselves."""
TOLD_IN_COURT = ("purchase", "steps")
GUARDIAN = "监护人"
"""As the procedures print who acts for a child."""
AGENTS = (
    "（授权委托书要有原告签名，写明委托什么事、能做哪些主；能当代理人的是近亲属、律师、基层法律服务工作者，"
    "或者社区、单位、社会团体推荐的人，别的朋友不行）"
)
"""民事诉讼法第六十一条、第六十二条."""


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
    letter = letters.write(base, key, answer, _in_the_name_of(fields, to))
    paragraphs = [clean(text) for text in letter.paragraphs]
    if to == "court" and fields.get("principal_name"):
        paragraphs.insert(1, _representative(fields))
    lines = [line for text in paragraphs for line in _lines(text)]
    return Paper(letter.name, letter.name, tuple(lines))


def _in_the_name_of(fields: dict[str, str], to: str) -> dict[str, str]:
    """The answers as the paper's own voice gives them: the consumer's, whoever acts for the consumer.

    A court knows the consumer alone as plaintiff (民事诉讼法第一百二十二条第一项).
    """
    principal, agent = fields.get("principal_name"), fields.get("person_name", LINE)
    if not principal:
        return fields
    if to != "court":
        return {
            **fields,
            "person_name": f"{principal}（{fields.get('acting') or '代理人'}{agent}代）",
        }
    own = {key: value for key, value in fields.items() if not key.startswith("person_")}
    own["person_name"] = principal
    if phone := fields.get("principal_phone"):
        own["person_phone"] = phone
    if fields.get("acting") == GUARDIAN:
        own |= {k: fields[k] for k in ("person_address", "person_phone") if k in fields}
    return own


def _representative(fields: dict[str, str]) -> str:
    """Who acts for the plaintiff, below the plaintiff."""
    name, phone = fields.get("person_name", LINE), fields.get("person_phone", LINE)
    relation = fields.get("principal_relation", LINE)
    if fields.get("acting") == GUARDIAN:
        number = fields.get("person_id_number", LINE)
        return f"法定代理人：{name}，身份证号：{number}；是原告的{relation}；电话：{phone}"
    return f"委托诉讼代理人：{name}，跟原告的关系：{relation}；电话：{phone}{AGENTS}"


def _lines(paragraph: str) -> list[Line]:
    """A paragraph as lines: a heading of its own, a closing block as it stands."""
    first, _, rest = paragraph.partition("\n")
    if first in HEADED:
        return [Line(first, "head"), Line(rest, "body")]
    if rest or first.startswith(PLAIN):
        return [Line(paragraph, "plain")]
    return [Line(paragraph, "body")]
