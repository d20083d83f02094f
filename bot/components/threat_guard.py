"""An acute threat or despair is never missed for its wording: plain signs override what the classifiers made of a text."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

INTENT, DESPAIR = "dreiging", "wanhoop"
ME = r"(?:me|mij|ons|mijn|mn|m'n)"
HOME = r"(?:huis|deur|voordeur|raam|ruit|auto|tuin|kantoor)"
DOOR = r"(?:deur|voordeur|achterdeur|raam|ramen|ruit|ruiten|poort)"
SIGNS = re.compile("|".join((
    rf"\b(?:weet|weten|wist|wisten)\b.{{0,25}}\bwaar (?:ik|je|wij|we|{ME})\b(?!(?: \w+)? aan toe\b)[^.!?]{{0,25}}(?:\b(?:woon|slaap|zit)\b|\bnaar school)",
    rf"\b(?:baksteen|steen|stenen|brandbom|molotov\w*|vuurwerkbom|cobra|explosief|bom)\b.{{0,30}}\b{HOME}",
    rf"\b(?:wil|wilt|willen|gaat|gaan|zal|zullen|komt|komen|dreigt|dreigen)\b.{{0,25}}\b{ME}\b.{{0,25}}"
    r"\b(?:vermoorden|doden|afmaken|doodmaken|doodschieten|neersteken|wat aandoen|iets aandoen|in elkaar slaan|komen halen)",
    rf"\b{ME}\b.{{0,20}}\b(?:dood|kapot)\s*(?:maken|schieten|steken|slaan)",
    r"\b(?:iemand|man|mannen|vrouw|kerel|kerels|hij|zij|ze|persoon|groep)\b.{0,40}"
    rf"\b(?:voor|bij|aan)\b.{{0,6}}\b{ME}\b.{{0,8}}\b(?:huis|deur|voordeur|raam|auto|tuin)\b",
    r"\b(?:heeft|met|zwaait met|zwaaien met)\b(?: een| het| zijn| n)? (?:mes|wapen|pistool|bijl|vuurwapen|honkbalknuppel)\b",
    r"\b(?:word|wordt|worden)\b.{0,15}\b(?:achtervolgd|gestalkt|opgewacht|belaagd)\b",
    r"\b(?:doodsbedreiging|kogelbrief)\w*\b.{0,30}\b(?:gekregen|ontvangen|binnen|gehad|vandaag|net|zojuist|bus)\b",
    rf"\b(?:{ME}|onze|voor de deur)\b.{{0,25}}\b(?:in brand gestoken|aangestoken|in de fik)",
    r"\bbrandstichting bij (?:me|mij|ons|mijn)\b|\bje gaat er ?aan\b|\bjij gaat er ?aan\b|\bweten je te vinden\b",
    r"\bpakket(?:je)?\b.{0,30}\btikt\b|\bverdacht pakket(?:je)?\b.{0,20}\b(?:huis|deur|mij|me)\b",
    r"\b(?:poederbrief|dreigbrief|dreigmail|dreigtelefoontje)\b.{0,20}\b(?:gehad|gekregen|ontvangen|binnen|net|vandaag)\b",
    r"\b(?:kreeg|krijg|ontving|net|zojuist|vandaag)\b.{0,25}\b(?:doodsbedreiging|kogelbrief)",
    rf"\b(?:loopt|lopen|rijdt|rijden|zit|zitten|komt|komen)\b.{{0,30}}\bachter {ME} aan\b",
    rf"\b(?:volgt|volgen|achtervolgt|achtervolgen)\b.{{0,15}}\b{ME}\b.{{0,25}}(?:naar huis|al de hele|door de straat)",
    r"\b(?:wo?rd|wordt|worden)\b.{0,12}\bge?vo(?:lg|gl)d door (?:een|twee|2|drie|3|iemand|mannen|man|vrouw|auto|scooter)",
    r"\b(?:ik|we|wij) (?:wo?rd|worden)\b.{0,12}\bge?vo(?:lg|gl)d\W*$",
    rf"\b(?:ik|we|wij|(?:{ME}|onze) \w+) (?:word|wordt|worden|werd|werden)\b.{{0,12}}"
    r"\b(?:geslagen|geschopt|bespuugd|klemgereden)\b",
    rf"\b(?:ik|we|wij|{ME}|man|vrouw|zoon|dochter|kind)\b.{{0,12}}\b(?:ben|is|zijn)\b.{{0,30}}"
    rf"\b(?:geslagen|geschopt|neergeslagen|klemgereden|van {ME} fiets getrokken)\b",
    r"\b(?:schopt|schoppen|bonkt|bonken|beukt|beuken|slaat|slaan|rammelt|trapt|trappen)\b.{0,20}\b(?:tegen|op|aan|in)\b"
    rf".{{0,15}}\b(?:{DOOR}|het huis)\b|\b(?:schopt|schoppen|trapt|trappen|bonkt|beukt) er ?tegen\b",
    r"\b(?:kill|burn|shoot|stab|hurt|attack)(?:ing)?\b.{0,25}\b(?:me|my|us|our)\b|\bthreaten(?:ed|ing)?\b.{0,15}\b(?:me|us)\b",
    r"\b(?:durf|durven|durft)\b.{0,15}\b(?:niet|nie)\b.{0,10}\b(?:naar huis|naar buiten|de deur uit|weg)\b",
    r"^\W*(?:help\W{1,5})?bel (?:snel |direct |meteen )?(?:de )?politie\b|\bbinnengestormd\b",
    rf"\b(?:probeert|proberen)\b.{{0,20}}\b{DOOR}\b.{{0,10}}\b(?:open|in) te (?:maken|breken|trappen|forceren)\b",
    r"\b(?:vanavond|morgen|straks|vannacht)\b.{0,12}\b(?:dood ben|dood bent|eraan ga|aan de beurt)\b",
)), re.IGNORECASE)
DESPERATE = re.compile("|".join((
    r"\bzelf ?m(?:oo|o)r[dt]\w*|\bsu[iï]cid\w*|\beinde? (?:aan|van|maken aan) (?:mijn|mn|m'n|me) leven\b",
    r"\b(?:hoeveel|welke) (?:paracetamol\w*|pillen|slaappillen)\b.{0,20}\bdodelijk|\bdodelijke dosis\b",
    r"\b(?:mijn|mn|m'n|dit) leven\b.{0,25}\b(?:geen zin|geen enkele zin|niet meer|hoeft niet|voorbij|over|zat|moe)\b",
    r"\bik\b.{0,10}\b(?:wil|wou|hoef|hoop)\b.{0,20}\b(?:dood\b(?! bloed)|niet meer leven|niet meer wakker"
    r"|er niet meer (?:te )?zijn)",
    r"\b(?:lig|spring|stap|ga|springen)\b.{0,12}\b(?:onder|voor) (?:de|een) trein\b"
    r"|\b(?:onder|voor) (?:de|een) trein (?:lig|spring|stap|ga)",
    r"\bspring\w*\b.{0,6}\bvan (?:de|het|een) (?:brug|flat|dak)\b|\bvan (?:de|het|een) (?:brug|flat|dak) spring",
    r"\bik (?:heb|schrijf|schreef)\b.{0,20}\bafscheidsbrief (?:geschreven|klaar|aan mijn (?:man|vrouw|kinderen|gezin))",
    r"\b(?:mezelf|mijzelf|me zelf)\b.{0,25}\b(?:aandoen|pijn|wat aan|iets aan|snijden|ophangen|van kant)\b",
    r"\b(?:ze|iedereen|zij|jullie|de wereld|gezin|kinderen|man|vrouw)\b.{0,25}\bbeter.{0,15}\bzonder (?:mij|me)\b",
)), re.IGNORECASE)
# A rule, a subject or another's story is no threat to the user.
ABOUT = re.compile(
    r"\b(?:wat doet|hoe ga je om|protocol|beleid|adviseert|stel dat|(?:motie|amendement) (?:over|tegen|om|voor|indien\w*)"
    r"|voorbeeld van|op de keel|cijfers|hoeveel raadsleden|vorig jaar|in 20\d\d|van een wethouder)\b"
    # what others live through, where nobody says "ik": "boa's zijn dit jaar 23 keer bedreigd, een keer met een mes"
    r"|^(?!.*\b(?:ik|me|mij|mijn|mn|m'n|ons|onze griffier\w*)\b)(?=.*\b(?:boa'?s|handhavers|buschauffeurs|ambulance\w+|brandweer\w*|hulpverleners"
    r"|agenten|conducteurs)\b)", re.IGNORECASE)
A_SUBJECT = re.compile(
    r"\b(?:stel dat|preventie\w*|\w+preventie|beleid|protocol|motie (?:over|tegen|voor)|(?:rol|taak) van de (?:gemeente|raad)"
    r"|in de raad|cijfers|vragen stellen over)\b", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ThreatGuard(GraphComponent):
    """Stands last in the pipeline; sets the intent to `dreiging` or `wanhoop` where the text shows plain signs of it."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> ThreatGuard:
        """Nothing is configured and nothing is learnt."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Override the intent of each message that shows despair or a threat."""
        for message in messages:
            found = danger(message.get("text") or "")
            if found:
                intent = {"name": found, "confidence": 1.0}
                message.set("intent", intent, add_to_output=True)
                message.set("intent_ranking", [intent, *(message.get("intent_ranking") or [])], add_to_output=True)
        return messages


def danger(text: str) -> str | None:
    """The intent of a text whose words alone show despair or a threat; else None."""
    if text.startswith("/"):
        return None
    if DESPERATE.search(text) and not A_SUBJECT.search(text):
        return DESPAIR
    return INTENT if shows_threat(text) else None


def shows_threat(text: str) -> bool:
    """Whether a text shows plain signs of danger to the one who typed it."""
    return bool(SIGNS.search(text)) and not ABOUT.search(text)
