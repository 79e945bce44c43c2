"""WeChat's XML: a flat list of fields coming in, a small tree going out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.channels.wechat.errors import Unreadable

LONGEST = 64 * 1024
"""Characters of a message: decrypted ones do not pass the limit on bodies again."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | int | Mapping[str, "Value"] | Sequence["Value"]


def read(text: str | bytes) -> dict[str, str]:
    """The fields of a message by name, all as text: ids are longer than a float holds.

    Fields within fields are left out. Raises `Unreadable`, also for a document type, for entities
    and for a field that is there twice.
    """
    if len(text) > LONGEST:
        raise Unreadable("too long")
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(type(error).__name__) from error
    fields: dict[str, str] = {}
    for child in root:
        if child.tag in fields:
            raise Unreadable("a field twice")
        fields[child.tag] = "" if len(child) else (child.text or "")
    return fields


def write(fields: Mapping[str, Value]) -> str:
    """A document `<xml>` of the fields; a sequence stands as `<item>`s."""
    return f"<xml>{_inside(fields)}</xml>"


def _inside(value: Value) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        text = _NOT_XML.sub("", value).replace("]]>", "]]]]><![CDATA[>")
        return f"<![CDATA[{text}]]>"
    if isinstance(value, Mapping):
        return "".join(f"<{name}>{_inside(one)}</{name}>" for name, one in value.items())
    return "".join(f"<item>{_inside(one)}</item>" for one in value)
