"""Which turns a flow answers on the way, and for which it steps aside because they begin a skill of their own."""

from __future__ import annotations

from actions.acts import ACTIONS
from actions.turn import FALLBACK, SPOKEN, TOPICS, Turn

# Any other intent begins something else: a new skill need not be named here.
ON_THE_WAY = TOPICS | set(SPOKEN) | set(ACTIONS) | {
    FALLBACK, "laat_maar", "terug", "opnieuw", "vervolg", "lees_meer", "buiten_bereik", "corrigeer", "geef_waarde",
    "ander_ambt", "juridische_kwestie", "eerste_contact", "dreiging", "wanhoop"}
SURE = 0.6  # an intent that leaves a flow counts from here on, as it does where no flow runs


def begins_another(turn: Turn, *own: str) -> bool:
    """Whether a turn begins another skill than the flow's `own`.

    A form that then returns no event is left by Rasa for the rule of that intent; its slots stay.
    """
    return turn.intent not in ON_THE_WAY | set(own) and turn.confidence >= SURE
