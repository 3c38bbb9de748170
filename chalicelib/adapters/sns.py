"""Notifications of Amazon SNS: genuine when their seal fits a certificate that an SNS host itself hands out.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import binascii
import re
from collections.abc import Mapping
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import load_pem_x509_certificate

from chalicelib.domain.errors import ForgedNotification

HOST = re.compile(r"sns\.[a-z]{2}(-[a-z]+)+-[0-9]\.amazonaws\.com")
SEALED = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
# SNS still seals with SHA-1 unless a topic asks for version 2; ours does.
HASHES = {"1": SHA1, "2": SHA256}
PATIENCE = 3.0


class Certificates(Protocol):
    """Where certificates come from."""

    def pem(self, url: str) -> bytes:
        """The certificate at this address; ForgedNotification when none may come from there."""


class FetchedCertificates:
    """Fetched from SNS, each once in the life of a process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def pem(self, url: str) -> bytes:
        parts = urlsplit(url)
        if parts.scheme != "https" or not HOST.fullmatch(parts.netloc) or not parts.path.endswith(".pem"):
            raise ForgedNotification("its certificate is not SNS's")
        if url not in self._kept:
            self._kept[url] = _fetched(parts.netloc, parts.path)
        return self._kept[url]


class OneCertificate:
    """The embedded run's own, whatever address is named."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def pem(self, url: str) -> bytes:
        return self._path.read_bytes()


def require_genuine(notification: Mapping[str, Any], certificates: Certificates, *, topic: str = "") -> None:
    """ForgedNotification unless SNS has sealed it, and for this topic where one is named: anybody can have a topic."""
    if topic and notification.get("TopicArn") != topic:
        raise ForgedNotification("it is another topic's")
    kind = HASHES.get(str(notification.get("SignatureVersion")))
    if kind is None:
        raise ForgedNotification("its seal is of no known kind")
    # Lambda and HTTP spell the name differently.
    url = notification.get("SigningCertUrl") or notification.get("SigningCertURL") or ""
    key = load_pem_x509_certificate(certificates.pem(str(url))).public_key()
    if not isinstance(key, RSAPublicKey):
        raise ForgedNotification("its certificate has another kind of key")
    try:
        seal = base64.b64decode(str(notification.get("Signature")), validate=True)
        key.verify(seal, sealed_text(notification), PKCS1v15(), kind())
    except (InvalidSignature, binascii.Error):
        raise ForgedNotification("its seal does not fit") from None


def sealed_text(notification: Mapping[str, Any]) -> bytes:
    """What the seal covers: names and values, a line each; a notification without a subject has no line for it."""
    given = [(name, notification[name]) for name in SEALED if notification.get(name) is not None]
    return "".join(f"{name}\n{value}\n" for name, value in given).encode()


def _fetched(host: str, path: str) -> bytes:
    """Fetched without following anybody elsewhere."""
    connection = HTTPSConnection(host, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        if answer.status != 200:
            raise ConnectionError(f"SNS answers {answer.status} for its certificate")
        return answer.read()
    finally:
        connection.close()
