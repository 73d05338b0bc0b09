"""Automatic numbers: shown as Word shows them, and as a second program shows them."""

from __future__ import annotations

import os
import re
import subprocess

import cn2an
import docx as python_docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import read
from ingest.readers.numbering import shown
from ingest.readers.office import find_soffice
from tests.lists.making import cell, table
from tests.readers.word_parts import HEAD, level, made, numbered, numbering, styles


def lines(path):
    return read(path).text.split("\n")


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("decimal", {1: "1", 10: "10", 123: "123"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○", 115: "一一五"}),
        ("chineseCountingThousand", {10: "十", 21: "二十一", 100: "一百", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"}),
        ("japaneseCounting", {10: "十", 19: "十九", 101: "一百一"}),
        ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 21: "贰拾壹", 105: "壹佰零伍"}),
        ("ideographTraditional", {1: "甲", 4: "丁", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "(21)"}),
        ("decimalEnclosedFullstop", {1: "⒈", 21: "21."}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("upperRoman", {4: "IV", 9: "IX", 14: "XIV"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("upperLetter", {2: "B"}),
        ("none", {1: ""}),
        ("neverHeardOf", {7: "7"}),
    ],
)
def test_shapes(shape, expected):
    assert {n: shown(n, shape) for n in expected} == expected


@given(st.integers(1, 32_767))
def test_chinese_numbers_say_what_they_count(number):
    for shape in ("chineseCountingThousand", "taiwaneseCounting"):
        assert cn2an.cn2an(shown(number, shape), "normal") == number
    if number < 100:
        assert shown(number, "chineseCounting") == shown(number, "chineseCountingThousand") == shown(number, "japaneseCounting")
    assert cn2an.cn2an(shown(number, "chineseLegalSimplified"), "normal") == number


NOTICE = numbering(
    {
        0: [
            level(0, "chineseCountingThousand", "%1、"),
            level(1, "chineseCountingThousand", "（%2）"),
            level(2, "decimal", "%3."),
            level(3, "decimalEnclosedCircleChinese", "%4"),
        ],
        1: [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%1.%2.%3)")],
        2: [level(0, "chineseCountingThousand", "第%1条")],
        3: [level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")],
        4: [level(0, "decimal", "%1."), level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>')],
        5: [level(0, "bullet", "\uf06c")],
    },
    {
        1: (0, ""),
        2: (1, ""),
        3: (2, ""),
        4: (3, ""),
        5: (4, ""),
        6: (5, ""),
        7: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    },
)


@pytest.mark.parametrize(
    ("number", "levels", "expected"),
    [
        (1, [0, 1, 1, 2, 3, 0, 1], ["一、", "（一）", "（二）", "1.", "① ", "二、", "（一）"]),
        (2, [0, 1, 1, 2, 0, 1], ["1 ", "1.1 ", "1.2 ", "1.2.a)", "2 ", "2.1 "]),
        (3, [0] * 11, [f"第{n}条 " for n in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]]),
        (4, [0, 0, 1], ["一、", "二、", "2.1 "]),
        (5, [0, 1, 0, 1], ["1.", "(1)", "2.", "(2)"]),
        (6, [0, 0], ["", ""]),
    ],
)
def test_levels_and_restarts(tmp_path, number, levels, expected):
    body = "".join(numbered(f"事{n}", number, at) for n, at in enumerate(levels))
    assert lines(made(tmp_path, body, numbering=NOTICE)) == [f"{e}事{n}" for n, e in enumerate(expected)]


def test_lists_of_one_definition_go_on_unless_they_start_over(tmp_path):
    body = "".join(numbered("事", n) for n in (1, 1, 7, 7, 1))
    assert lines(made(tmp_path, body, numbering=NOTICE)) == ["一、事", "二、事", "一、事", "二、事", "三、事"]


def test_numbers_of_styles_inherited_and_taken_away(tmp_path):
    made_of = styles(
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="要点"/><w:basedOn w:val="2"/></w:style>'
    )
    body = (
        numbered("总则", None, style="1")
        + numbered("目的", None, style="2")
        + numbered("适用", None, style="3")
        + numbered("不编号", 0, style="1")
        + numbered("职责", None, style="1")
    )
    canonical = read(made(tmp_path, body, numbering=NOTICE, styles=made_of))
    assert canonical.text.split("\n") == ["一、总则", "（一）目的", "（二）适用", "不编号", "二、职责"]
    assert [(b.kind, b.level) for b in canonical.blocks][:2] == [("heading", 1), ("heading", 2)]
    assert all(canonical.text[b.start : b.end] for b in canonical.blocks)


def test_deleted_paragraphs_are_not_counted_and_run_on(tmp_path):
    gone = numbered("", 1, mark="<w:rPr><w:del/></w:rPr>").replace(
        "</w:p>", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    )
    body = numbered("甲", 1) + gone + numbered("乙", 1)
    assert lines(made(tmp_path, body, numbering=NOTICE)) == ["一、甲", "二、乙"]
    merged = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半</w:t></w:r></w:p><w:p><w:r><w:t>下半</w:t></w:r></w:p>"
    assert lines(made(tmp_path, merged)) == ["上半下半"]


def test_numbers_alone_fill_the_cells_of_a_serial_column(tmp_path):
    def row(words):
        return [f"<w:tc>{numbered('', 2)}</w:tc>", cell(words)]

    canonical = read(
        made(tmp_path, table([cell("序号"), cell("名称")], row("甲"), row("乙")) + numbered("", 2), numbering=NOTICE)
    )
    assert canonical.tables[0].rows == [["序号", "名称"], ["1", "甲"], ["2", "乙"]]
    assert canonical.text == "序号\t名称\n1\t甲\n2\t乙"


def test_damaged_numbering_is_told_and_the_text_is_read(tmp_path):
    canonical = read(made(tmp_path, numbered("甲", 1), numbering="<w:numbering"))
    assert canonical.text == "甲"
    assert [u.status for u in canonical.units if "numbering" in u.unit] == ["unreadable"]


@pytest.mark.skipif(find_soffice() is None and os.environ.get("CI") != "true", reason="needs LibreOffice")
def test_the_same_numbers_as_libreoffice(tmp_path):
    """LibreOffice writes the numbers out when it saves plain text."""
    document = python_docx.Document()
    for style, words in [("List Number", "甲"), ("List Number", "乙"), ("List Number 2", "丙"), ("List Number", "丁")]:
        document.add_paragraph(words, style=style)
    document.save(tmp_path / "a.docx")
    document = python_docx.Document()
    lists = document.part.numbering_part.element
    for child in list(lists):
        lists.remove(child)
    lists.extend(parse_xml(NOTICE))
    for number, deepest in ((1, 3), (2, 2), (3, 0), (7, 1)):  # not 5: LibreOffice knows no lvlRestart
        for n, at in enumerate(a for a in [0, 1, 1, 2, 3, 0, 1, 0] if a <= deepest):
            document.element.body.insert(-1, parse_xml(numbered(f"事{n}", number, at).replace("<w:p>", f"<w:p {HEAD}>", 1)))
    document.save(tmp_path / "b.docx")
    for name in ("a", "b"):
        soffice = find_soffice()
        assert soffice is not None
        subprocess.run(
            [str(soffice), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
             "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(tmp_path / f"{name}.docx")],
            check=True, timeout=120,
        )  # fmt: skip
        theirs = (tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig").split()
        ours = read(tmp_path / f"{name}.docx").text
        assert re.sub(r"\s", "", ours) == "".join(theirs)
