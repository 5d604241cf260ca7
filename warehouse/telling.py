"""What a command tells when something goes wrong: a sentence on standard error, never a traceback."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from warehouse import settings


def place_of(fault: BaseException) -> str:
    """What kind of fault it is and where it arose; its text is left out, since it may quote a row."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {Path(place.filename).name}, line {place.lineno}"


def told(command: Callable[[], int], wrong: tuple[type[Exception], ...], refused: tuple[type[Exception], ...]) -> int:
    """The command's exit code: its own, 2 after a fault of `wrong` usage, 1 after any other, which is said in words."""
    try:
        settings.check()
        return command()
    except wrong as fault:
        print(fault, file=sys.stderr)
        return 2
    except refused as fault:
        print(fault, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped; nothing was published.", file=sys.stderr)
    except BrokenPipeError:
        raise
    except OSError as fault:
        print(
            f"{fault.filename or 'A file'}: {fault.strerror or 'cannot be read or written'}; nothing was published.",
            file=sys.stderr,
        )
    except Exception as fault:
        print(
            f"Something unforeseen went wrong ({place_of(fault)}); nothing was published. If the warehouse file was "
            "damaged, `python -m pipelines rebuild` makes it again from the landed files.",
            file=sys.stderr,
        )
    return 1
