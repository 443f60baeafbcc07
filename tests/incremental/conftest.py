"""The articles of the merging tests, as files."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "merge"))
