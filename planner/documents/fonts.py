"""The letters of the documents: where they come from, how wide they are, and what they lack.

Letters come with a package, so that a document looks the same on every machine and holds every
pound sign, dash and accent that a school writes.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import as_file, files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_PACKAGE = "fontpkg_fira_sans"
REGULAR, BOLD = "FiraSans-Regular", "FiraSans-SemiBold"
# Signs that the letters lack, and what is written for them.
_INSTEAD = {"\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}": "-"}
_UNKNOWN = "?"


@cache
def font(name: str) -> TTFont:
    """Give the letters of a name, known to the maker of PDF from now on."""
    with as_file(files(_PACKAGE) / "files" / f"{name}.ttf") as path:
        found = TTFont(name, str(path))
    pdfmetrics.registerFont(found)
    return found


def register() -> None:
    """Make both kinds of letters known, the heavier as the bold of the lighter."""
    for name in (REGULAR, BOLD):
        font(name)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR)


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide a line of words is, in the unit of its size."""
    name = BOLD if is_bold else REGULAR
    return float(font(name).stringWidth(printable(text), size))


def printable(text: str) -> str:
    """The text with what the letters lack written with what they have."""
    if text.isascii():
        return text
    return "".join(map(_printable, text))


@cache
def _printable(sign: str) -> str:
    known = font(REGULAR).face.charToGlyph
    if sign == "\n" or ord(sign) in known:
        return sign
    plain = _INSTEAD.get(sign) or unicodedata.normalize("NFKD", sign)
    kept = "".join(part for part in plain if ord(part) in known)
    return kept or _UNKNOWN
