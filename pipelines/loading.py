"""The whole way of an export: land, read, map, check, merge, build, publish; and the way back, undo and rebuild."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from data_contracts.contract import Contract, contracts
from pipelines import landing, sheets
from pipelines.landing import Manifest
from pipelines.mapping import Mapping
from pipelines.profiling.checked import as_of_today, check_again, check_grid, layouts, profiles_of
from pipelines.reading import files
from pipelines.reading.grid import Grid, Refused
from pipelines.reading.layout import is_blank, normal
from pipelines.values import in_utc
from warehouse import lock, settings
from warehouse.receipts import Receipt
from warehouse.telling import place_of
from warehouse.versions import Version
from warehouse.writer import Submission, Writer, building

Step = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """What the person who loads says about the files: None where it is left to be found."""

    dataset: str | None = None
    profile: str | None = None
    source: str = "canonical"
    covers_from: date | None = None
    covers_to: date | None = None
    exported_at: datetime | None = None
    by: str = "local person"
    dry_run: bool = False

    def asked(self) -> dict[str, str | None]:
        """What makes the same bytes another submission."""
        profile = {"profile": self.profile} if self.profile else {}
        return profile | {
            "dataset": self.dataset,
            "source": self.source,
            "covers_from": self.covers_from.isoformat() if self.covers_from else None,
            "covers_to": self.covers_to.isoformat() if self.covers_to else None,
            "exported_at": self.exported_at.isoformat() if self.exported_at else None,
        }


@dataclass
class Loaded:
    """What a load came to: a receipt a sheet, what was refused and why, and what else the person should know."""

    receipts: list[Receipt] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    version: Version | None = None
    quarantined_whole: bool = False


@dataclass
class _Read:
    """One file after its sheets were read and checked."""

    data: bytes
    manifest: Manifest
    checked: list[sheets.Checked]
    used: dict[str, Contract]


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Inside the block Python does not look for garbage: a sheet is millions of cells that are all still wanted."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def find_files(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """The readable files named or standing in the folders named, and the paths that are not there."""
    found: list[Path] = []
    absent: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (
                item for item in sorted(path.rglob("*")) if item.is_file() and not item.name.startswith(("~$", "."))
            )
            found += [item for item in inside if item.suffix.lower() in files.READABLE]
        elif path.is_file():
            found.append(path)
        else:
            absent.append(path)
    return found, absent


def load(paths: list[Path], options: Options, step: Step) -> Loaded:
    """The files are landed, checked and published as one new version, or nothing changed.

    Refused files and sheets are named in the answer; the good ones load all the same. With `dry_run` the answer says
    what would change and nothing is written. Raises lock.Busy where another load holds on to the lock.
    """
    known = contracts()
    loaded = Loaded()
    doing = "dry run" if options.dry_run else "load"
    with lock.writing(doing), building(known) as writer, _without_collecting():
        if not options.dry_run:
            landing.tidy()
        finished = _catch_up(writer, known, step)
        reads: list[_Read] = []
        for number, path in enumerate(_references_first(paths, known)):
            step(f"reading {path.name}")
            read = _read_or_refuse(path, options, known, writer, loaded, landing.next_sequence() + number)
            twin = next((other for other in reads if read is not None and other.data == read.data), None)
            if twin is not None:
                loaded.said.append(
                    f"{path.name}: the same file as {twin.manifest.about.file} in this load; taken once."
                )
            elif read is not None:
                step(f"merging {path.name}")
                writer.add(read.manifest.about, [checked.sheet for checked in read.checked])
                reads.append(read)
        if not reads and (options.dry_run or (finished is None and writer.is_up_to_date())):
            return loaded
        writer.build(step)
        writer.receipts(finished or [])
        loaded.receipts = writer.receipts([read.manifest.about.submission for read in reads])
        taken = sum(r.rows_read for r in loaded.receipts)
        loaded.quarantined_whole = taken > 0 and taken == sum(r.quarantined for r in loaded.receipts)
        if not options.dry_run:
            for read in reads:
                landing.keep(read.data, read.manifest, read.used, profiles_of(read.manifest.sheets, known))
            step("publishing")
            landing.commit({read.manifest.about.submission: landing.STANDS for read in reads})
            loaded.version = writer.publish()
    return loaded


def _references_first(paths: list[Path], known: dict[str, Contract]) -> list[Path]:
    """Files named as a dataset that others refer to come first, so that fewer rows are seen to wait."""
    order = {name: place for place, name in enumerate(known)}
    return sorted(paths, key=lambda path: order.get(normal(path.stem), len(order)))


def _read_or_refuse(
    path: Path, options: Options, known: dict[str, Contract], writer: Writer, loaded: Loaded, sequence: int
) -> _Read | None:
    """One file read and checked; whatever is wrong with it is told of it alone, and the other files go on."""
    try:
        return _read_file(path, options, known, writer, loaded, sequence)
    except OSError as fault:
        why = fault.strerror or "the disk says no"
        loaded.refused.append(f"{path.name}: cannot be read ({why}); check that it is there and may be opened.")
    except Exception as fault:
        loaded.refused.append(
            f"{path.name}: something unforeseen stands in it ({place_of(fault)}); nothing of it was loaded. Please "
            "report this line."
        )
    return None


def _read_file(
    path: Path, options: Options, known: dict[str, Contract], writer: Writer, loaded: Loaded, sequence: int
) -> _Read | None:
    data = path.read_bytes()
    same = _same_before(data, options, known)
    if same is not None:
        when = settings.uk_time(same.about.loaded_at).strftime("%d/%m/%Y %H:%M")
        loaded.said.append(
            f"{path.name}: the same file was loaded as {same.about.submission} on {when} by {same.about.loaded_by}; "
            "nothing changes."
        )
        return None
    try:
        grids = files.read(path.name, data, settings.number("HEARTH_MAX_UNPACKED_MB") << 20)
    except Refused as why:
        loaded.refused.append(str(why))
        return None
    checked = _check_grids(path.name, grids, options, known, writer, loaded)
    for one in checked:
        loaded.said += [
            f"{path.name}, sheet {one.sheet.sheet}: {said}." for said in one.sheet.said if said != one.refusal
        ]
    if not any(one.sheet.rows is not None for one in checked):
        return None
    sheets.set_aside_contradictions(checked, known)
    about = _about(path.name, data, options, checked, sequence)
    used = {one.sheet.dataset: known[one.sheet.dataset] for one in checked if one.sheet.rows is not None}
    pairs = tuple((one.mapping, known[one.sheet.dataset].sha256) for one in checked if one.sheet.rows is not None)
    return _Read(data, Manifest(about, len(data), pairs, options.asked()), checked, used)


def _same_before(data: bytes, options: Options, known: dict[str, Contract]) -> Manifest | None:
    """The standing submission of the same bytes, asked for in the same way under the same contracts."""
    sha256 = landing.fingerprint(data)
    current = {contract.sha256 for contract in known.values()}
    current_layouts = {profile.sha256 for profile in layouts(known).values()} | {None}
    for manifest in landing.standing():
        if (
            manifest.about.sha256 == sha256
            and manifest.asked == options.asked()
            and all(contract in current and mapping.profile in current_layouts for mapping, contract in manifest.sheets)
        ):
            return manifest
    return None


def _check_grids(
    file: str, grids: list[Grid], options: Options, known: dict[str, Contract], writer: Writer, loaded: Loaded
) -> list[sheets.Checked]:
    """Each sheet that holds a dataset, checked; sheets that hold no table are named and passed over."""
    found = []
    refused: list[str] = []
    for grid in grids:
        if not any(not is_blank(cell) for row in grid.rows for cell in row):
            continue
        try:
            asked = options.profile, options.dataset
            one = check_grid(file, grid, asked, known, writer.known, settings.today())
        except Refused as why:
            if len(grids) > 1 and not _looks_like_a_table(grid):
                loaded.said.append(f"{file}, sheet {grid.name}: holds no dataset and was not read.")
            else:
                refused.append(str(why))
            continue
        if one.refusal:
            refused.append(one.refusal)
        found.append(one)
    if not found and not refused:
        refused.append(f"{file}: no sheet holds a dataset; row 1 should name the columns of one.")
    loaded.refused += refused
    return found


def _looks_like_a_table(grid: Grid) -> bool:
    return sum(sum(not is_blank(cell) for cell in row) >= 3 for row in grid.rows) >= 3


def _about(file: str, data: bytes, options: Options, checked: list[sheets.Checked], sequence: int) -> Submission:
    now = settings.now_utc().replace(microsecond=0)
    said = [one.exported_at for one in checked if one.exported_at]
    local = options.exported_at or (max(said) if said else None)
    exported_at = (in_utc(local).at_utc or now) if local else now
    exported_on = local.date() if local else settings.today()
    return Submission(
        submission=f"S{sequence:04d}",
        sequence=sequence,
        file=file,
        sha256=landing.fingerprint(data),
        loaded_by=options.by,
        loaded_at=now,
        exported_at=exported_at,
        source=options.source,
        covers_from=options.covers_from,
        covers_to=options.covers_to or exported_on,
    )


def _catch_up(writer: Writer, known: dict[str, Contract], step: Step) -> list[str] | None:
    """The file being built holds just what the ledger says stands, also after a kill between ledger and pointer.

    The answer is None where it did before; otherwise it has to be published, and lists the submissions it lacked.
    """
    manifests = landing.standing()
    wanted, held, stood = {m.about.submission for m in manifests}, writer.submissions(), writer.standing()
    lacked = [manifest for manifest in manifests if manifest.about.submission not in held]
    for manifest in lacked:
        step(f"finishing {manifest.about.file}")
        _add_from_landing(writer, manifest, known)
    writer.stand_only(wanted)
    return None if wanted == stood else [manifest.about.submission for manifest in lacked]


def _add_from_landing(writer: Writer, manifest: Manifest, known: dict[str, Contract]) -> None:
    data = landing.data_of(manifest)
    grids = {grid.name: grid for grid in files.read(manifest.about.file, data, len(data) * 10_000)}
    mappings: list[tuple[Mapping, str]] = list(manifest.sheets)
    checked = []
    for mapping, sha256 in mappings:
        current = known.get(mapping.dataset)
        contract = current if current and current.sha256 == sha256 else landing.contract_of(sha256)
        checked.append(check_again(manifest.about, grids[mapping.sheet], mapping, contract, known, writer.known))
    sheets.set_aside_contradictions(checked, known)
    writer.add(manifest.about, [one.sheet for one in checked])


def undo(submission: str, step: Step) -> Version | None:
    """A version without this submission is published; None where it was already. Raises KeyError where unknown."""
    known = contracts()
    with lock.writing(f"undo of {submission}"):
        state = landing.states()[submission]
        with building(known) as writer:
            finished = _catch_up(writer, known, step)
            if state == landing.UNDONE and finished is None:
                return None
            writer.stand_only({m.about.submission for m in landing.standing()} - {submission})
            writer.build(step)
            writer.receipts(finished or [])
            landing.commit({submission: landing.UNDONE})
            step("publishing")
            return writer.publish()


def rebuild(step: Step, *, current_contracts: bool = False) -> Version:
    """A version made from landing alone is published, under the contracts and profiles kept there or those of today."""
    known = contracts()
    with lock.writing("rebuild"), building(known, fresh=True) as writer:
        for manifest in landing.standing():
            step(f"reading {manifest.about.file}")
            if current_contracts:
                pairs = tuple(
                    (as_of_today(m, known), known[m.dataset].sha256 if m.dataset in known else sha)
                    for m, sha in manifest.sheets
                )
                manifest = Manifest(manifest.about, manifest.size, pairs, manifest.asked)
            _add_from_landing(writer, manifest, known)
        writer.build(step)
        writer.receipts(sorted(writer.standing()))
        step("publishing")
        return writer.publish()
