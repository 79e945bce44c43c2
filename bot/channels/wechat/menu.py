"""The account's menu: a content file, checked, as WeChat takes it and as what its keys say.

https://developers.weixin.qq.com/doc/service/guide/product/menu/intro.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.channels.wechat.work import PAGE_KEY
from knowledge.lines import read_yaml

FILE = Path(__file__).with_name("menu.yml")
TOP, BELOW = 3, 5
TOP_BYTES, BELOW_BYTES, KEY_BYTES = 16, 40, 128


class MenuError(Exception):
    """A menu that cannot be; every fault with its file and line."""


@dataclass(frozen=True)
class Menu:
    """`said` has what each key says; `buttons` is the menu in WeChat's form."""

    said: Mapping[str, str]
    buttons: Sequence[Mapping[str, Any]]


def load(file: Path = FILE) -> Menu:
    """The menu of a file. Raises `MenuError`."""
    try:
        data, lines = read_yaml(file.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise MenuError(f"{file.name}:1: 不是合格的 YAML：{error}") from error
    wrong = [f"{file.name}:{lines.get(path, 1)}: {text}" for path, text in _faults(data)]
    if wrong:
        raise MenuError("\n".join(wrong))
    said: dict[str, str] = {}
    return Menu(said, [_button(one, said) for one in data])


def _button(one: Mapping[str, Any], said: dict[str, str]) -> dict[str, Any]:
    """A button as WeChat takes it; what it says is noted."""
    if "buttons" in one:
        return {"name": one["name"], "sub_button": [_button(sub, said) for sub in one["buttons"]]}
    if one["key"] != PAGE_KEY:
        said[one["key"]] = one["say"]
    return {"type": "click", "name": one["name"], "key": one["key"]}


Fault = tuple[tuple[str | int, ...], str]


def _faults(data: Any) -> Iterator[Fault]:
    """What is wrong, and where."""
    if not isinstance(data, list) or not 1 <= len(data) <= TOP:
        yield (), f"菜单应当是1到{TOP}个按钮的列表"
        return
    keys: set[str] = set()
    for number, one in enumerate(data):
        below = one.get("buttons") if isinstance(one, dict) else None
        yield from _of_button(one, (number,), TOP_BYTES, keys)
        if not (isinstance(one, dict) and "buttons" in one):
            continue
        if not isinstance(below, list) or not 1 <= len(below) <= BELOW:
            yield (number, "buttons"), f"buttons 应当是1到{BELOW}个按钮的列表"
            continue
        for place, sub in enumerate(below):
            if isinstance(sub, dict) and "buttons" in sub:
                yield (number, "buttons", place), "第二层下面不能再有 buttons"
            yield from _of_button(sub, (number, "buttons", place), BELOW_BYTES, keys)


def _of_button(one: Any, path: tuple[str | int, ...], most: int, keys: set[str]) -> Iterator[Fault]:
    if not isinstance(one, dict):
        yield path, "按钮应当有 name，还有 key 或 buttons"
        return
    if odd := sorted(set(map(str, one)) - {"name", "key", "say", "buttons"}):
        yield path, f"不认识“{odd[0]}”，可以写 name、key、say、buttons"
    name = one.get("name")
    if not isinstance(name, str) or not 1 <= len(name.encode()) <= most:
        yield path, f"name 应当是文字，最多{most}字节（一个汉字3字节）"
    if "buttons" in one:
        if "key" in one or "say" in one:
            yield path, "有 buttons 的按钮不能再有 key 和 say"
        return
    key, say = one.get("key"), one.get("say")
    if not isinstance(key, str) or not 1 <= len(key.encode()) <= KEY_BYTES:
        yield path, f"key 应当是文字，最多{KEY_BYTES}字节"
    elif key in keys:
        yield path, f"key“{key}”出现了两次"
    elif key != PAGE_KEY and (not isinstance(say, str) or not say.strip()):
        yield path, f"key“{key}”应当有 say，写按下去等于说了哪句话"
    keys.add(str(key))
