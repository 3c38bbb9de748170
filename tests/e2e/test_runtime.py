"""The very package under Lambda's own runtime client, with nothing beside it but the SDK."""

import os
import zipfile
from pathlib import Path

import pytest

from infra.build.starting import handlers_of
from infra.build.template import read
from infra.lambda_like.execution import DidNotAnswer, Execution
from infra.lambda_like.gateway_event import gateway_event
from infra.local.invocation import stream_event

PACKAGE, PYTHON = Path(os.environ["SUKETTO_PACKAGE"]).resolve(), Path(os.environ["SUKETTO_RUNTIME"]).absolute()
SETTINGS = {"SUKETTO_TABLE": "suketto", "SUKETTO_BASE_URL": "https://suketto.example.jp"}


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked package."""
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(PACKAGE / "deployment.zip") as sealed:
        sealed.extractall(folder)
    return folder


def execution(task: Path, handler: str, **environment: str) -> Execution:
    """An environment for one handler, with its settings."""
    given = {**SETTINGS, **environment}
    return Execution(task, handler, python=PYTHON, log=task.with_suffix(".log"), environment=given)


@pytest.mark.parametrize("handler", handlers_of(read(PACKAGE / "sam.yaml")))
def test_every_function_starts(task: Path, handler: str) -> None:
    """Whatever it imports is in the package."""
    with execution(task, handler) as started:
        assert started.process.poll() is None


def test_the_web_function_answers_with_a_page(task: Path) -> None:
    """The first page asks no store."""
    with execution(task, "app.app") as web:
        answer = web.invoke(gateway_event("/"))

    assert not answer.failed
    assert answer.body["statusCode"] == 200
    assert '<html lang="ja">' in answer.body["body"]


def test_the_sender_takes_a_batch_and_says_what_failed(task: Path) -> None:
    """A record of no letter needs nothing; the answer has the form that the mapping expects."""
    image = {"pk": {"S": "CASE#r1"}, "sk": {"S": "REQUEST"}, "state": {"S": "queued"}}
    record = {"eventID": "1", "dynamodb": {"NewImage": image, "SequenceNumber": "1"}}

    with execution(task, "app.deliver_letters") as sender:
        answer = sender.invoke(stream_event([record], "arn:aws:dynamodb:ap-northeast-1:0:table/suketto/stream/1"))

    assert (answer.failed, answer.body) == (False, {"batchItemFailures": []})


def test_a_missing_setting_is_named_in_the_log(task: Path) -> None:
    """Not a page of traceback that ends elsewhere."""
    with execution(task, "app.app", SUKETTO_TABLE="") as web:
        answer = web.invoke(gateway_event("/"))

    assert answer.failed or answer.body["statusCode"] == 500
    assert "SUKETTO_TABLE" in task.with_suffix(".log").read_text(encoding="utf-8")


def test_a_handler_that_is_not_there_does_not_start(task: Path) -> None:
    """The run tells it as Lambda would."""
    with pytest.raises(DidNotAnswer, match="missing"), execution(task, "app.missing"):
        pass
