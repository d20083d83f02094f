"""Log files that grow are set aside by number, under a process that goes on writing."""

from bot.rotation import rotate


def test_a_small_file_stays(tmp_path):
    (tmp_path / "rasa.log").write_text("x" * 10)
    assert rotate(tmp_path / "rasa.log", largest=10) is False
    assert rotate(tmp_path / "weg.log") is False
    assert [path.name for path in tmp_path.iterdir()] == ["rasa.log"]


def test_a_full_file_is_set_aside_and_its_writer_goes_on(tmp_path):
    log = tmp_path / "rasa.log"
    with log.open("a") as writer:
        for number in range(5):
            writer.write(f"regel {number}\n")
            writer.flush()
            assert rotate(log, largest=3, kept=3) is True
        writer.write("de laatste\n")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "rasa.log": "de laatste\n", "rasa.log.1": "regel 4\n", "rasa.log.2": "regel 3\n", "rasa.log.3": "regel 2\n"}
