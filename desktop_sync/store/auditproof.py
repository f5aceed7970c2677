"""What proves the audit: each line has a keyed hash of itself and the one before it, and a signature of both.

In the workspace every hash is made again; anywhere else the public key is enough: it proves each line as it was written, and with it the
hash by which the next one names it. Hashes: HMAC-SHA256 (RFC 2104). Signatures: Ed25519 (RFC 8032).
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop_sync.errors import UsageError

LINE = ("id", "at", "actor", "person", "place", "action", "subject", "details", "previous")
"""What is hashed of a line, in this order. `details`: as JSON text with its keys in order."""
PRUNED, EXPORTED = "audit.prune", "audit.export"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Proof:
    """A line's hash and signature, as hex."""

    hash: str
    signature: str


class Signer:
    """Proves lines with the workspace's own secret of 32 bytes."""

    def __init__(self, seed: bytes) -> None:
        self._hash_key = _derived(seed, b"chain")
        self._signing = Ed25519PrivateKey.from_private_bytes(_derived(seed, b"signature"))

    @property
    def public_key(self) -> str:
        """What others prove the lines with, as hex."""
        return self._signing.public_key().public_bytes_raw().hex()

    def prove(self, line: Mapping[str, object]) -> Proof:
        """The proof of a new line."""
        hashed = hmac.new(self._hash_key, _text(line), hashlib.sha256).hexdigest()
        return Proof(hashed, self._signing.sign(_signed(line, hashed)).hex())

    def holds(self, line: Mapping[str, object], proof: Proof) -> bool:
        """Whether the line is as it was proved."""
        return hmac.compare_digest(self.prove(line).hash, proof.hash) and signed_by(self.public_key, line, proof)


def signed_by(public_key: str, line: Mapping[str, object], proof: Proof) -> bool:
    """Whether who has the key's secret half wrote this line. Raises UsageError for what is no key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    except ValueError as error:
        advice = "It is 64 letters and figures: desktop-sync audit key shows it."
        raise UsageError("That is no key of an audit.", advice=advice) from error
    try:
        signature = bytes.fromhex(proof.signature)
        key.verify(signature, _signed(line, proof.hash))
    except (InvalidSignature, ValueError):
        return False
    return signature.hex() == proof.signature  # in the one way of writing it


def plain_hash(line: Mapping[str, object]) -> str:
    """The hash of lines that were written before lines were signed: without a key, and of fewer fields."""
    old = [line[name] for name in LINE if name not in {"person", "place"}]
    return hashlib.sha256(orjson.dumps(old)).hexdigest()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at an exported audit found. `broken`: the line of the file, from 1, that does not hold; None: all do.

    `unsigned`: so many lines at the beginning are from before lines were signed: they are chained, but not signed.
    """

    lines: int
    broken: int | None = None
    why: str = ""
    unsigned: int = 0


def check_export(lines: Iterable[bytes], public_key: str) -> Checked:
    """Prove the lines of an exported file. Raises UsageError for what is no key."""
    signed_by(public_key, {}, Proof("", ""))  # for its error, also where the file is empty
    number = unsigned = 0
    last: Mapping[str, object] | None = None
    started: tuple[int, str] | None = None
    pruned = False
    for number, line in enumerate(_read(lines), 1):
        if line is None:
            return Checked(number, number, "it can't be read", unsigned)
        why = _flaw(line, last, public_key)
        if why:
            return Checked(number, number, why, unsigned)
        if last is None:
            started = (int(str(line["id"])) - 1, str(line["previous"]))
        unsigned += not line["signature"]
        pruned = pruned or (line["action"] == PRUNED and _removed(line) == started)
        last = line
    if last is None or last["action"] != EXPORTED:
        return Checked(number, number + 1, "the end is missing: the last line tells of the export itself", unsigned)
    if started != (0, "") and not pruned:
        return Checked(
            number, 1, "lines before it are missing, and no line tells that they were removed by age", unsigned
        )
    return Checked(number, unsigned=unsigned)


def _removed(line: Mapping[str, object]) -> tuple[int, str]:
    found = orjson.loads(str(line["details"]))
    return int(found["through"]), str(found["hash"])


def _flaw(line: Mapping[str, object], last: Mapping[str, object] | None, public_key: str) -> str:
    if last is not None and (line["id"], line["previous"]) != (int(str(last["id"])) + 1, last["hash"]):
        return "it does not follow the one before it: lines were cut out, put in or put elsewhere"
    if not line["signature"]:
        if last is not None and last["signature"]:
            return "it is not signed"
        return "" if plain_hash(line) == line["hash"] else "it was changed"
    proof = Proof(str(line["hash"]), str(line["signature"]))
    return "" if signed_by(public_key, line, proof) else "it was changed, or is signed by another workspace"


def _read(lines: Iterable[bytes]) -> Iterator[Mapping[str, object] | None]:
    """Each line with its details as text again; None for what is no line of an audit."""
    for line in lines:
        try:
            found = orjson.loads(line)
            found["details"] = details_text(found["details"])
            whole = isinstance(found["id"], int) and all(
                isinstance(found[name], str) for name in (*LINE[1:], "hash", "signature")
            )
        except (ValueError, KeyError, TypeError):
            yield None
        else:
            yield found if whole else None


def details_text(details: Mapping[str, object]) -> str:
    """Details as they are hashed."""
    return orjson.dumps(dict(details), default=str, option=orjson.OPT_SORT_KEYS).decode()


def _text(line: Mapping[str, object]) -> bytes:
    return orjson.dumps([line[name] for name in LINE])


def _signed(line: Mapping[str, object], hashed: str) -> bytes:
    return b"desktop-sync audit\0" + hashed.encode() + b"\0" + (_text(line) if line else b"")


def _derived(seed: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"desktop-sync audit " + use).derive(seed)
