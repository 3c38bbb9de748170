"""What the template promises, read from its own files."""

import json
from pathlib import Path
from typing import Any

import pytest

import app
from chalicelib.service.figures import Figure
from chalicelib.web.headers import EVERYWHERE
from infra.build import template
from infra.build.gateway_answers import ANSWERS, gateway_answers

ROOT = Path(__file__).parents[2]
CONFIGURATION = json.loads((ROOT / ".chalice" / "config.json").read_text(encoding="utf-8"))
RESOURCES = template.parts()["Resources"]
POLICIES = ROOT / "infra" / "policies"
STAGES = sorted((ROOT / "infra" / "stages").glob("*.txt"))


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    """Properties of every resource of a type."""
    return {name: found["Properties"] for name, found in RESOURCES.items() if found.get("Type") == kind}


def functions() -> dict[str, dict[str, Any]]:
    """What is added to each of chalice's functions; they are the resources that say how they log."""
    return {name: found["Properties"] for name, found in RESOURCES.items() if "LoggingConfig" in found["Properties"]}


def chalice_name(function: str) -> str:
    """A function's name in the template."""
    special = {"api_handler": "APIHandler"}
    return special.get(function) or "".join(part.capitalize() for part in function.split("_"))


def test_every_function_has_a_policy_and_a_log_of_its_own() -> None:
    """One role for all would let each do what any of them may."""
    names = {"api_handler", *(source.name for source in app.app.event_sources)}

    policies = [CONFIGURATION["lambda_functions"][name]["iam_policy_file"] for name in names]
    logs = [function["LoggingConfig"]["LogGroup"]["Ref"] for function in functions().values()]

    assert CONFIGURATION["autogen_policy"] is False
    assert set(functions()) == {chalice_name(name) for name in names}
    assert len(set(policies)) == len(set(logs)) == len(names)
    assert all((ROOT / ".chalice" / policy).is_file() for policy in policies)


