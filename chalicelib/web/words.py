"""What codes of the domain are called in Japanese."""

ROLES = {
    "municipality": "市町担当者",
    "expert": "専門官",
    "secretariat": "事務局",
    "centre": "支援センター",
    "auditor": "監査",
    "system": "システム",
}

REQUEST_STATES = {
    "draft": "下書き",
    "submitted": "受付済み",
    "in_review": "確認中",
    "returned": "確認のお願い",
    "answered": "回答済み",
    "referred": "他制度へ紹介",
    "shortlisted": "候補あり",
    "offering": "打診中",
    "waiting": "候補待ち",
    "engaged": "派遣決定",
    "completed": "支援終了",
    "closed": "完了",
    "withdrawn": "取下げ",
    "cancelled": "取消し",
    "disposed": "廃棄済み",
}

# How a state looks: a kind of tag in the style sheet. The words say the same.
STATE_KINDS = {
    "draft": "plain",
    "submitted": "info",
    "in_review": "info",
    "returned": "warn",
    "answered": "done",
    "referred": "done",
    "shortlisted": "info",
    "offering": "info",
    "waiting": "warn",
    "engaged": "done",
    "completed": "done",
    "closed": "plain",
    "withdrawn": "plain",
    "cancelled": "stop",
    "disposed": "plain",
}

# Who has to act next, by state of the request.
NEXT_ACTORS = {
    "draft": "市町（提出）",
    "submitted": "事務局（受付・確認）",
    "in_review": "事務局（確認・候補選び）",
    "returned": "市町（内容の補足）",
    "shortlisted": "市町（希望順）・事務局（決定）",
    "offering": "専門官（回答）・事務局（承認）",
    "waiting": "事務局（候補を探しています）",
    "engaged": "専門官・市町（支援の実施）",
    "completed": "市町（実施報告）",
}

OFFER_STATES = {
    "proposed": "承認待ち",
    "approved": "送信待ち",
    "sent": "回答待ち",
    "accepted": "承諾",
    "declined": "辞退",
    "countered": "条件の提案",
    "expired": "期限切れ",
    "recalled": "打診取消し",
    "done": "終了",
    "cancelled": "派遣取消し",
}

LETTER_STATES = {
    "queued": "送信待ち",
    "sending": "送信中",
    "sent": "送信済み",
    "delivered": "配達済み",
    "soft_bounced": "一時的な不達",
    "bounced": "不達",
    "complained": "迷惑メール報告",
    "uncertain": "送信の確認中",
    "dropped": "送信不要",
}

# Why a letter did not arrive.
TROUBLES = {
    "bounced": "宛先がないか、受け取りを断られました。",
    "refused": "メールの送信サービスが受け付けませんでした。",
    "suppressed": "以前に届かなかった宛先のため、送りませんでした。",
    "complained": "受け取った方が、迷惑メールとして報告しました。",
    "unsure": "何度か送りましたが、届いたかを確かめられませんでした。",
}

KINDS = {
    "consultation": "相談",
    "visit": "訪問",
    "accompaniment": "伴走支援",
    "training": "研修",
    "outreach": "住民向けデジタルデバイド対策",
}

STAGES = {
    "idea": "構想・検討を始めたところ",
    "plan": "計画をつくっている",
    "procurement": "調達の準備・手続き中",
    "building": "構築・導入中",
    "running": "運用中",
    "trouble": "困りごとが起きている",
}

MODES = {"on_site": "現地", "online": "オンライン", "either": "どちらでもよい"}

LEVELS = {
    1: "知っている",
    2: "手伝ったことがある",
    3: "一人でできる",
    4: "中心になって進めた",
    5: "教えられる",
}

WEIGHTS = {1: "あればよい", 2: "やや重要", 3: "重要", 4: "とても重要", 5: "最も重要"}

RATINGS = {
    1: "期待した成果は得られなかった",
    2: "あまり成果は得られなかった",
    3: "ある程度の成果が得られた",
    4: "期待どおりの成果が得られた",
    5: "期待を超える成果が得られた",
}

FOLLOW_UPS = {"wanted": "来年度も支援を受けたい", "undecided": "まだ分からない", "none": "いまのところ予定はない"}

