//! What the figures of a passage are of.

use super::*;
use crate::figure::period::mentions;
use proptest::prelude::*;

/// `text | subject | measure | kind | direction | base`.
fn read(text: &str) -> Vec<String> {
    let shown = |figure: Figure| {
        let cell = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let direction = figure.direction.map(|direction| format!("{direction:?}"));
        let cells = [
            text[figure.range()].to_owned(),
            cell(figure.subject),
            cell(figure.measure),
            format!("{:?}", figure.kind),
            cell(direction),
            cell(figure.base),
        ];
        cells.join(" | ")
    };
    figures(text, &Above::default()).into_iter().map(shown).collect()
}

#[test]
fn numbers_take_their_meaning_from_what_stands_around_them() {
    let cases: &[(&str, &[&str])] = &[
        // Names of one character, behind a word that holds a number.
        (
            "一次能源消费中，煤、油、气、其他能源（水能等）的比重分别为5%、3%、2%、1%。",
            &[
                "5% | 煤 | 比重 | Share | - | -",
                "3% | 油 | 比重 | Share | - | -",
                "2% | 气 | 比重 | Share | - | -",
                "1% | 其他能源 | 比重 | Share | - | -",
            ],
        ),
        // A number that says of what class they are; parts of a country.
        (
            "东、中部地区100Mbps及以上用户分别达到5万户、8万户。",
            &[
                "5万户 | 东部地区100Mbps及以上用户 | - | Count | - | -",
                "8万户 | 中部地区100Mbps及以上用户 | - | Count | - | -",
            ],
        ),
        // The same in another unit.
        (
            "早稻面积比上年减少2千公顷（30万亩）。",
            &["2千公顷 | 早稻 | 面积 | Difference | Down | 上年", "30万亩 | 早稻 | 面积 | Difference | Down | 上年"],
        ),
        // What is measured in money grows by so many per cent.
        ("工业增加值一度回落至7.5%。", &["7.5% | - | 工业增加值 | Growth | Up | -"]),
        // What was told before is not counted here; what was counted is.
        (
            "产量达3万台。共有13户企业实现收入过百亿元，比上年增加1户。",
            &[
                "3万台 | - | 产量 | Count | - | -",
                "13户 | - | 企业 | Count | - | -",
                "百亿元 | 企业 | 收入过 | Level | - | -",
                "1户 | 企业 | 企业 | Difference | Up | 上年",
            ],
        ),
        // All that one kind of firms has.
        (
            "骨干企业收入、利税和利润增速分别高于全市0.6、0.8和0.5个百分点。",
            &[
                "0.6 | 骨干企业 | 收入 | Difference | Up | 全市",
                "0.8 | 骨干企业 | 利税 | Difference | Up | 全市",
                "0.5个百分点 | 骨干企业 | 利润 | Difference | Up | 全市",
            ],
        ),
        // Where it was sent from; a heading that ran into the text.
        ("某社某地2月8日电 （李四）东湖区生产总值3200亿元。", &["3200亿元 | 东湖区 | 生产总值 | Level | - | -"]),
        ("奶业发展迈出新步伐全区奶牛存栏168万头。", &["168万头 | 奶牛 | 存栏 | Count | - | -"]),
        // Two lists in one clause, without 分别.
        (
            "货车产销25.95万辆和23.95万辆，同比增长5.61%和5.49%。",
            &[
                "25.95万辆 | 货车 | 产量 | Count | - | -",
                "23.95万辆 | 货车 | 销量 | Count | - | -",
                "5.61% | 货车 | 产量 | Growth | Up | 同比",
                "5.49% | 货车 | 销量 | Growth | Up | 同比",
            ],
        ),
        // 分别 comes a clause later.
        (
            "铜产量5万吨、铝产量6万吨，分别比去年同期增长1.5%和2.5%。",
            &[
                "5万吨 | 铜 | 产量 | Level | - | -",
                "6万吨 | 铝 | 产量 | Level | - | -",
                "1.5% | 铜 | 产量 | Growth | Up | 比去年同期",
                "2.5% | 铝 | 产量 | Growth | Up | 比去年同期",
            ],
        ),
        (
            "城乡居民人均可支配收入分别增长4%、6%。",
            &["4% | 城镇居民 | 人均可支配收入 | Growth | Up | -", "6% | 农村居民 | 人均可支配收入 | Growth | Up | -"],
        ),
        // By how much it rose is no end of a range.
        (
            "煤价较上周上涨8元/吨至784元/吨。",
            &["8元/吨 | - | 煤价 | Difference | Up | 上周", "784元/吨 | - | 煤价 | Level | - | -"],
        ),
        // The names of a list that are ranked together.
        (
            "甲、乙、丙分列前3，销量分别为4万辆、3万辆、2万辆。",
            &[
                "3 | 甲、乙、丙分列前 | - | Level | - | -",
                "4万辆 | 甲 | 销量 | Count | - | -",
                "3万辆 | 乙 | 销量 | Count | - | -",
                "2万辆 | 丙 | 销量 | Count | - | -",
            ],
        ),
        // What is counted stands behind, whatever was counted before.
        (
            "航线总数达到84条，串接起13条海铁联运通道。",
            &["84条 | 航线 | 总数 | Count | - | -", "13条 | 串接起 | 海铁联运通道 | Count | - | -"],
        ),
        // Each change by its own word.
        (
            "工业、农业比重分别上升1.4个百分点、下降6.8个百分点。",
            &["1.4个百分点 | 工业 | 比重 | Difference | Up | -", "6.8个百分点 | 农业 | 比重 | Difference | Down | -"],
        ),
        // What the names of a list share, before and behind.
        (
            "通电话、通宽带的村比重分别达到99.2%、81.9%，比2012年分别提高5.9个、43.6个百分点。",
            &[
                "99.2% | 通电话的村 | 比重 | Share | - | -",
                "81.9% | 通宽带的村 | 比重 | Share | - | -",
                "5.9个 | 通电话的村 | 比重 | Difference | Up | 2012年",
                "43.6个百分点 | 通宽带的村 | 比重 | Difference | Up | 2012年",
            ],
        ),
        (
            "山区每百户拥有冰箱、彩色电视机等耐用消费品分别为87.1台和106.6台。",
            &[
                "87.1台 | 山区每百户拥有冰箱 | - | Count | - | -",
                "106.6台 | 山区每百户拥有彩色电视机 | - | Count | - | -",
            ],
        ),
        // A firm named with its code is 公司 from there on.
        (
            "江水科技（002202）8月披露半年报，报告期公司实现营业收入94.2亿元，同比增长11%；归属于上市公司股东的净利润5亿元，每股收益0.3元。",
            &[
                "94.2亿元 | 江水科技 | 营业收入 | Level | - | -",
                "11% | 江水科技 | 营业收入 | Growth | Up | 同比",
                "5亿元 | 江水科技 | 净利润 | Level | - | -",
                "0.3元 | 江水科技 | 每股收益 | Level | - | -",
            ],
        ),
        // How many places a region has is no figure of it; who tells it is not what it is of.
        ("西部12省市外贸增速为17.8%。", &["17.8% | 西部12省市外贸 | - | Growth | Up | -"]),
        (
            "江水地产公布销售额为46亿元，同比去年的54亿元减少15%，全年销售目标定为150亿元。",
            &[
                "46亿元 | 江水地产 | 销售额 | Level | - | -",
                "54亿元 | 江水地产 | 销售额 | Level | - | -",
                "15% | 江水地产 | 销售额 | Growth | Down | 去年",
                "150亿元 | 江水地产 | 销售 | Level | - | -",
            ],
        ),
        // A share of what stands behind it.
        (
            "山区87.1%的农户上学便利，比2013年提高15.7个百分点；89.8%的农户就医便利。",
            &[
                "87.1% | 山区农户上学便利 | - | Share | - | -",
                "15.7个百分点 | 山区农户上学便利 | - | Difference | Up | 2013年",
                "89.8% | 农户就医便利 | - | Share | - | -",
            ],
        ),
        // 该行 is the bank that the sentence before names.
        (
            "去年末，该行总资产达3000亿元，同期净利润为20亿元。",
            &["3000亿元 | - | 总资产 | Level | - | -", "20亿元 | - | 净利润 | Level | - | -"],
        ),
        ("该行业利润20亿元。", &["20亿元 | 行业 | 利润 | Level | - | -"]),
        ("该市一扫上年6.7%的低速增长阴霾。", &["6.7% | 市一扫 | - | Share | - | -"]),
        // The other side of a comparison, and what is told against it.
        (
            "每户人口为2.62人，比2010年的3.10人减少0.48人。",
            &[
                "2.62人 | 每户 | 人口 | Count | - | -",
                "3.10人 | 每户 | 人口 | Count | - | -",
                "0.48人 | 每户 | 人口 | Difference | Down | 2010年",
            ],
        ),
        // Month on month, all of them.
        (
            "房价环比由下降0.1%转为上涨0.6%，北京和上海分别上涨1.0%、0.7%。",
            &[
                "0.1% | - | 房价 | Growth | Down | 环比",
                "0.6% | - | 房价 | Growth | Up | 环比",
                "1.0% | - | 房价 | Growth | Up | 环比",
                "0.7% | - | 房价 | Growth | Up | 环比",
            ],
        ),
        // What a list is ranked by.
        (
            "营收排名前二的分别是甲证券（341亿）、乙证券（241亿）。",
            &["341亿 | 甲证券 | 营收 | Level | - | -", "241亿 | 乙证券 | 营收 | Level | - | -"],
        ),
        // How it is counted is no name, and what it came to is no change.
        (
            "预算收入5亿元，按自然口径计算下降4.8%。文盲率由4.08%下降为2.67%。",
            &[
                "5亿元 | - | 预算收入 | Level | - | -",
                "4.8% | - | 预算收入 | Growth | Down | -",
                "4.08% | - | 文盲率 | Share | - | -",
                "2.67% | - | 文盲率 | Share | Down | -",
            ],
        ),
        // Years are no numbers, whatever joins them.
        ("2012–13年产量5万吨。", &["5万吨 | - | 产量 | Level | - | -"]),
        // A level is reached, not added.
        ("覆盖率由65%提高到76%。", &["65% | - | 覆盖率 | Share | - | -", "76% | - | 覆盖率 | Share | Up | -"]),
        ("煤价从420元提高至510元。", &["420元 | - | 煤价 | Level | - | -", "510元 | - | 煤价 | Level | Up | -"]),
        ("产值占全县工业的12%。", &["12% | - | 产值 | Share | - | 全县工业"]),
        ("增速高于全国3.2个百分点。", &["3.2个百分点 | - | - | Difference | Up | 全国"]),
        ("降幅收窄23.9个百分点。", &["23.9个百分点 | - | - | Difference | Down | -"]),
        // What brings a change about, and what drives the growth of the whole.
        (
            "新政带动服务贸易逆差下降70%至1347.5亿元。",
            &["70% | 服务贸易 | 逆差 | Growth | Down | -", "1347.5亿元 | 服务贸易 | 逆差 | Level | - | -"],
        ),
        ("汽车产业推动全市工业增长2个百分点。", &["2个百分点 | 汽车产业 | 拉动全市工业增长 | Difference | Up | -"]),
        ("出口额居全国第2位。", &["第2位 | - | 出口额 | Rank | - | -"]),
        ("力争产值达到80亿元。", &["80亿元 | - | 产值 | Level | - | -"]),
    ];
    for (text, expected) in cases {
        assert_eq!(&read(text), expected, "{text}");
    }
    assert!(figures("力争产值达到80亿元。", &Above::default())[0].target);
    assert!(figures("实现增长6%的目标。", &Above::default())[0].target);
}

