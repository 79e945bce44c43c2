"""Texts are found by their own words, and a little by the questions they answer."""

from __future__ import annotations

from knowledge.likeness import Likeness, Text

LOST = Text(list("行李弄丢要赔"), [list("箱子没了")])
SHUT = Text(list("关门跑路退钱"))


def test_the_text_that_shares_rare_words_is_nearest() -> None:
    lost, shut = Likeness([LOST, SHUT]).to(list("行李丢了"))
    assert 0 <= shut < lost <= 1


def test_a_question_that_a_text_answers_draws_it_near() -> None:
    asked, bare = (Likeness([text, SHUT]) for text in (LOST, Text(LOST.words)))
    assert asked.to(list("箱子"))[0] > bare.to(list("箱子"))[0] == 0


def test_a_text_is_like_itself_and_nothing_like_unknown_words() -> None:
    likeness = Likeness([SHUT, LOST])
    assert likeness.to(SHUT.words)[0] > 0.99
    assert list(likeness.to(["外星"])) == [0, 0]
