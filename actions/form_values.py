"""What one message gives to a form: names, telephone numbers, addresses and firms, in any order.

Pure functions over text. 我叫张建国，电话139…，住在文三路18号 fills three fields at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LETTER = r"[\u3007\u3400-\u9fff\U00020000-\U000323af]"
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[- ]?[3-9](?:[- ]?\d){9})(?!\d)")
LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,5})?)(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)|([A-Z]\d{7,9})")

_SEPARATOR = re.compile(r"[，,、；;。!！\s]+")
_LABEL = re.compile(
    r"^(?:我的|您的|本人的?|联系|通讯|家庭|收件|商家的?|店的|公司的?|它的?|他的?|她的?|我妈的?|我爸的?)*"
    r"(?:姓名|名字|全称|名称|电话|手机号?码?|号码|座机|地址|住址|住所|方式|店名|招牌|店铺|商家|公司名?)+"
    r"(?:是|叫|在|为|就是)?[:：]?"
)
_SHOWN = re.compile(
    r"^.{0,12}?(?:上面?|里面?|页面|证照|执照|小票|发票|合同|招牌|平台|信息)?"
    r"(?:写的?|显示的?|标的?|登记的?|公示的?|查到的?|印的?|开的?)(?:是|为|就是|着)[:：]?"
)
_LEAD = re.compile(
    r"^(?:那|就|嗯|哦|好[的吧]?|麻烦|请|我)?(?:我叫|我是|本人叫?|叫做?|名字叫|名称是|地址[是在]|就是|"
    r"住在?|家住|是|写|填|在|位于)[:：]?(?=.)"
)
_PLACE = re.compile(r"[省市区县镇乡村街路道巷弄号栋幢室楼屯组苑里园]")
_STREET = re.compile(
    r"(?:路|街|道|巷|弄|号|栋|幢|室|楼|村|镇|乡|区|县|市|苑|园|里|门口|旁边?|对面)"
)
_FIRM = re.compile(
    r"(?:公司|集团|企业|[一-龥]{2}部|店|档口|肉铺|摊位?|专柜|大市场|商行|厂|馆|院|中心|事务所|超市|商场|商城|酒楼|"
    r"学校|幼儿园|工作室|坊|轩|铺|俱乐部|会所|合作社|个体户?|旅行社|药房|诊所)"
    r"(?:[（(].{1,15}[)）])?$"
)
_NO_VALUE = re.compile(
    r"我|你|您|他|她|咱|不|没|吗|呢|吧|了|怎|谁|啥|什么|提交|投诉|举报|知道|随便|一样|同上|好的|可以|谢谢"
)
_OWN = re.compile(
    rf"(?<![一-龥])(?:我(?:自己)?|本人)(?:的?名字)?(?:叫|是)({LETTER}{{2,4}})(?![一-龥])"
)
_THEIRS = re.compile(
    rf"(?:孩子|小孩|儿子|女儿|闺女|娃|孙子|孙女|妈妈?|爸爸?|母亲|父亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|老公|老婆|爱人|"
    rf"朋友|同事|邻居|他|她|老人)的?(?:名字)?(?:叫|是)({LETTER}{{2,4}})(?![一-龥])"
)
_COMPOUND = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 宇文 长孙".split()
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭肖萧蔡潘田董袁于余叶蒋杜苏魏程吕丁"
    "沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃武"
    "戚莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪"
    "梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车"
    "项连芦麦褚娄窦戈岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥郁南班储芮原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海"
    "阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芦都普阙浦戎伏鹿薄邸雍辜羊阿母"
    "裘亓衣修乌幸况龙凤召铁"
)


@dataclass(frozen=True)
class Given:
    """The first of each kind in a message, empty when there is none. `sure`: the name came with
    words that say it is one, or begins with a surname."""

    name: str = ""
    phone: str = ""
    address: str = ""
    firm: str = ""
    sure: bool = False


def phone_in(text: str) -> str:
    """A telephone number as it is dialled; empty when there is none."""
    if mobile := MOBILE.search(text):
        return re.sub(r"[- ]", "", mobile[1])
    found = LANDLINE.search(text)
    return found[1].replace(" ", "") if found else ""


def stripped(text: str) -> str:
    """A value without the words that lead to it: 证照上写的是…, 地址是…, 我叫…"""
    value = text.strip().strip('。.！!，,；;：: “”"')
    for lead in (_SHOWN, _LABEL, _LEAD, _LABEL):
        value = lead.sub("", value, count=1).strip() or value
    return value.rstrip("吧啊哦呀")


def given(text: str) -> Given:
    """What a message gives to a form."""
    phone = phone_in(text)
    found = MOBILE.search(text) or LANDLINE.search(text)
    rest = text.replace(found[0], "，") if found else text
    name = address = firm = ""
    sure = False
    for raw in _SEPARATOR.split(rest):
        piece = stripped(raw)
        if not piece or _LABEL.fullmatch(raw.strip()):
            continue
        if is_firm(piece) and not firm:
            firm = piece
        elif is_address(piece) or (address and _STREET.search(piece)):
            address = f"{address}{piece}" if address else piece
        elif address and re.fullmatch(
            r"[\dA-Za-z-]{1,6}(?:号|栋|幢|单元|室|楼|层|座)?.{0,8}", piece
        ):
            address += piece
        elif not name and is_name(piece):
            name, sure = piece, raw != piece or has_surname(piece)
    return Given(name, phone, address, firm, sure)


def names_of_two(text: str) -> tuple[str, str]:
    """The person's own name and that of the one they act for: 我叫王芳，孩子叫陈小宝. Each is empty
    where it is not told with words that say whose it is."""
    own, theirs = _OWN.search(text), _THEIRS.search(text)
    return tuple(found[1] if found and is_name(found[1]) else "" for found in (own, theirs))  # type: ignore[return-value]


def is_name(piece: str) -> bool:
    """Whether a piece can be the name of a person."""
    if _NO_VALUE.search(piece) or re.fullmatch(r".{1,2}(?:先生|女士|小姐|老师|师傅|老板)", piece):
        return False
    plain = rf"{LETTER}{{2,4}}|{LETTER}{{1,10}}[·•・]{LETTER}{{1,15}}|[A-Za-z][A-Za-z .'-]{{1,40}}"
    return bool(re.fullmatch(plain, piece)) and not (len(piece) > 3 and _PLACE.search(piece))


def has_surname(piece: str) -> bool:
    """Whether a piece begins with a surname of the Chinese, or is written the way of others."""
    return piece[0] in _SURNAMES or piece[:2] in _COMPOUND or "·" in piece or piece.isascii()


def is_firm(piece: str) -> bool:
    """Whether a piece is called as firms and shops are."""
    return 3 <= len(piece) <= 60 and bool(_FIRM.search(piece)) and not _NO_VALUE.search(piece)


def is_address(piece: str) -> bool:
    """Whether a piece says where something stands."""
    return (
        len(piece) >= 4
        and bool(_STREET.search(piece))
        and not re.search(r"[？?吗呢]|怎么|什么|不|没|投诉|举报|提交", piece)
    )


def is_value(text: str) -> bool:
    """Whether a text can stand in a field as it is, and is not talk about it."""
    return len(text) >= 2 and not _NO_VALUE.search(text)
