"""PDF → blocks: pdfminer lays the characters out, the modules around this one order them and find the headings."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from knowledge.reading.blocks import Block
from knowledge.reading.columns import arrange
from knowledge.reading.faults import Unreadable, damaged, encrypted, without_text
from knowledge.reading.furniture import without_furniture
from knowledge.reading.lines import Page, read_page
from knowledge.reading.paragraphs import blocks_of

MOST_PAGES = 2_000
SCANNED = 20  # fewer letters than this on a page with a picture: the text is in the picture
logger = logging.getLogger(__name__)


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[str, list[Block]]:
    """Title in the file's own data (may be empty) and blocks; raises Unreadable."""
    data = path.read_bytes()
    if b"%%EOF" not in data.rstrip(b"\x00\r\n\t ")[-2048:]:
        raise damaged(path, "a PDF that breaks off before its end", "PDF")
    try:
        title, pages = read_pages(path, data, progress)
    except Unreadable:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise encrypted(path, "PDF") from error
    except Exception as error:  # pdfminer meets a broken file with any error there is, from KeyError to RecursionError
        raise damaged(path, f"a PDF that can't be followed ({type(error).__name__})", "PDF") from error
    check_text(path, pages)
    regions = [region for page in without_furniture(pages) for region in arrange(list(page.lines), page.rules)]
    return title, blocks_of(regions) if regions else []


def read_pages(path: Path, data: bytes, progress: Callable[[int, int], None]) -> tuple[str, list[Page]]:
    """Title and laid-out pages; what pdfminer raises comes through."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that leaves something out
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    total = count_pages(path, document)
    pages = []
    for page in laid_out(document):
        pages.append(page)
        progress(len(pages), total)
    title = next((info["Title"] for info in document.info if isinstance(info.get("Title"), bytes)), b"")
    return decode_text(title), pages


def count_pages(path: Path, document: PDFDocument) -> int:
    """The number of pages, 1 to MOST_PAGES; raises Unreadable."""
    total = sum(1 for _ in islice(PDFPage.create_pages(document), MOST_PAGES + 1))
    if total > MOST_PAGES:
        raise Unreadable(path, f"more than {MOST_PAGES:,} pages", f"at most {MOST_PAGES:,}",
                         "Split the document into parts, and add those.")
    if total == 0:
        raise damaged(path, "a PDF without pages", "PDF")
    return total


def laid_out(document: PDFDocument) -> Iterator[Page]:
    """The pages one by one; only their lines stay in memory."""
    resources = PDFResourceManager()
    # The order of text boxes is found in columns.py; boxes_flow=None spares pdfminer its slow own attempt.
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        interpreter.process_page(page)
        yield read_page(device.get_result(), number)


def check_text(path: Path, pages: list[Page]) -> None:
    """Unreadable when the pages are pictures of text, or letters that no one can name; a warning when some are."""
    letters = {page.number: sum(len(line.text) for line in page.lines) for page in pages}
    scanned = [page.number for page in pages if page.pictures and letters[page.number] < SCANNED]
    unmapped, total = sum(page.unmapped for page in pages), sum(letters.values())
    if unmapped > total:
        raise without_text(path, "letters without their meaning (a font without a Unicode table)")
    if scanned and len(scanned) == sum(page.pictures or letters[page.number] > 0 for page in pages):
        raise Unreadable(path, f"{len(scanned)} pages that are pictures (scanned, without a text layer)",
                         "a PDF with text that can be selected", "Run text recognition (OCR) on it, and add the result.")
    if total == 0:
        raise without_text(path)
    if scanned:
        logger.warning("%s: pages %s are pictures without a text layer and were left out. Run text recognition (OCR) "
                       "on the file and add it again to have them.", path, ", ".join(map(str, scanned)))
