"""What holds for every linked document, and reference, offices and places told apart."""

from __future__ import annotations

from typing import Any

from kg.model import LinkedDocument

VISIT = (
    "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى القاهرة، واستقبله الرئيس المصري عبد الفتاح السيسي.\n\n"
    "وبحث بلينكن مع نظيره المصري سامح شكري الأوضاع في غزة، ثم غادر الوزير إلى عمّان للقاء الملك عبد الله الثاني."
)


def surface(document: LinkedDocument, mention: Any) -> str:
    return document.document.article.text[mention.start : mention.end]


def key_of(document: LinkedDocument, text: str) -> str | None:
    keys = {e.id: e.key for e in document.entities}
    return next((keys[m.entities[0]] for m in document.mentions if surface(document, m) == text), None)


def test_mentions_are_in_text_order_and_nested_ones_are_inside(linked: Any) -> None:
    document = linked(VISIT)
    outer = None
    for mention in document.mentions:
        if mention.nested:
            assert outer is not None
            assert outer.start <= mention.start < mention.end <= outer.end
        else:
            assert outer is None or mention.first >= outer.last
            outer = mention


def test_spans_begin_and_end_with_their_tokens(linked: Any) -> None:
    document = linked(VISIT)
    tokens = document.document.tokens
    for mention in document.mentions:
        assert tokens[mention.first].start <= mention.start < tokens[mention.first].end
        assert mention.end == tokens[mention.last - 1].end


def test_entities_are_numbered_by_first_mention(linked: Any) -> None:
    document = linked(VISIT)
    order = [i for m in document.mentions for i in m.entities]
    assert [e.id for e in document.entities] == list(dict.fromkeys(order))
    assert document.entities[0].id == "e1"
    assert len({e.key for e in document.entities}) == len(document.entities)


def test_every_span_of_an_entity_is_not_empty(linked: Any) -> None:
    document = linked(VISIT)
    for entity in document.entities:
        assert entity.mentions
        assert all(document.document.article.text[s.start : s.end].strip() for s in entity.mentions)


def test_linking_twice_gives_the_same(linked: Any) -> None:
    assert linked(VISIT) == linked(VISIT)


def test_a_name_and_its_role_are_spans_of_the_entity(linked: Any) -> None:
    document = linked(VISIT)
    blinken = next(e for e in document.entities if e.key == "Q7821917")
    texts = {document.document.article.text[s.start : s.end] for s in blinken.mentions}
    assert {"وزير الخارجية الأمريكي أنتوني بلينكن", "أنتوني بلينكن", "وزير الخارجية الأمريكي", "بلينكن"} <= texts


def test_office_and_state_of_a_person(linked: Any) -> None:
    document = linked(VISIT)
    blinken = next(e for e in document.entities if e.key == "Q7821917")
    assert blinken.office == "us-secretary-of-state"
    assert blinken.on_behalf_of == "Q30"


def test_the_minister_is_the_one_most_told_of(linked: Any) -> None:
    assert key_of(linked(VISIT), "الوزير") == "Q7821917"


def test_clitics_are_told_and_left_out_of_the_span(linked: Any) -> None:
    document = linked("واجتمع بالرئيس المصري عبد الفتاح السيسي.")
    mention = next(m for m in document.mentions if m.type == "person")
    assert mention.proclitic == "ب"
    assert surface(document, mention) == "الرئيس المصري عبد الفتاح السيسي"


def test_vowel_marks_do_not_shift_a_span(linked: Any) -> None:
    document = linked("وَصَلَ إلى وَاليَمَنِ وفدٌ.")
    mention = document.mentions[0]
    assert surface(document, mention) == "اليَمَنِ"
    assert mention.proclitic == "و"


def test_nothing_is_taken_from_boilerplate(gazetteer: Any) -> None:
    from kg.lang import load
    from kg.link import link
    from kg.model import Article, DateSpan, Span
    from kg.text import analyse

    text = "زار بلينكن القاهرة.\n\nاقرأ أيضا: أسعار الذهب في دبي"
    article = Article(
        "a", "a", text, 0, published=DateSpan.of("2023-05-10"), lang="ar", boilerplate=(Span(21, len(text)),)
    )
    document = link(analyse(article, load("ar")), gazetteer, load("ar"))
    assert "Q612" not in {e.key for e in document.entities}


def test_an_article_without_a_date_names_no_holder(linked: Any) -> None:
    document = linked("قال وزير الخارجية المصري إن بلاده ترحب.", "")
    assert key_of(document, "وزير الخارجية المصري") == "Q79"


def test_a_year_may_settle_a_holder(linked: Any) -> None:
    document = linked("قال وزير الخارجية المصري إن بلاده ترحب.", "2020")
    assert key_of(document, "وزير الخارجية المصري") == "Q7409268"


def test_former_holders_are_not_those_of_today(linked: Any) -> None:
    document = linked("قال وزير الخارجية المصري السابق إن الأزمة طويلة.", "2025-02-01")
    assert key_of(document, "وزير الخارجية المصري السابق") == "Q7409268"


def test_an_empty_document_has_nothing(linked: Any) -> None:
    assert linked("").entities == ()
    assert linked("!!! ... 123").mentions == ()
