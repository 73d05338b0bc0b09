"""Reads an xls in a process of its own: the library may end the whole process over damaged bytes. Run by :mod:`.apart` only."""

from __future__ import annotations

import pickle
import sys

import python_calamine as calamine


def main() -> None:
    """Write the sheets of the file given as argument to standard output, or the reason why not."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    except (ImportError, ValueError, OSError):  # not on this system: the parent's time limit is left
        pass
    out: list[tuple[object, ...]] = []
    try:
        with open(sys.argv[1], "rb") as file:  # by a path the library goes by the suffix, which may be wrong
            book = calamine.CalamineWorkbook.from_filelike(file)
        for meta in book.sheets_metadata:
            plain = meta.typ == calamine.SheetTypeEnum.WorkSheet
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            try:
                sheet = book.get_sheet_by_name(meta.name) if plain else None
                given = (sheet.start, sheet.to_python(), sheet.merged_cell_ranges) if sheet is not None else None
                out.append((meta.name, plain, hidden, given, ""))
            except BaseException as error:
                out.append((meta.name, plain, hidden, None, type(error).__name__))
    except calamine.PasswordError:
        sys.exit(3)
    except BaseException:
        sys.exit(4)
    sys.stdout.buffer.write(pickle.dumps(out))


if __name__ == "__main__":
    main()
