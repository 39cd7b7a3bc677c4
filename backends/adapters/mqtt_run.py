"""Puts the MQTT adapter together from its configuration and runs it. The caller's thread."""

from backends.adapters.axis import AxisReader
from backends.adapters.conditions import Conditions
from backends.adapters.frame import TURN_S, Surroundings
from backends.adapters.frigate import FrigateReader, topics_of
from backends.adapters.frigate_open import Openings
from backends.adapters.mqtt import MqttAdapter, Reader
from backends.adapters.mqtt_check import check_broker
from backends.adapters.mqtt_settings import MqttSettings, read_mqtt
from backends.adapters.profile_m import ProfileMReader
from backends.adapters.reach import Finding
from backends.adapters.settings import Configuration


def prepare_mqtt(configuration: Configuration) -> MqttSettings:
    """Everything that can be wrong in the file, at once. Raises EnvironmentFault."""
    settings = read_mqtt(configuration)
    configuration.finish()
    return settings


def check_mqtt(settings: MqttSettings) -> list[Finding]:
    """Connect to the broker, log in and subscribe. Raises EnvironmentFault for certificates."""
    topics = [topic for prefix in settings.frigates for topic in topics_of(prefix)]
    topics += [*settings.onvif_filters, *settings.axis_filters]
    return [check_broker(settings.broker, topics)]


def run_mqtt(settings: MqttSettings, surroundings: Surroundings) -> None:
    """Run until told to stop. Raises EnvironmentFault when certificates cannot be used."""
    feed, stop = surroundings.feed, surroundings.stop
    book = feed.book

    def size_of(camera: str) -> tuple[int, int]:
        origin = book.origin_of(camera)
        return origin.width, origin.height

    conditions = Conditions(surroundings.folder / "conditions.json")
    conditions.keep_together()
    feed.around_batches(before=conditions.keep)
    zones = frozenset(zone for origin in book.origins.values() for zone in origin.zones)
    frigates = [
        FrigateReader(prefix, Openings(book), size_of, conditions, zones)
        for prefix in settings.frigates
    ]
    readers: list[Reader] = [*frigates]
    if settings.onvif_filters:
        readers.append(ProfileMReader(settings.onvif_filters, book, conditions))
    if settings.axis_filters:
        readers.append(AxisReader(settings.axis_filters, book, conditions))
    adapter = MqttAdapter(settings.broker, readers, feed, surroundings.announce)
    adapter.start()
    try:
        while not stop.wait(TURN_S):
            adapter.tick()
    finally:
        adapter.close()
        conditions.keep()
        for each in frigates:
            adapter.counts.update(each.counts)
        surroundings.end(adapter.counts)