#[test]
fn the_whole_so_far_is_not_of_the_part_told_before_it() {
    let month = ReportDate { year: 2022, month: Some(11), day: Some(20), inferred: false };
    let main = NamedPeriod { text: "1—10月".to_owned(), when: mentions("1—10月", Some(&month))[0].when };
    let above = Above { date: Some(&month), period: Some(main), ..Above::default() };
    let periods = |text| {
        let named = figures(text, &above).into_iter().filter_map(|figure| figure.period);
        named.map(|period| period.text).collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("2021年安排项目33个，一季度完成投资6亿元，累计完成10亿元。", &["2021年", "一季度", "2021年"][..]),
        ("10月当月出口3亿元，累计出口42亿元，同比增长4%。", &["10月当月", "1—10月", "1—10月"]),
        ("1—9月，汽车累计销售20万辆，累计增长3%。", &["1—9月", "1—9月"]),
        ("1—9月累计用电量320亿千瓦时。", &["1—9月"]),
        ("一季度投资6亿元。4月，累计完成10亿元。", &["一季度", "4月"]),
    ] {
        assert_eq!(periods(text), expected, "{text}");
    }
}

#[test]
fn a_number_is_of_the_time_that_is_told_of_it() {
    let date = ReportDate { year: 2022, month: Some(11), day: Some(20), inferred: false };
    let above = Above { date: Some(&date), ..Above::default() };
    for (text, expected) in [
        // 高于上年 compares, 建于2003年 tells when.
        ("2006年，全市新建电站5座，其中于1998年建成的电站容量3万千瓦。", &["2006年", "1998年"][..]),
        ("2021年产量5吨，高于2019年的4吨。", &["2021年", "2021年"]),
        ("2007年区划调整。人口约3万人（2008年）。", &["2008年"]),
        // What the text compares with is the time before it changed.
        (
            "2010年与2005年相比，比重由47%上升到71%；能耗由694千克降到605千克。",
            &["2005年", "2010年", "2005年", "2010年"],
        ),
        ("比重由47%上升到71%。", &[]),
        // What a sentence compares with is not what the next one is of.
        (
            "三季度利润为1.4亿元，上季度为1.9亿元，去年同期为2.9亿元。每股收益为1.1元，上季度为2.3元，去年同期为3.8元。",
            &["三季度", "上季度", "去年同期", "三季度", "上季度", "去年同期"],
        ),
        ("较10月5元/公斤的均价上涨1元/公斤。", &["10月"]),
        // A month each.
        ("前三个月销量分别为3万辆、1万辆、2万辆。", &["1月", "2月", "3月"]),
        ("2月，甲、乙分列前2，3月销量分别为4万辆、2万辆。", &["2月", "3月", "3月"]),
    ] {
        let named = figures(text, &above).into_iter().filter_map(|figure| figure.period);
        let periods: Vec<String> = named.map(|period| period.text).collect();
        assert_eq!(periods, expected, "{text}");
    }
}