INTERESTS = {
    "employer": "勤務先",
    "client": "取引先",
    "shareholding": "出資先",
    "family": "親族の関係先",
    "other": "その他の関係",
}

ANSWERS = {"accept": "引き受ける", "counter": "条件が合えば引き受ける", "decline": "今回は見送る"}

EVENTS = {
    "request:drafted": "下書きを作成しました",
    "request:saved": "内容を保存しました",
    "request:submitted": "依頼を提出しました",
    "request:taken": "確認を始めました",
    "request:returned": "内容の確認をお願いしました",
    "request:answered": "相談に回答しました",
    "request:referred": "他の制度を紹介しました",
    "request:shortlisted": "候補を選びました",
    "request:preferred": "希望順を決めました",
    "request:waiting": "合う専門官がいないため、候補待ちになりました",
    "request:withdrawn": "依頼を取り下げました",
    "request:cancelled": "依頼を取り消しました",
    "request:handed-over": "担当者を引き継ぎました",
    "request:exported": "記録を書き出しました",
    "request:completed": "支援が終わりました",
    "request:closed": "実施報告を提出しました",
    "session:recorded": "活動を記録しました",
    "session:corrected": "活動記録を訂正しました",
    "support:over": "支援の期間が終わったことをお知らせしました",
    "report:reminded": "実施報告を改めてお願いしました",
    "report:overdue": "実施報告が出ていないことを事務局に知らせました",
    "offer:approved": "打診を承認しました",
    "offer:sent": "専門官に打診のメールを送りました",
    "offer:undelivered": "打診のメールが届かず、事務局に戻りました",
    "offer:sent-again": "打診のメールを送り直すことにしました",
    "letter:undelivered": "お知らせのメールが届きませんでした",
    "offer:reminded": "専門官に回答期限をお知らせしました",
    "offer:accepted": "専門官が引き受けました",
    "offer:declined": "専門官が見送りました",
    "offer:countered": "専門官から条件の提案がありました",
    "offer:expired": "回答期限が過ぎました",
    "offer:recalled": "打診を取り消しました",
    "parameters:saved": "配点を変えました",
    "round:begun": "月次の割当を始めました",
    "round:planning": "割当の計算を始めました",
    "round:planned": "割当の計画ができました",
    "round:failed": "割当を計算できませんでした",
    "round:adjusted": "条件を変えて、計算をやり直しました",
    "round:approved": "割当を承認しました",
    "round:closed": "割当を終わりました",
    "denied:role": "役割にない操作を断りました",
    "denied:record": "見る権限のないものを断りました",
    "denied:scope": "トークンの用途にない操作を断りました",
    "token:made": "連携用トークンを発行しました",
    "token:revoked": "連携用トークンを取り消しました",
    "expert:registered": "専門官を登録しました",
    "expert:address-corrected": "専門官の宛先を直しました",
    "expert:capacity-set": "稼働できる半日数を変更しました",
    "request:disposed": "保存期間が終わり、廃棄しました",
    "expert:disposed": "保存期間が終わり、登録内容を廃棄しました",
    "expert:exported": "自分の情報を書き出しました",
    "expert:correction-asked": "訂正を請求しました",
    "expert:correction-answered": "訂正の請求に回答しました",
    "expert:leave-taken": "休暇を登録しました",
    "expert:profile-kept": "登録内容を直しました",
    "expert:fields-kept": "得意な分野を直しました",
    "expert:interest-declared": "利害関係を申告しました",
    "expert:interest-ended": "利害関係の終わりを申告しました",
    "user:invited": "利用者を招待しました",
    "user:changed": "利用者の登録を変えました",
    "user:confirmed": "今年度も担当であることを確かめました",
    "user:disabled": "利用を止めました",
    "user:enabled": "利用を再開しました",
    "user:signed-out": "サインインをすべて終わらせました",
    "user:handed-over": "後任の方に引き継ぎました",
    "user:factor-set": "認証アプリを設定しました",
    "user:factor-reset": "認証アプリの設定を解除しました",
    "user:recovery-renewed": "回復コードを作り直しました",
    "user:recovery-used": "回復コードを使いました",
}
