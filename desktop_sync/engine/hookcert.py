"""The listener's own certificate, for senders on this network that can be told to trust it. Its key is encrypted in its file; what opens it is in
the workspace, so that who has the file alone can't pass for the listener.
"""

import datetime as dt
import ipaddress
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.errors import UsageError
from desktop_sync.sync.ports import Settings

if TYPE_CHECKING:
    from cryptography.x509 import GeneralName

DAYS = 825
"""The longest that Apple's systems take (support.apple.com/103769)."""
_KEPT = "hooks.keys"


@dataclass(frozen=True, slots=True)
class HookCertificate:
    """`pem`: certificate and encrypted key. `password`: what opens the key. `sha256`: of the certificate, as hex. `ends_at`: aware UTC."""

    pem: bytes = field(repr=False)
    password: str = field(repr=False)
    sha256: str
    ends_at: dt.datetime


def make_certificate(names: Sequence[str], now: dt.datetime) -> HookCertificate:
    """A new one that vouches for itself, for these host names and addresses. Raises UsageError."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    known = [_general(name) for name in names]
    if not known:
        raise UsageError("A certificate needs a name.", advice="Give the name by which senders reach this computer.")
    key = ec.generate_private_key(ec.SECP256R1())
    name, ends_at = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])]), now + dt.timedelta(DAYS)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - dt.timedelta(hours=1), ends_at)
        .add_extension(x509.SubjectAlternativeName(known), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(identifier, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    password = secrets.token_urlsafe(32)
    locked = serialization.BestAvailableEncryption(password.encode())
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    text = made.public_bytes(pem) + key.private_bytes(pem, form, locked)
    return HookCertificate(text, password, made.fingerprint(hashes.SHA256()).hex(), ends_at)


def _general(name: str) -> "GeneralName":
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        plain = name.encode("idna").decode("ascii")
        if plain:
            return x509.DNSName(plain)
    except (UnicodeError, ValueError):
        pass
    raise UsageError(f"“{name}” is no name of a computer.", advice="Give a host name or an IP address.")


def keep_password(settings: Settings, file: Path, password: str) -> None:
    """Remember what opens the key in that file."""
    settings.put(_KEPT, json.dumps({**json.loads(settings.get(_KEPT, "{}")), str(file): password}))


def password_for(settings: Settings, file: str) -> str:
    """What opens the key in that file, "" where nothing is needed."""
    kept: dict[str, str] = json.loads(settings.get(_KEPT, "{}"))
    return kept.get(file, "")
