"""闵行: rosters of bureaux, street bodies, sunk teams, dispatched agencies, auxiliary teams and grids."""

from __future__ import annotations

import random
from pathlib import Path

from districts import BUREAUX, CODES, DISTRICT, PERFORMS, STREETS, TEAMS, WEIGHTS, shares
from files import Book, Row, write_csv

_MORE_BUREAUX = ("区公安分局", "区卫健委", "区司法局", "区人社局", "区商务委", "区发改委", "区建管委", "区教育局")


def roster(path: Path) -> None:
    """机构编制: establishment adds up to the figures of the source, its split over streets is ours."""
    book = Book(path)
    bureaux: list[Row] = [
        (n, "闵行" + name, "条线部门", "区级", line, "机关", DISTRICT)
        for n, (line, name) in enumerate([*BUREAUX.items(), *(("", b) for b in _MORE_BUREAUX)], start=1)
    ]
    book.sheet(
        "区级部门",
        f"{DISTRICT}区级部门名录",
        ["序号", "机构名称", "机构类别", "层级", "条线", "单位性质", "服务区域"],
        bureaux,
        widths=(6, 24, 12, 8, 10, 10, 16),
    )
    bodies: list[Row] = [
        (
            s.name,
            s.body,
            {"街道": "街道办事处", "镇": "镇人民政府", "工业区": "街道办事处"}[s.kind],
            "街镇级",
            "机关",
            f"{DISTRICT}人民政府",
        )
        for s in STREETS
    ] + [(s.name, s.centre, "城运（网格）中心", "街镇级", "事业单位", s.body) for s in STREETS]
    book.sheet(
        "街镇机构",
        f"{DISTRICT}街镇机构名录",
        ["服务区域", "机构名称", "机构类别", "层级", "单位性质", "隶属机构"],
        sorted(bodies, key=lambda r: [s.name for s in STREETS].index(str(r[0]))),
        merge=(0,),
        widths=(14, 28, 14, 10, 10, 20),
    )
    split = {kind: shares(total, WEIGHTS) if total else None for kind, (_, _, total) in TEAMS.items()}
    teams: list[Row] = []
    for index, street in enumerate(STREETS):
        for kind, (line, status, _) in TEAMS.items():
            posts = split[kind]
            teams.append(
                (
                    street.name,
                    street.team(kind),
                    kind,
                    line,
                    status,
                    posts[index] if posts else None,
                    1 if kind == "水务站" else None,
                    street.body,
                    street.body,
                    BUREAUX[line],
                    street.body,
                    BUREAUX[line],
                    "、".join(PERFORMS[kind]),
                    "下沉执法队伍",
                )
            )
    book.sheet(
        "下沉队伍",
        f"{DISTRICT}街镇下沉执法（管理）队伍机构编制表",
        [
            "服务区域",
            "机构名称",
            "队伍类别",
            "条线",
            "单位性质",
            ("人员", ["编制数", "执法证数"]),
            ("管理关系", ["人事管理单位", "日常管理单位", "业务指导单位", "经费保障单位", "考核单位"]),
            "承担管理事项",
            "机构类别",
        ],
        teams,
        merge=(0,),
        widths=(14, 24, 10, 10, 12, 8, 8, 20, 20, 16, 20, 16, 50, 14),
        notes=[
            "说明：编制合计规土所（土地所）89名、房管办125名、水务站78名、城管中队636名为原文数字，分到各街镇为示例；水务站执法证每站1本、合计14本。"
        ],
    )
    book.close()


