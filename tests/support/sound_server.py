"""A real PulseAudio server of its own with virtual speakers that a test may pull out."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.processes import wait_until

NEEDS = ("pulseaudio", "pactl", "parec")
LOUD = 3_000  # of 32,767


class SoundServer:
    """One running server; speakers are null sinks."""

    def __init__(self, folder: Path) -> None:
        self.pid = 0
        self.address = f"unix:{folder / 'native'}"
        self._environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_SERVER": self.address,
        }

    def start(self, folder: Path, *modules: str) -> subprocess.Popen[bytes]:
        """Start the server with only the modules named."""
        door = f"module-native-protocol-unix auth-anonymous=1 socket={folder / 'native'}"
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
                   "--use-pid-file=no", "-L", door]  # fmt: skip
        for module in modules:
            command += ["-L", module]
        return subprocess.Popen(
            command, env=self._environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )

    def plug(self, name: str) -> str:
        """A new virtual speaker; returns what `unplug` wants."""
        return self.ask(
            "load-module", "module-null-sink", f"sink_name={name}",
            f"sink_properties=device.description={name}",
        ).strip()  # fmt: skip

    def unplug(self, speaker: str) -> None:
        """Pull the speaker out."""
        self.ask("unload-module", speaker)

    def hear(self, name: str, timeout_s: float) -> bool:
        """Listen to what the speaker plays; True as soon as it is loud."""
        command = ["parec", "-d", f"{name}.monitor", "--format=s16le", "--rate=8000",
                   "--channels=1", "--latency-msec=50"]  # fmt: skip
        with subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE) as listener:
            assert listener.stdout is not None
            ends = time.monotonic() + timeout_s
            loud = False
            while not loud and time.monotonic() < ends:
                heard = memoryview(listener.stdout.read(1_600)).cast("h")
                loud = any(abs(sample) > LOUD for sample in heard)
            listener.terminate()
        return loud

    def is_up(self) -> bool:
        """Whether the server answers."""
        return self._ask("info").returncode == 0

    def ask(self, *words: str) -> str:
        """What `pactl` answers."""
        answer = self._ask(*words)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def _ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )


@contextmanager
def sound_server(folder: Path, *modules: str) -> Iterator[SoundServer]:
    """A server for one test; skips with the reason where PulseAudio is absent."""
    absent = [name for name in NEEDS if shutil.which(name) is None]
    if absent:
        names = " and ".join(absent)
        pytest.skip(f"a sound server needs {names} (packages pulseaudio, pulseaudio-utils)")
    server = SoundServer(folder)
    process = server.start(folder, *modules)
    try:
        wait_until(server.is_up, "the sound server answers")
        server.pid = process.pid
        yield server
    finally:
        process.terminate()
        process.wait(10)
