"""New cell styles: a date in a cell that has no date format needs one, or it would show as a number."""

import datetime as dt
from collections.abc import Mapping

from desktop_sync.connectors.files import splice
from desktop_sync.connectors.files.workbook import Workbook, cell_styles

# Built-in formats that follow the reader's own country (ECMA-376 18.8.30).
_DATE, _BOTH, _TIME = "14", "22", "21"


class NewStyles:
    """Styles to be added to a workbook: copies of existing ones, with a date format."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._added: dict[tuple[str, str], str] = {}
        self._texts: list[bytes] = []

    def dated(self, base: str, value: dt.date | dt.time) -> str:
        """The number of a style like `base` that shows such a value; "" in a workbook without styles."""
        kind = _TIME if isinstance(value, dt.time) else _BOTH if isinstance(value, dt.datetime) else _DATE
        if (base, kind) not in self._added:
            self._added[base, kind] = self._add(base, kind)
        return self._added[base, kind]

    def changed(self) -> Mapping[str, bytes]:
        """The styles part with the new ones; empty when there are none."""
        if not self._texts:
            return {}
        part = self._book.styles_part
        data = self._book.part(part)
        (whole,) = splice.named(self._book.elements(part), "cellXfs")
        count = len(self._book.formats) + len(self._texts)
        cuts = [
            splice.set_attribute(data, whole, "count", str(count)),
            (whole.content_end, whole.content_end, b"".join(self._texts)),
        ]
        return {part: splice.spliced(data, cuts)}

    def _add(self, base: str, kind: str) -> str:
        part = self._book.styles_part
        styles = cell_styles(self._book.elements(part)) if part else ()
        index = int(base or "0")
        if index >= len(styles):
            return ""
        data, like = self._book.part(part), styles[index]
        tag = splice.with_attribute(data[like.start : like.tag_end], "numFmtId", kind)
        tag = splice.with_attribute(tag, "applyNumberFormat", "1")
        self._texts.append(tag + data[like.tag_end : like.end])
        return str(len(styles) + len(self._texts) - 1)
