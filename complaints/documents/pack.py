"""The paste-ready pack: every field of the web form of 12315, in its order, one block a field."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from complaints.drafting import Draft, DraftField

ORDER = (
    "merchant_name",
    "merchant_address",
    "merchant_contact",
    "merchant_phone",
    "platform",
    "product",
    "happened_day",
    "happened_place",
    "order_no",
    "amount",
    "account",
    "breach",
    "demand",
    "law",
    "proof",
    "anonymous",
    "person_name",
    "person_phone",
    "person_id_kind",
    "person_id_number",
    "person_address",
    "acting",
    "principal_name",
    "principal_phone",
    "principal_relation",
    "mandate",
    "together",
    "representatives",
    "publish_consent",
    "delegate_consent",
)
"""First whom it is about, then what was bought, what happened and what is asked for; the person's
own data come last, because the platform takes them from the account."""
HINT = "照下面的顺序，一块一块复制到全国12315平台的表格里；没有内容的格子已经略去。"
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title>
<style>
body{{font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}}
section{{border:1px solid #767676;border-radius:8px;margin:1rem 0;padding:.75rem 1rem}}
h2{{font-size:1rem;margin:0 0 .5rem}}
pre{{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0 0 .5rem;user-select:all}}
button{{font:inherit;min-height:44px;padding:0 1rem;border:1px solid #0b5cad;border-radius:6px;background:#0b5cad;color:#fff}}
button:focus-visible{{outline:3px solid #ffbf47}}
</style></head><body>
<h1>{title}</h1><p>{hint}</p>
{sections}
<p role="status" id="status"></p>
<script>
for (const button of document.querySelectorAll("button")) button.onclick = async () => {{
  const text = document.getElementById(button.dataset.of);
  const status = document.getElementById("status");
  try {{
    await navigator.clipboard.writeText(text.textContent);
    status.textContent = button.textContent = "已复制";
  }} catch {{
    getSelection().selectAllChildren(text);
    status.textContent = "已选中，请按复制";
  }}
}};
</script></body></html>
"""
_SECTION = """<section><h2 id="h-{id}">{number}. {name}</h2><pre id="{id}">{value}</pre>
<button type="button" data-of="{id}" aria-describedby="h-{id}">复制</button></section>"""


def in_order(draft: Draft) -> Iterator[DraftField]:
    """The fields that hold something, as the web form asks for them."""
    held = {field.id: field for field in draft.fields if field.value}
    yield from (held[name] for name in ORDER if name in held)


def as_text(draft: Draft) -> str:
    blocks = [
        f"【{number}　{field.name}】\n{field.value}"
        for number, field in enumerate(in_order(draft), 1)
    ]
    return "\n\n".join([f"{draft.title}：粘贴稿", HINT, *blocks]) + "\n"


def as_html(draft: Draft) -> str:
    """A page that needs nothing but itself, with a copy button a field."""
    sections = "\n".join(
        _SECTION.format(
            id=field.id, number=number, name=escape(field.name), value=escape(field.value)
        )
        for number, field in enumerate(in_order(draft), 1)
    )
    title = escape(f"{draft.title}：粘贴稿")
    return _PAGE.format(title=title, hint=HINT, sections=sections)
