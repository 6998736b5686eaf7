"""cost-basis.toml: the record of the chosen methods. Entries are added and never changed."""

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Final

import tomli_w

from harvest_tui.config.atomic import alone_in, replace
from harvest_tui.config.place import Document, Place, Readers, load, parse
from harvest_tui.config.values import count, moment, name, one_of, text, truth
from harvest_tui.domain.elections import Election, Method, Scope

LAST_UNIVERSAL_YEAR: Final = 2024
"""From 2025-01-01 basis is kept per wallet or account: Treas. Reg. 1.1012-1(j)."""

_HEAD: Final = (
    "# The record of the chosen cost-basis methods, written by harvest-tui.\n"
    "# Entries are added, each with the moment of recording; none is changed or removed.\n"
)
_READERS: Final[Readers] = {
    "year": count,
    "method": one_of(Method),
    "scope": one_of(Scope),
    "account": name,
    "asset": name,
    "recorded_at": moment,
    "effective_from": moment,
    "as_filed": truth,
    "evidence": text,
    "note": text,
}
_NEEDED: Final = ("year", "method", "recorded_at")


def read(path: Path) -> tuple[Election, ...]:
    """Give the elections in the order of recording; none without the file.

    Raises:
        ConfigError: An entry is not what the app writes.
    """
    document = load(path)
    return () if document is None else _elections(document)


def append(path: Path, election: Election) -> tuple[Election, ...]:
    """Add an election; what stands in the file stays as it is, byte for byte.

    Args:
        path: Of cost-basis.toml, which need not exist; its folder must.
        election: With the moment of recording, read from the clock just now.

    Returns:
        All elections now on record.

    Raises:
        ConfigError: The file was wrong before, or the election cannot be. Nothing is added.
    """
    target = path.resolve()
    with alone_in(target.parent):
        before = load(target)
        kept = _HEAD if before is None else before.text
        if before is not None:
            _elections(before)
        gap = "\n" if kept.endswith("\n") else "\n\n"
        document = parse(kept + gap + f"[[election]]\n{tomli_w.dumps(_entry(election))}", path.name)
        elections = _elections(document)
        replace(target, document.text)
    return elections


def _elections(document: Document) -> tuple[Election, ...]:
    place = Place(document=document, value=document.said)
    for key, found in place.table().items():
        if key != "election":
            found.unknown({"election": None})
        if not isinstance(found.value, list):
            found.refuse("this must be a list of tables", "begin each entry with [[election]]")
        return tuple(_election(found.at(n, entry)) for n, entry in enumerate(found.value))
    return ()


def _election(place: Place) -> Election:
    given = place.read(_READERS)
    for key in _NEEDED:
        if key not in given:
            place.refuse(f"{key} is missing", "put the file back as the app wrote it")
    election = Election(**given)
    if election.scope is Scope.UNIVERSAL:
        _check_universal(place, election)
    return election


def _check_universal(place: Place, election: Election) -> None:
    if election.year > LAST_UNIVERSAL_YEAR:
        place.at("scope", None).refuse(
            f"no universal pool in {election.year}: from 2025-01-01 basis is kept per wallet or "
            "account (Treas. Reg. 1.1012-1(j))",
            "choose the scope per-account",
        )
    if election.account is not None:
        place.at("account", None).refuse(
            "a universal pool spans all accounts", "leave the account out"
        )


def _entry(election: Election) -> Mapping[str, object]:
    """Write what was said: nothing for what was left out."""
    entry = {
        "year": election.year,
        "method": election.method.value,
        "scope": election.scope.value,
        "account": election.account,
        "asset": election.asset,
        "recorded_at": election.recorded_at.astimezone(UTC),
        "effective_from": election.effective_from,
        "as_filed": election.as_filed,
        "evidence": election.evidence or None,
        "note": election.note or None,
    }
    return {key: value for key, value in entry.items() if value is not None}
