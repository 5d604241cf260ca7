"""Files in the layout of another system, which a mapping profile brings to ours: returns, registers, a staff matrix."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sample_data.dirty_tools import Cells, DirtyFile, write_book, write_csv

HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
EPISODES = ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
            "HOME_POST", "PL_POST", "URN")  # fmt: skip
MISSING = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
SESSIONS = ("Mon AM", "Mon PM", "Tue AM", "Tue PM", "Wed AM", "Wed PM", "Thu AM", "Thu PM", "Fri AM", "Fri PM")
TICK = "\u2713"


def _episode(child: str, decom: str, dec: str, reason: str = "S", **changes: str) -> list[str]:
    """One episode of care, which goes on in the next one unless it is the last."""
    values = (child, decom, reason, "C1", "N1", "K2", "PR1", dec, "X1" if dec else "", "", "", "", "SC200001")
    return list({**dict(zip(EPISODES, values, strict=True)), **changes}.values())


def return_header(path: Path) -> None:
    """The children of a return: two who are not in the other exports."""
    rows = [
        ("C9301", "1", "14/03/2011", "WBRI", "A930100000012", "", ""),
        ("C9302", "2", "02/09/2012", "BAFR", "H930200000024", "0", ""),
    ]
    write_csv(path, [HEADER, *rows])


def return_episodes(path: Path) -> None:
    """Whole care histories: years of four digits where an episode begins and of two where it ends."""
    rows = [
        _episode("C9301", "11/06/2024", "03/09/24", PLACE="U1", URN="SC400101", HOME_POST="AB1 2"),
        _episode("C9301", "03/09/2024", "20/01/25", "P", PLACE="U1", URN="SC400102", REASON_PLACE_CHANGE="CARPL"),
        _episode("C9301", "20/01/2025", "07/04/25", "L", LS="C2", PLACE="U1", URN="SC400102"),
        _episode("C9301", "07/04/2025", "", "P", LS="C2"),
        _episode("C9302", "19/11/2025", "02/12/25", LS="V3", URN="SC200000"),
        _episode("C9302", "28/01/2026", "", LS="V2", URN="SC200000"),
    ]
    write_csv(path, [EPISODES, *rows])


def return_missing(path: Path) -> None:
    """Episodes missing and away, days without times, written with years of four and of two digits."""
    rows = [
        ("C0019", "02/02/2014", "M", "12/01/2026", "13/01/26"),
        ("C0019", "02/02/2014", "M", "23/02/26", "23/02/26"),
        ("C0019", "02/02/2014", "A", "09/03/2026", "10/03/2026"),
        ("C0016", "05/07/2009", "M", "18/05/2026", "20/05/26"),
        ("C0021", "08/03/2011", "M", "27/10/2026", ""),
    ]
    write_csv(path, [MISSING, *rows])


def register_long(path: Path) -> None:
    """A day of a pupil in a row, the name beside the number, minutes after a late mark, a mark not entered."""
    rows = [
        ("UPN", "Name", "Date", "AM", "PM"),
        ("W595819017168", "Callum Jaskolski", "02/03/2026", "/", "\\"),
        ("W595819017168", "Callum Jaskolski", "03/03/2026", "L 12", "\\"),
        ("W595819017168", "Callum Jaskolski", "04/03/2026", "I", "I"),
        ("W595819017168", "Callum Jaskolski", "05/03/2026", "/", "-"),
        ("L838059377926", "Ayaan Asare", "02/03/2026", "/", "N"),
        ("L838059377926", "Ayaan Asare", "03/03/2026", "", ""),
        ("Z999999999999", "Not on roll here", "02/03/2026", "/", "\\"),
    ]
    write_csv(path, rows)


def register_wide(path: Path) -> None:
    """A week a sheet, its first day in a title row, a column a session, a total at the foot."""
    heading = ["UPN", "Name", "Reg group", *SESSIONS]
    callum = ["W595819017168", "Callum Jaskolski", "7C"]
    ayaan = ["L838059377926", "Ayaan Asare", "11A"]
    first = [
        [*callum, "/", "\\", "/", "\\", "L", "\\", "I", "I", "/", "\\"],
        [*ayaan, "O", "O", "/", "\\", "/", "M", "/", "\\", "S", "S"],
    ]
    second = [[*callum, "/", "\\", "/", "\\", "/", "\\", "/", "\\", "#", "#"], [*ayaan, *["/", "\\"] * 4, "", ""]]
    foot = ["Present", None, None, *[2] * 10]
    sheets: dict[str, Cells] = {
        "WC 09 March": [["School register"], ["Week commencing 09/03/2026"], [], heading, *first, foot],
        "WC 16 March": [["School register"], ["Week commencing 16/03/2026"], [], heading, *second, foot],
    }
    write_book(path, sheets)


def supervision_matrix(path: Path) -> None:
    """A person a row and a month a column: dates, lists of days, ticks and codes in the cells."""
    months = [date(2026, month, 1) for month in (4, 5, 6, 7, 8)]
    rows = [
        ["S0010", "Residential worker", date(2026, 4, 14), date(2026, 5, 12), "AL", date(2026, 7, 9), date(2026, 8, 6)],
        ["S0023", "Residential worker", "12/4; 26/4", "8/5", "Sick", "DNA", date(2026, 8, 20)],
        ["S0018", "Deputy manager", date(2026, 4, 21), TICK, date(2026, 6, 18), "Mat", "Mat"],
        ["S0025", "Residential worker", "New starter", "19/05/2026", date(2026, 7, 2), "", "17.8.26"],
    ]
    title = [["Supervision record 2026-27"], ["Report run on 31/08/2026 09:15"], []]
    heading = ["Payroll number", "Role", *months]
    key = [[], ["Key: AL annual leave, DNA did not attend, Mat maternity"]]
    write_book(path, {"2026-27": [*title, heading, *rows, *key]})


FILES = (
    DirtyFile(
        "ssda903_header.csv",
        "The children of an SSDA903 return, in its own columns and codes",
        "Read through the profile of the return: two children load",
        return_header,
    ),
    DirtyFile(
        "ssda903_episodes.csv",
        "Episodes of an SSDA903 return, DECOM as dd/mm/yyyy and DEC as dd/mm/yy in one file",
        "Read through the profile of the return: six placements load, the first to 3 September 2024",
        return_episodes,
    ),
    DirtyFile(
        "ssda903_missing.csv",
        "Missing and away episodes of an SSDA903 return: days only, years of two and four digits, one not ended",
        "Read through the profile of the return: five episodes load without times in the home the child lived in",
        return_missing,
    ),
    DirtyFile(
        "register_long.csv",
        "A school register, a day of a pupil in a row: UPN, Date, AM, PM; one UPN that is nobody's",
        "Read through the profile of the register: six days of two children load, AM and PM apart; the last row waits",
        register_long,
    ),
    DirtyFile(
        "register_wide.xlsx",
        "A school register, a column a session, the week in a title row, a sheet a week, a total at the foot",
        "Read through the profile of the register: two weeks of two children load; the foot is no pupil",
        register_wide,
    ),
    DirtyFile(
        "supervision_matrix.xlsx",
        "A staff matrix, a column a month: dates, two days in a cell (12/4; 26/4), a tick, AL, Sick, Mat, DNA",
        "Read through the profile of the matrix: each date is a supervision held; codes and the tick are none",
        supervision_matrix,
    ),
)
