"""Puts the MQTT adapter together from its configuration and runs it. The caller's thread."""

from backends.adapters.conditions import Conditions
from backends.adapters.frame import TURN_S, Surroundings
from backends.adapters.frigate import FrigateReader
from backends.adapters.frigate_open import Openings
from backends.adapters.mqtt import MqttAdapter, Reader
from backends.adapters.mqtt_settings import MqttSettings, read_mqtt
from backends.adapters.profile_m import ProfileMReader
from backends.adapters.settings import Configuration


def prepare_mqtt(configuration: Configuration) -> MqttSettings:
    """Everything that can be wrong in the file, at once. Raises EnvironmentFault."""
    settings = read_mqtt(configuration)
    configuration.finish()
    return settings


def run_mqtt(settings: MqttSettings, surroundings: Surroundings) -> None:
    """Run until told to stop. Raises EnvironmentFault when certificates cannot be used."""
    feed, stop = surroundings.feed, surroundings.stop
    book = feed.book

    def size_of(camera: str) -> tuple[int, int]:
        origin = book.origin_of(camera)
        return origin.width, origin.height

    readers: list[Reader] = [
        FrigateReader(prefix, Openings(book, feed.clock), size_of) for prefix in settings.frigates
    ]
    if settings.onvif_filters:
        conditions = Conditions(surroundings.folder / "conditions.json")
        readers.append(ProfileMReader(settings.onvif_filters, book, conditions))
    adapter = MqttAdapter(settings.broker, readers, feed, surroundings.announce)
    adapter.start()
    try:
        while not stop.wait(TURN_S):
            adapter.tick()
    finally:
        adapter.close()
        surroundings.end(adapter.counts)
