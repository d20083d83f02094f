"""Command line of the knowledge package: `python -m knowledge build | search | add | list | remove`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tqdm import tqdm

from knowledge.build import build, is_current, local_store, open_encoder, open_library
from knowledge.settings import read_settings
from knowledge.types import Result


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with one message on standard error when it did not."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="Build and search the knowledge.")
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build the index from the edition and the question bank")
    building.add_argument("--if-changed", action="store_true", help="only when a source or the model changed")
    searching = commands.add_parser("search", help="find the passages that answer a question")
    searching.add_argument("question", nargs="?", help="the question")
    searching.add_argument("--questions", type=Path, help="a file with one JSON object {id, question} a line")
    searching.add_argument("--top-k", type=_positive, default=5, help="how many passages (default 5)")
    searching.add_argument("--json", action="store_true", help="one JSON object a question")
    adding = commands.add_parser("add", help="add the griffie's own documents: PDF, DOCX, HTML, Markdown or text")
    adding.add_argument("files", nargs="+", type=Path, metavar="FILE")
    commands.add_parser("list", help="list the griffie's own documents")
    removing = commands.add_parser("remove", help="remove one of the griffie's own documents")
    removing.add_argument("id", help="its id, as 'list' shows it")
    options = parser.parse_args(arguments)
    runs = {"build": run_build, "search": run_search, "add": run_add, "list": run_list, "remove": run_remove}
    try:
        return runs[options.command](options)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


def run_build(options: argparse.Namespace) -> int:
    """Build the index, or say that it is up to date."""
    settings = read_settings()
    if options.if_changed and is_current(settings):
        print("The index is up to date.")
        return 0
    knowledge = build(settings)
    print(f"Indexed {len(knowledge.passages)} passages and {len(knowledge.owners)} questions in {settings.index}.")
    return 0


def run_search(options: argparse.Namespace) -> int:
    """Search for one question, or for each of a file."""
    if (options.question is None) == (options.questions is None):
        raise ValueError('Expected either a question or --questions FILE. Try: python -m knowledge search "wat is een motie?"')
    asked = [{"id": None, "question": options.question}] if options.question is not None else read_questions(options.questions)
    knowledge = open_library(read_settings())
    for row in asked:
        result = knowledge.search(row["question"], options.top_k)
        print(json.dumps(as_json(row["id"], result), ensure_ascii=False) if options.json else as_text(result))
    return 0


def run_add(options: argparse.Namespace) -> int:
    """Add each file; one that can't be read is named with its reason, and the others are added all the same."""
    settings = read_settings()
    encoder, store, failed = open_encoder(settings), local_store(settings), 0
    for path in options.files:
        with tqdm(total=0, desc=path.name, unit="passage", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
            def progress(done: int, total: int, bar: tqdm = bar) -> None:
                bar.total = total
                bar.update(done - bar.n)
            try:
                document, fresh = store.add(path, encoder, progress)
            except ValueError as error:
                print(error, file=sys.stderr)
                failed += 1
                continue
        print(f"{document.id}: {document.passages} passages of {document.title!r}" + ("" if fresh else ", unchanged"))
    return 1 if failed else 0


def run_list(options: argparse.Namespace) -> int:
    """One line a document."""
    documents = local_store(read_settings()).list()
    for document in documents:
        print(f"{document.id}\t{document.passages} passages\t{document.added[:10]}\t{document.title}")
    if not documents:
        print("No documents yet. Add one: python -m knowledge add FILE")
    return 0


def run_remove(options: argparse.Namespace) -> int:
    """Remove one document."""
    local_store(read_settings()).remove(options.id)
    print(f"Removed {options.id}.")
    return 0


def read_questions(path: Path) -> list[dict]:
    """The questions of a JSON-lines file, each with `id` and `question`; ValueError names the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # JSON may hold the other line ends of splitlines
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"Cannot read {path}: {error}. Expected a UTF-8 file with one JSON object a line.") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}, line {number}: {error}. Expected one JSON object a line.") from error
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            raise ValueError(f'{path}, line {number}: found {line[:60]!r}. Expected {{"id": …, "question": "…"}}.')
        rows.append({"id": row.get("id", str(number)), "question": row["question"]})
    return rows


def as_json(identity: str | None, result: Result) -> dict:
    """A result as the command line's JSON."""
    return {"id": identity, "question": result.question, "answered": result.answered,
            "hits": [hit.as_dict() for hit in result.hits]}


def as_text(result: Result) -> str:
    """A result for a person to read."""
    lines = [result.question if result.answered else f"{result.question}  (not sure enough to answer)"]
    for hit in result.hits:
        first = hit.passage.text.splitlines()[0][:100]
        lines.append(f"  {hit.score:.2f}  {hit.passage.id:42} {first}")
    return "\n".join(lines)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"found {number}, expected 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
