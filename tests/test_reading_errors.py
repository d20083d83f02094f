"""Files that can't be read: one message each, with what was found, what was expected and what to do."""

import os
import time
import zipfile
from io import BytesIO

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from knowledge.reading import Unreadable, pdf, read_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def make_pdf(path, text="De raad beslist hierover bij verordening.", pages=1, picture=None, **options):
    sheet = canvas.Canvas(str(path), **options)
    for _ in range(pages):
        if picture is not None:
            sheet.drawImage(picture, 0, 0, 500, 700)
        sheet.drawString(60, 700, text)
        sheet.showPage()
    sheet.save()
    return path


def fault(path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_file(path, "d")
    return str(caught.value)


def three_parts(message: str, path) -> bool:
    found, expected, advice = message.partition(". Expected ")[0], *message.partition(". Expected ")[2].split(". ", 1)
    return found.startswith(f"{path}: found ") and len(expected) > 3 and advice.endswith(".")


@pytest.mark.parametrize(("name", "content", "found"), [
    ("a.odt", b"x", "the ending '.odt'"), ("a", b"x", "no ending"), ("a.pdf", b"", "an empty file (0 bytes)"),
    ("a.pdf", b"geen pdf", "a PDF that breaks off"), ("a.docx", b"geen zip", "a DOCX that can't be unpacked"),
    ("a.docx", b"PK\x03\x04rest", "a DOCX that can't be unpacked"), ("a.txt", b"a\x00b", "bytes that are no text"),
    ("a.html", b"<p>\x00", "bytes that are no text"), ("a.txt", b"  \n ", "no text"), ("a.md", b"# Alleen een kop", "no text"),
    ("a.html", b"<script>x</script>", "no text"), ("a.docx", b"%PDF-1.7", "the content of a PDF file under the ending .docx"),
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "a password on it"), ("a.docx", OLE, "an old Word file"),
    ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\n%%EOF", "a PDF that can't be followed"),
])
def test_every_fault_has_its_message(tmp_path, name, content, found):
    path = tmp_path / name
    path.write_bytes(content)
    message = fault(path)
    assert message.startswith(f"{path}: found {found}")
    assert three_parts(message, path)


def test_a_folder_and_a_missing_file(tmp_path):
    assert "found a folder" in fault(tmp_path)
    assert "found no file" in fault(tmp_path / "weg.pdf")


def test_300_mb_is_refused_unread(tmp_path):
    path = tmp_path / "groot.pdf"
    path.touch()
    os.truncate(path, 300_000_000)
    start = time.perf_counter()
    assert fault(path).startswith(f"{path}: found 300 MB. Expected at most 50 MB.")
    assert time.perf_counter() - start < 0.5


def test_a_pdf_behind_a_password(tmp_path):
    path = make_pdf(tmp_path / "slot.pdf", encrypt=StandardEncryption("geheim", strength=128))
    assert "found a password on it (encrypted)" in fault(path)


def test_a_pdf_that_only_forbids_copying_is_read(tmp_path):
    path = make_pdf(tmp_path / "open.pdf", encrypt=StandardEncryption("", ownerPassword="baas", canCopy=0))
    assert read_file(path, "d")[1][0].text == "De raad beslist hierover bij verordening."


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_pdf(tmp_path, share):
    path = make_pdf(tmp_path / "kort.pdf", pages=5)
    path.write_bytes(path.read_bytes()[:int(path.stat().st_size * share)])
    assert "found a PDF that breaks off" in fault(path)


def test_a_pdf_of_pictures(tmp_path):
    image = pytest.importorskip("PIL.Image")
    data = BytesIO()
    image.new("RGB", (10, 10)).save(data, "PNG")
    message = fault(make_pdf(tmp_path / "scan.pdf", "3", pages=2, picture=ImageReader(data)))
    assert "found 2 pages that are pictures (scanned, without a text layer)" in message
    assert message.endswith("Run text recognition (OCR) on it, and add the result.")


def test_a_pdf_without_text(tmp_path):
    assert "found no text" in fault(make_pdf(tmp_path / "leeg.pdf", ""))


def test_more_pages_than_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_PAGES", 3)
    assert read_file(make_pdf(tmp_path / "drie.pdf", pages=3), "d")
    assert "found more than 3 pages. Expected at most 3." in fault(make_pdf(tmp_path / "vier.pdf", pages=4))


def test_a_truncated_docx(tmp_path):
    path = tmp_path / "kort.docx"
    docx.Document().save(str(path))
    path.write_bytes(path.read_bytes()[:-200])
    assert "found a DOCX that can't be unpacked" in fault(path)


def test_a_zip_that_is_no_word_document(tmp_path):
    with zipfile.ZipFile(tmp_path / "z.docx", "w") as archive:
        archive.writestr("los.txt", "x")
    assert "found a DOCX that can't be followed" in fault(tmp_path / "z.docx")


def test_a_small_zip_with_a_huge_content(tmp_path):
    with zipfile.ZipFile(tmp_path / "bom.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 201_000_000)
    assert "found 201 MB when unpacked. Expected at most 200 MB." in fault(tmp_path / "bom.docx")


def test_a_docx_without_text(tmp_path):
    docx.Document().save(str(tmp_path / "leeg.docx"))
    assert "found no text" in fault(tmp_path / "leeg.docx")
