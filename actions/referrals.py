"""Sending a referral: its text, and the structured form for doors that can show it."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from knowledge import Referral


def say_referral(dispatcher: CollectingDispatcher, referral: Referral, kind: str) -> None:
    """`kind` is danger, notice or handoff: how a door should show it."""
    dispatcher.utter_message(text=referral.to_text(), json_message=referral.to_dict(kind))
