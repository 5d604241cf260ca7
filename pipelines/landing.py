"""Landing: every submission kept byte for byte with its manifest, and the ledger that says which of them stand.

The ledger is replaced in one step, so landing tells the state before a load or after it, never between. What the
warehouse holds follows from landing alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from data_contracts import profile_reading
from data_contracts.contract import Contract, parse
from data_contracts.profile import Profile
from pipelines.mapping import Mapping
from warehouse import settings, versions
from warehouse.writer import Submission

STANDS, UNDONE = "stands", "undone"


@dataclass(frozen=True)
class Manifest:
    """One submission: what was sent, by whom, when, and how each of its sheets was read and under which contract.

    `sheets` pairs each mapping with the hash of the contract text it was checked by.
    """

    about: Submission
    size: int
    sheets: tuple[tuple[Mapping, str], ...]
    asked: dict[str, str | None] = field(default_factory=dict)

    def to_json(self) -> bytes:
        data: dict[str, Any] = dict(self.about.__dict__)
        for name, value in data.items():
            if isinstance(value, (date, datetime)):
                data[name] = value.isoformat()
        data |= {
            "size": self.size,
            "asked": self.asked,
            "sheets": [mapping.as_data() | {"contract": contract} for mapping, contract in self.sheets],
        }
        return json.dumps(data, indent=1, ensure_ascii=False).encode()

    @staticmethod
    def from_json(text: bytes) -> Manifest:
        data = json.loads(text)
        sheets = tuple((Mapping.from_data(sheet), sheet["contract"]) for sheet in data.pop("sheets"))
        size, asked = data.pop("size"), data.pop("asked")
        for name in ("loaded_at", "exported_at"):
            data[name] = datetime.fromisoformat(data[name])
        for name in ("covers_from", "covers_to"):
            data[name] = date.fromisoformat(data[name]) if data[name] else None
        return Manifest(Submission(**data), size, sheets, asked)


def folder() -> Path:
    return settings.home() / "landing"


def _ledger() -> dict[str, str]:
    try:
        return json.loads((folder() / "ledger.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}


def states() -> dict[str, str]:
    """Every submission ever taken, in order, and whether it stands or was undone."""
    return _ledger()


def manifest(submission: str) -> Manifest:
    return Manifest.from_json((folder() / "submissions" / f"{submission}.json").read_bytes())


def standing() -> list[Manifest]:
    """The manifests of the submissions that stand, in the order they were taken."""
    return [manifest(submission) for submission, state in _ledger().items() if state == STANDS]


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def next_sequence() -> int:
    """One above every number ever given here, also to a submission that was killed before it stood."""
    taken = [int(path.stem[1:]) for path in (folder() / "submissions").glob("S*.json")]
    return max([*taken, *(int(name[1:]) for name in _ledger()), 0]) + 1


def keep(data: bytes, manifests: Manifest, contracts: dict[str, Contract], profiles: list[Profile]) -> None:
    """Bytes, texts of contracts and profiles, and manifest are on disk; the submission does not stand yet."""
    target = folder() / "files" / manifests.about.sha256
    if not target.exists():
        versions.write_atomically(target, data)
    texts = [("contracts", contract.sha256, contract.text) for contract in contracts.values()]
    texts += [("profiles", found.sha256, found.text) for found in profiles]
    for kind, sha256, text in texts:
        kept = folder() / kind / f"{sha256}.yaml"
        if not kept.exists():
            versions.write_atomically(kept, text.encode())
    versions.write_atomically(folder() / "submissions" / f"{manifests.about.submission}.json", manifests.to_json())


def tidy() -> None:
    """Nothing is left of a load that was killed before it stood: no manifest, no bytes and no half-written file.

    Only for who holds the lock.
    """
    kept = set(_ledger())
    for path in (folder() / "submissions").glob("S*.json"):
        if path.stem not in kept:
            path.unlink()
    wanted = {manifest(submission).about.sha256 for submission in kept}
    for path in (folder() / "files").glob("*"):
        if path.name not in wanted:
            path.unlink()
    for path in folder().rglob("*.part"):
        path.unlink()


def commit(changes: dict[str, str]) -> None:
    """From this moment these submissions stand, or are undone."""
    versions.write_atomically(folder() / "ledger.json", json.dumps(_ledger() | changes, indent=1).encode())


def data_of(found: Manifest) -> bytes:
    """The landed bytes of a submission; raises LandingDamaged where they are not what was sent."""
    path = folder() / "files" / found.about.sha256
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    if fingerprint(data) != found.about.sha256:
        raise LandingDamaged(
            f"The landed file of submission {found.about.submission} is missing or was changed; put it back under "
            f"landing/files from a backup, or undo the submission."
        )
    return data


def contract_of(sha256: str) -> Contract:
    """A contract as it stood when a submission was taken."""
    path = folder() / "contracts" / f"{sha256}.yaml"
    return parse(path.read_text("utf-8"), path.name)


def profile_of(sha256: str) -> Profile:
    """A mapping profile as it stood when a submission was taken."""
    path = folder() / "profiles" / f"{sha256}.yaml"
    return profile_reading.parse(path.read_text("utf-8"), path.name)


class LandingDamaged(Exception):
    """Landing does not hold what its manifests say; the message names the submission."""
