"""Laws of stitching: no row is lost, none comes twice, order is kept, and what was joined stays joined."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import Cell, Table
from ingest.readers.stitch import CONTINUED, stitch

WORDS = st.text("甲乙丙丁戊己庚辛街道执法事项", min_size=1, max_size=6)
HEADS = st.lists(WORDS, min_size=1, max_size=4, unique=True).map(lambda words: ["序号", *words])


@st.composite
def whole(draw: st.DrawFn) -> tuple[list[str], list[list[Cell]]]:
    """A heading, and rows numbered from 1 on with any cells."""
    head = draw(HEADS)
    count = draw(st.integers(2, 25))
    cell = st.one_of(st.none(), WORDS, st.integers(0, 99).map(str))
    rows: list[list[Cell]] = [[str(i), *(draw(cell) for _ in head[1:])] for i in range(1, count + 1)]
    return head, rows


def cut(draw: st.DrawFn, count: int) -> list[int]:
    """Where pages end: ascending, each page with a row at least."""
    return sorted(draw(st.sets(st.integers(1, count - 1), max_size=4)))


def pages(head: list[str], rows: list[list[Cell]], ends: list[int], repeat: bool, title: str = "") -> list[Table]:
    begins = [0, *ends]
    out = []
    for n, (a, b) in enumerate(zip(begins, [*ends, len(rows)], strict=True)):
        top: list[list[Cell]] = [list(head)] if repeat or n == 0 else []
        out.append(Table(f"表{n + 1}", top + [list(r) for r in rows[a:b]], title=title if n else ""))
    return out


@settings(deadline=None)
@given(st.data())
def test_a_table_cut_into_pages_is_whole_again(data: st.DataObject) -> None:
    head, rows = data.draw(whole())
    ends = data.draw(st.composite(cut)(len(rows)))
    repeat = data.draw(st.booleans())
    title = data.draw(st.sampled_from(["", "续表", "表1（续）"]))
    (joined,) = stitch(pages(head, rows, ends, repeat, title))
    assert joined.rows == [head, *rows]


@settings(deadline=None)
@given(st.data())
def test_text_between_keeps_tables_apart(data: st.DataObject) -> None:
    head, rows = data.draw(whole())
    ends = data.draw(st.composite(cut)(len(rows)))
    given_ = pages(head, rows, ends, data.draw(st.booleans()), "表二 另一份清单")
    assert stitch(given_) == given_


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(whole(), st.sampled_from(["", "", "续表", "附表"])), min_size=1, max_size=6))
def test_rows_are_kept_in_order_and_stitching_again_changes_nothing(
    drawn: list[tuple[tuple[list[str], list[list[Cell]]], str]],
) -> None:
    tables = [Table(f"表{n}", [list(head), *rows], title=title) for n, ((head, rows), title) in enumerate(drawn)]
    before = [list(map(list, t.rows)) for t in tables]
    once = stitch(tables)
    assert [list(map(list, t.rows)) for t in tables] == before  # what was given is left as it was
    kept = [row for t in once for row in t.rows]
    every = [row for t in tables for row in t.rows]
    heads = [tuple(head) for (head, _), _ in drawn]
    # only heading rows are missing, everything else is there in its order
    at = 0
    for row in every:
        if at < len(kept) and kept[at] == row:
            at += 1
        else:
            assert tuple(row) in heads
    assert at == len(kept)
    assert [t.rows for t in stitch(once)] == [t.rows for t in once]


def test_tables_of_other_widths_and_other_headings_stay_apart() -> None:
    a = Table("表1", [["序号", "事项"], ["1", "甲"]])
    b = Table("表2", [["序号", "事项", "备注"], ["2", "乙", ""]])
    c = Table("表3", [["编号", "街道", "备注"], ["1", "丙", ""]])
    assert stitch([a, b, c]) == [a, b, c]


def test_a_heading_under_a_title_row_is_known_again() -> None:
    a = Table("表1", [["执法事项清单", "执法事项清单"], ["序号", "事项"], ["1", "甲"]])
    b = Table("表2", [["序号", "事项"], ["2", "乙"]])
    c = Table("表3", [["执法事项清单", "执法事项清单"], ["序号", "事项"], ["3", "丙"]])
    (table,) = stitch([a, b, c])
    assert [row[0] for row in table.rows] == ["执法事项清单", "序号", "1", "2", "3"]


def test_merged_cells_over_the_break_are_filled_and_grow() -> None:
    a = Table("表1", [["序号", "类别"], ["1", "甲"], ["2", "乙"], ["3", "乙"]], merged=[(3, 2, 4, 2)])
    b = Table("表2", [["序号", "类别"], ["4", None], ["5", None], ["6", "丙"]], merged=[(2, 2, 3, 2)])
    (table,) = stitch([a, b])
    assert [row[1] for row in table.rows] == ["类别", "甲", "乙", "乙", "乙", "乙", "丙"]
    assert table.merged == [(3, 2, 6, 2)]


def test_row_places_follow_their_rows() -> None:
    def box(n: float) -> tuple[float, float, float, float]:
        return (0.0, n, 9.0, n + 1)

    a = Table("表1", [["序号", "名称"], ["1", "甲"]], row_places=[(1, box(0)), (1, box(1))])
    b = Table("表2", [["序号", "名称"], ["2", "乙"], ["3", "丙"]], row_places=[(2, box(0)), (2, box(1)), (2, box(2))])
    (table,) = stitch([a, b])
    assert table.row_places == [(1, box(0)), (1, box(1)), (2, box(1)), (2, box(2))]


def test_captions_that_say_continued() -> None:
    for caption in ("续表", "续表1", "（续表）", "表2（续）", "附表1 权责清单（续表）", "接上表", "续上表", "续前表", "表3续表"):
        assert CONTINUED.match(caption), caption
    for other in ("表1 手续", "继续教育清单", "连续两年", "表2 权责清单", "接上级通知", "持续改进"):
        assert not CONTINUED.match(other), other
