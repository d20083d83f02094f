"""What `answer` decides by rule before and around the search: the weather, helpers, and the pay of those who were spoken of."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.acts import ActionTalk
from actions.answer import (
    FRACTIE_MONEY,
    HUMAN,
    LEAST_OF_GUESS,
    OTHER_SUBJECT,
    WEATHER,
    ActionAnswer,
    asks_price,
    brings_it,
    by_words,
    find,
    tells_hours,
)
from actions.context import Leaning, asking_clause, leaning
from actions.explain import SIMPLER
from actions.scene import Scene
from actions.turn import Turn
from knowledge import Hit, Result
from tests.toy import passage
from tests.toy_actions import PASSAGES, Talk, ToySources, use

OTHERS = (passage("ambtelijke_bijstand/wat", "Ambtenaren helpen bij moties."), passage("ambtelijke_bijstand/top_5", "Vraag de griffier."),
          passage("inwoners_achterban/burgerraadsleden", "Burgerraadsleden helpen."), passage("vergoeding/wat", "Je krijgt een vergoeding."))


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources({"amendement": ["amendement/wat"], "betaald": ["vergoeding/wat"], "geld": ["vergoeding/wat"]},
                                passages=(*PASSAGES, *OTHERS)))


@pytest.mark.parametrize(("text", "weather"), [
    ("wordt het morgen droog? we gaan flyeren", True), ("wat voor weer wordt het zaterdag", True), ("gaat het regenen vanavond", True),
    ("ja nee goed dat snap ik en wat voor weer wordt het eigenlijk morgen", True), ("wordt het vanavond lekker weer", True),
    ("en regent het morgen, ik moet op de fiets", True), ("blijft t morgen droog want ik moet flyeren", True), ("hoe werkt dat ook weer", False), ("wanneer komt het weer in de raad", False), ("wordt het besluit weer uitgesteld", False),
])
def test_the_weather_is_of_another_world(text, weather):
    assert bool(WEATHER.search(text)) is weather
    if weather:
        assert Talk().say(ActionAnswer(), text, "nlu_fallback").responses == ["utter_out_of_scope"]


@pytest.mark.parametrize("text", ["helpen ze ook bij het schrijven van een amendement", "kunnen die meehelpen met een amendement"])
def test_who_was_spoken_of_helps_or_not_whatever_instrument_is_named(text):
    talk = Talk(passage="ambtelijke_bijstand/top_5", topic="ambtelijke_bijstand").say(ActionAnswer(), text, "amendement", named=["amendement"])
    assert talk.slots["passage"] == "ambtelijke_bijstand/wat"


@pytest.mark.parametrize(("text", "before", "response"), [
    ("ben commissielid, geen raadslid. wat krijg ik betaald per vergadering", {}, "utter_no_answer"),
    ("krijgt een burgerlid ook geld", {}, "utter_no_answer"),
    ("en een commissielid dat geen raadslid is?", {"passage": "vergoeding/wat", "topic": "vergoeding"}, "utter_no_answer"),
    ("krijgt een raadslid geld van een commissielid", {}, "utter_answer"),
])
def test_the_pay_of_committee_members_is_not_a_councillors(text, before, response):
    assert Talk(**before).say(ActionAnswer(), text, "vergoeding").responses[0] == response


def test_sorry_after_an_insult_is_accepted():
    talk = Talk().say(ActionAnswer(), "domme bot", "belediging").say(ActionAnswer(), "Sorry, flauw van mij.", "nlu_fallback")
    assert talk.responses == ["utter_geeft_niet"]
    assert Talk().say(ActionAnswer(), "sorry, wat is een amendement", "amendement").responses == ["utter_answer"]


@pytest.mark.parametrize("text", ["krijgen die ook betaald", "krijgen ze daar ook geld voor, die burgerraadsleden"])
def test_the_pay_of_those_who_were_spoken_of_stands_nowhere(text):
    talk = Talk(passage="inwoners_achterban/burgerraadsleden", topic="inwoners_achterban").say(ActionAnswer(), text, "vergoeding")
    assert talk.responses == ["utter_no_answer"]
    assert Talk(passage="motie/wat", topic="motie").say(ActionAnswer(), "krijg ik betaald", "vergoeding").slots["passage"] == "vergoeding/wat"


@pytest.mark.parametrize(("text", "leaves"), [
    ("ander ding: wie helpt me met spreken", True), ("heel iets anders, hoe zit het met de vng", True), ("oke andere vraag wat is een motie", True),
    ("Dan een zakelijke vraag. Welke taken heeft bzk", True), ("wat anders kan ik doen", False), ("kan het ook anders", False),
    ("is er iets anders dan een motie", False), ("iets anders", False),
])
def test_who_says_so_leaves_the_subject(text, leaves):
    assert bool(OTHER_SUBJECT.search(text)) is leaves


class SoundsLikeTalk(ToySources):
    """Toy sources that are sure of motie/wanneer, and find that the question sounds like small talk."""

    def search_national(self, question, top_k=5):
        return Result(question, False, (Hit(self.passage("motie/wanneer"), 0.9),), False, True)


@pytest.mark.parametrize(("text", "intent", "sure", "shown"), [
    ("pff waar is het dan wel voor", "hulp", 0.5, "motie/wat"),  # it points at what was shown, and no act explains it well
    ("en wat kan ik de volgende keer doen", "vervolg", 0.7, "motie/wat"), ("wat kan ik de volgende keer", "motie", 0.7, None),
])
def test_what_sounds_like_small_talk_is_answered_where_it_asks(monkeypatch, text, intent, sure, shown):
    use(monkeypatch, SoundsLikeTalk())
    action = ActionAnswer() if intent in ("vervolg", "motie") else ActionTalk()
    talk = Talk(passage=shown, topic=shown and "motie").say(action, text, intent, sure=sure)
    assert talk.slots["passage"] == "motie/wanneer"


@pytest.mark.parametrize(("text", "intent", "sure", "shown"), [
    ("pff waar is het dan wel voor", "hulp", 0.5, "media/wat"), ("dank je, waar is het voor", "dank", 0.9, "motie/wat"),
    ("tot de volgende keer", "afscheid", 0.5, "motie/wat"),
])
def test_small_talk_stays_small_talk(monkeypatch, text, intent, sure, shown):
    use(monkeypatch, SoundsLikeTalk())
    talk = Talk(passage=shown, topic=shown.split("/")[0]).say(ActionTalk(), text, intent, sure=sure)
    assert talk.slots["passage"] == shown


def test_a_part_that_a_named_subject_lacks_is_found_by_its_words(monkeypatch):
    others = (*PASSAGES, passage("media/social_media", "Wees zichtbaar."), passage("inwoners_achterban/werkgroepen", "Werkgroepen."))
    use(monkeypatch, ToySources(sure={"social": ["media/social_media"]}, passages=others))
    talk = Talk(passage="inwoners_achterban/werkgroepen", topic="inwoners_achterban")
    assert talk.say(ActionAnswer(), "en social media?", "vervolg", named=["media"]).slots["passage"] == "media/social_media"


def test_a_municipality_after_the_allowance_is_its_allowance(monkeypatch):
    use(monkeypatch, ToySources())
    talk = Talk(passage="vergoeding/wat", topic="vergoeding")
    monkeypatch.setattr("tests.toy_actions.ToySources.passage", lambda self, identity: passage(identity, "Vergoeding."))
    assert talk.say(ActionAnswer(), "Ede", "geef_waarde").responses[0].startswith("utter_vergoeding_gemeente")


@pytest.mark.parametrize(("text", "clause"), [
    ("hey ik werk 3 dagen bij de appie, moet mijn baas me vrij geven", "moet mijn baas me vrij geven"),
    ("ik ben student, en nu", None), ("ok, mag dat dan ook zo", None), ("wij zijn met vijf man, dat is wel genoeg denk ik", None),
])
def test_the_last_clause_that_asks_says_enough_by_itself(text, clause):
    assert asking_clause(text) == clause


@pytest.mark.parametrize(("text", "shown"), [
    ("welke gemeente heeft dat zo gedaan", True), ("welke gemeente was dat ook weer?", True), ("noem een gemeente", True),
    ("wie heeft dat gedaan", False), ("welke gemeente is het grootst", False),
])
def test_which_municipality_it_was_stands_in_the_passage_that_names_it(monkeypatch, text, shown):
    named = passage("leren_ontwikkelen/stappenplan", "De gemeente De Wolden deed het zo.")
    other = passage("leren_ontwikkelen/voorbeeld", "Een ander voorbeeld.")
    use(monkeypatch, ToySources({"": ["leren_ontwikkelen/voorbeeld"]}, passages=(*PASSAGES, named, other)))
    talk = Talk(passage=named.id, topic="leren_ontwikkelen").say(ActionAnswer(), text, "vervolg")
    assert talk.slots["passage"] == (named.id if shown else other.id)


def test_of_another_subject_the_part_is_found_by_the_question_before(monkeypatch):
    parts = (passage("nvvr/aanbod", "Nieuws."), passage("vng/wat", "De VNG."), passage("vng/nieuws", "Een magazine."))
    use(monkeypatch, ToySources({"nieuwsbrief": ["vng/nieuws", "nvvr/aanbod"]}, passages=(*PASSAGES, *parts)))
    before = {"passage": "nvvr/aanbod", "topic": "nvvr", "question": "hebben ze een nieuwsbrief"}
    assert Talk(**before).say(ActionAnswer(), "en de vng ook?", "vng", named=["vng"]).slots["passage"] == "vng/nieuws"
    assert Talk(**before).say(ActionAnswer(), "die van de vng bedoel ik", "vng", named=["vng"]).slots["passage"] == "vng/nieuws"


@pytest.mark.parametrize(("text", "human"), [
    ("met wie kan ik dan wel praten", True), ("met wie kan ik hierover spreken?", True), ("met wie kan ik praten over de begroting", False),
])
def test_who_looks_for_someone_to_talk_to_gets_the_griffie(text, human):
    assert bool(HUMAN.search(text)) is human


@pytest.mark.parametrize(("text", "simpler"), [
    ("simpeler graag, ik ben student", True), ("kan dat makkelijker? ik moet het morgen aan 3 havo uitleggen", True),
    ("leg es uit in jip en janneke taal", True), ("in gewone woorden aub", True),
    ("is een motie makkelijker dan een amendement", False), ("hoe maak ik het de griffie makkelijker om dat te regelen", False),
])
def test_who_wants_it_simpler_is_heard_by_the_words(text, simpler):
    assert bool(SIMPLER.search(text)) is simpler
    if simpler:
        talk = Talk(passage="motie/wat", topic="motie").say(ActionAnswer(), text, "vervolg")
        assert talk.responses[0].startswith("utter_simpler")


def test_a_thumb_with_a_word_or_two_is_a_thank_you():
    assert Talk(passage="motie/wat", topic="motie").say(ActionAnswer(), "👍 scheelt weer", "opnieuw").responses == ["utter_dank"]


@pytest.mark.parametrize(("text", "response"), [
    ("spreek ik met een mens of met een machine?", "utter_wie_ben_je"), ("ik ben geen raadslid hoor, gewoon inwoner", "utter_inwoner_vraag"),
    ("wordt het morgen regen", "utter_out_of_scope"),
])
def test_who_is_spoken_to_and_who_speaks(text, response):
    assert Talk().say(ActionAnswer(), text, "nlu_fallback", sure=0.4).responses == [response]


@pytest.mark.parametrize(("shown", "text", "asked"), [
    ("griffie/wat", "en wie is dan de werkgever van die mensen", "werkgeverschap/werkgever"), ("griffie/taken", "wie gaat over het geld daarvoor", "werkgeverschap/werkgever"),
    ("griffie/wat", "daar kunnen we toch een commissie voor instellen als werkgever", None), ("griffie/wat", "wie is daar de baas", None),
    ("rekenkamer/taken", "er was toch ook een wet in de maak?", "rekenkamer/wetsvoorstel"), ("rekenkamer/taken", "staat dat in de wet", None),
    ("fractieondersteuning/budget", "en waaraan juist niet", "fractieondersteuning/niet_uitgeven"), ("media/wat", "en waaraan juist niet", None)])
def test_a_few_words_ask_for_one_part_after_their_subject(monkeypatch, shown, text, asked):
    known = [passage(one, "Tekst.") for one in (shown, "werkgeverschap/werkgever", "rekenkamer/wetsvoorstel", "fractieondersteuning/niet_uitgeven")]
    use(monkeypatch, ToySources(passages=tuple(known)))
    found = by_words(Turn(text, "vervolg", 0.9), known[0])
    assert (found.id if found else None) == asked


@pytest.mark.parametrize(("said", "response"), [
    ("wat krijgt een commissielid per vergadering in Gouda", "utter_vergoeding_gemeente"), ("ben commissielid in een gemeente van 30.000 inwoners, wat krijg ik", "utter_vergoeding")])
def test_after_a_committee_members_pay_a_councillor_there_gets_an_amount(said, response):
    talk = Talk().say(ActionAnswer(), said, "vergoeding")
    assert talk.responses == ["utter_no_answer"]
    assert talk.say(ActionAnswer(), "en een echt raadslid daar?", "vervolg").responses[0].startswith(response)


@pytest.mark.parametrize(("shown", "text", "intent", "response"), [
    ("ambtelijke_bijstand/wat", "wat verdient zo iemand", "vergoeding", "utter_no_answer"), ("vergoeding/wat", "en een wethouder daar", "ander_ambt", "utter_ander_ambt"),
    ("vergoeding/wat", "en hoeveel geld is dat", "vervolg", "utter_answer")])
def test_who_is_no_councillor_gets_no_councillors_amount(shown, text, intent, response):
    talk = Talk(passage=shown, topic=shown.split("/")[0]).say(ActionAnswer(), text, intent, sure=0.63)
    assert talk.responses[0] == response


@pytest.mark.parametrize(("text", "announced"), [("hallo ik heb een vraagje", True), ("moi mag ik jou wat vragen over het raadswerk", True),
                                                 ("ik heb een vraag over de begroting", False), ("mag ik de griffie iets vragen", False)])
def test_who_says_that_a_question_will_come_is_asked_for_it(text, announced):
    talk = Talk().say(ActionTalk(), text, "hulp")
    assert (talk.responses == ["utter_ja"]) is announced


@pytest.mark.parametrize(("last", "text", "named", "found"), [
    ("onkostenvergoeding/eigen_rekening", "waar is die vergoeding voor dan wel", ("vergoeding",), "onkostenvergoeding/bedoeld_voor"),
    ("onkostenvergoeding/eigen_rekening", "en de vergoeding per maand dan wel", ("vergoeding",), "vergoeding/wat"),
    ("raadsonderzoek/hoe", "wie mag het initiatief nemen dan wel", ("initiatiefrecht",), "raadsonderzoek/wat")])
def test_a_part_of_the_last_subject_may_bear_another_ones_name(monkeypatch, last, text, named, found):
    ids = ("onkostenvergoeding/eigen_rekening", "onkostenvergoeding/bedoeld_voor", "vergoeding/wat", "raadsonderzoek/hoe", "raadsonderzoek/wat",
           "initiatiefrecht/wat")
    toy = Following({f"{last}: dan wel": [found]} | {"dan wel": [f"{named[0]}/wat"]}, passages=tuple(passage(one, "Tekst.") for one in ids))
    use(monkeypatch, toy)
    turn = Turn(text, "vervolg", 0.9, named=named)
    assert find(turn, Scene(last=toy.passage(last))).passage.id == found


class Following(ToySources):
    """What follows a passage is found by that passage's id and what is said."""

    def search_after(self, question, shown, top_k=5):
        return self.search_national(f"{shown.id}: {question[-7:]}", top_k)


