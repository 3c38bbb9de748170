"""Each function may do what its use cases do, and nothing else: its policy against the calls it makes."""

import pytest

from chalicelib.web.counter import counter
from infra.local.aws import EmbeddedAws
from infra.local.table import create
from tests import embedded as aws
from tests.infra.policies.calls import Call, Calls
from tests.infra.policies.documents import FOLDER, Permission, allowed, permissions
from tests.infra.policies.everything import walk
from tests.infra.policies.world import world_on

pytestmark = pytest.mark.embedded
FUNCTIONS = sorted(path.stem for path in FOLDER.glob("*.json"))


def of_interest(given: Permission) -> bool:
    """Whether the walk can tell if a permission is used; logs, stream and queue are Lambda's own doing."""
    return given.resource in ("table", "index/queue", "secret") or given.action.startswith("ses:")


@pytest.fixture(scope="module")
def calls(embedded: EmbeddedAws, tmp_path_factory: pytest.TempPathFactory) -> Calls:
    """What every function called while everything was done once."""
    client = aws.client_for("dynamodb", embedded.endpoint)
    create(client, "suketto-policies")
    streams = aws.client_for("dynamodbstreams", embedded.endpoint)
    world = world_on(aws.Table("suketto-policies", client), streams, tmp_path_factory.mktemp("policies"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counter, "office", lambda: world.office)
        patch.setattr(counter, "base_path", lambda: "")
        walk(world)
    return world.calls


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_all_that_it_does(calls: Calls, function: str) -> None:
    """A call that its policy does not allow would fail on AWS alone, where nobody tests."""
    refused = {call for call in calls.made[function] if not allowed(function, call)}

    assert not refused


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_nothing_that_it_does_not_do(calls: Calls, function: str) -> None:
    """What is granted on our records, our secret or for mail is used by somebody; no action is granted by a pattern."""
    granted = [given for given in permissions(function) if given.effect == "Allow" and of_interest(given)]

    unused = [given for given in granted if not any(given.covers(call) for call in calls.made[function])]

    assert granted
    assert not unused


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("action", ["UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLDelete"])
def test_nobody_may_change_or_remove_an_audit_item(function: str, action: str) -> None:
    """Even a policy that allowed everything else would be denied this."""
    touched = Call(f"dynamodb:{action}", "table", "AUDIT#r1")
    denials = [given for given in permissions(function) if given.effect == "Deny" and given.covers(touched)]

    assert denials
    assert not allowed(function, touched)
