"""Something to send to each POST route of the app, in an office brought to where it makes sense."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from chalicelib.domain.calendar import months_from
from chalicelib.domain.expert import Interest, InterestKind
from chalicelib.domain.identity import Actor, Role, Session, User
from chalicelib.domain.offer import Offer
from chalicelib.service.begin_round import begin_round
from chalicelib.service.complete_support import complete_support
from chalicelib.service.correct_record import ask_correction
from chalicelib.service.declare_interest import declare_interest
from chalicelib.service.issue_token import issue_token
from chalicelib.service.keep_users import Person, disable_user, invite_user
from chalicelib.service.office import Office
from chalicelib.service.plan_round import plan_round
from chalicelib.service.save_draft import open_draft
from chalicelib.service.withdraw_request import cancel_request
from tests.authenticator import Authenticator, with_authenticator
from tests.builders import CLERK, SECRETARIAT, UCHIKO, a_request, a_user, clock, mails
from tests.service.journeys import offered, opened_by_link, send_all
from tests.service.mail import bounced, the_letter
from tests.service.rounds import two_experts, waiting
from tests.web.browser import Answer, Browser
from tests.web.expert.offers import experts, short_code
from tests.web.expert.offers import offered as mailed
from tests.web.municipality.answers import TYPED, filled
from tests.web.secretariat.steps import in_review, ordered, shortlisted, three_experts
from tests.web.support.typed import LAST_SESSION, REPORT, session_of, supported

PROOF, ONCE = "csrf-value", "once-0001"
EXPERT = {
    "name": "仮名 次郎",
    "kana": "かめい じろう",
    "email": "jiro@experts.example.jp",
    "base": "382078",
    "levels": {"field-14": 5},
    "months": {"2026-12": 6},
    "areas": [UCHIKO],
    "half_day_yen": 20_000,
    "active_from": "2026-04",
}
ASKED = {
    "title": "窓口予約システムの調達仕様書づくり",
    "situation": "仕様書の作り方がわかる職員がいません。",
    "wish": "公正な調達ができるようになりたい。",
    "kind": "accompaniment",
    "stage": "procurement",
    "category": "plan-1",
    "municipalities": [UCHIKO],
    "months": {"2026-12": 4},
    "mode": "either",
    "officer": {
        "name": "内子 花子",
        "department": "総務課",
        "email": "hanako@uchiko.example.jp",
        "telephone": "0893-00-0000",
    },
}


CAPACITY = {f"months-{month}": "６" for month in months_from("2026-11", 12)}
PROFILE = {
    "about": "市役所で調達を20年担当しました。",
    "telephone": "０９０－００００－０００９",
    "online": "yes",
    "areas": [UCHIKO],
}
INTEREST = {
    "whom": "municipality",
    "municipality": UCHIKO,
    "party": "",
    "kind": "family",
    "since": "2026-04",
    "until": "",
    "reason": "親族が勤務しています。",
}


@dataclass
class Sending:
    """A form, or a call when there is a token: sent as often as wanted, each time the same."""

    browser: Browser
    path: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    proof: str = ""
    token: str = ""

    def send(self, fields: Mapping[str, Any] | None = None, *, key: str = ONCE) -> Answer:
        """The answer to it, not followed anywhere."""
        if self.token:
            headers = {"authorization": f"Bearer {self.token}", "idempotency_key": key}
            body = json.dumps(self.fields if fields is None else fields).encode()
            return self.browser.send("POST", self.path, body, content_type="application/json", **headers)
        form = {"csrf": f"{self.proof}.{key}", **self.fields} if fields is None else fields
        body = urlencode(form, doseq=True).encode()
        return self.browser.send(
            "POST", self.path, body, content_type="application/x-www-form-urlencoded", sec_fetch_site="same-origin"
        )


Scene = Callable[[Office], Sending]


def clerk(office: Office, path: str, fields: Mapping[str, Any] | None = None) -> Sending:
    """Sent by the clerk of Uchiko."""
    return Sending(Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO), path, fields or {}, PROOF)


def secretary(office: Office, path: str, fields: Mapping[str, Any] | None = None) -> Sending:
    """Sent by the secretariat."""
    return Sending(Browser(office).sign_in(Role.SECRETARIAT), path, fields or {}, PROOF)


def machine(office: Office, path: str, fields: Mapping[str, Any]) -> Sending:
    """Called by the secretariat's machine."""
    return Sending(Browser(office), path, fields, token=issue_token(office, role="secretariat"))


