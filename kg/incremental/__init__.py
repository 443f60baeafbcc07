"""Builds that read and extract only what is new: what was found before is kept by content and engine version."""

from __future__ import annotations

from kg.incremental.cache import ExtractionCache, cached_extract
from kg.incremental.engine import engine_version
from kg.incremental.reading import ReadingCache
from kg.incremental.segments import Segments

__all__ = ["ExtractionCache", "ReadingCache", "Segments", "cached_extract", "engine_version"]
