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


def read_yaml(text: str) -> tuple[Any, dict[Path, int]]:
    """Parse one YAML document.

    Returns the data and a map from the path of each value (keys and list indexes) to its line,
    counted from 1. Raises `yaml.YAMLError` when the text is not YAML, `DuplicateKey` for a key
    written twice.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {(): 1}
        lines: dict[Path, int] = {}
        _walk(loader, node, (), lines)
        return loader.construct_document(node), lines
    finally:
        loader.dispose()


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest enclosing value that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _walk(loader: Any, node: yaml.Node, path: Path, lines: dict[Path, int]) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(loader, child, (*path, index), lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key_node, child in node.value:
            key = str(loader.construct_object(key_node, deep=True))
            if key in seen:
                raise DuplicateKey(None, None, f"键“{key}”写了两次", key_node.start_mark)
            seen.add(key)
            _walk(loader, child, (*path, key), lines)
            lines[(*path, key)] = key_node.start_mark.line + 1