def dispatched(path: Path) -> None:
    """派出机构: market, judicial and health stations one a street; police stations of 莘庄 by name, elsewhere one a street."""
    rows: list[Row] = []
    for street in STREETS:
        short = street.name.removesuffix("街道").removesuffix("镇")
        police = [f"{n}派出所" for n in ("莘光", "莘庄", "莘松")] if street.name == "莘庄镇" else [f"{short}派出所"]
        for name in police:
            rows.append((street.name, name, "派出所", "公安", "区公安分局", "垂直管理，社会管理责任在街镇"))
        rows.append(
            (street.name, f"{street.name}市场监管所", "市场监管所", "市场监管", "区市场监管局", "垂直管理，社会管理责任在街镇")
        )
        rows.append((street.name, f"{street.name}卫监所", "卫监所", "卫健", "区卫健委", "曾下沉，后因参公管理收回区里"))
        rows.append((street.name, f"{street.name}司法所", "司法所", "司法", "区司法局", ""))
    book = Book(path)
    book.sheet(
        "派出机构",
        f"{DISTRICT}派出机构名册（示例）",
        ["服务区域", "机构名称", "队伍类别", "条线", "派出单位", "备注"],
        rows,
        merge=(0,),
        widths=(14, 24, 14, 10, 16, 30),
        notes=["说明：莘庄镇3个派出所为原文所载，其余街镇按每街镇一所列示，为示例。"],
    )
    book.close()


_JC = "江川路街道"
_SOCIETY = f"{_JC}社区综合协管服务社"
_JOB = f"{_JC}就业援助服务社"


def aux_teams(path: Path) -> None:
    """协管员队伍: 江川路 25 + 3, 浦锦 by three ways of managing, 浦江 8 sunk teams, the 7 of 8 first teams that are named."""
    book = Book(path)
    named = ("劳动关系协调", "就业援助", "房屋租赁", "商品交易", "市容环境", "林业养护")
    rows: list[Row] = []
    for number in range(25):
        kind = named[number] if number < len(named) else f"综合协管第{number + 1:02d}"
        grid = kind in ("市容环境", "林业养护")
        rows.append(
            (
                _JC,
                f"{_JC}{kind}协管队",
                kind,
                _SOCIETY,
                _SOCIETY,
                "江川路街道网格化中心" if grid else "江川路街道用工部门",
                "江川路街道网格化中心" if grid else "江川路街道职能部门",
                "闵行区财政局",
                "江川路街道网格化中心" if grid else "江川路街道职能部门",
                kind if grid else "",
                "" if number < len(named) else "原文未列名，名称为示例",
            )
        )
    for kind in ("卫生消毒保洁", "碧江公益", "华坪公益"):
        rows.append(
            (
                _JC,
                f"{_JC}{kind}队",
                kind,
                _JOB,
                _JOB,
                "江川路街道用工部门",
                "江川路街道职能部门",
                "闵行区财政局",
                "江川路街道职能部门",
                "",
                "",
            )
        )
    for matter in ("市容环境", "林业养护"):
        rows.append(
            (
                _JC,
                f"{_JC}{matter}第三方公司",
                "第三方",
                "",
                "",
                "",
                "",
                _JC + "办事处",
                "",
                matter,
                "政府购买服务，单位名称为示例",
            )
        )
    ways = (
        ("浦锦街道托管公司", ("社区助老", "大联动网格", "河道保洁", "林业养护"), "浦锦街道托管公司"),
        ("浦锦街道条线部门", ("劳动监察", "特种设备", "房屋管理", "联防队"), "浦锦街道条线部门"),
        ("浦锦街道村居委", ("就业援助", "综治", "外口", "社区助残", "公共文化服务", "社区公益卫生保洁"), "浦锦街道村居委"),
    )
    for manager, kinds, assessor in ways:
        for kind in kinds:
            rows.append(
                (
                    "浦锦街道",
                    f"浦锦街道{kind}协管队",
                    kind,
                    "浦锦街道劳动力管理办公室",
                    "浦锦街道劳动力管理办公室",
                    manager,
                    "",
                    "",
                    assessor,
                    "",
                    "",
                )
            )
    for kind in ("社区综治保安", "社区综合协管", *(f"下沉协管第{n}" for n in range(3, 9))):
        rows.append(
            (
                "浦江镇",
                f"浦江镇{kind}队",
                kind,
                "浦江镇社区综合协管服务社",
                "浦江镇社区事务受理服务中心",
                "浦江镇居村委会",
                "",
                "",
                "浦江镇居村委会",
                "",
                "2018年7月下沉居村" if kind.startswith("社区") else "2018年7月下沉居村；原文未列名，名称为示例",
            )
        )
    head = [
        "服务区域",
        "队伍名称",
        "队伍类别",
        "用工单位",
        ("管理关系", ["人事管理单位", "日常管理单位", "业务管理单位", "经费保障单位", "考核单位"]),
        "承担管理事项",
        "备注",
    ]
    book.sheet(
        "协管员队伍",
        f"{DISTRICT}协管员队伍名册（示例）",
        head,
        rows,
        merge=(0,),
        widths=(12, 28, 16, 26, 26, 22, 22, 16, 22, 14, 26),
    )
    first: list[Row] = [
        (DISTRICT, f"闵行区{k}协管队", f"{k}", "", "", "", "", "", "", "", "2003—2004年首批8支之一")
        for k in ("交通", "市容环境", "商品交易市场", "特种设备安全", "劳动保障", "环境保护", "房屋租赁")
    ]
    book.sheet(
        "首批队伍",
        f"{DISTRICT}首批协管员队伍（原文称8支，列名7支）",
        head,
        first,
        merge=(0,),
        widths=(12, 28, 16, 10, 10, 10, 10, 10, 10, 10, 30),
    )
    book.close()


