"""The barest durable door, as the floor of measurements: ROUTER, CURVE, SQLite FULL, no logic.

Run as `python -m tests.bench.floor_door FILE.db SECRET_KEY PUBLIC_KEY [encrypted]`; prints its
endpoint. With `encrypted` the file is SQLCipher's, as the engine's is. Takes
at most 256 messages or 20 ms, writes them to one table in one transaction, then answers each.
Anyone who knows the server's key may come in.
"""

import sqlite3
import sys
import time

import zmq
from sqlcipher3 import dbapi2

from backends.zeromq import sockets
from backends.zeromq.zap import ZAP_ENDPOINT

BATCH = 256
WELCOME = b'{"device":"","boot":1,"stored":0}'


def main() -> int:
    """Serve until it is killed."""
    context: sockets.Context = zmq.Context()
    context.set(zmq.MAX_SOCKETS, 8192)
    keeper = context.socket(zmq.ROUTER)
    keeper.bind(ZAP_ENDPOINT)
    router = context.socket(zmq.ROUTER)
    router.curve_server = True
    router.curve_secretkey, router.curve_publickey = sys.argv[2].encode(), sys.argv[3].encode()
    router.zap_domain = b"floor"
    router.backlog = 512
    router.bind("tcp://127.0.0.1:*")
    print(router.getsockopt_string(zmq.LAST_ENDPOINT), flush=True)
    poller = zmq.Poller()
    poller.register(keeper, zmq.POLLIN)
    poller.register(router, zmq.POLLIN)
    database = opened(sys.argv[1], encrypted="encrypted" in sys.argv)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE event (source BLOB, envelope BLOB)")
    while True:
        poller.poll(1000)
        while keeper.poll(0):
            asked = keeper.recv_multipart()
            keeper.send_multipart([*asked[:2], b"1.0", asked[3], b"200", b"OK", b"any", b""])
        serve(router, database)


def opened(path: str, *, encrypted: bool) -> sqlite3.Connection:
    """A plain file, or one with a raw key."""
    if not encrypted:
        return sqlite3.connect(path, isolation_level=None)
    made: sqlite3.Connection = dbapi2.connect(path, isolation_level=None)
    made.execute(f"PRAGMA key = \"x'{bytes(32).hex()}'\"")
    return made


def serve(router: sockets.Zocket, database: sqlite3.Connection) -> None:
    """One batch."""
    batch: list[list[bytes]] = []
    end = time.monotonic() + 0.02
    while len(batch) < BATCH and time.monotonic() < end:
        try:
            frames = router.recv_multipart(zmq.NOBLOCK)
        except zmq.Again:
            break
        if frames[2] == b"EVENT":
            batch.append(frames)
        else:
            router.send_multipart([frames[0], b"SEP1", b"WELCOME", WELCOME])
    if not batch:
        return
    database.execute("BEGIN IMMEDIATE")
    database.executemany("INSERT INTO event VALUES (?, ?)", [(f[0], f[3]) for f in batch])
    database.execute("COMMIT")
    for frames in batch:
        place = frames[3].index(b'"sequence":') + 11
        number = frames[3][place : frames[3].index(b",", place)]
        receipt = b'{"boot":1,"stored":%b,"also":[]}' % number
        router.send_multipart([frames[0], b"SEP1", b"RECEIPT", receipt])


if __name__ == "__main__":
    sys.exit(main())
