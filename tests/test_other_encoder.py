"""Any other sentence model by folder: a tiny transformer made here takes the place of the built-in one."""

import dataclasses

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from toy import tiny_settings
from transformers import BertConfig, BertModel

from knowledge.build import build, open_knowledge
from knowledge.encoder import Encoder, save_transformer
from knowledge.settings import Settings

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "wat", "is", "een", "motie", "griffie", "de", "query", ":"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    tokenizer = Tokenizer(models.WordLevel({word: row for row, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    config = BertConfig(vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    made = tmp_path_factory.mktemp("model") / "tiny"
    save_transformer(tokenizer, BertModel(config), str(made))
    return made


def test_it_gives_vectors_of_its_own_dimension(folder):
    assert Encoder.open(str(folder)).encode(["wat is een motie"]).shape == (1, 16)


def test_its_prompt_changes_a_question_and_not_a_passage(folder):
    plain, prompted = Encoder.open(str(folder)), Encoder.open(str(folder), query_prompt="query : ")
    assert float(plain.encode_questions(["motie"])[0] @ prompted.encode_questions(["motie"])[0]) < 0.9999
    assert float(plain.encode_passages(["motie"])[0] @ prompted.encode_passages(["motie"])[0]) == pytest.approx(1.0, abs=1e-5)


def test_an_index_is_built_with_it_and_opened_again(folder, tmp_path):
    settings = dataclasses.replace(tiny_settings(tmp_path), encoder=str(folder))
    build(settings)
    assert open_knowledge(settings).search("wat is een motie").hits[0].score > 0


def test_switching_says_what_must_be_rebuilt(folder, tmp_path):
    settings = dataclasses.replace(tiny_settings(tmp_path), encoder=str(folder))
    build(settings)
    with pytest.raises(ValueError, match="encoder .*tiny.*python -m knowledge build"):
        open_knowledge(dataclasses.replace(settings, encoder=Settings().encoder))
    with pytest.raises(ValueError, match="python -m knowledge build"):
        open_knowledge(dataclasses.replace(settings, query_prompt="query : "))
