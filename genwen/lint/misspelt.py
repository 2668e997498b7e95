"""Words written with a wrong character that are right in no text, each with the right one.

Only what cannot stand there as parts of other words beside each other is here: 发布署名 holds 布署, so what follows it is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from genwen.lint.masks import without_quotes
from genwen.lint.view import Line
from genwen.patterns import regex
from genwen.searching import found_in

_WRONG = r"""
部份(?![额数]) 部分  布署(?!名) 部署  按装(?![配修机备载置饰车运卸箱潢填]) 安装  按排(?![名放序水班污列队涝气]) 安排  即然(?!后) 既然  部们(?<!干部们) 部门
一如继往 一如既往  再接再励 再接再厉  迫不急待 迫不及待  甘败下风 甘拜下风  出奇不意 出其不意  走头无路 走投无路  穿流不息 川流不息  不径而走 不胫而走
谈笑风声 谈笑风生  名列前矛 名列前茅  墨守陈规 墨守成规  默守成规 墨守成规  破斧沉舟 破釜沉舟  一愁莫展 一筹莫展  金榜提名 金榜题名  相辅相承 相辅相成
因地治宜 因地制宜  因地置宜 因地制宜  持之以衡 持之以恒  言简意骇 言简意赅  按步就班 按部就班  事必恭亲 事必躬亲  竞竞业业 兢兢业业  全力以付 全力以赴
义不容词 义不容辞  脚塌实地 脚踏实地  齐抓公管 齐抓共管  立杆见影 立竿见影  防患未燃 防患未然  未雨绸谬 未雨绸缪  群策群利 群策群力  凝心聚利 凝心聚力
克已奉公 克己奉公  律已(?<=严以律已) 律己  知已知彼 知己知彼  自已(?=的|人|动手) 自己  以身做则 以身作则  坚持不解(?![除散决释]) 坚持不懈  克不容缓 刻不容缓  委屈求全 委曲求全
声名雀起 声名鹊起  蜂涌而 蜂拥而  人情事故 人情世故  松驰 松弛  幅射 辐射  副射 辐射  辐度 幅度  大辐(?!射) 大幅  水笼头 水龙头  惯彻 贯彻  贯切(?=落实|执行) 贯彻
通迅 通讯  简迅 简讯  辩认 辨认  辩别 辨别  分辩率 分辨率  复盖(?<![恢批答回反重修]复盖)(?![章印戳板]) 覆盖  重覆 重复  答覆 答复  反覆 反复  折迁 拆迁  折除(?<![扣打骨]折除)(?!外) 拆除
震憾 震撼  振憾 震撼  遗撼 遗憾  渲泄 宣泄  渲传 宣传  宣染 渲染  气慨 气概  竟(?<![毕究]竟)(?=[争赛聘]) 竞  究竞 究竟  毕竞 毕竟  必竟 毕竟  气侯 气候  时侯 时候  侯选 候选  侯车 候车  侯诊 候诊
问侯 问候  征侯 征候  侯补 候补  工做(?=人员|计划|任务|会议|方案|要点|总结|机制|[，。；、]) 工作  合做(?=社|协议|单位|共赢|项目|机制) 合作  操做(?=规程|流程|人员|系统|方法) 操作
做风(?=建设|问题|作风|[，。；、]) 作风  做用(?=[，。；、]|发挥|明显) 作用  灌概(?![念率况]) 灌溉  璀灿 璀璨  针贬 针砭  签定(?!稿) 签订  予防(?<![给赋授寄准免]予防) 预防
付(?<![拨支交应预兑垫偿给托代缴]付)(?=主任(?!务)|局长|县长|书记|组长|市长|区长|镇长|处长|科长|秘书长|主席|院长|校长|教授) 副  另星(?![期级火]) 零星  凭籍 凭借  书藉 书籍  慰籍 慰藉
亲睐 青睐  陷井 陷阱  凶涌 汹涌  园满(?=完成|成功|结束|落幕|收官|解决|举办) 圆满  峻工 竣工  涌跃 踊跃  讫今 迄今  防碍(?<!消防碍) 妨碍  急燥 急躁  浮燥 浮躁  烦燥 烦躁  干躁 干燥  安祥 安详  祥细 详细
好象(?<!爱好象)(?![棋征]) 好像  录象(?!征) 录像  摄象 摄像  影象(?![征牙]) 影像  批淮(?![河安南北海阴滨扬]) 批准  标淮(?![河安南北海阴滨扬]) 标准  启示(?<=招[聘领]启示) 启事  启示(?<=征[文稿]启示) 启事
必需(?<![活所产非]必需)(?=按|严格|坚持|做到|落实|确保|认真|立即|加强|依法|高度|遵守|服从|完成) 必须  拔付 拨付  拔款(?<!选拔款) 拨款  划拔 划拨  调拔 调拨
接收(?=[一-鿿]{0,8}(?:监督|审查|处罚|批评|采访|考验)[，。；、]) 接受  副利(?<!正副利) 福利  卫生健建 卫生健康  防犯(?=风险|意识|措施|化解) 防范  范筹 范畴  竖持 坚持  坚特 坚持  沉缅 沉湎  催残 摧残  修茸 修葺
励行节约 厉行节约  历行节约 厉行节约  浪废 浪费  帐(?<=[台记转对入挂呆结查欠建报]帐)(?!篷) 账  帐(?=[目户号单本册簿]) 账  顿(?<=\d\d\d顿) 吨  顿(?<=\.\d顿) 吨  顿(?<=\.\d\d顿) 吨  顿(?<=[万亿]顿) 吨  渡电(?<=\d渡电) 度电  二(?<![第十百千万零〇一三前后其之初]二)(?=[个名](?![十百])) 两
"""
_ENTRIES = tuple(zip(_WRONG.split()[::2], _WRONG.split()[1::2], strict=True))
_PATTERN = regex("|".join(wrong for wrong, _ in _ENTRIES))
_HAN = regex("[一-鿿]+")


@cache
def _right() -> dict[str, str]:
    """The right forms by the characters of the wrong ones."""
    return {_HAN.match(wrong)[0]: right for wrong, right in _ENTRIES}  # type: ignore[index]


def misspelt(lines: Iterable[Line]) -> Iterator[tuple[Line, int, int, str]]:
    """The lines with a wrong form, where it begins and ends, and the right one; what is quoted is left alone."""
    for line, match in found_in(lines, _PATTERN, without_quotes):
        yield line, match.start(), match.end(), _right()[match[0]]
