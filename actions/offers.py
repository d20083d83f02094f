"""What the bot offers to do about a subject, beside what the sources say of it. Pure functions."""

from __future__ import annotations

from actions.wording import payload
from knowledge import Passage

# By passage, or by topic for all its passages: the title of the button, and the intent that starts the skill.
OFFERS = {
    "tijdsbesteding": ("Zet mijn uren op een rij", "tijdsbesteding_invullen"),
    "leren_ontwikkelen/recht": ("Opleidingsbudget in drie stappen", "opleidingsbudget_regelen"),
    "leren_ontwikkelen/stappenplan": ("Opleidingsbudget in drie stappen", "opleidingsbudget_regelen"),
    "accountant": ("Accountantscontrole in vijf tips", "accountantscontrole_doorlopen"),
    "kennispunt_lokale_partijen/vierjaarcyclus": ("Vierjaarscyclus stap voor stap", "vierjaarscyclus_doorlopen"),
}


def offers(passage: Passage) -> list[dict[str, str]]:
    """The buttons that start a skill about a passage."""
    found = OFFERS.get(passage.id) or OFFERS.get(passage.topic)
    return [{"title": found[0], "payload": payload(found[1])}] if found else []
