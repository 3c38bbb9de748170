"""Every operation with whatever fits its description, and with whatever does not, on a case in every state.

No answer is a 500, and none is one that the document does not declare: status, type, headers and shape. How many calls
each operation gets is `SUKETTO_CALLS`; `make fuzz` makes many.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chalicelib.web.api.examples import placed
from tests.builders import ehime
from tests.web.api.contract.good import EXAMPLES, PLACES, STATUSES
from tests.web.api.contract.wsgi import site
from tests.web.seeded import Seeded

CALLS = int(os.environ.get("SUKETTO_CALLS", "25"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
MODES = {"as described": schemathesis.GenerationMode.POSITIVE, "otherwise": schemathesis.GenerationMode.NEGATIVE}


@pytest.fixture(scope="module")
def api(seed: Seeded) -> Any:
    """The API as its document describes it."""
    return schemathesis.openapi.from_wsgi("/v1/openapi.json", site)


def mend(seed: Seeded, case: Any, choice: st.DataObject) -> None:
    """Let the call be a good one but for some of its body: what is made of a form alone hardly ever makes sense."""
    places, changes = PLACES[case.operation.method.upper(), case.operation.path](seed.office)
    case.path_parameters = {**(case.path_parameters or {}), **places}
    if isinstance(case.body, dict):
        whole = {**placed(EXAMPLES[case.operation.method.upper(), case.operation.path], ehime()), **changes}
        odd = choice.draw(st.sets(st.sampled_from(sorted(whole)), max_size=1))
        case.body = {**whole, **{name: case.body[name] for name in odd if name in case.body}}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("method", "path"), sorted(STATUSES))
def test_every_answer_is_one_that_the_document_declares(
    api: Any, seed: Seeded, method: str, path: str, mode: str
) -> None:
    """For the secretariat's token and for a town's, on records that are there and on some that are not."""
    operation = api[path][method]

    @settings(
        max_examples=CALLS,
        deadline=None,
        derandomize="SUKETTO_CALLS" not in os.environ,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=MODES[mode]), choice=st.data())
    def call(case: Any, choice: st.DataObject) -> None:
        seed.put_back()
        for name in case.path_parameters or {}:
            if name in seed.ids and choice.draw(st.integers(0, 9)):
                case.path_parameters[name] = choice.draw(st.sampled_from(seed.ids[name]))
        if mode == "as described" and choice.draw(st.booleans()):
            mend(seed, case, choice)
        token = choice.draw(st.sampled_from([seed.secretariat, seed.secretariat, seed.town]))
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)

    call()
