"""A case leaves over the API as the console hands it out."""

import base64
import hashlib
import io
import zipfile

from chalicelib.service.office import Office
from tests.builders import a_request
from tests.web.api.conftest import Machine


def test_a_case_leaves_with_its_digest_and_goes_on_record(office: Office, secretariat: Machine) -> None:
    """The ZIP in base64, its SHA-256 beside it."""
    request = a_request(office)

    said = secretariat.post(f"/v1/requests/{request.id}/export", {"purpose": "定期監査のため"}).json

    content = base64.b64decode(said["content"])
    assert said["name"] == "R08-0001.zip"
    assert said["sha256"] == hashlib.sha256(content).hexdigest()
    assert "case.html" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert office.cases.events(request.id)[-1].what == "request:exported"


def test_a_repeated_export_is_on_record_once(office: Office, secretariat: Machine) -> None:
    """Under the same key the case comes as it stands."""
    request = a_request(office)
    path, body, key = f"/v1/requests/{request.id}/export", {"purpose": "定期監査のため"}, {"idempotency_key": "once-1"}

    first, second = (secretariat.call("POST", path, body, **key) for _ in range(2))

    assert first.json == second.json
    assert office.cases.case(request.id).request.version == 2


def test_an_export_needs_a_purpose_and_the_prefecture(office: Office, secretariat: Machine, town: Machine) -> None:
    """A town reads its case, it does not take the prefecture's record of it."""
    request = a_request(office)
    path = f"/v1/requests/{request.id}/export"

    assert secretariat.post(path, {"purpose": ""}).status == 422
    assert town.post(path, {"purpose": "定期監査のため"}).status == 404
    assert office.cases.case(request.id).request.version == 1
