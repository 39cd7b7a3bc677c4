"""Hostile camera lists: read or refused in words, never a traceback (R-IF-08)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backends.cameras.columns import FIELDS
from backends.cameras.rows import Bounds, Known, check_rows
from backends.cameras.table import read_table
from backends.map_data.camera_rows import with_imported
from console.domain.errors import EnvironmentFault

SEONGDONG = Known((), Bounds(37.53, 127.0, 37.58, 127.08))

CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "-", "T-1", "37.55", "127.04", "1e999", "-0", "nan", "rtsp://a:b@h/x", "rtsp://[::",
         "0,0 1,0 1,1", "[[[0,0],[1,0],[1,1]]]", "[" * 500, "{}", "yes", "\x00", '"', "\ud800",
         "http://h", "=cmd()"]
    ),
)  # fmt: skip


@given(st.lists(st.lists(CELL, max_size=20), max_size=8), st.sampled_from(",;\t|\n"))
def test_that_hostile_tables_are_read_or_refused_and_never_raise(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str
) -> None:
    text = separator.join(FIELDS) + "\n" + "\n".join(separator.join(row) for row in rows)
    _taken(tmp_path_factory, text.encode("utf-8", "surrogatepass"), "x.csv")


@given(st.binary(max_size=400))
def test_that_hostile_bytes_are_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    _taken(tmp_path_factory, content, "x.csv")
    _taken(tmp_path_factory, b"id,lat,lon\n" + content, "x.csv")
    _taken(tmp_path_factory, b'{"features": [' + content + b"]}", "x.geojson")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELL,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(FIELDS)), inner)
    ),
    max_leaves=8,
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {}, optional={"geometry": ANYTHING, "properties": ANYTHING, "id": ANYTHING}
        )
        | ANYTHING,
        max_size=5,
    )
)
def test_that_hostile_features_are_read_or_refused_and_never_raise(
    tmp_path_factory: pytest.TempPathFactory, features: list[object]
) -> None:
    content = json.dumps({"features": features}).encode("utf-8", "surrogatepass")
    _taken(tmp_path_factory, content, "x.geojson")


def _taken(factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    """What was taken of a file can be read back by the console."""
    path = factory.getbasetemp() / name
    path.write_bytes(content)
    try:
        table = read_table(path)
    except EnvironmentFault:
        return
    drafts, findings = check_rows(table.rows, SEONGDONG)
    assert all(each.sentence for each in findings)
    rows = [
        {"id": each.id, **{k: v for k, v in each.values.items() if v is not None}}
        for each in drafts
    ]
    listed = path.with_suffix(".book")
    listed.write_text(json.dumps({"format": "sunra-cameras/1", "cameras": rows}), "utf-8")
    if rows:
        assert set(with_imported({}, listed)) >= {each.id for each in drafts}
