"""What a story says of goal, agenda and haste, wherever it stands: rules and a lexicon, with negation. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.dutch_numbers import fold

YES, NO, UNKNOWN = "ja", "nee", "weet_niet"


@dataclass(frozen=True)
class Facts:
    """What is known of a wish: its goal, whether it is on the agenda, whether it is urgent; None: not told."""

    goal: str | None = None
    agenda: str | None = None
    urgent: str | None = None


# Words of each goal. The first pattern says it plainly, the second only suggests it: it counts when nothing is plain.
GOAL_WORDS = {
    "onderzoek": (r"raads(?:onderzoek|enquete)|enquete|onderzoek (?:doen|laten|instellen|starten|naar|komt|wil\w*)|onderzoeken|"
                  r"laten onderzoeken|"
                  r"getuigen|verhoren|verhoor|onderste steen|doofpot|diep(?:gaand)? onderzoek|onderzocht|een onderzoek",
                  r"onderzoek\w*|tot op de bodem|misstand\w*"),
    "wijziging": (r"(?:wijzig|aanpas|aan te pas|amendeer|verander)\w*|aangepast|gewijzigd|anders (?:hebben|in|maken|moet)|"
                  r"moet (?:echt )?anders|"
                  r"(?:zin|regel|artikel|stuk|passage|alinea|bedrag|punt)\b.{0,25}\b(?:eruit|schrappen|anders|erbij|toevoegen|"
                  r"weg)|"
                  r"(?:iets|wat) anders\b.{0,15}\b(?:in staan|erin)|schrappen|ander\w* (?:tekst|bedrag)",
                  r"anders|tekst"),
    "eigen_voorstel": (r"eigen (?:voorstel|plan|idee|initiatief|verordening)|initiatief\w*|zelf\b.{0,30}\b(?:voorstel|regel|"
                       r"verordening|plan|idee)\w*|"
                       r"(?:een|met een|nieuw|nieuwe) (?:nieuw |nieuwe |heel nieuw )?(?:voorstel|regel|verordening)\b.{0,20}"
                       r"\b(?:indienen|doen|maken|schrijven|komen|op tafel|bedenken|opstellen|voorleggen|invoeren)|"
                       r"nieuwe (?:regel|verordening)|voorstel (?:indienen|doen|schrijven|maken)|(?:mijn|ons|onze) (?:voorstel|"
                       r"plan|idee)",
                       r"\bidee\b|regelen"),
    "geld": (r"(?:meer|minder|extra|geen|genoeg) geld|geld (?:voor|naar|erbij|vrij\w*|uit|beschikbaar)|begroting\w*|budget\w*|"
             r"bezuinig\w*|"
             r"krediet|subsidie\w*|financier\w*|geld (?:moet|gaat|steken)|om (?:het )?geld|goedkoper|uitgaven?|belasting\w*",
             r"\bgeld\b|\bkosten\b|euro"),
    "debat": (r"ter verantwoording|verantwoord\w*|debat\w*|debatt\w*|aan de tand|op het matje|aan de kaak|aan de orde stellen|"
              r"ondervrag\w*|bevragen|"
              r"aanspreken op|op aanspreken|ter sprake|(?:laten )?uitleggen (?:in|aan) de raad|bespreken in de raad|"
              r"over praten in de raad|"
              r"het (?:met|in) de raad (?:erover )?(?:over )?hebben|interpelleren|in de raad bespreken",
              r"bespreken|bespreking|praten|aanspreken"),
    "uitspraak": (r"uitspraak|uitspreken|uitspreekt|oproep\w*|oproepen|aansporen|standpunt|signaal|opdracht|opdragen|afkeur\w*|"
                  r"steun (?:uit|betuig)\w*|"
                  r"bijsturen|terugdraai\w*|(?:ander|nieuw) beleid|druk (?:zetten|op)|verzoeken|richting geven|"
                  r"(?:college|wethouder|burgemeester|b&w)\b.{0,40}\b(?:bewegen|stopt?|stoppen|moet|moeten|ingrijp\w*|"
                  r"iets doet|in beweging|aan de slag|dwingen)|"
                  r"zorgen dat het college|luister\w* niet|niet (?:naar ons )?luister\w*|doet niets|doet niks|doen niks|"
                  r"laat het liggen|"
                  r"stopt? met|uitstellen|vastleggen wat (?:de raad|wij)|raad (?:moet|zich)\b.{0,15}\buitspr\w*|"
                  r"dat de raad (?:vindt|zegt)",
                  r"moet|stop\w*|tegenhouden|voorkomen"),
    "informatie": (r"informatie|\binfo\b|opheldering|uitleg (?:krijgen|van|over)|antwoord\w*|vragen stellen|vraag stellen|"
                   r"navragen|te weten|erachter kom\w*|"
                   r"achter kom\w*|wil (?:graag |gewoon |eerst )?weten|willen weten|weten (?:hoe|wat|waarom|of|wie|wanneer|"
                   r"hoeveel)|duidelijkheid|inzicht|"
                   r"cijfers|feiten|hoe het zit|(?:niks|niets|niet) (?:over )?(?:verteld|gehoord|geinformeerd)|"
                   r"geeft (?:ons )?geen|opvragen",
                   r"weten|vragen|uitleg|waarom"),
}
WISH = re.compile(r"\b(?:(?:ik|we|wij|fractie|raad|men) (?:wil|willen|wilde|zou|zouden)|wil(?:len)? (?:ik|we|wij|graag|dat)|"
                  r"wil|willen|doel is|"
                  r"gaat (?:mij|me|ons) om|zou graag|het liefst|hoop|zodat|bedoeling)\b")
NEGATED = re.compile(r"\b(?:geen|niet|nooit|niet (?:om|alleen|gewoon)|hoeft geen|zonder)\s+(?:\w+\s+){0,2}$")
PLAIN_NEGATIVE = re.compile(r"^(?:geen geld|geeft|niks|niets|niet|luister|doet|doen)")  # patterns that hold their own "not"

CLAUSE = re.compile(r"[.,;:!?\n]+|\b(?:maar|want|omdat|terwijl)\b")
NO_AGENDA = re.compile(
    r"\b(?:niet|nooit|nergens|geen|ontbreekt|vergeten|weg|af)\b.{0,30}\bagenda\w*|agenda\w*\b.{0,20}\b(?:niet|ontbreekt|"
    r"afgehaald|afgevoerd|geschrapt)|"
    r"\bvan de agenda\b|\bbuiten de agenda\b|(?:niet|on) ?geagendeerd|op de agenda (?:zetten|krijgen|brengen|plaatsen|hebben|"
    r"willen)|agenderen|"
    r"geen (?:raads)?voorstel|ligt niets? voor|ligt niet voor|niet ter tafel|vreemd aan de orde|(?:staat|staan|"
    r"stond) er (?:nog )?niet op$")
ON_AGENDA = re.compile(
    r"op de (?:raads)?agenda|geagendeerd|agendapunt\w*|\bligt\b.{0,40}\bvoor\b$|\bligt\b.{0,25}\b(?:voor|ter tafel|op tafel|"
    r"bij de raad|in de raad)\b|voorligt|"
    r"voorliggen\w*|raadsvoorstel|raadstuk|ter besluitvorming|(?:concept|ontwerp)[- ]?(?:besluit|verordening|begroting)|"
    r"(?:voorstel|verordening|besluit|begroting|stuk) (?:van|dat|waar)\b.{0,40}\b(?:college|raad|stemmen|behandel\w*|bespreken|"
    r"voorligt|langskomt)|"
    r"\b(?:wordt|worden|komt|komen)\b.{0,40}\b(?:behandeld|in stemming|in de raad|aan de orde)\b|waar (?:we|wij) over stemmen|"
    r"stemmen (?:we|wij) over|"
    r"(?:we|wij|raad) (?:moeten )?(?:erover |er )?stemmen|in stemming|commissie behandeld")
UNSURE_AGENDA = re.compile(r"(?:weet|idee|onbekend|zeker|twijfel|onduidelijk).{0,25}\b(?:of|dat)\b.{0,40}(?:agenda|geagendeerd)|"
                           r"\bof\b.{0,30}agenda.{0,30}(?:weet|idee|onbekend)")
NO_HASTE = re.compile(
    r"\bgeen (?:enkele |echt |bijzondere )?(?:haast|spoed|tijdsdruk|tijdnood)|\bniet (?:zo |echt |erg |per se |"
    r"heel )?(?:dringend|urgent|acuut|spoedeisend|snel|haast)|"
    r"\b(?:kan|mag|kunnen)\b (?:best |nog |wel |gerust |ook |even )*(?:wachten|later)|\balle tijd\b|\bde tijd\b|"
    r"hoeft niet (?:snel|meteen|nu|vandaag|direct|per se)|\bniet (?:meteen|direct|vandaag|nu meteen)\b|"
    r"\brustig\b|\bgemak\b|zonder haast|haast is er niet|haast heeft het niet|heeft geen haast|later dit jaar|volgend jaar|"
    r"op termijn")
HASTE = re.compile(
    r"\bhaast\b|\bspoed\w*|\bdringend\w*|\burgent\w*|\bacuut|\bvanavond\b|\bvandaag\b|\bmorgen\w*|\bovermorgen\b|\bdeze week\b|"
    r"(?<!te )(?<!hoe )\bsnel\b|"
    r"\bzo (?:snel|spoedig) mogelijk|\basap\b|(?:kan|mag|kunnen) niet (?:langer |meer )?wachten|\bmeteen\b|\bper direct\b|"
    r"\bdirect\b|"
    r"binnen (?:een|twee|drie|enkele|een paar) (?:dag|dagen|week|weken)|\bvolgende week\b|\bmaandag al\b|nu echt|brandt|"
    r"gisteren nog|\bactueel\b|\bnu al\b")
ASKS_BOT = re.compile(
    r"^\W*(?:(?:nee|ja|ok[e]?|maar|en|eh|wacht|even|eerst)\W+)*(?:wat (?:is|zijn|betekent|houdt|doet|kost|"
    r"bedoel\w*)\b(?! er (?:aan|mis|gebeurd))|"
    r"hoe (?:werkt|gaat dat|gaat een|dien|vraag|lang|zit)|wanneer (?:zet|gebruik|mag|kan)|wie (?:is|zijn|doet|mag|bepaalt)|"
    r"waar staat|leg uit|"
    r"mag (?:ik|een|je) )|verschil tussen")


def read_facts(text: str) -> Facts:
    """The facts that a text tells, wherever they stand."""
    plain = fold(text)
    return Facts(read_goal(plain), read_agenda(plain), read_urgent(plain))


def asks_bot(text: str) -> bool:
    """Whether a text asks the bot for an explanation ("wat is een motie?"), so that its words tell no facts."""
    return bool(ASKS_BOT.search(fold(text)))


def read_goal(plain: str) -> str | None:
    """What somebody wants, from a text in lower case; None when nothing says it, or two things do so alike.

    What follows on a wish ("ik wil …") counts before the rest of a story.
    """
    wishes = [match.end() for match in WISH.finditer(plain)]
    for part in ([plain[wishes[-1]:], plain[wishes[0]:]] if wishes else []) + [plain]:
        for level in (0, 1):
            found = _goals(part, level)
            if len(found) == 1 or (found and level == 0):
                return found[0]
    return None


def _goals(text: str, level: int) -> list[str]:
    """Goals whose words stand in a text and are not denied, the first said first."""
    found = {}
    for goal, patterns in GOAL_WORDS.items():
        for match in re.finditer(rf"(?:\b|(?<=\s))(?:{patterns[level]})", text):
            denied = NEGATED.search(text[:match.start()]) and not PLAIN_NEGATIVE.match(match[0])
            if not denied:
                found.setdefault(goal, match.start())
    return sorted(found, key=lambda goal: found[goal])


def read_agenda(plain: str) -> str | None:
    """Whether a text in lower case says that the subject is on the agenda; of several mentions the last counts."""
    if UNSURE_AGENDA.search(plain):
        return UNKNOWN
    said = None
    for clause in CLAUSE.split(plain):
        if NO_AGENDA.search(clause.strip()):
            said = NO
        elif ON_AGENDA.search(clause.strip()):
            said = YES
    return said


def read_urgent(plain: str) -> str | None:
    """Whether a text in lower case says that there is haste, or that there is none."""
    if NO_HASTE.search(plain) and not re.search(r"(?:kan|mag|kunnen) niet (?:langer |meer )?wachten", plain):
        return NO
    return YES if HASTE.search(plain) else None
