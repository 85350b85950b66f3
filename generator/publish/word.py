"""Write a form for Word, where it can be changed."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ..content.text import Text
from ..identity.palette import palette
from ..kit import Kit
from .edition import Edition
from .form import Blank, Form
from .paper import SIZES

TICK = """
<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>
  <w:alias w:val="{name}"/><w14:checkbox><w14:checked w14:val="0"/>
  <w14:checkedState w14:val="2612" w14:font="MS Gothic"/>
  <w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>
  <w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"
  w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>\u2610</w:t></w:r>
  </w:sdtContent></w:sdt>"""
LINE = Mm(8.5)


def write_word(kit: Kit, form: Form, target: Path, edition: Edition) -> None:
    """Write `form` to `target`, with styles that an editor can change in one place."""
    document = Document()
    titled = any(blank.title for blank in form.blanks)
    _set_styles(kit, document, titled)
    _set_page(kit, document, form, edition)
    document.add_paragraph(form.title, "Title")
    document.add_paragraph(form.lead, "Subtitle")
    for name, said in form.facts:
        _say(document, f"{name} ", said)
    _say(document, f"{kit.labels('who_keeps_it')} ", form.keeps)
    for blank in form.blanks:
        _add(document, blank)
    facts = document.core_properties
    facts.title, facts.author, facts.comments = form.title, kit.brand.name, ""
    facts.language = kit.settings.language
    day = datetime.combine(edition.date, datetime.min.time())
    facts.created = facts.modified = day
    facts.last_modified_by = kit.brand.name
    target.write_bytes(_fixed(document, day))


# Styles and page


def _set_styles(kit: Kit, document: Any, titled: bool) -> None:
    """Dress the built-in styles in the brand, so that all of Word's tools know them.

    In a form without titles what is asked is the first level of headings.
    """
    asked = "Heading 2" if titled else "Heading 1"
    tokens = palette(kit.brand, list(kit.content.areas), "print")
    ink = RGBColor.from_string(tokens["ink"].to_string(hex=True)[1:7].upper())
    accent = tokens["primary-text"].to_string(hex=True)[1:7].upper()
    base, headings = kit.brand.stack("base")[0], kit.brand.stack("headings")[0]
    styles = document.styles
    language = styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), kit.settings.language)
    for name, family, size, bold, before, after in (
        ("Normal", base, 10.5, False, 0, 4),
        ("Title", headings, 25, True, 0, 2),
        ("Subtitle", headings, 13, False, 0, 8),
        ("Heading 1", headings, 13, True, 12, 2),
        (asked, base, 10.5, True, 8, 2),
        ("Header", base, 9, True, 0, 0),
        ("Footer", base, 8, False, 0, 0),
    ):
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = family, Pt(size), bold
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template names fonts by theme, which would win.
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        for script in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(script), family)
        style.font.color.rgb = ink
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    styles["Subtitle"].font.italic = True
    styles["Title"].font.color.rgb = RGBColor.from_string(accent)
    styles["Header"].font.color.rgb = RGBColor.from_string(accent)
    styles[asked].paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.keep_with_next = True
    # The template rules off its titles.
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _set_page(kit: Kit, document: Any, form: Form, edition: Edition) -> None:
    section = document.sections[0]
    width, height = (Mm(side) for side in SIZES[edition.paper])
    if form.is_wide:
        width, height = height, width
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header.paragraphs[0].text = kit.settings.programme.name
    told = kit.labels("edition", version=edition.version, date=edition.date)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{form.name}, {told}  ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)


# What there is to fill in


def _add(document: Any, blank: Blank) -> None:
    if blank.title:
        document.add_paragraph(blank.title, "Heading 1")
    # A clause stands before the room to word it otherwise, a question before its
    # evidence.
    if blank.text and blank.writes:
        _add_text(document, blank.text)
    if blank.prompt:
        level = "Heading 2" if blank.title else "Heading 1"
        document.add_paragraph(blank.prompt, level)
    if blank.text and not blank.writes:
        _add_text(document, blank.text)
    if blank.kind == "table":
        _add_table(document, blank)
    elif blank.options:
        for option in blank.options:
            _add_box(document.add_paragraph(), option)
    elif blank.writes:
        for _ in range(blank.lines):
            _rule(document.add_paragraph())


def _add_box(paragraph: Any, option: str) -> None:
    """A box that a click ticks (a content control of Word 2010), and its words."""
    paragraph._p.append(parse_xml(TICK.format(name=escape(option, {'"': "&quot;"}))))
    paragraph.add_run(f" {option}")


def _say(document: Any, name: str, said: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(name).bold = True
    paragraph.add_run(said)


def _add_text(document: Any, text: Text) -> None:
    """Add content text as paragraphs; links are their words."""
    style, depth = "Normal", {"strong": 0, "em": 0}
    for token in text.tokens:
        if token.type.endswith("list_open"):
            style = "List Bullet" if token.tag == "ul" else "List Number"
        elif token.type.endswith("list_close"):
            style = "Normal"
        elif token.type == "inline":
            paragraph = document.add_paragraph(style=style)
            for child in token.children or ():
                if child.tag in depth:
                    depth[child.tag] += child.nesting
                elif child.type in ("text", "softbreak"):
                    run = paragraph.add_run(child.content or " ")
                    run.bold, run.italic = bool(depth["strong"]), bool(depth["em"])


def _add_table(document: Any, blank: Blank) -> None:
    """A table whose head stands on every page and whose rows are never split."""
    table = document.add_table(blank.rows + 1, len(blank.options), "Table Grid")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), blank.prompt)
    table._tbl.tblPr.append(caption)
    head = table.rows[0]
    repeated = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeated)
    for cell, option in zip(head.cells, blank.options, strict=True):
        cell.paragraphs[0].add_run(option).bold = True
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if row is not head:
            row.height = Mm(blank.row_height)


def _rule(paragraph: Any) -> None:
    """Rule off a paragraph, as a line to write on."""
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = LINE
    borders = OxmlElement("w:pBdr")
    # Beside another, a rule between the two is drawn.
    for side in ("w:bottom", "w:between"):
        border = OxmlElement(side)
        for key, value in (("val", "single"), ("sz", "4"), ("space", "1")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    paragraph._p.get_or_add_pPr().append(borders)


def _fixed(document: Any, day: datetime) -> bytes:
    """The file's bytes, dated with the edition: the same input gives the same."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            # A zip knows no day before 1980.
            info = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