def making_token(office: Office) -> Sending:
    fields = {"name": "文書管理システム", "whose": UCHIKO, "scopes": ["requests:read"], "days": "90"}
    return secretary(office, "/console/tokens", fields)


def revoking_token(office: Office) -> Sending:
    issue_token(office, role="secretariat")
    return secretary(office, f"/console/tokens/{office.tokens.tokens().rows[0].id}/revoke")


def export(office: Office) -> Sending:
    return secretary(office, f"/console/requests/{a_request(office).id}/export", {"purpose": "定期監査のため"})


def export_by_call(office: Office) -> Sending:
    return machine(office, f"/v1/requests/{a_request(office).id}/export", {"purpose": "定期監査のため"})


def address(office: Office) -> Sending:
    user = a_user(Role.MUNICIPALITY, municipality=UCHIKO)
    office.doors.save_user(user)
    return Sending(Browser(office), "/sign-in", {"email": user.email})


def code(office: Office) -> Sending:
    asked = address(office)
    asked.send()
    send_all(office)
    found = re.findall(r"^コード　(\d{8})$", mails(office)[-1][1].text, re.M)
    return Sending(asked.browser, "/sign-in/code", {"code": found[-1]})


def proof(office: Office) -> Sending:
    authenticator = with_authenticator(office, a_user(Role.SECRETARIAT))
    browser = Browser(office).sign_in(Role.SECRETARIAT, proven=False)
    return Sending(browser, "/sign-in/proof", {"proof": authenticator.code}, PROOF)


def setting_up(office: Office) -> Sending:
    browser = Browser(office).sign_in(Role.SECRETARIAT, proven=False)
    page = browser.get("/account/factor")
    fields = {"sealed": page.fields["sealed"][0], "code": Authenticator(office, shown_secret(page)).code}
    return Sending(browser, "/account/factor", fields, PROOF)


def shown_secret(page: Answer) -> str:
    """The secret that a page shows to whoever sets up an authenticator, in groups of four."""
    (shown,) = re.findall(r'<code class="secret">([A-Z2-7 ]+)</code>', page.text)
    return str(shown).replace(" ", "")


def renewal(office: Office) -> Sending:
    with_authenticator(office, a_user(Role.SECRETARIAT))
    return secretary(office, "/account/recovery")


def other_sessions(office: Office) -> Sending:
    sending = clerk(office, "/account/sessions", {"session": "others"})
    user, now = a_user(Role.MUNICIPALITY, municipality=UCHIKO), office.now()
    office.doors.save_session(Session("other", user, "", now, now, now.replace(year=now.year + 1)))
    return sending


TARO = {
    "name": "仮名 太郎",
    "email": "taro@uchiko.example.jp",
    "role": "municipality",
    "municipality": UCHIKO,
    "department": "総務課",
    "telephone": "0893-00-0009",
}


def inviting(office: Office) -> Sending:
    return secretary(office, "/console/users", TARO)


def a_colleague(office: Office, **changes: Any) -> User:
    """Somebody of Uchiko who has been invited."""
    person = Person(**{**TARO, "role": Role.MUNICIPALITY, **changes})
    return invite_user(office, SECRETARIAT, person)


def about_user(deed: str, fields: Mapping[str, Any]) -> Scene:
    """A form about a colleague whose authenticator is set up and who is signed in."""

    def scene(office: Office) -> Sending:
        user, now = a_colleague(office, role=Role.CENTRE, municipality="", email="taro@centre.example.jp"), office.now()
        with_authenticator(office, user)
        office.doors.save_session(Session("theirs", user, "", now, now, now.replace(year=now.year + 1)))
        return secretary(office, f"/console/users/{user.id}{deed}", {"version": user.version, **fields})

    return scene


def changing_user(office: Office) -> Sending:
    user = a_colleague(office)
    fields = {**TARO, "department": "企画課", "version": user.version}
    return secretary(office, f"/console/users/{user.id}", fields)


