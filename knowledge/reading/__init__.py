"""Reading a griffie's own documents: one file in, its title and passages out.

In the order in which a file passes: `pdf`, `docx` (with `numbering`), `html` or `text` read it into `blocks`, and
`sections` makes passages of those, with `structure` (articles, chapters), `headings`, `parts` and `dates`. On its way a
PDF passes `lines`, `furniture`, `columns` (with `rows` and `tables`) and `paragraphs`. `faults` says what can't be read.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from knowledge.reading.faults import Unreadable, without_text
from knowledge.reading.sections import passages_of
from knowledge.types import Passage

__all__ = ["KINDS", "LARGEST", "Unreadable", "read_file"]

LARGEST = 50_000_000  # bytes
KINDS = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html", ".md": "text", ".txt": "text"}
MAGIC = {b"%PDF-": "pdf", b"PK\x03\x04": "docx", b"\xd0\xcf\x11\xe0": "docx"}


def read_file(path: Path, document: str, progress: Callable[[int, int], None] | None = None) -> tuple[str, list[Passage]]:
    """Title and passages (at least one) of the file at `path`; passage ids are `lokaal:{document}/{number}` from 1.

    `progress` is called with (done, total): pages of a PDF, otherwise one step. Raises Unreadable.
    """
    kind = kind_of(path)
    # A reader opens on first use: pdfminer alone costs 0.2 s, which a search should not pay.
    title, blocks = import_module(f"knowledge.reading.{kind}").read(path, progress or (lambda done, total: None))
    title, passages = passages_of(blocks, document, path, title)
    if not passages:
        raise without_text(path)
    return title, passages


def kind_of(path: Path) -> str:
    """The reader for a file, by its ending, its size and its first bytes; raises Unreadable."""
    endings = ", ".join(KINDS)
    if not path.is_file():
        raise Unreadable(path, "a folder" if path.is_dir() else "no file", f"a file ({endings})", "Check the path.")
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(path, "an empty file (0 bytes)", "a document with text", "Save or download it again.")
    if size > LARGEST:
        raise Unreadable(path, f"{size / 1e6:.0f} MB", f"at most {LARGEST / 1e6:.0f} MB",
                         "Split the document, or save it without its pictures, and add that.")
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise Unreadable(path, f"the ending {path.suffix!r}" if path.suffix else "no ending", f"one of {endings}",
                         "Save it as PDF or DOCX, and add that.")
    found = first_bytes(path)
    actual = next((name for magic, name in MAGIC.items() if found.startswith(magic)), None)
    if actual and actual != kind:
        raise Unreadable(path, f"the content of a {'PDF' if actual == 'pdf' else 'Word or zip'} file under the ending "
                         f"{path.suffix}", "content that fits its ending", "Give it its own ending, and add it again.")
    return kind


def first_bytes(path: Path) -> bytes:
    """The first bytes of a file, without white space before them; raises Unreadable when it may not be read."""
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip()
    except OSError as error:
        raise Unreadable(path, f"that it can't be opened ({error.strerror})", "a file that you may read",
                         "Ask for the right to read it, or copy it.") from error
