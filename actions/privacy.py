"""What the assistant keeps of a person: shown, handed out, deleted."""

from __future__ import annotations

from actions import words
from actions.dialogue import Dialogue
from actions.talk import Talk, choice_of

AWAITING = "forget"


def ask_forget(talk: Talk) -> None:
    """Say what deletion means, and ask for a yes."""
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    numbers = "、".join(case.number for case in cases)
    talk.update(awaiting={"what": AWAITING})
    talk.formed = True
    talk.say(
        "\n".join(
            filter(
                None, [words.FORGET, words.FORGET_CASES.format(numbers=numbers) if numbers else ""]
            )
        ),
        choice_of("forget", words.FORGET, words.FORGET_OR_NOT),
    )


def take(talk: Talk) -> bool:
    """The answer to whether everything is to be deleted."""
    if (talk.dialogue.awaiting or {}).get("what") != AWAITING:
        return False
    pressed = talk.turn.pressed("forget")
    kept = any(word in talk.turn.text for word in words.KEEP_WORDS)
    said = any(word in talk.turn.text for word in words.FORGET_WORDS)
    if pressed == "yes" or (
        pressed is None and not kept and (talk.turn.intent in ("affirm", "forget_me") or said)
    ):
        forget(talk)
    elif (
        pressed == "no"
        or talk.turn.intent in ("deny", "cancel")
        or (kept and talk.turn.intent == "forget_me")
    ):
        talk.update(awaiting=None)
        talk.formed = True
        talk.say(words.KEPT)
    else:
        talk.update(awaiting=None)
        return False
    return True


def forget(talk: Talk) -> None:
    """Delete all that this conversation left, and start from nothing."""
    ledger = talk.services.personal_data.forget(talk.turn.conversation)
    talk.dialogue = Dialogue()
    talk.undoable, talk.formed, talk.forgotten = False, True, True
    cases = ledger.removed.get("cases", 0)
    stubs = words.FORGOTTEN_CASES.format(count=cases) if cases else ""
    talk.say(words.FORGOTTEN + stubs)


def export(talk: Talk) -> None:
    """Everything held, as a file to download, and in short what it is."""
    held = talk.services.personal_data.export(talk.turn.conversation)
    counts = {name: len(list(part)) for name, part in held.items() if name in words.HELD}
    lines = [f"· {words.HELD[name]}：{count}" for name, count in counts.items() if count]
    talk.say(
        "\n".join([words.EXPORT, *lines]),
        {"type": "documents", "documents": [{"label": words.EXPORT_FILE, "url": words.EXPORT_URL}]},
    )
