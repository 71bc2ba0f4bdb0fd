//! The readers of numbers and quantities on the rows of Recognizers-Text, cn2an, JioNLP, Duckling and two rewriters of
//! spoken text.
//!
//! A row is a text and what its source finds there. What the reader is not for is left out, by its kind and never by
//! itself: see [`left_out`]. The rest is right when the values are those expected, and no other is read; how each
//! source writes them is told at its function.

use std::{collections::BTreeMap, fs, path::Path, str::FromStr as _};

use rust_decimal::Decimal;
use serde_json::Value;
use wenbao::{
    figure::{
        Bound,
        number::{Number, numbers},
        quantity::{Quantity, quantities},
    },
    text::fold::fold,
};

const FILES: [&str; 10] = [
    "recognizers-number",
    "recognizers-percent",
    "recognizers-ordinal",
    "recognizers-number_range",
    "recognizers-unit",
    "cn2an",
    "jionlp-money",
    "duckling",
    "itn-wetext",
    "itn-nemo",
];

/// Prints how much of each file of `folder` is read right.
pub(crate) fn measure(folder: &Path, show_wrong: bool) -> Result<(), Box<dyn std::error::Error>> {
    let mut total = [0; 3];
    let mut table =
        format!("{:<26}{:>7}{:>10}{:>7}{:>10}{:>9}\n", "file", "cases", "in scope", "right", "% scope", "% all");
    for name in FILES {
        let text = fs::read_to_string(folder.join(format!("{name}.jsonl")))?;
        let mut counts = [0; 3];
        let mut left: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for line in text.lines() {
            let row = Row(serde_json::from_str(line)?);
            if name == "duckling" && matches!(row.kind(), "datetime" | "duration") {
                continue;
            }
            counts[0] += 1;
            if let Some(reason) = left_out(&row) {
                left.entry(reason).or_default().push(row.input().to_owned());
                continue;
            }
            counts[1] += 1;
            let (read, expected) = judge(name, &row);
            if read == expected {
                counts[2] += 1;
            } else if show_wrong {
                println!(
                    "{name}: {}\n    expected {}\n    read     {}",
                    row.input(),
                    expected.join(" "),
                    read.join(" ")
                );
            }
        }
        println!("{name} leaves out");
        for (reason, cases) in left {
            println!("  {reason} ({}): {}", cases.len(), cases.join(" · "));
        }
        table += &line(name, counts);
        (0..3).for_each(|column| total[column] += counts[column]);
    }
    println!("\n{table}{}", line("all", total));
    Ok(())
}

fn line(name: &str, [cases, scope, right]: [u32; 3]) -> String {
    let share = |of: u32| 100.0 * f64::from(right) / f64::from(of.max(1));
    format!("{name:<26}{cases:>7}{scope:>10}{right:>7}{:>10.2}{:>9.2}\n", share(scope), share(cases))
}

struct Row(Value);

impl Row {
    fn input(&self) -> &str {
        self.0["input"].as_str().unwrap_or_default()
    }

    fn kind(&self) -> &str {
        self.0["kind"].as_str().unwrap_or_default()
    }

    fn results(&self) -> impl Iterator<Item = &Value> {
        self.0["results"].as_array().into_iter().flatten()
    }
}

/// Why a row asks for what the reader is not for.
fn left_out(row: &Row) -> Option<&'static str> {
    let input = row.input();
    match row.kind() {
        "rewrite_time" => Some("clock times"),
        "number" | "currency" | "dimension"
            if row.results().next().is_some() && input.starts_with(['个', '個', '米', '万', '萬']) =>
        {
            Some("colloquial: the one before a measure is left out")
        }
        _ if input.contains('^') => Some("calculator notation"),
        _ if input.contains(['洞', '拐']) => Some("digits by their names on the telephone"),
        "currency_extract" => None,
        _ if row.results().any(|result| result["value"].is_null()) => Some("no value is given"),
        _ => None,
    }
}

