"""Pictures that take little room."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

COLOURS, EXACT = 256, 64
"""Of the palette, and how many of them are the most frequent ones; the others are each the first of their kind, so that rare ones stay."""
_KIND = 0xF0F0F0


def few_colours(picture: QImage) -> QImage:
    """With no more colours than a palette holds; screens have few. Takes a third of the room."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    found = Counter(memoryview(plain.constBits()).cast("B").cast("I")).most_common()
    table = [colour for colour, _ in found[:EXACT]]
    kinds = {colour & _KIND for colour in table}
    pixels: Counter[int] = Counter()
    for colour, count in found:
        pixels[colour & _KIND] += count
    first = {colour & _KIND: colour for colour, _ in reversed(found)}
    table += [first[kind] for kind, _ in pixels.most_common() if kind not in kinds][: COLOURS - EXACT]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