def grids() -> list[dict[str, object]]:
    """All grids: 新虹, 莘庄 and 马桥 as in the source, the others synthetic."""
    rng = random.Random(310112)
    found: list[dict[str, object]] = []

    def add(street: str, kind: str, name: str, unit: str = "", patrols: int | None = None, note: str = "") -> None:
        number = sum(1 for g in found if g["street"] == street) + 1
        households = rng.randrange(600, 2400) if kind == "居村网格" else None
        found.append(
            {
                "code": f"310112{CODES[street]}{number:03d}",
                "name": name,
                "kind": kind,
                "street": street,
                "unit": unit,
                "households": households,
                "patrols": patrols,
                "note": note,
            }
        )

    for unit in ("爱博", "华美", "航华"):
        add("新虹街道", "片区", f"{unit}片区分中心")
    for kind, count in (("街面网格", 22), ("居村网格", 19), ("楼宇网格", 5)):
        for n in range(1, count + 1):
            add("新虹街道", kind, f"新虹{kind[:2]}网格{n:02d}", f"{('爱博', '华美', '航华')[n % 3]}片区分中心")
    stations = [f"{n}片区工作站" for n in ("莘光", "莘庄", "莘松", "康城", "商务区")]
    for unit in stations:
        add("莘庄镇", "片区", unit)
    for n in range(1, 54):
        add("莘庄镇", "居村网格", f"莘庄居村网格{n:02d}", stations[n % 5])
    for n, patrols in enumerate(shares(245, [1] * 27), start=1):
        add("马桥镇", "居村网格", f"马桥居村网格{n:02d}", patrols=patrols)
    for n, patrols in enumerate((13, 12), start=1):
        add("马桥镇", "街面网格", f"马桥街面网格{n:02d}", patrols=patrols)
    for n in range(1, 26):
        add("马桥镇", "拓展网格", f"马桥拓展网格{n:02d}")
    for index, street in enumerate(STREETS):
        if street.name not in ("新虹街道", "莘庄镇", "马桥镇"):
            short = street.name.removesuffix("街道").removesuffix("镇")
            for n in range(1, WEIGHTS[index] * 2 + 1):
                add(street.name, "街面网格" if n % 4 == 0 else "居村网格", f"{short}网格{n:02d}", note="合成")
    return found


def grid_list(path: Path) -> None:
    """网格名册."""
    rows: list[Row] = [
        (f"{DISTRICT}网格名册（新虹、莘庄、马桥的数量为原文所载，其余为合成）",),
        ("网格编码", "网格名称", "网格类别", "所属街镇", "所属片区", "户数", "巡查员数", "备注"),
    ]
    rows += [(g["code"], g["name"], g["kind"], g["street"], g["unit"], g["households"], g["patrols"], g["note"]) for g in grids()]
    write_csv(path, rows)
