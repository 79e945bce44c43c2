"""The loaded agent: one message in, replies out, conversations in our store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.channels.port import Incoming, Reply
from bot.rasa_runtime.in_process_actions import InProcessActions
from bot.serving.tracker_store import ConversationStore

ACTIONS = "actions"


class NoReply(Exception):
    """The agent had nothing to say, which is never right."""


class Assistant:
    """Rasa's agent with our tracker store and with actions in this process."""

    def __init__(self, model: Path, store: ConversationStore) -> None:
        # Selective: no action asks for the domain, so it is not copied into each call.
        self._agent = Agent(action_endpoint=InProcessActions(ACTIONS, enable_selective_domain=True))
        # Not through the constructor: it would wrap the store into one that falls back to memory.
        self._agent.tracker_store = store
        self._agent.load_model(model)

    async def answer(self, message: Incoming) -> list[Reply]:
        """Run one turn. Raises what went wrong, `NoReply` when nothing was said."""
        channel = WholeReplies()
        await self._agent.handle_message(
            UserMessage(
                message.text,
                channel,
                message.conversation,
                input_channel=message.channel,
                message_id=message.key,
                metadata=message.details,
            )
        )
        if not channel.replies:
            raise NoReply
        return channel.replies


class WholeReplies(OutputChannel):
    """Collects what is said, one reply an utterance, text and structured form together.

    Rasa's own collecting channel cuts texts at blank lines and sends the structured form apart.
    """

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        return "whole"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.replies.append(Reply(message.get("text") or "", message.get("custom") or None))
