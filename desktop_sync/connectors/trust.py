"""Which servers are trusted: the settings for it, and pinned certificates (their SHA-256, or that of their public keys)."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from desktop_sync.errors import UsageError
from desktop_sync.model.schema import Setting

CA_FILE = Setting(
    "ca_file", "Certificate authority", "A PEM file, if the server has its own", required=False, kind="path"
)
PIN = Setting(
    "pin",
    "Pinned certificate",
    "The SHA-256 of the server's certificate or public key: no other one is taken then. Several with commas",
    required=False,
)

_HEX = re.compile(r"[0-9a-f]{64}\Z")
_BETWEEN = re.compile(r"[\s,;]+")
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pins:
    """SHA-256 sums; without any, every certificate fits."""

    sums: frozenset[bytes] = frozenset()

    def fits(self, certificate: bytes) -> bool:
        """Whether one of them is that of the certificate (DER), or of its public key."""
        if not self.sums or hashlib.sha256(certificate).digest() in self.sums:
            return True
        return hashlib.sha256(public_key(certificate)).digest() in self.sums


def public_key(certificate: bytes) -> bytes:
    """The certificate's public key (DER, SubjectPublicKeyInfo)."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = x509.load_der_x509_certificate(certificate).public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def parse_pins(text: str) -> Pins:
    """From a setting: 64 hexadecimal digits, with “:” or without, or “sha256/” and base64; several with commas. Raises UsageError."""
    return Pins(frozenset(_sum(one) for one in _BETWEEN.split(text.strip()) if one))


def _sum(text: str) -> bytes:
    plain = text.replace(":", "").lower()
    if _HEX.match(plain):
        return bytes.fromhex(plain)
    head, slash, rest = text.partition("/")
    if slash and head.lower() == "sha256":
        try:
            found = base64.b64decode(rest, validate=True)
        except (binascii.Error, ValueError):
            found = b""
        if len(found) == _BYTES:
            return found
    raise UsageError(
        "“pin” is no SHA-256 of a certificate or public key.",
        advice="It has 64 hexadecimal digits, or is “sha256/” and base64, as `openssl x509 -fingerprint -sha256` and others show it.",
    )
