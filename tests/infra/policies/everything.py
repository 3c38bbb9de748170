"""One walk through all that the functions do for people, over HTTP where the way itself asks something of the store."""

import re
from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.delivery import Outcome
from chalicelib.domain.errors import MailRefused
from chalicelib.domain.identity import Role, digest
from chalicelib.domain.plan import Wishes
from chalicelib.domain.request import Request
from chalicelib.service.adjust_round import adjust_round
from chalicelib.service.approve_round import approve_round
from chalicelib.service.begin_round import begin_round
from chalicelib.service.close_round import close_round
from chalicelib.service.complete_support import complete_support
from chalicelib.service.counter_offer import counter_offer
from chalicelib.service.decline_offer import decline_offer
from chalicelib.service.dispose_records import dispose_request
from chalicelib.service.issue_token import issue_token
from chalicelib.service.keep_factor import reset_factor
from chalicelib.service.keep_users import Person, change_user, disable_user, invite_user
from chalicelib.service.note_answer import note_answer
from chalicelib.service.open_offer import OpenedOffer, open_by_token
from chalicelib.service.recall_offer import recall_offer
from chalicelib.service.record_session import record_session
from chalicelib.service.reply_to_request import reply_to_request
from chalicelib.service.report_support import report_support
from chalicelib.service.revoke_token import revoke_token
from chalicelib.service.send_again import send_again
from chalicelib.service.shortlist_experts import prefer_experts, shortlist_experts
from chalicelib.service.submit_request import submit_request
from chalicelib.service.take_request import take_request
from chalicelib.service.try_rounds import ask_for_trials
from chalicelib.service.tune_parameters import save_parameters
from chalicelib.service.withdraw_request import cancel_request, withdraw_request
from chalicelib.web.guard import RULES
from matching import DEFAULT
from tests.authenticator import Authenticator, with_authenticator
from tests.builders import (
    CLERK,
    OZU,
    SECRETARIAT,
    UCHIKO,
    a_request,
    a_user,
    an_account,
    an_expert,
    an_outcome,
    clock,
    content,
    engage,
    mails,
)
from tests.infra.policies.world import World
from tests.service.journeys import last_token, offered
from tests.service.mail import fail, the_letter, word
from tests.service.rounds import waiting
from tests.web.api.conftest import Machine
from tests.web.browser import Browser
from tests.web.municipality.answers import submitted
from tests.web.sendings import shown_secret

SHORT_CODE = re.compile(r"短いコード (\w{8})")
SIGN_IN_CODE = re.compile(r"^コード　(\d{8})$", re.MULTILINE)


def walk(world: World) -> None:
    """Everything, once."""
    with world.calls.acting("operator"):
        clerk = world.browser.sign_in(Role.MUNICIPALITY, municipality=UCHIKO)
        secretary = world.browser.sign_in(Role.SECRETARIAT)
        machine = Machine(world.browser, issue_token(world.office, role="secretariat"))
    with world.calls.acting("web"):
        come_and_go(world)
        prove_oneself(world)
        keep_people(world)
        keep_experts(world, machine)
        let_machines_in(world)
        go_astray(world, clerk)
        assigned = assign(world, clerk)
        answer_otherwise(world)
        mail_fails(world)
        take_back(world)
        plan_together(world)
        expert = come_as_expert(world)
        look_around(world, assigned, {"/v1": machine, "/console": secretary, "/expert": expert, "": clerk})
    pass_deadlines(world)
    with world.calls.acting("web"):
        end_support(world, assigned)
        dispose(world, assigned)


def come_and_go(world: World) -> None:
    """A mailed code is typed, at the second try, and once more; somebody reads for a while and signs out."""
    browser = world.browser
    browser.post("/sign-in", {"email": a_user(Role.MUNICIPALITY, municipality=UCHIKO).email})
    world.settle()
    code = SIGN_IN_CODE.findall(mails(world.office)[-1][1].text)[-1]
    for typed in ("00000000", code, code):
        browser.post("/sign-in/code", {"code": typed})
    browser.post("/sign-out", {"csrf": browser.get("/help").fields["csrf"][0]})


