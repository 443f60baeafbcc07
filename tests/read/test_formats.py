"""The formats, each as a user would drop it in."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article, DateSpan
from kg.read import read

BODY = "استقبل رئيس الوزراء وزير خارجية البلد المجاور صباح اليوم.\n\nوبحث الجانبان أمن الحدود وفتح المعابر بين البلدين."
ENGLISH = "The prime minister received the foreign minister of its neighbour.\n\nBoth sides talked about the border."


def only(path: Path) -> Article:
    reading = read([path])
    assert [p for p in reading.problems if p.skipped] == []
    (article,) = reading.articles
    return article


def test_text_file_is_its_body(tmp_path: Path) -> None:
    (tmp_path / "borders.txt").write_text(BODY, "utf-8")
    article = only(tmp_path)
    assert (article.id, article.path, article.lang) == ("borders", "borders.txt", "ar")
    assert (article.text, article.body_start, article.title) == (BODY, 0, "")


def test_front_matter_tells_title_date_source_and_address(tmp_path: Path) -> None:
    front = (
        "---\ntitle: \"لقاء «عاجل»: الحدود\"\npublished: 2024-10-23\nsource: 'The ''Port'''\n"
        "lang: ar\nurl: https://example.org/1 # kept\ntags:\n  - a\n  - b\n---\n\n"
    )
    (tmp_path / "a.md").write_text(front + BODY, "utf-8")
    article = only(tmp_path)
    assert article.title == "لقاء «عاجل»: الحدود"
    assert article.text == f"{article.title}\n\n{BODY}"
    assert article.text[article.body_start :] == BODY
    assert article.published == DateSpan.of("2024-10-23")
    assert (article.source, article.url) == ("The 'Port'", "https://example.org/1")


def test_first_heading_of_markdown_is_the_title(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# On the border\n\n{ENGLISH}", "utf-8")
    article = only(tmp_path)
    assert (article.title, article.text[article.body_start :]) == ("On the border", ENGLISH)


def test_title_that_the_body_repeats_is_there_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: On the border\n---\nOn the border\n\n{ENGLISH}", "utf-8")
    assert only(tmp_path).text.count("On the border") == 1


@pytest.mark.parametrize("value", ["no", "2024-10-23", "1e3", "null", "~x"])
def test_front_matter_values_are_text_whatever_they_look_like(tmp_path: Path, value: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: {value}\n---\n{ENGLISH}", "utf-8")
    assert only(tmp_path).title == value


def page(body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="ar"><head><title>لقاء على الحدود - أخبار الميناء</title>{head}</head><body>'
        "<nav><a href='/'>الرئيسية</a><a href='/w'>العالم</a></nav>"
        f"<article><h1>لقاء على الحدود</h1>{body}</article>"
        "<div class='share'><button>شارك</button><a>فيسبوك</a></div>"
        "<footer>© 2023 أخبار الميناء. جميع الحقوق محفوظة</footer></body></html>"
    )


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY.split("\n\n"))
MORE = "<p>وقال متحدث باسم الحكومة إن الاجتماع الذي عقد في العاصمة تناول التجارة بين البلدين.</p>"


def test_web_page_gives_its_article_without_what_is_around_it(tmp_path: Path) -> None:
    head = (
        '<meta property="og:title" content="لقاء على الحدود"><meta property="og:site_name" content="أخبار الميناء">'
        '<meta property="article:published_time" content="2024-10-23T08:00:00+03:00">'
        '<link rel="canonical" href="https://example.org/n/1"><script>alert("x")</script>'
    )
    (tmp_path / "a.html").write_text(page(PARAGRAPHS + MORE, head), "utf-8")
    article = only(tmp_path)
    assert article.title == "لقاء على الحدود"
    assert article.published == DateSpan.of("2024-10-23")
    assert (article.source, article.url) == ("أخبار الميناء", "https://example.org/n/1")
    assert "وبحث الجانبان أمن الحدود" in article.text
    for noise in ("alert", "العالم", "شارك", "الحقوق"):
        assert noise not in article.text


def test_copyright_year_of_a_page_dates_it_when_nothing_else_does(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(PARAGRAPHS + MORE), "utf-8")
    assert only(tmp_path).published == DateSpan.of("2023")


def test_windows_1256_page_is_read_with_right_wrong_or_no_charset(tmp_path: Path) -> None:
    for name, declared in (("right", "windows-1256"), ("wrong", "iso-8859-1"), ("none", "")):
        head = f'<meta charset="{declared}">' if declared else ""
        (tmp_path / f"{name}.html").write_bytes(page(PARAGRAPHS + MORE + f"<p>{name}</p>", head).encode("windows-1256"))
    reading = read([tmp_path])
    assert len(reading.articles) == 3
    assert all("وبحث الجانبان أمن الحدود" in a.text for a in reading.articles)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json"])
def test_every_encoding_gives_the_same_article(tmp_path: Path, encoding: str, name: str) -> None:
    record = json.dumps({"title": "لقاء على الحدود", "text": BODY}, ensure_ascii=False)
    content = {"a.txt": BODY, "a.jsonl": record + "\n", "a.json": f"[{record}]"}[name]
    (tmp_path / name).write_bytes(content.encode(encoding))
    article = only(tmp_path)
    assert article.text[article.body_start :] == BODY


def test_lines_of_json_are_articles_with_their_own_ids_or_numbered(tmp_path: Path) -> None:
    lines = [
        {"id": "p/17", "headline": "One", "body": ENGLISH, "date": "2024-10-23 18:39:22", "outlet": "Port"},
        {
            "title": "Two",
            "content": {"rendered": ENGLISH + " Again."},
            "source": {"name": "Port"},
            "link": "http://example.org/2",
        },
    ]
    (tmp_path / "wire.jsonl").write_text("\r\n".join(json.dumps(line) for line in lines) + "\r\n\r\n", "utf-8")
    reading = read([tmp_path])
    assert [(a.id, a.title, a.source) for a in reading.articles] == [("p-17", "One", "Port"), ("wire-2", "Two", "Port")]
    assert reading.articles[0].published == DateSpan.of("2024-10-23")
    assert reading.articles[1].url == "http://example.org/2"


def test_markup_and_entities_in_a_record_become_text(tmp_path: Path) -> None:
    text = "<p>وصل الوزير&nbsp;إلى العاصمة.</p><script>x()</script><p>وقال &quot;نعم&quot;<br/>ثم غادر &lt;b&gt;.</p>"
    lines = [
        {"title": "A &amp; B", "text": text},
        {"text": "قال الوزير &quot;نعم&quot; إن 3 < 5 وإن المحادثات في العاصمة."},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    one, two = read([tmp_path]).articles
    assert one.text == 'A & B\n\nوصل الوزير إلى العاصمة.\nوقال "نعم"\nثم غادر <b>.'
    assert two.text == 'قال الوزير "نعم" إن 3 < 5 وإن المحادثات في العاصمة.'


def test_array_in_an_archive_is_read_as_it_is(tmp_path: Path) -> None:
    records = [{"title": f"No. {n}", "content": f"{ENGLISH} Told {n} times.", "author": ""} for n in range(300)]
    with zipfile.ZipFile(tmp_path / "july.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("days/one.json", json.dumps(records, indent=4))
        archive.writestr("../outside.txt", ENGLISH + " From a name that climbs.")
    reading = read([tmp_path / "july.zip"])
    assert reading.problems == ()
    assert [a.id for a in reading.articles] == ["outside", *(f"one-{n}" for n in range(1, 301))]
    assert not (tmp_path.parent / "outside.txt").exists()


def test_name_of_a_file_and_path_of_an_address_may_date_an_article(tmp_path: Path) -> None:
    (tmp_path / "2024-10-23-border.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "b.md").write_text(f"---\nurl: https://example.org/2023/05/06/x\n---\n{ENGLISH} More.", "utf-8")
    assert [str(a.published) for a in read([tmp_path]).articles] == ["2024-10-23", "2023-05-06"]


def test_order_of_paths_and_of_names_on_disk_does_not_matter(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{ENGLISH} As told by {name}.", "utf-8")
    one, two = tmp_path / "a.txt", tmp_path / "c"
    assert read([one, two]) == read([two, one])
    ids = [a.id for a in read([tmp_path]).articles]
    assert ids[:2] == ["a", "b"]
    assert ids[2].startswith("a-")


def test_hidden_files_corrections_and_a_file_given_twice_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / ".hidden.txt").write_text("x", "utf-8")
    (tmp_path / "corrections.tsv").write_text("x", "utf-8")
    reading = read([tmp_path, tmp_path / "a.txt"])
    assert (len(reading.articles), reading.problems) == (1, ())


def test_path_that_does_not_exist_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read([tmp_path / "nowhere"])


def test_pipe_and_broken_link_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert {(p.where, p.code) for p in read([tmp_path]).problems} == {("pipe.txt", "KG109"), ("link.txt", "KG109")}
