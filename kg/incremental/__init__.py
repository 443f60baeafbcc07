"""Builds that read and extract only what is new: what was found before is kept by content and engine version."""

from __future__ import annotations

from kg.incremental.cache import ExtractionCache, cached_extract
from kg.incremental.contents import Contents
from kg.incremental.engine import engine_version
from kg.incremental.pieces import Part, Piece, Pieces, whole
from kg.incremental.reading import ReadingCache
from kg.incremental.segments import Segments
from kg.incremental.standing import keep_standing, standing

__all__ = [
    "Contents",
    "ExtractionCache",
    "Part",
    "Piece",
    "Pieces",
    "ReadingCache",
    "Segments",
    "cached_extract",
    "engine_version",
    "keep_standing",
    "standing",
    "whole",
]