def confirming(office: Office) -> Sending:
    user = a_colleague(office)
    office.doors.save_user(replace(user, confirmed=2025))
    return secretary(office, f"/console/users/{user.id}/confirm")


def enabling(office: Office) -> Sending:
    user = a_colleague(office)
    user = disable_user(office, SECRETARIAT, user.id, reason="異動のため。", version=user.version)
    return secretary(office, f"/console/users/{user.id}/enable", {"version": user.version})


def going_over(office: Office) -> Sending:
    leaver = a_colleague(office, email="hanako@uchiko.example.jp")
    successor = a_colleague(office)
    a_request(office)
    return secretary(office, f"/console/users/{leaver.id}/hand-over", {"to": successor.id})


def by_code(office: Office) -> Sending:
    experts(office)
    mailed(office)
    fields = {"number": "R08-0001", "code": short_code(office), "answer": "decline", "note": "都合が合いません。"}
    return Sending(Browser(office), "/answer", fields)


def by_link(office: Office) -> Sending:
    experts(office)
    return Sending(Browser(office), mailed(office), {"answer": "accept", "note": "よろしくお願いします。"})


def by_portal(office: Office) -> Sending:
    experts(office)
    mailed(office)
    offer = office.cases.offers("e01").rows[0]
    browser = Browser(office).sign_in_expert()
    return Sending(browser, f"/expert/offers/{offer.id}", {"answer": "decline", "note": "先約があります。"}, PROOF)


def own_page(office: Office, path: str, fields: Mapping[str, Any]) -> Sending:
    """Sent by the expert 見本 一郎."""
    experts(office)
    return Sending(Browser(office).sign_in_expert(), path, {"version": 1, **fields}, PROOF)


def ended_tie(office: Office) -> Sending:
    experts(office)
    tie = Interest(InterestKind.CLIENT, "株式会社見本システムズ", "2026-04")
    declare_interest(office, Actor("e01", Role.EXPERT, "web"), "e01", tie)
    fields = {"version": 2, "place": "0", "end-0": "2026-12"}
    return Sending(Browser(office).sign_in_expert(), "/expert/interests/end", fields, PROOF)


def correction(office: Office) -> Sending:
    experts(office)
    asked = ask_correction(office, Actor("e01", Role.EXPERT, "web"), "e01", text="経験年数は12年です。")
    fields = {"correction": asked.corrections[0].id, "answer": "訂正しました。"}
    return secretary(office, "/console/experts/e01/corrections", fields)


def disposal(office: Office) -> Sending:
    request = a_request(office)
    cancel_request(office, SECRETARIAT, request.id, reason="事業の中止のため。")
    clock(office).move(days=6 * 366)
    return secretary(office, "/console/disposals", {"request": [request.id], "reason": "保存期間の満了"})


def step(office: Office) -> Sending:
    draft = open_draft(office, CLERK, {})
    fields = {**TYPED["support"], "version": draft.version, "go": "next"}
    return clerk(office, f"/requests/{draft.id}/edit/support", fields)


def whole_draft(office: Office) -> Sending:
    browser = Browser(office).sign_in(Role.MUNICIPALITY, municipality=UCHIKO)
    draft = filled(browser)
    return Sending(browser, f"/requests/{draft.id}/submit", {"version": draft.version}, PROOF)


def preference(office: Office) -> Sending:
    three_experts(office)
    request = shortlisted(office)
    return clerk(office, f"/requests/{request.id}/preference", {"order-1": "e02", "version": request.version})


def withdrawal(office: Office) -> Sending:
    request = a_request(office)
    fields = {"reason": "事業を見直すため。", "version": request.version}
    return clerk(office, f"/requests/{request.id}/withdraw", fields)


def recording(office: Office) -> Sending:
    request = supported(office)
    return clerk(office, f"/requests/{request.id}/sessions", session_of(request))


def ending(office: Office) -> Sending:
    return clerk(office, f"/requests/{supported(office).id}/complete", LAST_SESSION)


def ended(office: Office) -> str:
    """The id of a request whose support has ended."""
    return complete_support(office, CLERK, supported(office).id, last_session=date(2026, 12, 14)).id


