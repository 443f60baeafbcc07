"""`kg gazetteer check --endpoint`: whether the ids of a gazetteer are still those of their items."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.wikidata.endpoint import ENTITY, Endpoint
from kg.model import Problem
from kg.net import Patience


def check_ids(gazetteer: Gazetteer, endpoint: str, patience: Patience | None = None) -> tuple[Problem, ...]:
    """Ids that stand for nothing any more, sorted by id.

    Codes: 'redirect' (the item was joined to another: `owl:sameAs`), 'deleted' (nothing is said of it).

    Args:
        gazetteer: whose facts and offices are looked at.
        endpoint: a SPARQL endpoint of Wikidata.
        patience: time-outs and repeats.

    Raises:
        RemoteError: the server cannot be reached or does not answer as it should.
    """
    labels = {fact.key: fact.label("en") for fact in gazetteer.facts() if fact.key.startswith("Q")}
    labels |= {office.qid: office.label("en") for office in gazetteer.offices() if office.qid}
    ids = sorted(labels, key=lambda qid: int(qid[1:]))
    found: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="kg-check-") as folder:
        rows = {
            row["item"].value[len(ENTITY) :]: row
            for row in Endpoint(endpoint, Path(folder), patience).ask("redirects", ids)
        }
    for qid in ids:
        row = rows.get(qid, {})
        if "now" in row:
            reason = f"{qid} ({labels[qid]}) is {row['now'].value.removeprefix(ENTITY)} now"
            found.append(Problem(qid, "redirect", reason, skipped=False))
        elif "modified" not in row:
            found.append(Problem(qid, "deleted", f"{qid} ({labels[qid]}) is no item", skipped=False))
    return tuple(found)
