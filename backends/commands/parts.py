"""What several commands open: the data folder, its keys, its settings, its records. Main thread."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from backends.cameras.book import FILE_NAME
from backends.database.readers import HistoryReader, open_reader, require_there
from backends.database.registry import Registry, RegistryRefused
from backends.database.store import open_database
from backends.keys.keystore import Keystore
from backends.keys.remembered import RememberedLogins
from backends.map_data.camera_watch import FolderCameraList
from backends.map_data.pack_folder import PackFolder
from backends.map_data.pack_site import with_pack
from backends.map_data.site_file import builtin_site, read_site
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from backends.zeromq.curve import make_pair
from console.domain.errors import EnvironmentFault
from console.domain.site import Site
from console.ports.keys import Keys
from console.settings import Settings, overruled, parse_settings


def folder_of(arguments: Namespace) -> Installation:
    """The data folder that `--data` names, or the platform's."""
    return Installation(arguments.data)


def folder_to_read(arguments: Namespace) -> Installation:
    """The same for a command that only reads: nothing is made or changed in it."""
    return Installation(arguments.data, to_read=True)


def keys_in(folder: Path) -> Keystore:
    """The keys and logins of the installation whose folder of keys this is; made at first use.

    New ones go where its setting `keystore` says; a device's own keys are `FileKeys`.
    """
    home = Installation(folder.parent, to_read=True)
    settings = parse_settings(home.settings_text(), str(home.settings))
    return Keystore(folder, make_pair, settings.keystore)


def settings_of(folder: Installation, arguments: Namespace) -> Settings:
    """The settings file, overruled by the command line."""
    return overruled(parse_settings(folder.settings_text(), str(folder.settings)), vars(arguments))


def site_of(folder: Installation, site: Path | None, *, strict: bool = False) -> Site:
    """The site as a console opens it: the file named, the folder's own, or the built-in district.

    Imported cameras and maps are in it; with `strict` an imported layer that cannot be read is no
    longer left out. Raises EnvironmentFault.
    """
    path, imported = site or folder.path / "site.json", folder.path / FILE_NAME
    if site or path.exists():
        return with_pack(read_site(path, imported), folder.path, strict=strict)
    return with_pack(builtin_site("seongdong", imported), folder.path, strict=strict)


def camera_list_of(folder: Installation, site: Path | None) -> FolderCameraList:
    """Looks for newer lists of the site once it is started; make it before `site_of`."""
    path = site or folder.path / "site.json"
    files = (path, folder.path / FILE_NAME, PackFolder(folder.path).list_path)
    return FolderCameraList(files, partial(site_of, folder, site, strict=True))


def camera_logins(folder: Installation, site: Site) -> RememberedLogins:
    """The logins of the site's cameras, read now so that no picture waits for a keystore."""
    names = (camera.login for camera in site.cameras.values())
    return RememberedLogins(keys_in(folder.keys), names)


@contextmanager
def registry_of(folder: Installation, keys: Keys) -> Iterator[Registry]:
    """The registry of devices and seats; works while the engine runs."""
    database = open_database(folder.database, keys.secret("database"))
    try:
        yield Registry(database, SystemClock())
    finally:
        database.close()


@contextmanager
def records_of(arguments: Namespace) -> Iterator[HistoryReader]:
    """What is stored, for reading; works while the engine writes."""
    folder = folder_to_read(arguments)
    require_there(folder.database)
    secret = keys_in(folder.keys).kept_secret("database")
    if secret is None:  # a new key would only be in the way of the one that is to come back
        raise EnvironmentFault(
            "The key of the database is gone",
            where=str(folder.keys),
            remedy="put the folder of keys back from its backup",
        )
    reader = open_reader(folder.database, secret)
    if reader.note:
        print(f"sunra: note: {reader.note}", file=sys.stderr)
    try:
        yield reader
    finally:
        reader.close()


def refuse(answer: object, name: str) -> None:
    """Turn the registry's lawful no into the sentence that ends the command."""
    if isinstance(answer, RegistryRefused):
        raise EnvironmentFault(
            answer.reason.rstrip("."), where=name, remedy="see what `sunra enrol --list` shows"
        )


def say(value: Mapping[str, object], *, at_once: bool = False) -> None:
    """One JSON line for machines."""
    print(json.dumps(value, ensure_ascii=False), flush=at_once)
