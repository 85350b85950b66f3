"""Set HTML on paper: what may be loaded, and how a PDF is written."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import Element

import segno

from .annotation import describe, meet_once
from .structure import noting, rejoin

MM = 96 / 25.4  # CSS pixels in a millimetre

# Width and height in millimetres: ISO 216 and ANSI/ASME Y14.1.
SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}


OLDEST = 70  # the WeasyPrint that lays sheets out as they were looked at


class MissingPango(Exception):
    """What makes PDFs is not installed, or too old; the message says how to get it."""


def load_weasyprint() -> Any:
    """Import WeasyPrint, or raise `MissingPango` with the one line that helps."""
    try:
        import weasyprint
    except ImportError:
        raise MissingPango(
            "WeasyPrint is not installed, and PDFs cannot be made without it. Install "
            f"it: pip install 'weasyprint>={OLDEST}'."
        ) from None
    except OSError:
        raise MissingPango(
            "Pango is not installed, and PDFs cannot be made without it. Install it: "
            "'apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' or "
            "'brew install pango'."
        ) from None
    if int(weasyprint.VERSION.partition(".")[0]) < OLDEST:
        raise MissingPango(
            f"WeasyPrint {weasyprint.VERSION} is too old. Install a newer one: "
            f"pip install 'weasyprint>={OLDEST}'."
        )
    return weasyprint


@contextmanager
def _uncollected() -> Iterator[None]:
    """Switch the garbage collector off: layout makes many boxes and no garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def _fonts() -> Any:
    """One font configuration for all sheets: each face is unpacked only once."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher(folder: Path) -> Any:
    """What loads files in `folder` and data within a page, and refuses all else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            inside = parts.scheme == "file" and Path(
                url2pathname(parts.path)
            ).resolve().is_relative_to(folder.resolve())
            if not (inside or parts.scheme == "data"):
                raise FatalURLFetchingError(url)
            if inside and not Path(url2pathname(parts.path)).is_file():
                raise FatalURLFetchingError(url)
            return super().fetch(url, headers)

    return Fetcher()


@contextmanager
def _told() -> Iterator[None]:
    """Tell what a page asked for and may not have."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise ValueError(
            f"paper cannot load '{error}'; only the kit's own files may be used"
        ) from None


def style_sheet(path: Path) -> Any:
    """Read a style sheet once for many documents, as `layout` takes it.

    Its files are loaded from its own folder. Raises ValueError as `layout`.
    """
    weasyprint = load_weasyprint()
    with _told():
        return weasyprint.CSS(
            filename=str(path), url_fetcher=_fetcher(path.parent), font_config=_fonts()
        )


def keep(root: Element) -> None:
    """Leave a page as it is parsed."""


def unlink(root: Element) -> None:
    """Reduce the links of a page to their words, where they would lead nowhere."""
    for link in list(root.iter("a")):
        link.tag = "span"
        link.attrib.pop("href", None)


def layout(
    html: str,
    folder: Path,
    adapt: Callable[[Element], None] = keep,
    sheets: Sequence[Any] = (),
    forms: bool = False,
) -> Any:
    """Lay out HTML as a WeasyPrint document, once `adapt` has changed its parsed tree.

    Only files in `folder` and data within the page are loaded; relative addresses
    start there. What the page's own styles say goes before `sheets`; with `forms` its
    inputs can be filled in. Raises ValueError naming anything else that it asks for.
    """
    weasyprint = load_weasyprint()
    base = (folder / "page.html").resolve().as_uri()
    with _told(), _uncollected():
        page = weasyprint.HTML(string=html, base_url=base, url_fetcher=_fetcher(folder))
        adapt(page.etree_element)
        document = page.render(
            pdf_variant="pdf/ua-1",
            pdf_forms=forms,
            font_config=_fonts(),
            stylesheets=list(sheets),
        )
    meet_once(document.pages)
    return document


def write_pdf(
    document: Any,
    target: Path,
    finish: Callable[[Any], None] = lambda pdf: None,
    forms: bool = False,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Write a laid-out document as PDF/UA-1 and return its number of pages.

    The file's identifier comes from its title and name, so that the same input gives
    the same bytes. What crosses pages is one element of the structure. `titles` says
    what stands at the targets of links. `finish` may change the `pydyf.PDF` before it
    is written.
    """
    name = hashlib.sha256(f"{document.metadata.title} {target.name}".encode()).digest()

    def finished(_: Any, pdf: Any) -> None:
        rejoin(pdf, noted)
        describe(document.pages, titles)
        finish(pdf)

    with _uncollected(), noting() as noted:
        document.write_pdf(
            target,
            pdf_variant="pdf/ua-1",
            pdf_identifier=name[:16],
            pdf_tags=True,
            pdf_forms=forms,
            finisher=finished,
        )
    return len(document.pages)


def qr_code(address: str) -> str:
    """A QR code with its quiet zone of four modules, as a data address for an image."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(border=4, dark="#000", light="#fff"))


def heights(document: Any, ids: Mapping[str, str]) -> dict[str, float]:
    """How far below its start each element lies, in millimetres.

    `ids` gives for each element's id the id of its start, on the same page.
    """
    found = {}
    for page in document.pages:
        for end, start in ids.items():
            if end in page.anchors and start in page.anchors:
                found[end] = (page.anchors[end][1] - page.anchors[start][1]) / MM
    return found
