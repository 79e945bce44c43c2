"""What the channel itself says; everything else is said by the assistant and the staff."""

from __future__ import annotations

GREETING = (
    "您好，我是维权助手。买东西、用服务吃了亏，把经过讲给我听，我告诉您能要什么、依据哪一条、"
    "下一步怎么做。\n\n"
    "比如这样说：\n"
    "· 网上买的手机3999元，收到是翻新机，商家不退\n"
    "· 健身房办了卡，还没去几次就关门了\n"
    "· 外卖里吃出虫子，店家只肯退饭钱\n\n"
    "您说的话由{operator}保存，用来回答您，{kept}；姓名、电话这些，要写投诉时会先征得您同意。"
    "随时可以说“删除我的资料”。我是程序，说的话供参考，不是法律意见书。"
)
AGAIN = "我在。把遇到的事讲给我听就行，也可以点下面的菜单。"
UNHEARD = "这条语音我听不出来，请打字告诉我，或者用输入法的语音转文字。"
EMPTY = "这条消息里没有文字。请说说遇到了什么事。"
UNSEEN = "这种消息我还看不了。请打字告诉我，凭据请发照片或截图。"
PICTURE_LOST = "这张图片没有收到，请再发一次。"
SENT_A_FILE = "（上传了一个文件）"
FAULT = "刚才出了点问题，没有听到您的话，请再发一次。急事可以直接拨打12315。"
WORKING = "正在处理，请过几秒发“结果”查看。"
STAFF_HEARD = "人工已收到。回复到了，您发“结果”就能看到。"
NOTHING = "没有等着给您看的回答。请直接说您的问题。"
MORE = "\n\n（还有{count}条，发“结果”接着看）"
PAGE = "在网页里填投诉"
PAGE_TOLD = "打开就能接着这次对话填写，也能传照片和PDF。链接只能用一次，请不要转发给别人。"
NO_PAGE = "请直接在这里说“我要投诉”，我一步一步问您。"

RESULT = frozenset({"结果", "查看结果", "看结果", "查结果"})
"""Words that ask for what waits."""
