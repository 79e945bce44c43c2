"""A training file is parsed once, and only while a training runs."""

from __future__ import annotations

from bot.rasa_runtime import prepare

prepare(turn_fixes=False)

import rasa.shared.utils.io as reading  # noqa: E402

from bot.rasa_runtime.reading_once import files_read_once  # noqa: E402


def test_the_same_text_is_parsed_once_while_it_holds() -> None:
    parse = reading.read_yaml
    with files_read_once():
        first = reading.read_yaml("话: [一, 二]")
        assert first == {"话": ["一", "二"]}
        assert reading.read_yaml("话: [一, 二]") is first
        assert reading.read_yaml("话: [三]") == {"话": ["三"]}
    assert reading.read_yaml is parse
    assert reading.read_yaml("话: [一, 二]") is not first
