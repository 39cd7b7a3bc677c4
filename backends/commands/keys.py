"""`sunra keys`: where the secrets of this installation lie, and moving them. Main thread."""

from argparse import Namespace

from backends.commands.parts import folder_of, keys_in, say


def keys(arguments: Namespace) -> int:
    """`sunra keys list|move`: never prints a secret; works while the engine runs."""
    store = keys_in(folder_of(arguments).keys)
    if arguments.act == "move":
        for name in store.move(arguments.to):
            say({"moved": name, "to": arguments.to})
        return 0
    for name, place in store.names().items():
        say({"name": name, "place": place})
    return 0