#[test]
fn the_quarter_before_and_the_same_part_of_last_year_are_seen_from_what_is_reported_on() {
    let date = ReportDate { year: 2022, month: Some(11), day: Some(20), inferred: false };
    let above = Above { date: Some(&date), ..Above::default() };
    let text = "三季度利润为1.4亿元，上季度为1.9亿元，去年同期为2.9亿元。收益为1元，去年同期为3元。";
    let named = figures(text, &above).into_iter().filter_map(|figure| figure.period);
    let begins: Vec<String> =
        named.filter_map(|period| period.when.days()).map(|(first, _)| first.format("%Y-%m").to_string()).collect();
    assert_eq!(begins, ["2022-07", "2022-04", "2021-07", "2022-07", "2021-07"]);
}

#[test]
fn what_is_compared_with_the_year_before_is_of_the_year_that_stands_above() {
    let date = ReportDate { year: 2010, month: Some(1), day: None, inferred: false };
    let year = mentions("2009年工作回顾", Some(&date)).remove(0).named("2009年工作回顾");
    let above = Above { date: Some(&date), period: Some(year), ..Above::default() };
    let text = "第一季度生产总值增长3.1%。我们迎难而上。财政收入达到25亿元，比上年增长7.7%。进出口比上年同期下降1%。";
    let named = figures(text, &above).into_iter().filter_map(|figure| figure.period);
    let periods: Vec<String> = named.map(|period| period.text).collect();
    assert_eq!(periods, ["第一季度", "2009年", "2009年", "2009年"]);
}

