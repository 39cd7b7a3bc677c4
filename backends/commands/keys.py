"""`sunra keys`: where the secrets of this installation lie, and moving them. Main thread."""

import sys
from argparse import Namespace

from backends.commands.parts import folder_of, folder_to_read, keys_in, say
from backends.keys.keystore import Keystore


def keys(arguments: Namespace) -> int:
    """`sunra keys list|move`: never prints a secret; works while the engine runs."""
    if arguments.act == "move":
        return _move(keys_in(folder_of(arguments).keys), arguments.to)
    for name, place in keys_in(folder_to_read(arguments).keys).names().items():
        say({"name": name, "place": place})
    return 0


def _move(store: Keystore, to: str) -> int:
    moved = 0
    for name in store.move(to):
        say({"moved": name, "to": to}, at_once=True)
        moved += 1
    place = "files" if to == "file" else "this user's keystore"
    words = (
        f"{moved} brought to {place}" if moved else f"nothing was kept elsewhere than in {place}"
    )
    print(f"sunra: {words}", file=sys.stderr)
    return 0