@pytest.mark.parametrize(("ranking", "guessed"), [({"motie": 0.9}, True), ({"vervolg": 0.9}, False), ({"motie": 0.4}, False)])
def test_where_the_intents_are_sure_a_poor_hit_is_shown_with_a_warning(monkeypatch, ranking, guessed):
    use(monkeypatch, Poor())
    found = find(Turn("iets over rotmails", next(iter(ranking)), 0.9, ranking), Scene())
    assert (found.passage, found.guess and found.guess.id) == (None, "motie/hoe" if guessed else None)


class Poor(ToySources):
    """Finds one passage, and is hardly sure of it."""

    def search_national(self, question, top_k=5):
        return Result(question, False, (Hit(self.passage("motie/hoe"), LEAST_OF_GUESS),))


@pytest.mark.parametrize(("text", "more"), [
    ("en voor achtergrondcijfers, cbs en zo, wie heb je daar nog meer", False), ("en, wat heb je daar nog meer", True), ("ja, nog meer", True)])
def test_who_asks_for_more_of_something_names_it(text, more):
    assert (leaning(Turn(text, "vervolg", 0.9), passage("motie/wat", "Tekst.")) == Leaning.MORE) == more


@pytest.mark.parametrize(("text", "subjects", "found"), [
    ("en voor dat andere", ("amendement", "motie"), "motie/hoe"), ("en het tweede?", ("amendement", "motie"), "motie/hoe"),
    ("en het tweede?", ("amendement",), None), ("en de andere gemeenten", ("amendement", "motie"), None)])
