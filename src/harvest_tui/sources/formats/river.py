"""River, account activity: dollars and bitcoin, each row what was sent, received and charged.

The fee stands apart from what is sent. Times name no zone and are taken as UTC. There is no id.

Header seen in readers of such files.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group
from harvest_tui.sources.sided import Beside, Sided, Words, booked, leg

_COLUMNS: Final[Mapping[str, Column]] = {
    "time": moment("Date", needed=True),
    "sent": number("Sent Amount", needed=True),
    "sent_asset": text("Sent Currency", needed=True),
    "received": number("Received Amount", needed=True),
    "received_asset": text("Received Currency", needed=True),
    "fee": number("Fee Amount", needed=True),
    "fee_asset": text("Fee Currency", needed=True),
    "tag": text("Tag", needed=True),
}

_WORDS: Final = Words(
    came={"": Kind.TRANSFER_IN, "interest": Kind.INTEREST},
    went={"": Kind.TRANSFER_OUT},
    both={"buy": None, "sell": None},
)
_NO_ZONE: Final = "(time zone not stated: UTC assumed)"


def _book(group: Group) -> Iterator[Transaction]:
    row = group.first
    sided = Sided(
        came=leg(row, "received", "received_asset", str.upper),
        went=leg(row, "sent", "sent_asset", str.upper),
        fee=leg(row, "fee", "fee_asset", str.upper),
    )
    tag = row.text("tag")
    note = f"{tag} {_NO_ZONE}".strip()
    beside = Beside(at=row.moment("time"), ident=row.identity, note=note)
    yield from booked(group, sided, beside, _WORDS, tag, "tag")


RIVER: Final = Format(
    name="river",
    source="river",
    title="River account activity",
    evidence=Evidence.B,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=True,
    account="River",
    parser_version=1,
    columns=_COLUMNS,
    book=_book,
)