def session_by_call(office: Office) -> Sending:
    request = supported(office)
    told = {"day": "2026-12-10", "begins": "13:30", "ends": "16:00", "mode": "online", "place": "会議システム"}
    said = {"offer": f"{request.id}.01", **told, "attendees": "3人", "done": "素案を読みました。"}
    return machine(office, f"/v1/requests/{request.id}/sessions", said)


def completion_by_call(office: Office) -> Sending:
    return machine(office, f"/v1/requests/{supported(office).id}/completion", {"last_session": "2026-12-14"})


def report_by_call(office: Office) -> Sending:
    said = {"achieved": "仕様書ができました。", "rating": 4, "opinion": "よかったです。", "follow_up": "none"}
    return machine(office, f"/v1/requests/{ended(office)}/report", said)


def take(office: Office) -> Sending:
    request = a_request(office)
    return secretary(office, f"/console/requests/{request.id}/take", {"version": request.version})


def reply(office: Office) -> Sending:
    request = in_review(office)
    fields = {"reply": "return", "remark": "対象の業務を教えてください。", "version": request.version}
    return secretary(office, f"/console/requests/{request.id}/reply", fields)


def shortlist(office: Office) -> Sending:
    three_experts(office)
    request = in_review(office)
    return secretary(office, f"/console/requests/{request.id}/shortlist", {"version": request.version})


def approval(office: Office) -> Sending:
    three_experts(office)
    request = ordered(office, "e01")
    return secretary(office, f"/console/requests/{request.id}/approve", {"expert": "e01", "version": request.version})


def bounced_offer(office: Office) -> Offer:
    """An offer whose mail did not arrive."""
    three_experts(office)
    request = a_request(office)
    opened_by_link(office, request, "e01")
    bounced(office, the_letter(office, request))
    return office.cases.case(request.id).offers[0]


def answer_noted(office: Office) -> Sending:
    offer = bounced_offer(office)
    fields = {"answered_offer": offer.id, "answer": "accept", "answer_note": "電話で伺いました。"}
    return secretary(office, f"/console/requests/{offer.request_id}/answer", fields)


def sent_again(office: Office) -> Sending:
    offer = bounced_offer(office)
    fields = {"resent_offer": offer.id, "email": "ichiro@example.jp"}
    return secretary(office, f"/console/requests/{offer.request_id}/resend", fields)


def recall(office: Office) -> Sending:
    three_experts(office)
    offer = offered(office, a_request(office), "e01")
    request = office.cases.case(offer.request_id).request
    fields = {"offer": offer.id, "recall_reason": "日程が変わったため。", "version": request.version}
    return secretary(office, f"/console/requests/{request.id}/recall", fields)


def cancellation(office: Office) -> Sending:
    request = a_request(office)
    fields = {"cancel_reason": "事業の中止のため。", "version": request.version}
    return secretary(office, f"/console/requests/{request.id}/cancel", fields)


def new_round(office: Office) -> Sending:
    two_experts(office)
    return secretary(office, "/console/rounds", {"requests": [waiting(office).id], "floor": "90"})


def planned_round(office: Office) -> str:
    """The path of a planned round."""
    two_experts(office)
    begun = begin_round(office, SECRETARIAT, request_ids=[waiting(office).id])
    plan_round(office, begun.id)
    return f"/console/rounds/{begun.id}"


def adjustment(office: Office) -> Sending:
    path = planned_round(office)
    return secretary(office, f"{path}/adjust", {"floor": "80", "version": office.rounds.round("R08-M001").version})


def round_approval(office: Office) -> Sending:
    path = planned_round(office)
    return secretary(office, f"{path}/approve", {"which": "all", "plan": office.rounds.round("R08-M001").plan_id})


def closing(office: Office) -> Sending:
    path = planned_round(office)
    return secretary(office, f"{path}/close", {"version": office.rounds.round("R08-M001").version})


PARAMETERS = {"skill": "60", "avail": "25", "place": "10", "known": "5", "online": "600"}


def tuning(office: Office) -> Sending:
    return secretary(office, "/console/replay", {**PARAMETERS, "reason": "日程を重くするため。", "version": "0"})


def trials(office: Office) -> Sending:
    planned_round(office)
    return secretary(office, "/console/replay/rounds", PARAMETERS)