def prove_oneself(world: World) -> None:
    """Somebody of the centre sets up an authenticator, signs in with a recovery code, ends other sessions."""
    with world.calls.acting("operator"):
        browser = world.browser.sign_in(Role.CENTRE, proven=False)
    page = browser.get("/account/factor")
    code = Authenticator(world.office, shown_secret(page)).code
    codes = browser.post("/account/factor", {"sealed": page.fields["sealed"][0], "code": code})
    with world.calls.acting("operator"):
        browser = world.browser.sign_in(Role.CENTRE, proven=False)
    browser.post("/sign-in/proof", {"proof": re.findall(r'<code class="secret">(\S+)</code>', codes.text)[0]})
    browser.post("/account/recovery")
    browser.post("/account/sessions", {"session": "others"})
    world.settle()


def keep_people(world: World) -> None:
    """A colleague is invited, gets another address, loses the authenticator, and leaves."""
    office = world.office
    person = Person("仮名 太郎", "taro@office.example.jp", Role.SECRETARIAT, "", "事務局", "089-000-0000")
    user = invite_user(office, SECRETARIAT, person)
    change_user(office, SECRETARIAT, user.id, replace(person, email="taro2@office.example.jp"), version=user.version)
    with world.calls.acting("operator"):
        with_authenticator(office, user)
    user = reset_factor(office, SECRETARIAT, user.id, reason="機種変更のため")
    disable_user(office, SECRETARIAT, user.id, reason="異動のため", version=user.version)
    world.settle()


def keep_experts(world: World, machine: Machine) -> None:
    """Experts are registered, and given half-days."""
    engage(world.office, *(an_expert(email=f"e{place}@experts.example.jp") for place in range(4)))
    assert machine.call("PUT", "/v1/experts/e01/capacity", {"months": {"2026-12": 9}}).status == 200


def let_machines_in(world: World) -> None:
    """A token is made, used, and revoked."""
    token = issue_token(world.office, role="secretariat", by=SECRETARIAT)
    Machine(world.browser, token).get("/v1/experts")
    revoke_token(world.office, SECRETARIAT, world.office.tokens.by_digest(digest(token)).id)


def come_as_expert(world: World) -> Browser:
    """An expert signs in with the address they are registered under."""
    browser = world.browser
    browser.post("/sign-in", {"email": "e01@example.jp"})
    world.settle()
    codes = [code for _, wording, _ in mails(world.office) for code in SIGN_IN_CODE.findall(wording.text)]
    browser.post("/sign-in/code", {"code": codes[-1]})
    return browser


def go_astray(world: World, clerk: Browser) -> None:
    """A clerk looks where clerks may not, twice."""
    for _ in range(2):
        clerk.get("/console")


def assign(world: World, clerk: Browser) -> Request:
    """From the form to the assignment, answered by the code."""
    submitted(clerk)
    request = world.office.cases.case(world.office.cases.rows(UCHIKO).rows[0].id).request
    take_request(world.office, SECRETARIAT, request.id)
    shortlist_experts(world.office, SECRETARIAT, request.id)
    prefer_experts(world.office, CLERK, request.id, order=("e01", "e02"))
    ask(world, request, "e01")
    codes = [code for _, wording, _ in mails(world.office) for code in SHORT_CODE.findall(wording.text)]
    page = world.browser.post("/answer", {"number": str(request.number), "code": codes[-1]})
    fields = {name: values[-1] for name, values in page.fields.items() if values}
    world.browser.post("/answer", {**fields, "answer": "accept"})
    return request


def ask(world: World, request: Request, expert_id: str) -> OpenedOffer:
    """Offer a request to an expert, who opens the link in the mail."""
    offered(world.office, request, expert_id)
    world.settle()
    return open_by_token(world.office, last_token(world.office))


def answer_otherwise(world: World) -> None:
    """No; yes, but; and the offer is taken back."""
    office = world.office
    decline_offer(office, ask(world, a_request(office), "e01"), note="先約あり")
    counter_offer(office, ask(world, a_request(office), "e01"), months={"2026-12": 2}, note="この回数なら")
    request = a_request(office)
    recall_offer(office, SECRETARIAT, request.id, ask(world, request, "e02").offer.id, reason="変更")


