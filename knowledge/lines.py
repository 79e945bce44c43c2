"""YAML that remembers where each value stood, so that an error can name its line."""

from __future__ import annotations

import re
from typing import Any

import yaml

Path = tuple[str | int, ...]

try:
    from yaml import CSafeLoader as _Fastest
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as _Fastest  # type: ignore[assignment]


class _Loader(_Fastest):
    """YAML 1.2 booleans: `on`, `off`, `yes` and `no` are words, not truth values."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Fastest.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


class DuplicateKey(yaml.MarkedYAMLError):
    """The same key twice in one mapping; plain YAML would silently keep the last."""


class BadValue(yaml.MarkedYAMLError):
    """A value that looks like a day or a number and is none (2026-02-30), or holds itself."""


def read_yaml(text: str) -> tuple[Any, dict[Path, int]]:
    """Parse one YAML document.

    Returns the data and a map from the path of each value (keys and list indexes) to its line,
    counted from 1. Raises `yaml.YAMLError` when the text is not YAML, `DuplicateKey` for a key
    written twice, `BadValue` for 2026-02-30 and an anchor inside itself.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {(): 1}
        lines: dict[Path, int] = {}
        _walk(loader, node, (), lines, frozenset())
        return loader.construct_document(node), lines
    finally:
        loader.dispose()


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest enclosing value that has one."""
    while path and path not in lines:
        # A key that YAML reads as a number stands here as the text it was written as.
        as_text = (*path[:-1], str(path[-1]))
        path = as_text if as_text in lines else path[:-1]
    return lines.get(path, 1)


def _walk(
    loader: Any, node: yaml.Node, path: Path, lines: dict[Path, int], around: frozenset[int]
) -> None:
    lines[path] = node.start_mark.line + 1
    if id(node) in around:
        raise BadValue(None, None, "锚点引用了它自己", node.start_mark)
    around |= {id(node)}
    if isinstance(node, yaml.ScalarNode):
        _value(loader, node)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(loader, child, (*path, index), lines, around)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key_node, child in node.value:
            key = str(_value(loader, key_node))
            if key in seen:
                raise DuplicateKey(None, None, f"键“{key}”写了两次", key_node.start_mark)
            seen.add(key)
            _walk(loader, child, (*path, key), lines, around)
            lines[(*path, key)] = key_node.start_mark.line + 1


def _value(loader: Any, node: yaml.Node) -> Any:
    try:
        return loader.construct_object(node, deep=True)
    except ValueError as error:
        raise BadValue(
            None, None, f"“{node.value}”不是存在的日期或数字", node.start_mark
        ) from error