def offer_by_call(office: Office) -> Sending:
    three_experts(office)
    request = a_request(office)
    return machine(office, f"/v1/requests/{request.id}/offers", {"expert": "e01", "reason": "急ぎのため"})


def recall_by_call(office: Office) -> Sending:
    three_experts(office)
    offer = offered(office, a_request(office), "e01")
    return machine(office, f"/v1/offers/{offer.id}/recall", {"reason": "取り違えのため"})


SCENES: dict[str, Scene] = {
    "/sign-in": address,
    "/sign-in/code": code,
    "/sign-in/proof": proof,
    "/account/factor": setting_up,
    "/account/recovery": renewal,
    "/account/sessions": other_sessions,
    "/console/users": inviting,
    "/console/users/{user_id}": changing_user,
    "/console/users/{user_id}/confirm": confirming,
    "/console/users/{user_id}/disable": about_user("/disable", {"reason": "異動のため。"}),
    "/console/users/{user_id}/enable": enabling,
    "/console/users/{user_id}/sign-out": about_user("/sign-out", {}),
    "/console/users/{user_id}/factor": about_user("/factor", {"factor_reason": "機種変更のため。"}),
    "/console/users/{user_id}/hand-over": going_over,
    "/sign-out": lambda office: clerk(office, "/sign-out"),
    "/answer": by_code,
    "/answer/{token}": by_link,
    "/expert/offers/{offer_id}": by_portal,
    "/expert/capacity": lambda office: own_page(office, "/expert/capacity", CAPACITY),
    "/expert/leave": lambda office: own_page(office, "/expert/leave", {"since": "2027-03", "until": "2027-04"}),
    "/expert/profile": lambda office: own_page(office, "/expert/profile", PROFILE),
    "/expert/fields": lambda office: own_page(office, "/expert/fields", {"field-13": "5", "field-6": "3"}),
    "/expert/interests": lambda office: own_page(office, "/expert/interests", INTEREST),
    "/expert/interests/end": ended_tie,
    "/expert/data": lambda office: own_page(office, "/expert/data", {}),
    "/expert/corrections": lambda office: own_page(office, "/expert/corrections", {"correction": "経験は12年です。"}),
    "/console/experts/{expert_id}/corrections": correction,
    "/requests": lambda office: clerk(office, "/requests"),
    "/requests/{request_id}/edit/{step}": step,
    "/requests/{request_id}/submit": whole_draft,
    "/requests/{request_id}/preference": preference,
    "/requests/{request_id}/withdraw": withdrawal,
    "/requests/{request_id}/sessions": recording,
    "/requests/{request_id}/complete": ending,
    "/requests/{request_id}/report": lambda office: clerk(office, f"/requests/{ended(office)}/report", REPORT),
    "/console/requests/{request_id}/take": take,
    "/console/requests/{request_id}/reply": reply,
    "/console/requests/{request_id}/shortlist": shortlist,
    "/console/requests/{request_id}/approve": approval,
    "/console/requests/{request_id}/answer": answer_noted,
    "/console/requests/{request_id}/resend": sent_again,
    "/console/requests/{request_id}/recall": recall,
    "/console/requests/{request_id}/cancel": cancellation,
    "/console/requests/{request_id}/export": export,
    "/console/disposals": disposal,
    "/console/rounds": new_round,
    "/console/rounds/{round_id}/adjust": adjustment,
    "/console/rounds/{round_id}/approve": round_approval,
    "/console/rounds/{round_id}/close": closing,
    "/console/replay": tuning,
    "/console/replay/rounds": trials,
    "/console/tokens": making_token,
    "/console/tokens/{token_id}/revoke": revoking_token,
    "/v1/requests": lambda office: machine(office, "/v1/requests", ASKED),
    "/v1/requests/{request_id}/offers": offer_by_call,
    "/v1/requests/{request_id}/export": export_by_call,
    "/v1/requests/{request_id}/sessions": session_by_call,
    "/v1/requests/{request_id}/completion": completion_by_call,
    "/v1/requests/{request_id}/report": report_by_call,
    "/v1/offers/{offer_id}/recall": recall_by_call,
    "/v1/experts": lambda office: machine(office, "/v1/experts", EXPERT),
}
