"""How the play gets its devices: each opened for it, on a link and a spool of its own."""

from collections.abc import Callable

from backends.simulated.scenario.edge_evidence import Evidence
from backends.simulated.scenario.rehearsal import DevicePlan
from console.ports.edge_device import EdgeDevice

OpenDevice = Callable[[DevicePlan, Evidence], EdgeDevice]
"""Start a planned device, which notes in the evidence what it sends and gets receipts for."""