def mail_fails(world: World) -> None:
    """Mail bounces and arrives after all, is sent again, is answered by telephone, and is refused at once."""
    office = world.office
    request = a_request(office)
    offer = ask(world, request, "e01").offer
    for outcome in (Outcome.BOUNCED, Outcome.DELIVERED, Outcome.BOUNCED):
        clock(office).move(seconds=5)
        world.hear(word(office, the_letter(office, request), outcome))
    send_again(office, SECRETARIAT, request.id, offer.id, email="e01@example.jp")
    note_answer(office, SECRETARIAT, request.id, offer.id, answer="decline", note="先約あり")
    world.settle()
    refuse_an_offer(world)
    world.settle()


def refuse_an_offer(world: World) -> None:
    """The next letter is an offer's, and the mail service will not take it."""
    request = a_request(world.office)
    world.settle()
    fail(world.office, MailRefused("refused"))
    offered(world.office, request, "e02")


def take_back(world: World) -> None:
    """A request is returned and comes again without one of its towns; others are withdrawn and cancelled."""
    office = world.office
    joint = take_request(office, SECRETARIAT, a_request(office, also=(OZU,)).id)
    reply_to_request(office, SECRETARIAT, joint.id, reply="return", remark="電話で伺いました")
    submit_request(office, CLERK, joint.id, content=content(), municipalities=(UCHIKO,))
    withdraw_request(office, CLERK, joint.id)
    engaged = a_request(office)
    ask(world, engaged, "e03")
    world.browser.post(f"/answer/{last_token(office)}", {"answer": "accept"})
    cancel_request(office, SECRETARIAT, engaged.id, reason="予算の都合")


def plan_together(world: World) -> None:
    """A round is begun, planned, adjusted, approved, closed, and tried with other parameters, which are then saved."""
    office = world.office
    whole = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id, waiting(office).id])
    world.settle()
    adjust_round(office, SECRETARIAT, whole.id, wishes=Wishes())
    world.settle()
    approve_round(office, SECRETARIAT, whole.id)
    close_round(office, SECRETARIAT, whole.id)
    ask_for_trials(office, DEFAULT)
    world.settle()
    tuned = replace(DEFAULT, online=DEFAULT.online + 1)
    save_parameters(office, SECRETARIAT, parameters=tuned, reason="年度の見直し", version=0)


def look_around(world: World, request: Request, readers: Mapping[str, Machine | Browser]) -> None:
    """Every page and list is read by somebody who may."""
    offer = world.office.cases.case(request.id).offers[0]
    round_id = world.office.rounds.rows().rows[0].id
    known = {"offer_id": offer.id, "request_id": request.id, "round_id": round_id, "record": request.id}
    known |= {"denials_id": world.office.denials.rows().rows[0].id}
    for route in (rule.removeprefix("GET ") for rule in RULES if rule.startswith("GET ")):
        path = re.sub(r"{(\w+)}", lambda name: known.get(name[1], "none"), route)
        next(reader for beginning, reader in readers.items() if path.startswith(beginning)).get(path)
    readers["/console"].get("/console/requests?state=closed")


def pass_deadlines(world: World) -> None:
    """Letters that were not sent go out; an offer is reminded of and expires; a round nobody planned is given up."""
    # A sweep takes so many letters at a time: what lies about would keep it from the one that is meant.
    world.settle()
    with world.calls.acting("web"):
        world.browser.post("/sign-in", {"email": a_user(Role.MUNICIPALITY, municipality=UCHIKO).email})
        world.let_time_pass(seconds=59)
        refuse_an_offer(world)
        begin_round(world.office, SECRETARIAT, request_ids=[waiting(world.office).id])
    for _ in range(8):
        world.let_time_pass(hours=20)


def end_support(world: World, request: Request) -> None:
    """The months go by; the session that was asked for is recorded, the support ends and is reported."""
    office = world.office
    world.let_time_pass(days=90)
    offer = office.cases.case(request.id).offers[0]
    session = record_session(office, CLERK, request.id, offer_id=offer.id, account=an_account())
    complete_support(office, CLERK, request.id, last_session=session.account.day)
    report_support(office, CLERK, request.id, outcome=an_outcome())


def dispose(world: World, request: Request) -> None:
    """Years later the case has been kept long enough."""
    clock(world.office).move(days=6 * 366)
    dispose_request(world.office, SECRETARIAT, request.id, reason="保存期間の満了")
