"""Every notice the service sends: its name, when it goes out, and to whom. The README's table repeats this one."""

from dataclasses import dataclass

from chalicelib.domain.letter import Audience


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice; its words lie in `web/letters/<name>/`."""

    name: str
    audience: Audience
    trigger: str


NOTICES = {
    notice.name: notice
    for notice in (
        Notice("request_received", Audience.MUNICIPALITY, "a request was submitted"),
        Notice("request_returned", Audience.MUNICIPALITY, "the secretariat asks for clarification"),
        Notice("request_answered", Audience.MUNICIPALITY, "a consultation solved it"),
        Notice("request_referred", Audience.MUNICIPALITY, "the request was sent to another scheme"),
        Notice("candidates_ready", Audience.MUNICIPALITY, "candidates can be put in order of preference"),
        Notice("offer_sent", Audience.MUNICIPALITY, "an expert was asked"),
        Notice("decided", Audience.MUNICIPALITY, "an expert accepted"),
        Notice("nobody_found", Audience.MUNICIPALITY, "nobody fits or is free, with the reasons"),
        Notice("support_over", Audience.MUNICIPALITY, "the last month of its assignments is over"),
        Notice("report_due", Audience.MUNICIPALITY, "the support was said to have ended"),
        Notice("report_reminder", Audience.MUNICIPALITY, "the day its report is due, then every week, three times"),
        Notice("request_cancelled", Audience.MUNICIPALITY, "the secretariat cancelled the request"),
        Notice("request_withdrawn", Audience.MUNICIPALITY, "the municipality withdrew the request"),
        Notice("offer", Audience.EXPERT, "an offer was approved"),
        Notice("offer_reminder", Audience.EXPERT, "the working day before the deadline"),
        Notice("answer_received", Audience.EXPERT, "the expert answered"),
        Notice("offer_recalled", Audience.EXPERT, "the offer was taken back"),
        Notice("other_chosen", Audience.EXPERT, "somebody else filled the last place"),
        Notice("session_due", Audience.EXPERT, "the last month is over and no session of theirs is recorded"),
        Notice("support_ended", Audience.EXPERT, "the support was said to have ended"),
        Notice("new_request", Audience.SECRETARIAT, "a request was submitted"),
        Notice("request_gone", Audience.SECRETARIAT, "the municipality withdrew the request"),
        Notice("answer_came", Audience.SECRETARIAT, "an expert answered"),
        Notice("deadline_passed", Audience.SECRETARIAT, "an offer expired unanswered"),
        Notice("nobody_fits", Audience.SECRETARIAT, "no candidate is left"),
        Notice("report_came", Audience.SECRETARIAT, "a municipality reported"),
        Notice("report_overdue", Audience.SECRETARIAT, "four weeks after a report was due, and none came"),
        Notice("mail_bounced", Audience.SECRETARIAT, "a letter about a request did not arrive"),
        Notice("code_bounced", Audience.SECRETARIAT, "a letter about somebody's own sign-in did not arrive"),
        Notice("correction_asked", Audience.SECRETARIAT, "an expert asks that what is kept about them be corrected"),
        Notice("correction_answered", Audience.PERSON, "the secretariat has dealt with what an expert wants corrected"),
        Notice("sign_in_code", Audience.PERSON, "somebody signs in with a registered address"),
        Notice("user_invited", Audience.PERSON, "the secretariat lets somebody in, or in again"),
        Notice("user_disabled", Audience.PERSON, "the secretariat lets somebody in no more"),
        Notice("handed_over", Audience.PERSON, "the requests of a colleague who leaves go over"),
        Notice("new_browser", Audience.PERSON, "somebody signed in with a browser that was not seen before"),
        Notice(
            "factor_changed", Audience.PERSON, "an authenticator was set up or reset, recovery codes renewed or used"
        ),
    )
}
