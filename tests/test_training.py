"""Weights are learned from annotated articles: what is planted in samples is found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import lang
from kg.code.confidence import weigh
from kg.evaluate.samples import Sample
from kg.evaluate.training import cross_validate, fit, main, tell

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parents[1] / "seeds"


def samples(right: int, wrong: int, *traits: str, article: str = "a") -> list[Sample]:
    return [Sample(article, ("any", *traits), n < right) for n in range(right + wrong)]


def test_shares_of_the_samples_are_learned() -> None:
    weights = fit(samples(450, 50, "type=visit") + samples(150, 350, "type=attack"))
    assert weigh(("any", "type=visit"), weights) == pytest.approx(0.9, abs=0.05)
    assert weigh(("any", "type=attack"), weights) == pytest.approx(0.3, abs=0.05)


def test_what_is_rare_has_no_weight_and_the_order_of_samples_does_not_matter() -> None:
    known = samples(20, 20, "type=visit") + samples(3, 0, "rule=rare")
    assert "rule=rare" not in fit(known)
    assert fit(known) == fit(list(reversed(known)))


def test_no_article_is_judged_by_itself() -> None:
    """One article where a trait is always right, among others where it never is: told from the others, it is wrong."""
    odd = samples(10, 0, "type=visit", article="odd")
    rest = [s for n in range(9) for s in samples(0, 10, "type=visit", article=f"other{n}")]
    told = cross_validate(odd + rest)
    assert max(told[: len(odd)]) < 0.1


def test_the_report_sets_stated_beside_right() -> None:
    told = tell(samples(3, 1), [0.75, 0.75, 0.75, 0.75])
    assert "4 events in 1 articles, 0.750 right" in told
    assert "0.7 to 0.8" in told


def test_the_command_writes_tables_of_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for run in ("one", "two"):
        for code in lang.codes():
            (tmp_path / run / code).mkdir(parents=True)
        assert main([f"{GOLD}={GOLD},{SEEDS}"], tmp_path / run) == 0
    assert "confidence   events" in capsys.readouterr().out
    for code in lang.codes():
        for table, trait in (
            ("confidence", "any"),
            ("participants", "kind meeting person-official"),
            ("slots", "occurred occurred"),
        ):
            one, two = ((tmp_path / run / code / f"{table}.tsv").read_text("utf-8") for run in ("one", "two"))
            assert one == two
            assert f"\n{trait}\t" in one


def test_the_command_explains_itself_and_its_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], tmp_path) == 2
    assert "GOLD[=ARTICLES]" in capsys.readouterr().err
    (tmp_path / "bad.json").write_text("{", "utf-8")
    assert main([str(tmp_path)], tmp_path) == 2
    assert "bad.json" in capsys.readouterr().err
