"""Serves the dashboard and makes the first visit itself, so that a bookmark opened first shows its page.

Streamlit offers every file in `pages/` at its own address until somebody has opened `app.py` once. The files only
define, so such a visit would see an empty page; the first visit made here ends that before anybody comes.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

APP = Path(__file__).with_name("app.py")
_PATIENCE = 120.0


def _wait_until_up(server: subprocess.Popen[bytes], port: int) -> None:
    last = time.monotonic() + _PATIENCE
    while time.monotonic() < last and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"The dashboard did not start on port {port}; is something else using it? Try --port 8502.")


def first_visit(port: int) -> None:
    """The app has been run once for a visitor, and its navigation is in force for everybody."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.sync.client import connect
    from websockets.typing import Subprotocol

    visit = BackMsg()
    visit.rerun_script.query_string = ""
    address = f"ws://localhost:{port}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as stream:
        stream.send(visit.SerializeToString())
        last = time.monotonic() + _PATIENCE
        while time.monotonic() < last:
            answer = stream.recv(timeout=_PATIENCE)
            if ForwardMsg.FromString(bytes(answer, "utf-8") if isinstance(answer, str) else answer).HasField(
                "script_finished"
            ):
                return


def main() -> int:
    """Serves until it is stopped; gives the server's exit code."""
    parser = argparse.ArgumentParser(prog="python serve.py", description="Serve the dashboard on this machine.")
    parser.add_argument("--port", type=int, default=8501)
    port = parser.parse_args().port
    # Whoever stops this process, also a service manager, stops the server with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)], cwd=APP.parent
    )
    try:
        _wait_until_up(server, port)
        first_visit(port)
        print(f"Hearth is open at http://localhost:{port} (stop it with Ctrl+C).", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
