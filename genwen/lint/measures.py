"""What stands behind figures that tell how much or how many, and what looks like it: parts of patterns."""

from __future__ import annotations

MEASURE = (
    "[万亿千百]*(?:[万亿%％‰℃°个名人项件份次年天周倍元米克吨升亩户家岁场期条章页篇字度瓦伏时分秒台辆套例宗处名所株棵只起批支根块趟遍轮座盏]"
    "|公[里斤顷分]|[平立]方|小时|[毫厘]米|毫[升克]|兆瓦|摄氏|学时)"
)
"""What makes figures a quantity: behind those of houses, rooms, models and papers stand other words."""
NO_MEASURE = "名[单称册录]|处[室长置理]|所[有在属长]|起[草点源诉降]|只[有能是要需]|批[复次准示]|支[部队持出行]|根据|块[状儿]|座[谈位机]|轮[换流岗]|分机|分[册号]|家属|户型|人民|条码|年级?[（(]|字第|台式|套房|度假"
