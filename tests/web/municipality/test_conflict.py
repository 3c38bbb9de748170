"""Two colleagues at one request: both versions are shown, and nothing is lost."""

from chalicelib.service.office import Office
from chalicelib.service.withdraw_request import cancel_request
from tests.builders import SECRETARIAT
from tests.web.browser import Browser
from tests.web.municipality.answers import TYPED, begun, filled, send, the_request

MINE, THEIRS = "私が直した名前", "同僚が直した名前"


def test_a_stale_step_shows_both_versions(clerk: Browser) -> None:
    """The stored version stands beside the typed one, and the typed one can still be changed and sent."""
    stale = begun(clerk).version
    send(clerk, "support", {**TYPED["support"], "title": THEIRS})
    answer = send(clerk, "support", {**TYPED["support"], "title": MINE}, version=stale)
    assert answer.status == 409
    assert THEIRS in answer.text
    assert answer.fields["title"] == [MINE]
    assert the_request(clerk.office).typed["title"] == (THEIRS,)


def test_the_clerk_may_choose_the_typed_version(clerk: Browser) -> None:
    """Sent again from the conflict's page, it is saved over the stored one."""
    stale = begun(clerk).version
    send(clerk, "support", {**TYPED["support"], "title": THEIRS})
    conflict = send(clerk, "support", {**TYPED["support"], "title": MINE}, version=stale)
    send(clerk, "support", {**TYPED["support"], "title": MINE}, version=conflict.fields["version"][0])
    assert the_request(clerk.office).typed["title"] == (MINE,)


def test_a_form_without_a_version_is_as_good_as_stale(clerk: Browser) -> None:
    """Nobody's words are overwritten by a form that does not know what it overwrites."""
    begun(clerk)
    send(clerk, "support", {**TYPED["support"], "title": THEIRS})
    answer = send(clerk, "support", {**TYPED["support"], "title": MINE}, version="")
    assert answer.status == 409
    assert the_request(clerk.office).typed["title"] == (THEIRS,)


def test_typed_words_survive_a_request_that_moved_on(clerk: Browser, office: Office) -> None:
    """When it cannot be changed any more, what was typed stands on the page to be copied."""
    request = filled(clerk)
    clerk.post(f"/requests/{request.id}/submit", {"version": request.version})
    cancel_request(office, SECRETARIAT, request.id, reason="試験のため")
    answer = send(clerk, "support", {**TYPED["support"], "title": MINE}, version=request.version)
    assert answer.status == 409
    assert MINE in answer.text
    assert "保存されていません" in answer.text