/// What is read and what is expected, written alike.
fn judge(file: &str, row: &Row) -> (Vec<String>, Vec<String>) {
    match file {
        "recognizers-number" => {
            // A dozen is a number there.
            let is_dozens = |number: &Number| row.input()[number.range.end..].starts_with('打');
            let read = numbers(row.input()).into_iter().map(|number| {
                if is_dozens(&number) { shown(number.value * Decimal::from(12)) } else { plain(&number) }
            });
            (read.collect(), row.results().map(expected_number).collect())
        }
        "recognizers-percent" => percent(row),
        "recognizers-ordinal" => ordinal(row),
        "recognizers-number_range" => ranges(row),
        "recognizers-unit" => units(row),
        "jionlp-money" => money(row),
        "duckling" => duckling(row),
        _ if row.kind() == "number" && file == "cn2an" => whole(row),
        _ => rewritten(row),
    }
}

fn decimal(value: &Value) -> Option<Decimal> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// To nine digits, as sources that compute with floats print them.
fn shown(value: Decimal) -> String {
    value.round_sf(12).unwrap_or(value).normalize().to_string()
}

fn total(quantity: &Quantity, value: Decimal) -> Decimal {
    value.checked_mul(quantity.unit.scale).unwrap_or(value)
}

fn plain(number: &Number) -> String {
    match number.max {
        Some(max) => format!("{}~{}", shown(number.value), shown(max)),
        None => shown(number.value),
    }
}

fn expected_number(result: &Value) -> String {
    decimal(&result["value"]).map_or("?".to_owned(), shown)
}

/// Percentages and points count the same there, 成 and 折 are tenths.
fn percent(row: &Row) -> (Vec<String>, Vec<String>) {
    let read = quantities(row.input());
    let read = read
        .iter()
        .filter(|quantity| matches!(quantity.unit.dimension, "ratio" | "points") && !quantity.unit.text.is_empty())
        .map(|quantity| {
            let scale = if quantity.unit.dimension == "points" { Decimal::ONE } else { Decimal::ONE_HUNDRED };
            // Of a range it gives the end that has the sign.
            let value = quantity.max.unwrap_or(quantity.value);
            format!("{}%", shown(total(quantity, value) * scale))
        });
    let expected = row.results().map(|result| {
        let text = result["value"].as_str().unwrap_or_default().trim_end_matches('%');
        let value = Decimal::from_str(text).or_else(|_| Decimal::from_scientific(text));
        value.map_or("?".to_owned(), |value| format!("{}%", shown(value)))
    });
    (read.collect(), expected.collect())
}

fn ordinal(row: &Row) -> (Vec<String>, Vec<String>) {
    let read = numbers(row.input());
    let ranked = read.iter().filter(|number| row.input()[..number.range.start].ends_with('第'));
    (ranked.map(plain).collect(), row.results().map(expected_number).collect())
}

