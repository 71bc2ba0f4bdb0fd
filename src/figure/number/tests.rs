use super::*;

/// The numbers of a text, `low~high` where there are two and `+` where it is more.
fn read(text: &str) -> String {
    let show = |number: Number| {
        let max = number.max.map(|max| format!("~{}", max.normalize())).unwrap_or_default();
        format!("{}{max}{}", number.value.normalize(), if number.more { "+" } else { "" })
    };
    numbers(text).into_iter().map(show).collect::<Vec<_>>().join(" ")
}

fn assert_reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn scales_multiply_what_stands_before_them() {
    assert_reads(&[
        ("一万五千亿", "1500000000000"),
        ("二十万亿", "20000000000000"),
        ("三万亿", "3000000000000"),
        ("一千八百万", "18000000"),
        ("十万", "100000"),
        ("十万零三千二百", "103200"),
        ("五亿零六", "500000006"),
        ("16.4亿", "1640000000"),
        ("1,100万", "11000000"),
        ("84 000 t", "84000"),
        ("69 000万t，4 300 t", "690000000 4300"),
        ("12 345，2020 500吨", "12 345 2020 500"),
        ("1,100.9亿", "110090000000"),
        ("五兆零三亿", "5000300000000"),
        ("五百廿四", "524"),
    ]);
}

#[test]
fn the_last_digit_may_stand_for_the_next_lower_power() {
    assert_reads(&[
        ("13万2", "132000"),
        ("3万5", "35000"),
        ("两千三百五", "2350"),
        ("一百二十万三", "1203000"),
        ("二百五", "250"),
    ]);
}

#[test]
fn vague_numerals_say_that_it_is_more() {
    assert_reads(&[
        ("十几万", "100000+"),
        ("500多亿", "50000000000+"),
        ("三十万多亿", "30000000000000+"),
        ("十来万", "100000+"),
        ("三千八百余", "3800+"),
    ]);
}

#[test]
fn neighbours_are_two_ends() {
    assert_reads(&[
        ("两三", "2~3"),
        ("两百", "200"),
        ("三五十", "30~50"),
        ("十七八万", "170000~180000"),
        ("七百三四十", "730~740"),
        ("一二点三零", "12.3"),
    ]);
}

#[test]
fn decimals_and_fractions_are_exact() {
    assert_reads(&[
        ("一点五七", "1.57"),
        ("百分之一点五七", "1.57"),
        ("负三点八", "-3.8"),
        ("二十点一万", "201000"),
        ("千分之一", "1"),
        ("四分之三", "0.75"),
        ("一又二分之一", "1.5"),
        ("3/5", "0.6"),
        ("零点零零零零零零零零零零零零一", "0.0000000000001"),
    ]);
}

#[test]
fn financial_spelled_and_wide_numerals_are_read() {
    assert_reads(&[
        ("壹仟玖佰", "1900"),
        ("肆拾肆", "44"),
        ("二〇二二", "2022"),
        ("１２．５", "12.5"),
        ("參萬肆仟", "34000"),
    ]);
}

#[test]
fn words_that_hold_a_numeral_are_none() {
    for text in
        ["统一", "两会", "四川", "一到五台山", "三国", "年过半百", "一带一路", "十堰", "三农", "一些", "万一", "百姓"]
    {
        assert_eq!(read(text), "", "{text}");
    }
}
