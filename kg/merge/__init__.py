"""One happening, many reports: the events of all articles put together, one for each thing that happened."""

from __future__ import annotations

from kg.merge.clusters import Doubt, Ties
from kg.merge.merging import Merging, merge, weigh
from kg.merge.telling import CountryOf, Ref

__all__ = ["CountryOf", "Doubt", "Merging", "Ref", "Ties", "merge", "weigh"]
