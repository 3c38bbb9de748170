"""Everybody who may come, and nobody: with a session each, or a token for machines."""

import json
from dataclasses import replace

from chalicelib.domain.identity import Role, Session, User, digest
from chalicelib.service.admit_machine import admit_machine
from chalicelib.service.issue_token import issue_token
from chalicelib.service.office import Office
from chalicelib.web import cookies
from chalicelib.web.guard import ANYONE, RULES
from tests.authenticator import with_authenticator
from tests.builders import OZU, UCHIKO, a_user
from tests.web.api.contract.good import EXAMPLES
from tests.web.browser import Answer, Browser

# An expert signs in under their own id.
PEOPLE: dict[str, User | None] = {
    "nobody": None,
    "a clerk of Uchiko": a_user(Role.MUNICIPALITY, municipality=UCHIKO),
    "a clerk of Ozu": a_user(Role.MUNICIPALITY, municipality=OZU),
    "the secretariat": a_user(Role.SECRETARIAT),
    "the centre": a_user(Role.CENTRE),
    "the auditor": a_user(Role.AUDITOR),
    "the expert asked": replace(a_user(Role.EXPERT), id="e01"),
    "another expert": replace(a_user(Role.EXPERT), id="e02", email="other@office.example.jp"),
}
WITH_TOKENS = (Role.MUNICIPALITY, Role.SECRETARIAT)


def admit(office: Office) -> dict[str, str]:
    """Sessions for all of them, their second factor shown; a bearer token for those who may have one."""
    now = office.now()
    later = now.replace(year=now.year + 1)
    tokens = {}
    for name, user in PEOPLE.items():
        if user is None:
            continue
        office.doors.save_user(user)
        if user.role.needs_second_factor:
            with_authenticator(office, user)
        office.doors.save_session(Session(digest(cookie(name)), user, "csrf-value", now, now, later, later))
        if user.role in WITH_TOKENS:
            tokens[name] = issue_token(office, role=user.role, municipality=user.municipality, days=365)
            # The first call of a day is noted: let that be over.
            admit_machine(office, tokens[name], network="")
    return tokens


def cookie(name: str) -> str:
    """What this person's browser keeps."""
    return name.replace(" ", "-")


def send(office: Office, name: str, rule: str, path: str, tokens: dict[str, str], **named: str) -> Answer:
    """What this person gets for a look, for the example of a call, or for a form that holds `named` and no more."""
    method, machine = rule.partition(" ")[0], "/v1/" in rule
    browser = Browser(office)
    if machine:
        headers = {"authorization": f"Bearer {tokens[name]}"} if name in tokens else {}
        return browser.send(method, path, _body(name, rule, named), content_type="application/json", **headers)
    if PEOPLE[name]:
        browser.jar[cookies.SESSION] = cookie(name)
    if method == "POST":
        return browser.post(path, named, follow=False)
    return browser.send(method, path)


def may(name: str, rule: str) -> bool:
    """Whether the table opens the route to this person."""
    user, allowed = PEOPLE[name], RULES[rule]
    return allowed is ANYONE or (user is not None and user.role in allowed)


def _body(name: str, rule: str, named: dict[str, str]) -> bytes:
    """The example of the description, about this offer, and of the town that calls."""
    method, _, path = rule.partition(" ")
    body, user = dict(EXAMPLES.get((method, path), {})), PEOPLE[name]
    if "municipalities" in body and user and user.municipality:
        body["municipalities"] = [user.municipality]
    return json.dumps(body | {field: value for field, value in named.items() if field in body}).encode()
