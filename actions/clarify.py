"""Asking back, at most twice, and then the hand-over: the question restated, what stands nearest, the way to the griffie."""

from __future__ import annotations

from urllib.parse import quote

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import facet_of
from actions.scene import Pending, Scene
from actions.settings import Settings, read_settings
from actions.sources import passage_of
from actions.turn import Turn
from actions.wording import contact, label, payload, sourceless
from knowledge import Passage

NEAREST = 3  # passages that a hand-over names
MOST_ROUNDS = 2
QUOTED = 200  # characters of a question that is said back
SUBJECTS = ("motie", "amendement", "vragen", "interpellatie", "initiatiefrecht", "raadsonderzoek", "budgetrecht")


def ask_back(dispatcher: CollectingDispatcher, scene: Scene, question: str, offered: tuple[Passage, ...],
             missed: bool = False) -> list[dict]:
    """Ask which of the `offered` passages is meant; after MOST_ROUNDS the hand-over instead."""
    rounds = scene.pending.rounds + 1 if scene.pending else 1
    if rounds > MOST_ROUNDS or not offered:
        say_no_answer(dispatcher, "handover", question, offered)
        return []
    topics = list(dict.fromkeys(p.topic for p in offered))
    whole = len(topics) == len(offered) and not missed  # a subject each: its name says enough
    names = [p.title if whole else label(p) for p in offered]
    buttons = [{"title": name, "payload": payload(p.topic, facet=p.facet)}
               for name, p in zip(names, offered, strict=True)]
    dispatcher.utter_message(
        response="utter_clarify_missed" if missed else "utter_clarify", names=enumerated([name.rstrip("?") for name in names]),
        answer=sourceless("clarify", offered[0].topic),
        buttons=[*buttons, {"title": "Geen van deze", "payload": "/nee"}])
    pending = Pending(question, tuple(p.id for p in offered), rounds)
    return [SlotSet("pending", pending.as_slot(scene.said))]


def ask_subject(dispatcher: CollectingDispatcher, scene: Scene, turn: Turn) -> list[dict]:
    """Ask what a question without a subject is about; the buttons keep the part that it asks for."""
    if scene.pending and scene.pending.rounds >= MOST_ROUNDS:
        say_no_answer(dispatcher, "handover", turn.text, ())
        return []
    offered = [p for topic in SUBJECTS if (p := passage_of(topic, facet_of(turn) or "wat"))]
    dispatcher.utter_message(
        response="utter_clarify_subject", answer=sourceless("clarify"),
        buttons=[{"title": p.title, "payload": payload(p.topic, facet=p.facet)} for p in offered])
    pending = Pending(turn.text, tuple(p.id for p in offered), scene.pending.rounds + 1 if scene.pending else 1)
    return [SlotSet("pending", pending.as_slot(scene.said))]


def say_no_answer(dispatcher: CollectingDispatcher, kind: str, question: str, nearest: tuple[Passage, ...]) -> None:
    """Say that the sources are silent, what stands nearest to the question, and the way to the griffie.

    kind: no_answer, handover, or out_of_scope (of another world: then only what the bot is for).
    """
    answer = sourceless(kind)
    settings = read_settings()
    if kind == "out_of_scope":
        dispatcher.utter_message(response="utter_out_of_scope", contact=contact(settings), answer=answer)
        return
    response = f"utter_{kind}" + ("_nearest" if nearest else "")
    dispatcher.utter_message(
        response=response, contact=contact(settings), question=quoted(question), mail=mail_link(settings, question),
        answer=answer,
        buttons=[{"title": label(p), "payload": payload(p.topic, facet=p.facet)} for p in nearest if p.layer != "lokaal"])


def say_human(dispatcher: CollectingDispatcher, question: str) -> list[dict]:
    """Show the way to a human, with the last question for the mail."""
    settings = read_settings()
    dispatcher.utter_message(response="utter_mens", contact=contact(settings), mail=mail_link(settings, question),
                             answer=sourceless("handover"))
    return []


def say_door(dispatcher: CollectingDispatcher, intent: str) -> None:
    """Point a question that belongs elsewhere to its own door."""
    dispatcher.utter_message(response=f"utter_{intent}", contact=contact(read_settings()),
                             answer=sourceless("out_of_scope"))


def quoted(question: str) -> str:
    """A question as it is said back: on one line, cut when long, its own markup out of action."""
    line = " ".join(question.split()).replace("](", "] (").replace("**", "")
    return line if len(line) <= QUOTED else line[:max(line.rfind(" ", 0, QUOTED), QUOTED // 2)] + " …"


def mail_link(settings: Settings, question: str) -> str:
    """Address of a mail to the griffie with the question filled in; without an address the user's mail program asks for it."""
    subject = quote("Vraag van een raadslid")
    body = quote(f"Beste griffie,\n\nMijn vraag:\n{question.strip()[:1000]}\n", errors="replace")
    return f"mailto:{quote(settings.griffie_mail, safe='@')}?subject={subject}&body={body}"


def enumerated(names: list[str]) -> str:
    """"A of B", "A, B of C", each in bold."""
    bold = [f"**{name}**" for name in names]
    return " of ".join([", ".join(bold[:-1]), bold[-1]]) if len(bold) > 1 else bold[0]