#[test]
fn a_place_right_before_a_bracket_is_where_its_numbers_are() {
    let text = "苏州经济总量（GDP 5136亿元）领先杭州（GDP 4539亿元）。";
    let places: Vec<_> = figures(text, &Above::default()).into_iter().map(|figure| figure.place).collect();
    assert_eq!(places, [Some("苏州".to_owned()), Some("杭州".to_owned())]);
}

#[test]
fn works_stand_behind_what_is_measured_of_them() {
    for (text, subject) in [
        ("总投资40亿元的技改工程开工。", Some("技改工程")),
        ("全长3公里的“电池街”聚集了企业。", Some("电池街")),
        ("总投资40亿元的大好形势。", None),
    ] {
        let found = figures(text, &Above::default());
        assert_eq!(found[0].subject.as_deref(), subject, "{text}");
    }
}

#[test]
fn time_is_linear_in_the_text() {
    for unit in [
        "增长5%，",
        "甲5吨、",
        "（增长5%）",
        "比",
        "（",
        "的",
        "5个",
        "甲、乙",
        "万亿",
        "3",
        "2021年5%，",
        "甲（5%），乙、丙",
    ] {
        let text = unit.repeat(100_000);
        let started = std::time::Instant::now();
        figures(&text, &Above::default());
        assert!(started.elapsed().as_secs() < 10, "{unit} {:?}", started.elapsed());
    }
}

proptest! {
    #[test]
    fn figures_are_ranges_in_order(text in "[0-9一二两万亿%个年月比较占高增长下降到为的其中分别、，。；（）和产量值甲乙]{0,60}") {
        let found = figures(&text, &Above::default());
        let mut end = 0;
        for (number, figure) in found.iter().enumerate() {
            let range = figure.range();
            prop_assert!(range.start >= end && text.get(range.clone()).is_some());
            prop_assert!(figure.of.is_none_or(|of| of < number) && figure.part_of.is_none_or(|of| of < number));
            end = range.end;
        }
        super::super::derive::derive(&text, &found);
    }

    #[test]
    fn noise_is_no_panic(text in "\\PC{0,80}") {
        figures(&text, &Above::default());
    }
}
