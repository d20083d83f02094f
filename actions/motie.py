"""The flow that drafts a motion."""

from __future__ import annotations

from rasa_sdk import Action

from actions.draft import Draft
from actions.draft_hand_out import HandOut
from actions.draft_parts_rules import MOTIE


class ValidateMotieForm(Draft, Action):
    """Fills the parts of the draft."""

    instrument = MOTIE


class ActionMotie(HandOut, Action):
    """Hands it out."""

    instrument = MOTIE
