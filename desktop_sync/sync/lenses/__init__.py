"""Lenses: two-way transforms between a side's fields and the shared view."""

from desktop_sync.sync.lenses.base import Half, Lens, LensError, LensInfo, Param
from desktop_sync.sync.lenses.catalogue import LENSES, build_lens, catalogue, default_lens

__all__ = ["LENSES", "Half", "Lens", "LensError", "LensInfo", "Param", "build_lens", "catalogue", "default_lens"]
