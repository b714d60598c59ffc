"""Bytes become text by mark, declaration, UTF-8 or an honest guess; what is no text is refused in words."""

from __future__ import annotations

import pytest

from etl.clean.decode import decode
from etl.errors import DocumentError

GERMAN = "Der Präsident von Belarus erklärte, dass die Größe der Länder wichtig für die Stärkung der OVKS sei. " * 3
RUSSIAN = "Президент Беларуси встретился с генеральным секретарем ОДКБ в Минске и обсудил сотрудничество. " * 3


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (GERMAN.encode(), "utf-8"),
        (GERMAN.encode("utf-8-sig"), "utf-8-sig"),
        (GERMAN.encode("utf-16"), "utf-16"),
        (GERMAN.encode("cp1252"), "cp1252 (guessed)"),
    ],
)
def test_german_in_every_usual_encoding(content: bytes, encoding: str) -> None:
    assert decode(content, html=False) == (GERMAN, encoding)


def test_russian_in_windows_1251() -> None:
    assert decode(RUSSIAN.encode("cp1251"), html=False) == (RUSSIAN, "cp1251 (guessed)")


def test_an_html_page_is_believed_when_it_names_its_encoding() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN}</p></html>'
    assert decode(page.encode("cp1251"), html=True) == (page, "windows-1251")


def test_a_false_declaration_is_not_believed() -> None:
    page = f'<html><head><meta charset="ascii"></head><p>{GERMAN}</p></html>'
    assert decode(page.encode(), html=True) == (page, "utf-8")


@pytest.mark.parametrize("strange", ["unicode_escape", "punycode", "utf-7", "no-such-thing", "idna"])
def test_a_strange_declaration_is_not_followed(strange: str) -> None:
    page = f'<html><head><meta charset="{strange}"></head><p>{GERMAN} \\ud800</p></html>'
    assert decode(page.encode(), html=True) == (page, "utf-8")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t", "empty file"),
        (b"%PDF-1.7 ...", "not text but a PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (bytes(range(256)) * 20, "binary data"),
        (b"Ein Satz mit einem \0 darin, sonst aber ganz gewoehnlicher Text.", "NUL character at byte 19"),
        (b"\xff\xfeabc", "mark of utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        decode(content, html=False)
