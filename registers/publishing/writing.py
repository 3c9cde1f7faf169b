"""A statement or a chapter as a piece of HTML, as Markdown and as plain text, to put on one's own website. Pure.

Every text of the register is escaped for the form it goes into; nothing in it can become a tag, a link or a heading.
"""

import re
from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from registers.publishing.blocks import Block
from registers.publishing.statement import Statement

ESCAPED = re.compile(r"([\\`*_{}\[\]<>#|~&])")
AT_START = re.compile(r"^(\d*)([-+=.)])")


def blocks_html(blocks: Iterable[Block], *, level: int) -> SafeString:
    """Blocks as sections with a heading of that level; one item is a paragraph, several are a list."""
    rows = ((level, block.title, level, _items_html(block)) for block in blocks)
    return format_html_join("\n", "<section>\n<h{}>{}</h{}>\n{}\n</section>", rows)


def _items_html(block: Block) -> SafeString:
    if len(block.items) == 1:
        return format_html("<p>{}</p>", block.items[0])
    return format_html("<ul>\n{}\n</ul>", format_html_join("\n", "<li>{}</li>", ((item,) for item in block.items)))


def as_html(said: Statement) -> str:
    """The published statement as a fragment: headings from the second level, no style, no script, no outside link."""
    parts = [format_html("<h2>{}</h2>", said.title), blocks_html(said.opening, level=3)]
    for one in said.chapters:
        parts += [format_html("<h3>{}</h3>", one.name)]
        parts += [format_html("<p>{}</p>", one.described)] if one.described else []
        parts += [blocks_html(one.blocks, level=4)]
    parts += [blocks_html(said.closing, level=3), sources_html(said)]
    body = mark_safe("\n".join(part for part in parts if part))  # noqa: S308  (every part is escaped where it is made)
    return f'<div class="waarborg-privacyverklaring" lang="nl">\n{body}\n</div>\n'


def sources_html(said: Statement) -> SafeString:
    """The versions behind a statement and its own SHA-256."""
    rows = format_html_join("\n", "<li>{}</li>", ((one.source,) for one in said.chapters))
    return format_html(
        "<section>\n<h3>{}</h3>\n<p>{}</p>\n<ul>\n{}\n</ul>\n</section>",
        _("Where this text comes from"),
        said.seal,
        rows,
    )


def as_markdown(said: Statement) -> str:
    """The published statement as Markdown."""
    return _written(said, heading=lambda level, text: f"{'#' * level} {text}", escaped=in_markdown)


def as_text(said: Statement) -> str:
    """The published statement as plain text."""
    return _written(said, heading=_underlined, escaped=str)


def in_markdown(text: str) -> str:
    """A text that Markdown and the HTML in it leave as it is, also at the start of a line."""
    return AT_START.sub(r"\1\\\2", ESCAPED.sub(r"\\\1", text))


def _underlined(level: int, text: str) -> str:
    return f"{text}\n{('=' if level == 1 else '-') * len(text)}"


def _written(said: Statement, *, heading: Callable[[int, str], str], escaped: Callable[[str], str]) -> str:
    lines = [heading(1, escaped(said.title))]

    def add(blocks: Iterable[Block], level: int) -> None:
        for block in blocks:
            lines.append(heading(level, escaped(block.title)))
            single = len(block.items) == 1
            lines.append("\n".join(escaped(item) if single else f"- {escaped(item)}" for item in block.items))

    add(said.opening, 2)
    for one in said.chapters:
        lines.append(heading(2, escaped(one.name)))
        lines.extend([escaped(one.described)] if one.described else [])
        add(one.blocks, 3)
    add(said.closing, 2)
    lines += [heading(2, escaped(_("Where this text comes from"))), escaped(said.seal)]
    lines.append("\n".join(f"- {escaped(one.source)}" for one in said.chapters))
    return "\n\n".join(lines) + "\n"