/// Ends of ranges; whether an end is counted in is each source's own choice. Two bounds on one thing are a range.
fn ranges(row: &Row) -> (Vec<String>, Vec<String>) {
    let mut read: Vec<(usize, [Option<Decimal>; 2])> = Vec::new();
    for quantity in quantities(row.input()) {
        // The number counts, whatever its unit is.
        let unit = quantity.unit.text.trim_start_matches(['百', '千', '万', '亿']);
        let unit = quantities(&format!("1{unit}")).first().map_or(Decimal::ONE, |one| one.unit.scale);
        let total = |quantity: &Quantity, value: Decimal| total(quantity, value) / unit;
        let value = total(&quantity, quantity.value);
        let ends = match quantity.bound {
            Bound::Range => [Some(value), quantity.max.map(|max| total(&quantity, max))],
            Bound::Over | Bound::AtLeast => [Some(value), None],
            Bound::Under | Bound::AtMost => [None, Some(value)],
            Bound::Exact if row.input()[..quantity.range.start].ends_with("等于") => [Some(value), Some(value)],
            Bound::Exact | Bound::About => continue,
        };
        let joined = match (read.last().map(|last| last.1), ends) {
            (Some([Some(low), None]), [None, Some(high)]) | (Some([None, Some(high)]), [Some(low), None])
                if low < high =>
            {
                Some([Some(low), Some(high)])
            }
            _ => None,
        };
        match (joined, read.last_mut()) {
            (Some(joined), Some(last)) => *last = (quantity.range.end, joined),
            _ => read.push((quantity.range.end, ends)),
        }
    }
    let show = |end: Option<Decimal>| end.map_or(String::new(), shown);
    let read = read.iter().map(|(_, [low, high])| format!("{},{}", show(*low), show(*high))).collect();
    let expected = row.results().map(|result| {
        let text = result["value"].as_str().unwrap_or_default();
        let ends = text.trim_matches(['(', ')', '[', ']']).split(',');
        ends.map(|end| show(Decimal::from_str(end).ok())).collect::<Vec<_>>().join(",")
    });
    (read, expected.collect())
}

/// The value in base units, with its dimension.
fn measured(quantity: &Quantity, value: Decimal) -> String {
    format!("{} {}", shown(total(quantity, value)), quantity.unit.dimension)
}

/// English names of units, as text that the reader reads.
const NAMES: &[(&str, &str)] = &[
    ("Chinese yuan", "元"),
    ("United States dollar", "美元"),
    ("New Taiwan dollar", "新台币"),
    ("Japanese yen", "日元"),
    ("Nigerian naira", "奈拉"),
    ("Kilogram", "公斤"),
    ("Ton", "吨"),
    ("Jin", "斤"),
    ("Liang", "两"),
    ("Kilometer", "公里"),
    ("Meter", "米"),
    ("Kilobit", "千比特"),
    ("Megabyte", "兆字节"),
    ("Kilobyte", "千字节"),
    ("Kilocalorie", "千卡"),
    ("Microgram", "微克"),
    ("Year", "岁"),
    ("Week", "周"),
    ("Day", "天"),
    ("Degree", "度"),
    ("C", "℃"),
    ("Cent", "分"),
    ("Dollar", "元"),
    ("CNY", "元"),
    ("HKD", "港元"),
    ("Centimetre", "厘米"),
    ("Metre", "米"),
    ("Kilometre", "公里"),
    ("Foot", "英尺"),
    ("Inch", "英寸"),
    ("Mile", "英里"),
    ("Litre", "升"),
    ("Millilitre", "毫升"),
    ("Gallon", "加仑"),
    ("Gram", "克"),
    ("Celsius", "℃"),
    ("Fahrenheit", "华氏度"),
    ("澳元", "澳元"),
];

/// A value and a unit by its name in the source, in base units.
fn named(value: &Value, unit: &str) -> String {
    let unit = NAMES.iter().find(|(name, _)| *name == unit).map_or(unit, |(_, unit)| unit);
    let Some(value) = decimal(value) else { return "?".to_owned() };
    let one = quantities(&format!("1{unit}"));
    let Some(one) = one.first() else { return format!("? {unit}") };
    measured(one, value)
}

fn units(row: &Row) -> (Vec<String>, Vec<String>) {
    let read = quantities(row.input());
    let expected: Vec<String> =
        row.results().map(|result| named(&result["value"], result["unit"].as_str().unwrap_or_default())).collect();
    // A row of one kind keeps silent on the others.
    let kind = match row.kind() {
        "currency" => &["money"][..],
        "dimension" => &["length", "mass", "area", "volume", "data", "energy", "speed", "power"],
        "age" => &["age", "time"],
        _ => &["temperature", "degree"],
    };
    let read =
        read.iter().filter(|quantity| kind.contains(&quantity.unit.dimension.split('.').next().unwrap_or_default()));
    (read.map(|quantity| measured(quantity, quantity.max.unwrap_or(quantity.value))).collect(), expected)
}

