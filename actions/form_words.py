"""Phrases of the form: consent, its questions, the draft, what was filed."""

FILING = {
    "complaint": "好，我来写投诉（请市场监管部门出面调解，把钱和东西要回来）。",
    "report": "好，我来写举报（请市场监管部门查处这家，罚不罚、怎么罚由它定，不管退钱）。",
}
FILING_BOTH = "好，投诉和举报分开写：投诉管您的钱，举报管它的违法，两份都给您。一起交的，调解要用的信息商家会看到；不想让它知道是您的，单独提匿名举报。"
ALSO = {"complaint": "想同时举报的，说“也要举报”。", "report": "想同时把钱要回来的，说“也要投诉”。"}
NOT_FOR_12315 = "这件事不归市场监管部门处理，写了也会被退回。主管的是下面的地方；要写给商家的信，说“帮我写封信”。"
CONSENT_ASKED = "同意的话回“同意”；不同意也可以继续咨询。"
NO_CONSENT = "好，不收集您的个人信息，投诉先不写。可以照前面的步骤自己在12315平台填；只想举报、不留个人信息的，说“匿名举报”；要给商家的信（不用留您的信息），说“帮我写封信”。"
CONSENT_WHY = "只做三件事：写好这份投诉、交给您确认要交的部门、把进展告诉您。加密保存，{kept}后到期删除，不卖、不做别的用；随时可以查看、更正、要求删除。"
CONSENT_AGAIN = "刚才问的：同意收集上面这些信息来写投诉吗？回“同意”或者“不同意”。"
WHY_ASKED = "这是规定的投诉、举报材料里要有的，部门靠它核实、联系您；只用在这件事上。"
ALL_AT_ONCE = "请告诉我您的真实姓名、联系电话和通讯地址，一句话写完就行。"
MERCHANT_AT_ONCE = "商家营业执照上的全称和地址是什么？知道哪个写哪个，一句话写完就行。"
REPORTED_AT_ONCE = "要举报哪家、在哪里？知道执照上的全称就写全称，不知道的写招牌上的名字和位置。"
FILLED = "补上了。"
DEMAND_ASKED = "您想让商家怎么办？退货退款、换货、修好还是赔钱，各要多少，一句话写明。"
CHILD_NAME = "孩子叫什么名字？写户口本上的。"
PRINCIPAL_AT_ONCE = "您替谁办？请写对方的真实姓名和联系电话。"
NO_NAME = "这个不像姓名。请写身份证上的姓名。"
NO_PHONE = "这个号码不像能打通的：手机是11位，固定电话要带区号。请再发一遍。"
NO_ID_NUMBER = "这个证件号码位数不对，请再核对一下。"
TOO_LONG = "太长了，请控制在{most}个字以内。"
NOT_READ = "这一项我没看明白。"
NOT_YET = "还差几项才能交，先把这一项补上。"
LEFT_OPEN = "“{name}”先空着，查到了随时告诉我。{hint}"
GOT = "“{name}”改好了。"
GOT_BESIDE = "“{name}”记下了。"
BACK_TO_FORM = ("接着写{what}：", "回到{what}，刚才问到：", "{what}还没写完，接着来：")
KIND_NAMES = {"complaint": "投诉", "report": "举报"}
TAKEN_UP = "接着上次的写，前面填过的都还在。"
STILL_WRITING = "正在写着呢，接着来。"
AS_WELL = "好，两份都写：投诉管您的钱，举报管它的违法。举报那份也写您的名字，不想写的说“举报匿名”。"
SWITCHED = {"complaint": "好，改写投诉。", "report": "好，改写举报（只管查处，不管退钱）。"}
REFUSED_LIKELY = (
    "先说一句，照您讲的，投诉可能会被退回：{text}{cure}还想写的话，接着来；不写了说“取消”。"
)
YES_NO = (("yes", "是"), ("no", "否"))
DRAFT = "写好了，请从头看一遍。哪一项不对，直接说“电话改成……”；都对了，说“提交”。"
EDITED = "“{name}”改好了。"
DRAFT_FOLLOWS = "草稿跟着改了："
DRAFT_CHANGED = "· {name}：{value}"
DRAFT_EMPTIED = "· {name}：（空着）"
DRAFT_GO_ON = "还要改哪一项直接说；想从头看一遍，说“看草稿”；都对了，说“提交”。"
SHOW_WORDS = ("看草稿", "看看草稿", "看一遍", "再看看", "全文", "草稿发我", "草稿给我")
DRAFT_PARTS = (
    (
        "您",
        (
            "person_name",
            "person_phone",
            "person_id_kind",
            "person_id_number",
            "person_address",
            "anonymous",
            "acting",
            "principal_name",
            "principal_phone",
            "principal_relation",
            "mandate",
            "together",
            "representatives",
            "publish_consent",
            "delegate_consent",
        ),
    ),
    ("商家", ("merchant_name", "merchant_contact", "merchant_address", "merchant_phone")),
    ("买卖", ("platform", "product", "order_no", "happened_day", "happened_place", "amount")),
    ("经过", ("account",)),
    ("线索", ("breach",)),
    ("请求", ("demand",)),
    ("依据", ("law",)),
    ("证明材料", ("proof",)),
)
DRAFT_TO = "【{title}】交给：{to}"
DRAFT_PART = "▎{name}"
DRAFT_OPEN = "还空着：{names}"
BLOCKED = "先别急着交，照现在这样会被退回："
BLOCKED_NEXT = "补好了我再交；就想这样交，说“照样提交”。"
ALREADY_FILED = "这件已经交过了，编号{number}，没有重复交。想看进展，说“查进度”。"
FINDING = {"blocks": "会被退回——{text}{cure}", "warns": "留意——{text}{cure}"}
PRECHECK = "提交前替您查了一遍："
PRECHECK_CLEAR = "提交前替您查过了，没有发现会被退回的地方。"
WHERE = "该交给谁："
PLACE = "· {who}（{where}）：{why}"
PLACE_FIRST = "· {where}：{why}"
DRAFT_NEXT = "现在可以：提交／改某一项／取消。没提交之前，什么都不会交出去。"
DRAFT_ACTIONS = [{"id": "submit", "label": "确认提交"}, {"id": "drop", "label": "先不提交"}]
DRAFT_WAITS = "投诉的草稿还在，没有提交。要改哪一项直接说；都对了，说“提交”。"
SUBMIT_WORDS = ("提交", "确认无误", "就这样交", "照样交", "交上去", "可以交了")
WHAT_TO_EDIT = "好，先不交。哪一项要改？比如“电话改成……”“经过改成……”；不写了就说“取消”。"
NO_SUCH_FIELD = "没有这一项，或者这一项不能改。照草稿上的名称说就行，比如“商家的地址改成……”。"
NEW_VALUE = "“{name}”改成什么？把新的内容整个发给我。"
FILED = "已经存好了。"
CASE_NUMBER = "编号：{number}（查进度用，请截图留好）"
CASE_STATE = "现在的状态：{state}"
CASE_WAIT = "{what}：{day}"
CASE_FILES = "文件：{names}"
HAND_IN_YOURSELF = "这里存好，不等于部门已经收到；部门收到那天才开始算期限。工作人员会看这份投诉；急的话，今天就照“粘贴稿”自己在全国12315平台提交，两边只交一处。进展随时说“查进度”。"
CHILD = r"孩子|小孩|儿子|女儿|闺女|娃|孙子|孙女|未成年"
FOR_A_CHILD = (
    r"未成年|替孩子|帮孩子|孩子的事|(?:孩子|小孩|儿子|女儿|闺女|娃|孙子|孙女)(?!.{0,4}帮我)[^，。,]{0,16}"
    r"(?:充|买|打赏|花|刷|付|玩|下单|被|报名|上课|用|吃|摔|伤|烫)|我给?(?:孩子|儿子|女儿|闺女|娃)(?:报|买)"
)
OWN_CHILD = (
    r"我(?:家)?(?:的)?(?:孩子|小孩|儿子|女儿|闺女|娃)|孩子(?:他|她)?[爸妈]|我是(?:他|她)[爸妈]|家长"
)
FOR_OTHERS = (
    r"(?:替|帮|代|给)(?:我)?(?:妈|爸|母亲|父亲|老妈|老爸|爷爷|奶奶|外公|外婆|姥姥|姥爷|老人|家里人|朋友|同事|邻居|"
    r"老公|老婆|爱人|丈夫|妻子|哥|姐|弟|妹|室友|同学)|"
    r"我(?:妈|爸|母亲|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|岳父|岳母|公公|婆婆)[^，。,]{0,16}(?:买|花|交|办|付|转|被)"
)
RELATIONS = (
    ("lawyer", r"律师|法律工作者"),
    (
        "parent",
        r"我是(?:他|她|孩子)(?:的)?(?:爸|妈|父|母)|孩子的?(?:爸|妈|父亲|母亲)|^(?:爸爸?|妈妈?|父亲|母亲)$",
    ),
    ("guardian", r"我是(?:他|她|孩子)(?:的)?(?:爷爷|奶奶|外公|外婆|姥姥|姥爷|监护人)"),
    (
        "friend",
        r"(?:替|帮|代|给)(?:我)?(?:朋友|同事|邻居|室友|同学)|我是(?:他|她)(?:的)?(?:朋友|同事|邻居|同学)",
    ),
    (
        "family",
        r"我(?:妈|爸|母亲|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|岳父|岳母|公公|婆婆|老公|老婆|爱人|哥|姐|弟|妹)|"
        r"(?:替|帮|代)(?:妈|爸|老人|家里人)|(?:儿子|女儿|闺女|儿媳|女婿|丈夫|妻子|孙子|孙女)",
    ),
)
