"""Addresses to which nothing is sent, in DynamoDB: by digest, so that no list of addresses lies there."""

from datetime import datetime

from chalicelib.adapters import keys
from chalicelib.adapters.items import plain, wire
from chalicelib.adapters.table import Table
from chalicelib.domain.errors import NotFound
from chalicelib.domain.identity import digest


class AddressTable:
    """`ports.Addresses` on the table. TTL removes what has expired some time later; until then it is checked here."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def barred(self, address: str, now: datetime) -> bool:
        try:
            return now.timestamp() < int(plain(self.table.get(_key(address)))["expires"])
        except NotFound:
            return False

    def bar(self, address: str, *, until: datetime) -> None:
        self.table.put(wire({**_key(address), "expires": int(until.timestamp())}))

    def admit(self, address: str) -> None:
        self.table.delete(_key(address))


def _key(address: str) -> keys.Key:
    return keys.barred(digest(address.casefold()))
