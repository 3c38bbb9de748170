"""A key of the embedded run's own, with which it seals what SNS would seal: no other is trusted there."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from chalicelib.adapters.sns import sealed_text
from infra.local import whole

HASHES = {"1": SHA1, "2": SHA256}


@dataclass(frozen=True, slots=True)
class Seal:
    """A private key and the certificate that goes with it, as PEM."""

    key: RSAPrivateKey
    certificate: bytes

    def on(self, notification: dict[str, Any], *, version: str = "2") -> dict[str, Any]:
        """The notification with SNS's seal of this version."""
        signature = self.key.sign(sealed_text(notification), PKCS1v15(), HASHES[version]())
        return {**notification, "SignatureVersion": version, "Signature": base64.b64encode(signature).decode()}


def new_seal() -> Seal:
    """A fresh key, certified by itself."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.embedded")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, SHA256())
    )
    return Seal(key, certificate.public_bytes(Encoding.PEM))


def kept_seal(folder: Path) -> Seal:
    """The folder's own; made when there is none."""
    key_file, certificate_file = folder / "seal-key.pem", folder / "seal.pem"
    if not certificate_file.exists():
        made = new_seal()
        whole.write(key_file, made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        whole.write(certificate_file, made.certificate)
    key = load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{key_file} holds another kind of key")
    return Seal(key, certificate_file.read_bytes())
