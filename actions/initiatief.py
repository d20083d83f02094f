"""The flow that drafts a member's own proposal."""

from __future__ import annotations

from rasa_sdk import Action

from actions.draft import Draft
from actions.draft_hand_out import HandOut
from actions.draft_parts_rules import INITIATIEF


class ValidateInitiatiefForm(Draft, Action):
    """Fills the parts of the draft."""

    instrument = INITIATIEF


class ActionInitiatief(HandOut, Action):
    """Hands it out."""

    instrument = INITIATIEF
