"""The flow that drafts an amendment."""

from __future__ import annotations

from rasa_sdk import Action

from actions.draft import Draft
from actions.draft_hand_out import HandOut
from actions.draft_parts_rules import AMENDEMENT


class ValidateAmendementForm(Draft, Action):
    """Fills the parts of the draft."""

    instrument = AMENDEMENT


class ActionAmendement(HandOut, Action):
    """Hands it out."""

    instrument = AMENDEMENT
