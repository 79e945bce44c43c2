"""Where a conversation stands: its matters in order, the one spoken of before, steps taken back."""

from __future__ import annotations

from actions.dialogue import MATTERS, STEPS_BACK, Dialogue
from actions.matter import Matter


def told(*disputes: str) -> Dialogue:
    dialogue = Dialogue()
    for dispute in disputes:
        dialogue = dialogue.with_new(Matter(dispute))
    return dialogue


def test_the_matter_spoken_of_last_comes_first_of_the_others() -> None:
    dialogue = told("courier", "takeaway", "hotel")
    assert dialogue.others() == [1, 0]
    dialogue = dialogue.going_to(0)
    assert dialogue.matter.dispute == "courier"
    assert dialogue.others() == [2, 1]


def test_an_empty_matter_gives_way() -> None:
    dialogue = told("courier").with_new(Matter()).with_new(Matter("hotel"))
    assert [matter.dispute for matter in dialogue.matters] == ["courier", "hotel"]
    assert dialogue.came_from is None or dialogue.others() == [0]


def test_only_so_many_matters_are_kept_the_oldest_goes() -> None:
    names = [f"matter_{n}" for n in range(MATTERS + 2)]
    dialogue = told(*names)
    assert [matter.dispute for matter in dialogue.matters] == names[-MATTERS:]
    assert dialogue.others()[0] == MATTERS - 2


def test_it_survives_its_slot() -> None:
    dialogue = told("courier", "takeaway").going_to(0).having_said("话")
    assert Dialogue.from_slot(dialogue.to_slot()) == dialogue


def test_so_many_steps_can_be_taken_back_and_what_was_said_stays_said() -> None:
    dialogue = Dialogue()
    for n in range(STEPS_BACK + 2):
        dialogue = dialogue.with_matter(Matter(f"matter_{n}")).remembering(dialogue)
    dialogue = dialogue.having_said("话")
    for n in range(STEPS_BACK, 0, -1):
        back = dialogue.back()
        assert back is not None
        dialogue = back
        assert dialogue.matter.dispute == f"matter_{n}"
    assert dialogue.back() is None
    assert dialogue.times_said("话") == 1
