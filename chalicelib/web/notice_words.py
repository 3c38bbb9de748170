"""What notices and their audiences are called, on the pages and in letters that speak of letters."""

from chalicelib.domain.letter import Audience

NOTICES = {
    "request_received": "依頼の受付",
    "request_returned": "内容の確認のお願い",
    "request_answered": "相談への回答",
    "request_referred": "他の制度の紹介",
    "candidates_ready": "候補のお知らせ",
    "offer_sent": "打診のお知らせ",
    "decided": "派遣決定のお知らせ",
    "nobody_found": "候補が見つからないお知らせ",
    "support_over": "支援期間の終わりのお知らせ",
    "report_due": "実施報告のお願い",
    "report_reminder": "実施報告の再度のお願い",
    "request_cancelled": "依頼の取消し",
    "request_withdrawn": "依頼の取下げの受付",
    "offer": "支援の打診",
    "offer_reminder": "回答期限のお知らせ",
    "answer_received": "回答の受付",
    "offer_recalled": "打診の取消し",
    "other_chosen": "ほかの方に決まったお知らせ",
    "session_due": "活動記録のお願い",
    "support_ended": "支援終了のお知らせ",
    "new_request": "新しい依頼",
    "request_gone": "依頼の取下げ",
    "answer_came": "専門官の回答",
    "deadline_passed": "回答期限切れ",
    "nobody_fits": "候補なし",
    "report_came": "実施報告の提出",
    "report_overdue": "実施報告の未提出",
    "mail_bounced": "メールの不達",
    "code_bounced": "ご本人あてメールの不達",
    "sign_in_code": "サインインの確認コード",
    "new_browser": "新しいブラウザーでのサインイン",
    "factor_changed": "認証アプリの変更",
}
AUDIENCES = {
    Audience.MUNICIPALITY: "市町担当者",
    Audience.EXPERT: "専門官",
    Audience.SECRETARIAT: "事務局・支援センター",
    Audience.PERSON: "本人",
}
