"""Which tables a path holds, and how they are opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from desktop_sync.connectors.files import atomic
from desktop_sync.connectors.files.csvgrid import CsvGrid
from desktop_sync.connectors.files.grid import Grid
from desktop_sync.errors import AccountError, FileError, TableError

CSV_ENDINGS = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table is: the file and, in a workbook, the sheet."""

    table: str
    path: Path
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """What the account's settings say about its CSV files; empty: found from the file."""

    encoding: str = ""
    delimiter: str = ""


def is_workbook(path: Path) -> bool:
    """Whether the file's name says that it is a workbook."""
    return path.suffix.lower() in WORKBOOK_ENDINGS


def files(path: Path) -> Sequence[Path]:
    """The data files at the path: itself, or those in the folder (not in folders within), by name."""
    if not path.is_dir():
        atomic.stat(path)
        return [path]
    return sorted(
        one
        for one in path.iterdir()
        if one.suffix.lower() in CSV_ENDINGS[:2] + WORKBOOK_ENDINGS
        and not one.name.startswith(("~$", "."))
        and one.is_file()
    )


def places_in(file: Path, root: Path) -> Sequence[Place]:
    """The tables of one file. Raises AccountError when it can't be read."""
    if not is_workbook(file):
        return [Place(file.name, file)]
    from desktop_sync.connectors.files.workbook import Workbook, damaged_where  # late: CSV files don't need it

    with damaged_where(file.name):
        names = Workbook(workbook_bytes(file), file.name).visible
    return [Place(f"{file.name}/{name}" if root.is_dir() else name, file, name) for name in names]


def workbook_bytes(file: Path) -> bytes:
    """The workbook's bytes. Raises AccountError for what only looks like one."""
    data, _ = atomic.read(file)
    refuse_foreign(data, file.name)
    return data


def refuse_foreign(data: bytes, place: str) -> None:
    """Raise AccountError unless the bytes begin like a workbook."""
    if data.startswith(_OLE):
        raise FileError(
            "The workbook is protected by a password, or was saved in the old .xls format.",
            place=place,
            advice="Open it, take the password off (File, Info), and save it as .xlsx.",
        )
    if not data:
        raise FileError("The file is empty.", place=place, advice="Save the workbook again, or take it from a backup.")
    if not data.startswith(b"PK"):
        raise FileError(
            "This is not an Excel workbook, though its name says so.",
            place=place,
            advice="If it is a text file, name it .csv; else open it in its program and save it as .xlsx.",
        )


def find(path: Path, table: str) -> Place:
    """The table's place: by its exact name, without its ending, or without regard to case.

    Raises AccountError naming the nearest.
    """
    found: list[Place] = []
    problems: list[AccountError] = []
    for file in files(path):
        if path.is_dir() and table.partition("/")[0].casefold() not in {file.name.casefold(), file.stem.casefold()}:
            found += [Place(file.name, file)]  # only for its name in the error
            continue
        try:
            found += places_in(file, path)
        except AccountError as error:
            problems.append(error)
    wanted = table.casefold()
    for hits in (
        [one for one in found if one.table == table],
        [one for one in found if one.table.casefold() == wanted],
        [one for one in found if wanted in _short_names(one)],
    ):
        if len(hits) == 1 and (hits[0].sheet is not None or not is_workbook(hits[0].path)):
            return hits[0]
    if problems:
        raise problems[0]
    near = get_close_matches(table, [one.table for one in found], n=1, cutoff=0.4)
    raise TableError(
        f"There is no table “{table}”" + (f"; did you mean “{near[0]}”?" if near else "."),
        place=path.name,
        advice="Its tables are: " + ", ".join(f"“{one.table}”" for one in found[:10])
        if found
        else "There are no data files.",
    )


def _short_names(place: Place) -> set[str]:
    stem = place.path.stem.casefold()
    if place.sheet is None:
        return {stem}
    return {stem, place.path.name.casefold(), f"{stem}/{place.sheet.casefold()}"}


def parse(data: bytes, place: Place, form: Format) -> Grid:
    """The table's grid. Raises AccountError naming file and line for what can't be read."""
    if place.sheet is None:
        delimiter = form.delimiter or ("\t" if place.path.suffix.lower() == ".tsv" else "")
        return CsvGrid(data, place.path.name, form.encoding, delimiter)
    refuse_foreign(data, place.path.name)
    from desktop_sync.connectors.files.sheetgrid import SheetGrid  # late: CSV files don't need it
    from desktop_sync.connectors.files.workbook import Workbook, damaged_where

    with damaged_where(place.path.name):
        return SheetGrid(Workbook(data, place.path.name), place.sheet)
