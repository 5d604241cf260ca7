"""The door: `open_session` is the only way to rows, for pages, downloads and commands alike."""

from __future__ import annotations

from warehouse import memory, settings, versions
from warehouse.figures import Moment
from warehouse.memory import FiguresByMeasure
from warehouse.quality_standards import AppendixItem
from warehouse.session.asking import Unknown, Viewer
from warehouse.session.of_deadlines import OfDeadlines
from warehouse.session.of_figures import OfFigures
from warehouse.session.of_framework import OfFramework
from warehouse.standards import Conflict
from warehouse.themes import Theme

__all__ = [
    "LOCAL", "AppendixItem", "Conflict", "FiguresByMeasure", "NotPublished", "OtherRelease", "Session", "Theme",
    "Unknown", "Viewer", "open_session",
]  # fmt: skip


class NotPublished(Exception):
    """No warehouse has been published yet, so there is nothing to read."""


class OtherRelease(NotPublished):
    """What is published was built by another release, whose figures may mean something else."""


LOCAL = Viewer("local person")


class Session(OfFigures, OfDeadlines, OfFramework):
    """What one viewer may read of one version of the warehouse. Every read adds the viewer's scope."""


def open_session(viewer: Viewer) -> Session:
    """What this viewer may read of the version in force now; raises NotPublished where there is none."""
    version = versions.current()
    if version is None or not version.path.exists():
        raise NotPublished(
            "Nothing is published yet. Load exports with `python -m pipelines load PATH`, or, where files were loaded "
            "before, build the warehouse from them with `python -m pipelines rebuild`."
        )
    if not memory.is_of_this_release(version.path):
        raise OtherRelease(
            "The published figures were made by another release of Hearth, which may count otherwise. Build them anew "
            "with `python -m pipelines rebuild`."
        )
    now = settings.now_utc().replace(second=0, microsecond=0)
    session = Session(viewer, version, Moment(settings.today(), now), memory.reader(version.path).cursor())
    session._dated  # noqa: B018 - a file of the framework that cannot be used is told before anything is drawn
    return session