def test_records_survive_mistakes() -> None:
    """Restorable to any second, not deleted with the stack or by a slip, encrypted with our key."""
    table = RESOURCES["Table"]

    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["Properties"]["DeletionProtectionEnabled"] is True
    assert table["Properties"]["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["Key", "Arn"]}
    assert RESOURCES["Key"]["DeletionPolicy"] == "Retain"


def test_logs_end_and_are_encrypted() -> None:
    """Each after the days of its stage."""
    for name, log in of_type("AWS::Logs::LogGroup").items():
        assert log["RetentionInDays"] == {"Fn::FindInMap": ["Stages", {"Ref": "Stage"}, "LogDays"]}, name
        assert log["KmsKeyId"] == {"Fn::GetAtt": ["Key", "Arn"]}, name


def test_the_access_log_knows_routes_and_no_persons() -> None:
    """An answer's link is in the path; an address is a person's."""
    written = RESOURCES["RestAPI"]["Properties"]["AccessLogSetting"]["Format"]

    assert set(json.loads(written).values()) == {
        "$context.requestId",
        "$context.requestTimeEpoch",
        "$context.httpMethod",
        "$context.resourcePath",
        "$context.status",
        "$context.responseLength",
        "$context.responseLatency",
        "$context.error.responseType",
    }
    (settings,) = RESOURCES["RestAPI"]["Properties"]["MethodSettings"]
    assert (settings["LoggingLevel"], settings["DataTraceEnabled"]) == ("OFF", False)


def image(pk: str, state: str) -> dict[str, Any]:
    """A stream record as filters see it."""
    return {"dynamodb": {"NewImage": {"pk": {"S": pk}, "state": {"S": state}}}}


def passes(pattern: Any, record: Any) -> bool:
    """Whether an event filter, as far as ours go, lets a record through."""
    if isinstance(pattern, dict):
        return all(name in record and passes(inner, record[name]) for name, inner in pattern.items())
    return any(record.startswith(one["prefix"]) if isinstance(one, dict) else record == one for one in pattern)


@pytest.mark.parametrize(("function", "wanted"), [("DeliverLetters", "LETTERS#r1"), ("PlanRounds", "ROUND#R08-M001")])
def test_the_stream_wakes_a_function_for_its_own_work_alone(function: str, wanted: str) -> None:
    """Whatever else changes in the table costs no invocation; whatever fails comes again, alone."""
    (source,) = functions()[function]["Events"].values()
    settings = source["Properties"]
    (pattern,) = (json.loads(one["Pattern"]) for one in settings["FilterCriteria"]["Filters"])
    records = [image(pk, state) for pk in ("LETTERS#r1", "ROUND#R08-M001", "CASE#r1") for state in ("queued", "sent")]

    assert [record for record in records if passes(pattern, record)] == [image(wanted, "queued")]
    assert settings["Stream"] == {"Fn::GetAtt": ["Table", "StreamArn"]}
    assert settings["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert settings["BisectBatchOnFunctionError"] is True


def test_what_is_given_up_is_kept_for_a_fortnight_and_told() -> None:
    """Each function's in a queue of its own; one message that lies there is an alarm."""
    streams = {name: functions()[name]["Events"] for name in ("DeliverLetters", "PlanRounds")}
    given_up = {name: next(iter(events.values()))["Properties"] for name, events in streams.items()}
    given_up["RecordDeliveries"] = functions()["RecordDeliveries"]["EventInvokeConfig"]
    queues = {
        name: settings["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
        for name, settings in given_up.items()
    }

    assert queues == {
        "DeliverLetters": "LettersFailed",
        "PlanRounds": "RoundsFailed",
        "RecordDeliveries": "DeliveriesFailed",
    }
    for queue in queues.values():
        alarm = of_type("AWS::CloudWatch::Alarm")[queue.replace("Failed", "Left")]
        assert of_type("AWS::SQS::Queue")[queue]["MessageRetentionPeriod"] == 14 * 86_400
        assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": {"Fn::GetAtt": [queue, "QueueName"]}}]
        assert (alarm["MetricName"], alarm["Statistic"]) == ("ApproximateNumberOfMessagesVisible", "Maximum")
        assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanOrEqualToThreshold", 1)


def test_every_failure_is_told_to_somebody() -> None:
    """Each alarm says what happened and goes to the topic; each function and each queue has one."""
    alarms = of_type("AWS::CloudWatch::Alarm")
    watched = json.dumps([alarm["Dimensions"] for alarm in alarms.values()])

    for name, alarm in alarms.items():
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}], name
        assert alarm["AlarmDescription"], name
    assert {"Ref": "Alarms"} in [one["TopicArn"] for one in of_type("AWS::SNS::Subscription").values()]
    assert all(json.dumps({"Ref": function}) in watched for function in functions())
    assert all(f'["{queue}", "QueueName"]' in watched for queue in of_type("AWS::SQS::Queue"))


def dashboard() -> list[dict[str, Any]]:
    """What the dashboard's widgets show."""
    body = RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    return [widget["properties"] for widget in json.loads(body)["widgets"]]


def test_every_figure_is_on_the_dashboard_and_every_alarm_watches_one_that_is_taken() -> None:
    """Under the name of the stack, as the functions are told to take it."""
    shown = json.dumps([widget.get("metrics", ()) for widget in dashboard()])
    own = [alarm for alarm in of_type("AWS::CloudWatch::Alarm").values() if alarm["Namespace"] == "suketto"]

    assert [figure for figure in Figure if f'"{figure}"' not in shown] == []
    assert {alarm["MetricName"] for alarm in own} <= set(Figure)
    assert all(alarm["Dimensions"] == [{"Name": "service", "Value": {"Ref": "AWS::StackName"}}] for alarm in own)
    given = template.parts()["Globals"]["Function"]["Environment"]["Variables"]
    assert given["POWERTOOLS_SERVICE_NAME"] == {"Ref": "AWS::StackName"}


def test_every_function_and_every_queue_is_on_the_dashboard() -> None:
    """What is not shown is missed when it matters."""
    shown = json.dumps(dashboard())

    assert [name for name in functions() if shown.count(f"${{{name}}}") < 2] == []
    assert [name for name in of_type("AWS::SQS::Queue") if f"${{{name}.QueueName}}" not in shown] == []


def test_one_letter_that_is_stuck_is_an_alarm() -> None:
    """By the figure that the schedule takes."""
    alarm = of_type("AWS::CloudWatch::Alarm")["LettersStuck"]

    assert alarm["MetricName"] == Figure.LETTERS_STUCK
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanOrEqualToThreshold", 1)


def test_a_silent_schedule_is_an_alarm() -> None:
    """No figure at all is the very fault, and five minutes of it are enough."""
    alarm = of_type("AWS::CloudWatch::Alarm")["TimeStopped"]

    assert (alarm["MetricName"], alarm["ComparisonOperator"]) == ("Invocations", "LessThanThreshold")
    assert alarm["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "KeepTime"}}]
    assert alarm["TreatMissingData"] == "breaching"
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["Threshold"]) == (300, 1, 1)


@pytest.mark.parametrize("answer", [*ANSWERS, "DEFAULT_4XX"])
def test_what_the_gateway_says_itself_is_in_our_words(answer: str) -> None:
    """A page for browsers, a problem document for machines, with the headers of every answer."""
    given = gateway_answers()[answer]
    page, names = given["ResponseTemplates"]["text/html"]["Fn::Sub"]
    document = json.loads(given["ResponseTemplates"]["application/problem+json"])

    assert '<html lang="ja">' in page
    assert document["title"] in page
    assert 'href="${Home}static/app.css' in page
    assert set(names) == {"Home"}
    assert set(EVERYWHERE) <= set(given["ResponseParameters"]["Headers"])
    # The gateway takes what stands between two single quotes.
    assert all(value.count("'") == 2 for value in given["ResponseParameters"]["Headers"].values())


@pytest.mark.parametrize("stage", STAGES, ids=lambda path: path.stem)
def test_a_stage_answers_what_the_template_asks(stage: Path) -> None:
    """Nothing it does not ask for, and everything that has no answer of its own."""
    asked = template.parts()["Parameters"]
    answered = dict(line.split("=", 1) for line in stage.read_text(encoding="utf-8").splitlines())

    assert answered["Stage"] == stage.stem
    assert {name for name, one in asked.items() if "Default" not in one} <= set(answered) <= set(asked)


def test_every_skipped_check_says_why() -> None:
    """Beside the resource it is skipped for."""
    notes = [found["Metadata"]["checkov"] for found in RESOURCES.values() if "Metadata" in found]
    skips = [skip for note in notes for skip in note["skip"]]

    assert skips
    assert all(len(skip["comment"]) > 30 for skip in skips)


def test_no_two_files_declare_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second would silently win."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("Resources: {Table: {Type: AWS::DynamoDB::Table}}\n", encoding="utf-8")
    monkeypatch.setattr(template, "FOLDER", tmp_path)

    with pytest.raises(ValueError, match=r"b\.yaml: Resources declares Table a second time"):
        template.parts.__wrapped__()


def test_the_secret_is_made_by_the_stack_and_read_by_who_needs_it() -> None:
    """Of its own making, encrypted with our key, kept with the records; its text stands in no environment."""
    (secret,) = of_type("AWS::SecretsManager::Secret").values()
    made = secret["GenerateSecretString"]
    readers = [path.stem for path in POLICIES.glob("*.json") if '"secretsmanager:GetSecretValue"' in path.read_text()]

    assert json.loads(made["SecretStringTemplate"]) == {"previous": ""}
    assert (made["GenerateStringKey"], made["PasswordLength"] >= 43) == ("current", True)
    assert secret["KmsKeyId"] == {"Fn::GetAtt": ["Key", "Arn"]}
    assert RESOURCES["Secret"]["DeletionPolicy"] == RESOURCES["Secret"]["UpdateReplacePolicy"] == "Retain"
    assert sorted(readers) == ["deliver_letters", "keep_time", "web"]
    variables = template.parts()["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["SUKETTO_SECRET"] == {"Ref": "Secret"}
    assert "resolve:secretsmanager" not in json.dumps(template.parts())
