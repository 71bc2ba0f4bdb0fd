use proptest::prelude::*;

use super::*;

/// `range|value|unit|dimension|bound` of each quantity.
fn read(text: &str) -> Vec<String> {
    let show = |quantity: Quantity| {
        let max = quantity.max.map(|max| format!("–{}", max.normalize())).unwrap_or_default();
        let Unit { text: unit, dimension, .. } = quantity.unit;
        format!("{}|{}{max}|{unit}|{dimension}|{:?}", &text[quantity.range], quantity.value.normalize(), quantity.bound)
    };
    quantities(text).into_iter().map(show).collect()
}

fn assert_reads(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn a_level_has_its_value_and_its_unit_with_the_scale() {
    assert_reads(&[
        ("完成投资36.4亿元", &["36.4亿元|36.4|亿元|money|Exact"]),
        ("达1.5万亿元", &["1.5万亿元|1.5|万亿元|money|Exact"]),
        ("共9000万元，约70亿", &["9000万元|9000|万元|money|Exact", "约70亿|70|亿||About"]),
        ("出口28.1亿美元", &["28.1亿美元|28.1|亿美元|money.usd|Exact"]),
        ("共518.7 亿元", &["518.7 亿元|518.7|亿元|money|Exact"]),
        ("总额１２０亿元，占１２％", &["１２０亿元|120|亿元|money|Exact", "１２％|12|%|ratio|Exact"]),
        ("收购价每斤三块二", &["三块二|3.2|块|money|Exact"]),
        (
            "人民币50元，新台币 177.1 亿元",
            &["人民币50元|50|元|money|Exact", "新台币 177.1 亿元|177.1|亿元|money.twd|Exact"],
        ),
        ("定价¥300", &["¥300|300||money|Exact"]),
        ("收入50元6角三分", &["50元6角三分|50.63|元|money|Exact"]),
    ]);
}

#[test]
fn units_compose_with_scales_and_with_each_other() {
    assert_reads(&[
        ("25.5元/公斤", &["25.5元/公斤|25.5|元/公斤|money/mass|Exact"]),
        ("36.5万元／人", &["36.5万元／人|36.5|万元/人|money/count|Exact"]),
        ("1.1吨标准煤/万元", &["1.1吨标准煤/万元|1.1|吨标准煤/万元|energy.coal/money|Exact"]),
        ("35微克/立方米", &["35微克/立方米|35|微克/立方米|mass/volume|Exact"]),
        ("发电23亿千瓦时", &["23亿千瓦时|23|亿千瓦时|energy|Exact"]),
        ("变电30万千伏安", &["30万千伏安|30|万千伏安|power.apparent|Exact"]),
        ("装机600MW", &["600MW|600|mw|power|Exact"]),
        ("周转量12万人公里", &["12万人公里|12|万人公里|traffic.people|Exact"]),
        ("粮食1.3万亿斤，300万亩", &["1.3万亿斤|1.3|万亿斤|mass|Exact", "300万亩|300|万亩|area.mu|Exact"]),
        ("算力4万P", &["4万P|4|万p|computing|Exact"]),
        ("日照2510.1个小时", &["2510.1个小时|2510.1|个小时|time|Exact"]),
        ("三千瓦", &["三千瓦|3|千瓦|power|Exact"]),
    ]);
}

#[test]
fn rates_are_ratios_and_points_are_points() {
    assert_reads(&[
        ("增长10%，高14.5个百分点", &["10%|10|%|ratio|Exact", "14.5个百分点|14.5|个百分点|points|Exact"]),
        ("变动-22.5%", &["-22.5%|-22.5|%|ratio|Exact"]),
        ("百分之七十，千分之一", &["百分之七十|70|%|ratio|Exact", "千分之一|1|‰|ratio|Exact"]),
        ("超过百分之零点九", &["超过百分之零点九|0.9|%|ratio|Over"]),
        ("位于百分之七十百分位", &["百分之七十|70|%|ratio|Exact"]),
        (
            "近七成，三成半，打八五折",
            &["近七成|7|成|ratio|About", "三成半|3.5|成|ratio|Exact", "八五折|8.5|折|ratio|Exact"],
        ),
        ("增长1.3倍", &["1.3倍|1.3|倍|ratio|Exact"]),
        ("产值翻番，翻了两番", &["翻番|2|倍|ratio|Exact", "翻了两番|4|倍|ratio|Exact"]),
        ("占四分之三", &["四分之三|0.75||ratio|Exact"]),
    ]);
}

#[test]
fn bounds_before_and_behind_belong_to_the_quantity() {
    assert_reads(&[
        ("长不足6公里", &["不足6公里|6|公里|length|Under"]),
        ("超96%", &["超96%|96|%|ratio|Over"]),
        ("约1187亿元", &["约1187亿元|1187|亿元|money|About"]),
        ("在5500元左右", &["5500元左右|5500|元|money|About"]),
        ("6万人以上", &["6万人以上|6|万人|count|AtLeast"]),
        ("20万人次以上", &["20万人次以上|20|万人次|count|AtLeast"]),
        ("10多家，3800余种", &["10多家|10|家|count|Over", "3800余种|3800|种|count|Over"]),
        (
            "数百家，上百个，数千亿元",
            &["数百家|100|家|count|Over", "上百个|100|个|count|Over", "数千亿元|1000|亿元|money|Over"],
        ),
        ("500多亿元", &["500多亿元|500|亿元|money|Over"]),
        ("不超过3天", &["不超过3天|3|天|time|AtMost"]),
        ("突破4万户，高达3米", &["4万户|4|万户|count|Over", "3米|3|米|length|Exact"]),
    ]);
}

#[test]
fn a_range_stays_two_ends() {
    assert_reads(&[
        ("在17℃至19℃之间", &["17℃至19℃|17–19|℃|temperature|Range"]),
        ("有1—2个", &["1—2个|1–2|个|count|Range"]),
        ("占18%到25%", &["18%到25%|18–25|%|ratio|Range"]),
        ("两三个，三五百人", &["两三个|2–3|个|count|Range", "三五百人|300–500|人|count|Range"]),
        ("8500到3万港元", &["8500到3万港元|0.85–3|万港元|money.hkd|Range"]),
        ("零下5℃至3℃", &["零下5℃至3℃|-5–3|℃|temperature|Range"]),
        ("需三到五天", &["三到五天|3–5|天|time|Range"]),
    ]);
}

#[test]
fn ranks_and_proportions_are_no_amounts() {
    for (text, range, value, role) in [
        ("居全国第2位", "第2位", 2, Role::Rank),
        ("产量居全国第二。", "第二", 2, Role::Rank),
        ("升到235位", "235位", 235, Role::Rank),
        ("比例为2：1", "2：1", 2, Role::Proportion),
        ("结构为3：59：38", "3：59：38", 3, Role::Proportion),
    ] {
        let found = quantities(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((&text[found[0].range.clone()], found[0].value, found[0].role), (range, value.into(), role));
    }
}

#[test]
fn a_unit_shared_by_a_list_is_of_all_its_numbers() {
    assert_reads(&[(
        "分别加快0.9、1.1和0.5个百分点",
        &["0.9|0.9|个百分点|points|Exact", "1.1|1.1|个百分点|points|Exact", "0.5个百分点|0.5|个百分点|points|Exact"],
    )]);
}

#[test]
fn an_index_or_a_coefficient_needs_no_unit() {
    assert_reads(&[
        ("指数为99.5", &["99.5|99.5|||Exact"]),
        ("由3.27缩小至2.93", &["3.27|3.27|||Exact", "2.93|2.93|||Exact"]),
    ]);
}

#[test]
fn durations_are_quantities_and_dates_are_none() {
    assert_reads(&[
        (
            "连续54个月，3年，10天，半年",
            &[
                "54个月|54|个月|time.months|Exact",
                "3年|3|年|time.months|Exact",
                "10天|10|天|time|Exact",
                "半年|0.5|年|time.months|Exact",
            ],
        ),
        ("上半年，前三季度，一季度末，1-4月，1～5月，2022年，2019-2022年", &[]),
        ("2022年5月27日14:30，二〇二六年一月二十七日，2日，8点，20世纪90年代", &[]),
        ("“十四五”时期，2022-05-27，①②，（一）", &[]),
        ("全年收入。1.税收；2.利润", &[]),
    ]);
}

#[test]
fn names_with_digits_are_none() {
    assert_reads(&[
        ("5G基站，A380，GB/T 1234，H1N1，3D打印，一号线，版本1.2.3", &[]),
        ("电话010-62345678，13912345678，见图3、表 A-5", &[]),
        ("全国统一，两会，四川，一带一路，千方百计，万一，五台山，第三产业，第2次", &[]),
        ("https://example.org/a?b=30%25&c=12元", &[]),
    ]);
}

#[test]
fn long_input_takes_linear_time_and_gives_no_value_it_cannot_hold() {
    let started = std::time::Instant::now();
    for text in [
        "9".repeat(1_000_000),
        "一".repeat(1_000_000),
        "万亿".repeat(500_000),
        "一万亿".repeat(300_000),
        "1.".repeat(500_000),
        "1：".repeat(300_000),
        "1-".repeat(500_000),
        "1至".repeat(300_000),
        "百分之".repeat(300_000),
        "1元".repeat(300_000),
        "1 ".repeat(500_000),
        "（".repeat(500_000),
        "三分之".repeat(300_000),
        ":// ".repeat(200_000),
        "1,234".repeat(200_000),
        "零下".repeat(300_000),
        "负".repeat(300_000),
    ] {
        quantities(&text);
        number::numbers(&text);
    }
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    assert_eq!(quantities(&format!("{}元", "9".repeat(40))), []);
}

proptest! {
    #[test]
    fn any_text_gives_ranges_of_itself(
        text in "[0-9０-９一二两三九十百千万亿兆零半数几多余来点分之成折倍%个元角分米年月日第负至到~：:.,，/、和约超以上a-zA-Z \\-（）]{0,60}"
    ) {
        let mut end = 0;
        for quantity in quantities(&text) {
            prop_assert!(quantity.range.start >= end && quantity.range.start < quantity.range.end);
            prop_assert!(text.get(quantity.range.clone()).is_some() && text.get(quantity.number.clone()).is_some());
            prop_assert!(quantity.range.start <= quantity.number.start && quantity.number.end <= quantity.range.end);
            prop_assert!(quantity.max.is_none_or(|max| quantity.value != max));
            end = quantity.range.end;
        }
        let mut end = 0;
        for number in number::numbers(&text) {
            prop_assert!(number.range.start >= end && text.get(number.range.clone()).is_some_and(|text| !text.is_empty()));
            end = number.range.end;
        }
    }

    #[test]
    fn any_characters_do(text in "\\PC{0,80}") {
        quantities(&text);
        number::numbers(&text);
    }
}
