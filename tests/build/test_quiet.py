"""Searches for cycles: off over records, and back as they were."""

from __future__ import annotations

import gc

from kg.quiet import no_collection


def test_what_was_made_is_no_part_of_the_next_search_for_young_cycles() -> None:
    with no_collection():
        assert not gc.isenabled()
        made = [[n] for n in range(10_000)]
        with no_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    young = {id(item) for item in gc.get_objects(generation=0)}
    assert young.isdisjoint(map(id, made))