/// Amounts to a hundredth, `X多` up to the next of its highest place; or the places of amounts in a text.
fn money(row: &Row) -> (Vec<String>, Vec<String>) {
    let read = quantities(row.input());
    if row.kind() == "currency_extract" {
        let read =
            read.iter().filter(|quantity| quantity.unit.dimension.starts_with("money") || quantity.unit.text == "k");
        let read = read.map(|quantity| row.input()[quantity.range.clone()].to_owned()).collect();
        let expected = row.results().map(|result| result["text"].as_str().unwrap_or_default().to_owned());
        return (read, expected.collect());
    }
    let cents = |quantity: &Quantity, value| shown(total(quantity, value).round_dp(2));
    let of = |quantity: &Quantity| match (quantity.max, quantity.bound) {
        (Some(max), _) => format!("{}~{}", cents(quantity, quantity.value), cents(quantity, max)),
        (None, _) => cents(quantity, quantity.value),
    };
    let read = read.iter().map(|quantity| {
        // What has no unit is held for yuan there.
        let dimension = if quantity.unit.dimension.is_empty() { "money" } else { quantity.unit.dimension };
        format!("{} {dimension}", of(quantity))
    });
    let expected = row.results().map(|result| {
        let unit = result["unit"].as_str().unwrap_or_default();
        let dimension = quantities(&format!("1{unit}")).first().map_or("?", |one| one.unit.dimension);
        match &result["value"] {
            Value::Array(ends) if !row.input().contains('多') => {
                let ends: Vec<String> = ends.iter().filter_map(decimal).map(shown).collect();
                format!("{} {dimension}", ends.join("~"))
            }
            Value::Array(ends) => format!("{} {dimension}", ends.first().and_then(decimal).map_or("?".into(), shown)),
            value => format!("{} {dimension}", decimal(value).map_or("?".into(), shown)),
        }
    });
    (read.collect(), expected.collect())
}

fn duckling(row: &Row) -> (Vec<String>, Vec<String>) {
    if row.kind() == "number" {
        let read = numbers(row.input());
        // 个 and 双 are part of its numbers.
        let of = |number: &Number| {
            let pair = row.input()[number.range.end..].starts_with(['双', '雙']);
            shown(if pair { number.value * Decimal::TWO } else { number.value })
        };
        let half = quantities(row.input());
        let read: Vec<String> = if read.is_empty() {
            half.iter().map(|quantity| shown(total(quantity, quantity.value))).collect()
        } else {
            read.iter().map(of).collect()
        };
        return (read, row.results().map(expected_number).collect());
    }
    let read = quantities(row.input());
    let read = read.iter().map(|quantity| {
        let low = measured(quantity, quantity.value);
        let text = quantity.max.map_or(low.clone(), |max| format!("{low}~{}", measured(quantity, max)));
        format!("{text} {}", side(quantity.bound))
    });
    let expected = row.results().map(|result| {
        let unit = result["unit"].as_str().unwrap_or_default();
        let text = match &result["value"] {
            Value::Array(ends) => ends.iter().map(|end| named(end, unit)).collect::<Vec<_>>().join("~"),
            value => named(value, unit),
        };
        let side = match result["mod"].as_str() {
            Some("under") => "at most",
            Some("above") => "at least",
            _ => "",
        };
        format!("{text} {side}")
    });
    (read.collect(), expected.collect())
}

fn side(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast | Bound::Over => "at least",
        Bound::AtMost | Bound::Under => "at most",
        _ => "",
    }
}

