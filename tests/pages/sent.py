"""What a browser is sent of a page, beyond what its reader sees at once."""

from __future__ import annotations

from tests.pages.helpers import said


def sent(app):
    """All of it: words, tables, boxes to choose from, pictures, and the sidebar with them."""
    return said(app) + "\n".join(str(element.proto) for element in _elements(app._tree))


def _elements(block):
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _elements(child)
        if getattr(child, "proto", None) is not None:
            yield child