def test_of_two_subjects_the_other_one_is_asked_for_the_same_part(monkeypatch, text, subjects, found):
    toy = ToySources({}, passages=(*PASSAGES, passage("amendement/hoe", "Zo doe je het.")))
    use(monkeypatch, toy)
    got = find(Turn(text, "vervolg", 0.5), Scene(last=toy.passage("amendement/hoe"), subjects=subjects)).passage
    assert (got and got.id) == found


@pytest.mark.parametrize(("last", "text", "fills"), [
    ("tijdsbesteding/wat", "lezen 9 uur vergaderen 5 inwoners 2", True), ("tijdsbesteding/wat", "lezen 9 uur", False),
    ("tijdsbesteding/wat", "is 9 uur lezen en 5 uur vergaderen veel?", False), ("motie/wat", "lezen 9 uur vergaderen 5 inwoners 2", False)])
def test_hours_after_the_table_fill_it_in(last, text, fills):
    assert tells_hours(Turn(text, "corrigeer", 0.4), Scene(last=passage(last, "Tekst."))) == fills


def test_the_fallback_beside_a_form_comes_once():
    talk = Talk(passage="motie/wat", topic="motie").say(ActionAnswer(), "geld", "vergoeding")
    talk.events.append({"event": "action", "name": "action_answer"})
    tracker = Tracker("x", talk.slots, {"text": "geld"}, talk.events, False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    assert [event["name"] for event in ActionAnswer().run(dispatcher, tracker, {})] == ["action_listen"]
    assert dispatcher.messages == []


@pytest.mark.parametrize(("last", "text", "asks"), [
    ("accountant/wat", "wat is een gangbaar tarief voor zo'n controle", True), ("rekenkamer/wat", "is er een gebruikelijk bedrag per inwoner", True),
    ("motie/wat", "wat is een gangbaar tarief", False), ("vergoeding/wat", "gaat daar nog belasting af", True), ("vergoeding/wat", "is dat bruto", True),
    ("motie/wat", "een motie over de hondenbelasting", False), ("accountant/wat", "wat kijkt hij normaal na", False)])
def test_common_prices_and_taxes_stand_nowhere(last, text, asks):
    assert asks_price(Turn(text, "vervolg", 0.8), Scene(last=passage(last, "Tekst."))) == asks


@pytest.mark.parametrize(("text", "named", "brings"), [
    ("levert de vng daar een model voor", ("vng",), True), ("wat doet de vng", ("vng",), False), ("levert de griffie daar een model voor", ("griffie",), False)])
def test_an_organisation_may_have_something_on_the_last_subject(monkeypatch, text, named, brings):
    class Sure(ToySources):
        def search_after(self, question, shown, top_k=5):
            return Result(question, True, (Hit(self.passage("motie/hoe"), 0.9),))

    use(monkeypatch, Sure({}))
    assert brings_it(Turn(text, "vng", 0.8, named=named), passage("motie/wat", "Tekst.")) == brings


def test_who_cannot_think_of_the_name_is_asked_for_it():
    assert leaning(Turn("nou gewoon dat ding", "eenvoudiger", 0.9), None) == Leaning.NOTHING
    assert leaning(Turn("gewoon dat amendement", "amendement", 0.9, named=("amendement",)), None) == Leaning.NONE


@pytest.mark.parametrize(("text", "asks"), [
    ("hoeveel geld krijgt een fractie", True), ("wat ontvangt een fractie van de gemeente", True), ("wat krijgt een fractievoorzitter", False),
    ("wat krijgt een fractie voorzitter extra", False), ("wat krijgt rotterdam per fractie", False), ("hoeveel krijgt een fractie bij ons per zetel", False)])
def test_what_a_fractie_gets_is_no_allowance(text, asks):
    assert bool(FRACTIE_MONEY.search(text)) == asks
