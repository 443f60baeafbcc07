"""kg builds knowledge graphs of diplomacy from Arabic and English news."""

__version__ = "0.1.0"
