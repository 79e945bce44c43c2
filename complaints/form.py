"""The fields of a complaint and of a report, in the order of the official forms (投诉登记表, 举报登记表).

Ids are those of `CaseFile.fields`. Nothing here fills them in: see `complaints.drafting`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FormField:
    """`private`: about the person; `computed`: told from the facts rather than asked for."""

    id: str
    name: str
    required: bool = False
    private: bool = False
    computed: bool = False


_PERSON = (
    FormField("person_name", "姓名", required=True, private=True),
    FormField("person_phone", "联系电话", required=True, private=True),
    FormField("person_id_kind", "证件类型", private=True),
    FormField("person_id_number", "证件号码", private=True),
    FormField("person_address", "联系地址", required=True, private=True),
)
_ACTING = (
    FormField("acting", "以什么身份提交"),
    FormField("principal_name", "替谁提交", private=True),
    FormField("principal_phone", "本人电话", private=True),
    FormField("principal_relation", "跟本人的关系", private=True),
    FormField("mandate", "有没有授权委托书"),
    FormField("together", "一起投诉的人数"),
    FormField("representatives", "推选的代表", private=True),
)
"""Shown only when they are filled in."""
_MERCHANT = (
    FormField("merchant_name", "商家名称", required=True),
    FormField("merchant_contact", "商家联系人"),
    FormField("merchant_address", "商家地址", required=True),
    FormField("merchant_phone", "商家电话"),
)
_DEAL = (
    FormField("platform", "平台"),
    FormField("product", "商品或者服务", computed=True),
    FormField("order_no", "订单号"),
    FormField("happened_day", "时间", required=True, computed=True),
    FormField("happened_place", "地点", computed=True),
    FormField("amount", "涉及金额", computed=True),
)

OPTIONAL = frozenset(field.id for field in _ACTING)

FORMS: dict[str, tuple[FormField, ...]] = {
    "complaint": (
        *_PERSON,
        *_ACTING,
        FormField("publish_consent", "是否同意公示投诉信息", required=True),
        FormField("delegate_consent", "是否同意委托调解", required=True),
        *_MERCHANT,
        *_DEAL,
        FormField("account", "经过", required=True, computed=True),
        FormField("demand", "投诉请求", required=True, computed=True),
        FormField("law", "法律依据", computed=True),
        FormField("proof", "证明材料", required=True, computed=True),
    ),
    "report": (
        FormField("anonymous", "是否匿名"),
        *(
            FormField(field.id, field.name, private=True)
            for field in _PERSON
            if field.id != "person_id_kind"
        ),
        *_MERCHANT,
        *_DEAL,
        FormField("breach", "违法线索", required=True, computed=True),
        FormField("proof", "证明材料", required=True, computed=True),
    ),
}

SHOWN = {
    "id_card": "居民身份证",
    "passport": "护照",
    "travel_permit": "港澳台居民证件",
    "other": "其他证件",
    "yes": "是",
    "no": "否",
    "self": "本人",
    "agent": "代理人",
    "guardian": "监护人",
    "parent": "父亲或母亲",
    "family": "家里人",
    "friend": "朋友、同事或其他人",
    "lawyer": "律师或法律工作者",
}
"""Answers chosen from a list, as people read them."""
CONSENT = {"yes": "同意", "no": "不同意"}


def shown(name: str, value: str) -> str:
    """An answer to a field as people read it."""
    return (CONSENT if name.endswith("_consent") else SHOWN).get(value, value)
