"""Offering to write a draft: after the answer on how an instrument works, and to who asks for a text without saying which."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.draft_parts_rules import DRAFTS
from actions.flow import PAUSED
from actions.scene import read_scene
from actions.turn import read_turn
from actions.wording import payload, sourceless

LATELY = 3  # subjects of the conversation that "dat voorstel" may mean
SURE = 0.6  # how sure the wish must be to begin at once


class ActionOfferDraft(Action):
    """Begin the draft of the instrument that the turn or the conversation is about; offer every one when it is about none."""

    def name(self) -> str:
        return "action_offer_draft"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        about = (*turn.named, *read_scene(tracker).subjects[:LATELY])
        # "verder met dat verzoek": the draft that waits, unless another is named
        waits = next((one.topic for one in DRAFTS.values() if tracker.get_slot(one.slot("status")) == PAUSED), None)
        named = next((topic for topic in about if topic in DRAFTS), tracker.get_slot("topic"))
        said = next((one.topic for one in DRAFTS.values() if one.word.search(turn.text)), None)  # "een interpellatieverzoek"
        named = said or (waits if waits and not set(turn.named) & set(DRAFTS) else named)
        if named in DRAFTS and turn.confidence >= SURE:
            return [FollowupAction(f"{DRAFTS[named].form}_form")]  # "schrijf dat verzoek maar voor me"
        return offer(dispatcher, named)


def offer(dispatcher: CollectingDispatcher, topic: str | None) -> list[dict]:
    """Utter the button that starts the draft of a topic; the buttons of all when the topic has none."""
    topics = [topic] if topic in DRAFTS else list(DRAFTS)
    dispatcher.utter_message(response="utter_offer_draft", answer=sourceless("clarify", topic if topic in DRAFTS else None),
                             buttons=[{"title": DRAFTS[one].button, "payload": payload(DRAFTS[one].intent)} for one in topics])
    return []