/// One number that fills the whole text; money in yuan.
fn whole(row: &Row) -> (Vec<String>, Vec<String>) {
    let read = quantities(row.input());
    let money = read.iter().find(|quantity| quantity.unit.dimension == "money");
    let read = match money {
        Some(quantity) => Some((quantity.range.clone(), shown(total(quantity, quantity.value)))),
        None => numbers(row.input()).first().map(|number| (number.range.clone(), plain(number))),
    };
    let filled = read.filter(|(range, _)| *range == (0..row.input().len())).map(|(_, value)| value);
    (filled.into_iter().collect(), row.results().map(expected_number).collect())
}

/// The numbers of a text and those of what it is rewritten to, which holds digits only.
fn rewritten(row: &Row) -> (Vec<String>, Vec<String>) {
    let target = row.results().next().and_then(|result| result["value"].as_str()).unwrap_or_default();
    let compounds = quantities(row.input());
    let mut read = Vec::new();
    let mut end = 0;
    for number in numbers(row.input()) {
        // 五元三角 is one number of its first unit.
        let compound = compounds.iter().find(|quantity| {
            quantity.max.is_none()
                && quantity.number.start <= number.range.start
                && number.range.end < quantity.number.end
        });
        match compound.filter(|quantity| quantity.unit.dimension.starts_with("money")) {
            _ if number.range.start < end => {}
            Some(quantity) => {
                read.push(shown(quantity.value));
                end = quantity.range.end;
            }
            None => read.extend([Some(number.value), number.max].into_iter().flatten().map(shown)),
        }
    }
    // Strokes between the numbers of a date are none of fractions.
    let is_date = row.input().contains(['年', '月']);
    let target = if is_date { target.replace('/', " ") } else { target.to_owned() };
    (read, digits(&fold(&target)))
}

/// The numbers in digits of `text`, as [`plain`] shows them: `-3.8%`, `45-6万` for 450 to 460 thousand, `3~4万`, `7/17`.
fn digits(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((mut value, mut end)) = digits_at(&chars, at) else {
            at += 1;
            continue;
        };
        let mark = chars.get(end).copied();
        let other = digits_at(&chars, end + 1);
        match (mark, other) {
            (Some('/'), Some((below, next))) if !below.is_zero() => {
                value /= below;
                end = next;
                let whole = (at > 0 && chars[at - 1] == '又').then(|| found.pop()).flatten();
                let whole = whole.and_then(|whole| Decimal::from_str(&whole).ok()).unwrap_or_default();
                let negative = at > 0 && chars[at - 1] == '-';
                found.push(shown(if negative { -value } else { whole + value }));
            }
            (Some('~' | '-'), Some((high, next))) => {
                let (scale, scaled_end) = scale_at(&chars, next);
                // 45-6 leaves out what the second shares with the first.
                let places = u32::try_from(next - end - 1).unwrap_or(0);
                let unit = Decimal::from(10_u64.pow(places.min(18)));
                let high = if high < value { (value / unit).trunc() * unit + high } else { high };
                found.extend([shown(value * scale), shown(high * scale)]);
                end = scaled_end;
            }
            _ => {
                let (scale, scaled_end) = scale_at(&chars, end);
                let mut sum = value * scale;
                end = scaled_end;
                // 1亿2300.
                while scale > Decimal::ONE
                    && let Some((more, next)) = digits_at(&chars, end)
                {
                    sum += more;
                    end = next;
                }
                let negative = at > 0 && chars[at - 1] == '-';
                found.push(shown(if negative { -sum } else { sum }));
            }
        }
        at = end;
    }
    found
}

fn digits_at(chars: &[char], at: usize) -> Option<(Decimal, usize)> {
    let text: String = chars.get(at..)?.iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let end = at + text.chars().count();
    Some((Decimal::from_str(&text.replace(',', "")).ok()?, end))
}

fn scale_at(chars: &[char], at: usize) -> (Decimal, usize) {
    match chars.get(at) {
        Some('万') => (Decimal::from(10_000), at + 1),
        Some('亿') => (Decimal::from(100_000_000), at + 1),
        _ => (Decimal::ONE, at),
    }
}
