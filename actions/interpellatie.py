"""The flow that drafts a request for an interpellation."""

from __future__ import annotations

from rasa_sdk import Action

from actions.draft import Draft
from actions.draft_hand_out import HandOut
from actions.draft_parts_rules import INTERPELLATIE


class ValidateInterpellatieForm(Draft, Action):
    """Fills the parts of the draft."""

    instrument = INTERPELLATIE


class ActionInterpellatie(HandOut, Action):
    """Hands it out."""

    instrument = INTERPELLATIE
