"""Case files for tests, made in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from complaints.models import CaseFile, FactBook, Kind

AT = "2026-11-24T10:00:00+08:00"
PERSON = {
    "person_name": "张𠮷㛃",
    "person_phone": "13812345678",
    "person_id_kind": "id_card",
    "person_id_number": "110101199003071234",
    "person_address": "北京市朝阳区幸福路1号",
    "publish_consent": "no",
    "delegate_consent": "yes",
    "merchant_address": "广东省深圳市南山区科技路2号",
}
COUNTERFEIT = {
    "amount": 3999,
    "purchase_day": "2026-11-02",
    "received_day": "2026-11-05",
    "product": "手机",
    "merchant": "星光数码店",
    "platform": "淘宝",
    "fraud_proof": "traces",
    "proof": ["payment", "chat"],
}


def case_file(
    dispute: str = "counterfeit_goods",
    facts: Mapping[str, Any] = COUNTERFEIT,
    *,
    kind: str = "complaint",
    fields: Mapping[str, str] = PERSON,
    words: tuple[str, ...] = (),
    edited: Mapping[str, str] | None = None,
) -> CaseFile:
    book = FactBook()
    for name, value in facts.items():
        book = book.with_value(name, value, "said", AT)
    return CaseFile(cast(Kind, kind), dispute, book, dict(fields), words, dict(edited or {}))
