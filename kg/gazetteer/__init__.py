"""The gazetteer: who and what is in the news, by every name; which office is held by whom, and when."""

from __future__ import annotations

from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.records import Fact, FactType, NameEntry, NameSort, Office, Tenure

__all__ = ["Fact", "FactType", "Gazetteer", "NameEntry", "NameSort", "Office", "Tenure"]
