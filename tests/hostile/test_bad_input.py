"""Bad files: each gets one line with its name and a reason, and the good one beside it is read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import limits
from kg.model import Article
from kg.read import read
from kg.read.cleaning import clean

GOOD = "وصل وزير الخارجية إلى العاصمة في زيارة تستمر يومين، وقال إن المحادثات ستبدأ غدا."
ENGLISH = "The minister arrived in the capital for a visit of two days, and said that the talks would begin soon."


def jsonl(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def encrypted() -> bytes:
    data = bytearray(packed(**{"a.txt": GOOD.encode()}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    return bytes(data)


RECORD = json.dumps({"text": GOOD}, ensure_ascii=False)
PARAGRAPH = f"<p>{GOOD}</p>"
PERSIAN = "وزیر امور خارجه در دیدار با همتای خود گفت که گفتگوها سازنده بوده است و چند پیشنهاد ارائه شد."
URDU = "وزیر خارجہ نے کہا ہے کہ دونوں ملکوں کے درمیان بات چیت جاری رہے گی اور امن کے لیے کوششیں ہوں گی۔"
FRENCH = "Le ministre a déclaré après la réunion que les entretiens étaient utiles et qu'ils se poursuivront demain."
RUSSIAN = "Министр сообщил, что переговоры будут продолжены в столице."

CASES: list[tuple[str, bytes, str, str]] = [
    # name of the file, its bytes, code, part of the reason
    ("empty.txt", b"", "KG101", "empty"),
    ("spaces.txt", b" \n\t \n", "KG101", "empty"),
    ("mark-alone.txt", b"\xef\xbb\xbf", "KG101", "empty"),
    ("no-words.txt", b"--- 12345 !!! ???\n", "KG101", "no words"),
    ("large.txt", b"a " * (limits.TEXT_FILE // 2 + 1), "KG102", "larger"),
    ("paragraph.txt", (GOOD * 3000).encode(), "KG102", "paragraph"),
    ("binary.txt", bytes(range(256)) * 40, "KG103", "binary"),
    ("picture.html", b"\xff\xd8\xff\xe0" + bytes(2000), "KG103", "JPEG"),
    ("paper.html", b"%PDF-1.7\n" + b"stream " * 100, "KG103", "PDF"),
    ("notes.docx", packed(**{"word/document.xml": b"<x/>"}), "KG103", "format"),
    ("damaged.txt", GOOD.encode()[:41] + b"\xff\xfe\xfd" + GOOD.encode()[41:], "KG104", "utf-8 at byte"),
    ("overlong.txt", GOOD.encode() + b"\xc0\xaf" + GOOD.encode(), "KG104", "utf-8 at byte"),
    ("garbled.txt", (GOOD * 3).encode().decode("latin-1").encode(), "KG104", "garbled"),
    ("lost.txt", ("وصل ???" + "\ufffd" * 60 + GOOD).encode(), "KG104", "lost"),
    ("persian.txt", PERSIAN.encode(), "KG107", "Persian"),
    ("urdu.txt", URDU.encode(), "KG107", "Urdu"),
    ("french.txt", FRENCH.encode(), "KG107", "language"),
    ("russian.txt", RUSSIAN.encode(), "KG107", "Cyrillic"),
    ("unclosed.md", f"---\ntitle: x\n{GOOD}".encode(), "KG112", "does not end"),
    ("twice.md", f"---\ntitle: x\ntitle: y\n---\n{GOOD}".encode(), "KG112", "second time"),
    ("list.md", f"---\ntitle: [a, b]\n---\n{GOOD}".encode(), "KG112", "plain text"),
    ("anchor.md", f"---\ntitle: &a x\n---\n{GOOD}".encode(), "KG112", "plain text"),
    ("object.md", f"---\ntitle: !!python/object x\n---\n{GOOD}".encode(), "KG112", "plain text"),
    ("block.md", f"---\ntitle:\n- a\n---\n{GOOD}".encode(), "KG112", "one line"),
    ("quote.md", f'---\ntitle: "x\n---\n{GOOD}'.encode(), "KG112", "quoted"),
    ("no-markup.html", GOOD.encode(), "KG103", "web page"),
    ("no-article.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "KG111", "article"),
    ("cookies.html", b"<html><body><p>We use cookies to improve this site.</p></body></html>", "KG111", "article"),
    ("missing.html", b"<html><body><h1>404</h1><p>Page not found</p></body></html>", "KG111", "article"),
    ("tags.html", (f"<html><body>{PARAGRAPH * 5}" + "<p>" * 100_000).encode(), "KG102", "tags"),
    ("deep.html", ("<div>" * 9000 + PARAGRAPH + "</div>" * 9000).encode(), "KG102", "nested"),
    ("attributes.html", (f"<p {'a=1 ' * 100_000}>{GOOD}</p>").encode(), "KG102", "attributes"),
    ("brackets.html", b"<" * 500_000, "KG111", ""),
    ("cut.jsonl", jsonl(RECORD[:40]), "KG105", "cut off"),
    ("nan.jsonl", jsonl('{"text": "x", "n": NaN}'), "KG105", "NaN"),
    ("infinite.jsonl", jsonl('{"text": "x", "n": 1e999}'), "KG105", "too large"),
    ("digits.jsonl", jsonl('{"text": "x", "n": ' + "1" * 5000 + "}"), "KG105", "too large"),
    ("doubled.jsonl", jsonl('{"text": "x", "text": "y"}'), "KG105", "twice"),
    ("surrogate.jsonl", jsonl('{"text": "\\ud800"}'), "KG105", "surrogate"),
    ("brackets.jsonl", b"[" * 100_000, "KG105", "nested"),
    ("brackets.json", b"[" * 100_000, "KG105", "nested"),
    ("list.jsonl", jsonl("[1, 2]"), "KG106", "a list"),
    ("no-text.jsonl", jsonl('{"title": "x"}'), "KG106", "no field with a text"),
    ("null.jsonl", jsonl('{"text": null}'), "KG101", ""),
    ("wrong-type.jsonl", jsonl('{"text": ["x"]}'), "KG106", "'text' must be text, and is a list"),
    ("wrong-date.jsonl", jsonl('{"text": "x", "date": {"y": 1}}'), "KG106", "'date'"),
    ("damaged.jsonl", RECORD.encode()[:-9] + b"\xff\xff" + RECORD.encode()[-9:], "KG104", "utf-8 at byte"),
    ("long-line.jsonl", b'{"text": "' + b"a " * (limits.RECORD // 2) + b'"}', "KG102", "longer"),
    ("number.json", b"17", "KG105", "neither"),
    ("cut.json", f"[{RECORD}, {RECORD[:20]}".encode(), "KG105", "cut off"),
    ("broken.zip", packed(**{"a.txt": GOOD.encode()})[:60], "KG110", "zip"),
    ("locked.zip", encrypted(), "KG110", "encrypted"),
    ("bomb.zip", packed(**{"a.txt": b" " * 4_000_000}), "KG110", "packed"),
    ("nested.zip", packed(**{"b.zip": packed(**{"a.txt": GOOD.encode()})}), "KG103", "format"),
]


@pytest.mark.parametrize(("name", "data", "code", "reason"), CASES, ids=[c[0] for c in CASES])
def test_bad_file_gets_one_line_and_the_good_one_is_read(
    tmp_path: Path, name: str, data: bytes, code: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz-good.txt").write_text(f"{GOOD} وهذا خبر سليم.", "utf-8")
    reading = read([tmp_path])
    (problem,) = reading.problems
    assert (problem.code, problem.skipped) == (code, True)
    assert problem.where.startswith(name)
    assert reason in problem.reason
    assert "\n" not in problem.reason
    assert reading.articles[-1].id == "zz-good"


def test_one_bad_line_or_record_loses_only_itself(tmp_path: Path) -> None:
    bad = ['{"text": 1e999}', '{"a": 1}', "{", '{"text": "x", "text": "y"}', "null"]
    good = [json.dumps({"text": f"{GOOD} رقم {n}"}, ensure_ascii=False) for n in range(6)]
    mixed = [line for pair in zip(good, [*bad, ""], strict=True) for line in pair]
    (tmp_path / "wire.jsonl").write_text("\n".join(mixed), "utf-8")
    array = [line for line in mixed if line and line != "{"]
    (tmp_path / "array.json").write_text(f"[{', '.join(array)}]".replace("رقم", "عدد"), "utf-8")
    reading = read([tmp_path])
    assert [p.where for p in reading.problems if p.skipped and p.where.startswith("wire")] == [
        f"wire.jsonl, line {n}" for n in (2, 4, 6, 8, 10)
    ]
    assert len([a for a in reading.articles if a.id.startswith("wire")]) == 6
    assert len([p for p in reading.problems if p.skipped and p.where.startswith("array")]) == 4


def test_line_separators_inside_a_string_do_not_split_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(('{"text": "' + f"{GOOD}\u2028\u2029\x85{GOOD}" + '"}\n').encode())
    (article,) = read([tmp_path]).articles
    assert article.text == f"{GOOD}\n\n{GOOD}"


def test_invisible_and_control_characters_are_taken_out_once(tmp_path: Path) -> None:
    dirty = (
        "وصل\u202e الوزير\u200f \x00إلى\ufeff العاصمة\x07 \U0001fffe\xadفي\r\n"
        "زيارة.\u2066 وقال\u2069 إن\xa0المحادثات\t\tبدأت"
    )
    (tmp_path / "a.txt").write_text(dirty, "utf-8", newline="")
    (article,) = read([tmp_path]).articles
    assert article.text == "وصل الوزير إلى العاصمة في\nزيارة. وقال إن المحادثات  بدأت"


def test_marks_piled_on_a_letter_are_bounded() -> None:
    assert len(clean("a" + "\u0301" * 500)) == 1 + limits.MARKS


def test_same_article_twice_is_kept_once_and_same_text_elsewhere_is_noted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n")
    (tmp_path / "c.md").write_text(f"---\nsource: الميناء\n---\n{GOOD}", "utf-8")
    reading = read([tmp_path])
    assert [a.id for a in reading.articles] == ["a", "c"]
    assert [(p.where, p.code, p.skipped) for p in reading.problems] == [
        ("b.txt", "KG108", True),
        ("c.md", "KG108", False),
    ]
    assert "a.txt" in reading.problems[0].reason


def test_what_an_article_says_wrongly_of_itself_is_noted_and_left_out(tmp_path: Path) -> None:
    front = "---\nlang: en\npublished: 31/31/2024\nurl: javascript:alert(1)\n---\n"
    (tmp_path / "a.md").write_text(front + GOOD, "utf-8")
    reading = read([tmp_path])
    (article,) = reading.articles
    assert (article.lang, article.published, article.url) == ("ar", None, "")
    assert {(p.code, p.skipped) for p in reading.problems} == {("KG113", False), ("KG114", False), ("KG115", False)}


def test_page_with_entities_of_its_own_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("VERY-SECRET", "utf-8")
    doctype = f'<!DOCTYPE html [<!ENTITY a "BOOM"><!ENTITY b SYSTEM "file://{tmp_path}/secret">]>'
    page = f"{doctype}<html><body><article>{PARAGRAPH * 3}<p>{GOOD} &a; &b; نهاية</p></article></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    (article,) = read([tmp_path / "a.html"]).articles
    assert "SECRET" not in article.text
    assert "BOOM" not in article.text


def test_escaped_markup_in_a_page_is_text(tmp_path: Path) -> None:
    told = f"<p>{GOOD} &lt;script&gt;alert(2)&lt;/script&gt;</p>"
    page = f"<html><body><article>{PARAGRAPH}{told}{PARAGRAPH}</article></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    (article,) = read([tmp_path]).articles
    assert "<script>alert(2)</script>" in article.text


def test_names_that_attack_the_terminal_are_shown_harmless(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\u202etxt.txt").write_bytes(b"")
    (tmp_path / "b.zip").write_bytes(packed(**{"x\x1b[2J.txt": b""}))
    for problem in read([tmp_path]).problems:
        assert problem.where.isprintable()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.zip"]))
def test_any_bytes_are_read_or_told(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / "in").mkdir(exist_ok=True)
    for old in (tmp_path / "in").iterdir():
        old.unlink()
    (tmp_path / "in" / name).write_bytes(data)
    reading = read([tmp_path / "in"])
    assert reading.articles or reading.problems or name == "a.jsonl" or name == "a.zip"


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div a=",
        "---\n",
        "title: ",
        '{"text": "',
        '"}',
        "\n",
        "[",
        "]",
        ",",
        GOOD,
        ENGLISH,
        "\u202e",
        "©",
        "2024",
        "\\ud800",
        "<script>",
        "&#0;",
        "&lt;",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(PIECES, max_size=12), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.json"]))
def test_article_put_together_from_odd_pieces_keeps_its_promises(tmp_path: Path, parts: list[str], name: str) -> None:
    (tmp_path / name).write_text("".join(parts), "utf-8")
    reading = read([tmp_path / name])
    for article in reading.articles:
        assert isinstance(article, Article)
        assert clean(article.text) == article.text
        assert article.text.startswith(article.title)
        assert all("\n" not in article.text[a:b] and a < b for a, b in article.boilerplate)
    (tmp_path / name).unlink()


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
