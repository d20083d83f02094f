"""The flow that drafts written questions."""

from __future__ import annotations

from rasa_sdk import Action

from actions.draft import Draft
from actions.draft_hand_out import HandOut
from actions.draft_parts_rules import VRAGEN


class ValidateVragenForm(Draft, Action):
    """Fills the parts of the draft."""

    instrument = VRAGEN


class ActionVragen(HandOut, Action):
    """Hands it out."""

    instrument = VRAGEN
