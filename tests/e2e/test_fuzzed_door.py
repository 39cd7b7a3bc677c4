"""A million hostile messages at the real door; `./run soak` (R-IF-04)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3_600)]


def test_that_a_million_hostile_messages_neither_end_nor_fatten_the_engine() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.fuzz_door"],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True, timeout=3_500,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0
    figures = json.loads(done.stdout)
    assert figures["messages"] == 1_000_000
    assert figures["rss_100_over_10"] <= 1.2
    assert figures["attacked"]["p99_ms"] <= 250
