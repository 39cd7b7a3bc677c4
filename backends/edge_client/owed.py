"""What a device owes the engine: one event that has no receipt yet. Values of one thread."""

from dataclasses import dataclass

from backends.edge_client.spool import Waiting
from backends.edge_client.tickets import EdgeTicket
from console.services.edge_outbox import Flight


@dataclass(slots=True)
class Owed:
    """One unreceipted event: where it lies and its ticket."""

    waiting: Waiting
    ticket: EdgeTicket


Owing = Flight[Owed]
