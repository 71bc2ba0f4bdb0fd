//! Names for several numbers: `甲、乙产量分别增长1%和2%` deals out one each.

use super::words::WORDS;

/// Parts a list of names into as many as there are numbers; `None` where it holds another number of them.
pub(super) fn deal(name: &[char], count: usize) -> Option<Vec<Vec<char>>> {
    // 城、乡居民收入 is 城乡居民收入.
    if let Some(at) = name.windows(3).position(|three| three == ['城', '、', '乡']).filter(|_| count == 2) {
        return unpack(&[&name[..=at], &name[at + 2..]].concat());
    }
    // 石油和天然气开采业、煤炭业 are two, 甲和乙 as well; in 甲、乙和丙 the last joint is 和.
    let ways = [Joints::Marks, Joints::LastWord, Joints::All].map(|joints| items(name, joints));
    if let Some(items) = ways.iter().find(|items| items.len() == count) {
        return Some(share_ending(items.clone()));
    }
    if count == 2 && ways[2].len() == 1 {
        return unpack(name);
    }
    let [.., items] = ways;
    let more = items.len() > count;
    more.then(|| share_ending(items)).map(|items| items[items.len() - count..].to_vec())
}

/// What parts the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joints {
    /// 、 alone.
    Marks,
    /// 、 and the words behind the last of it.
    LastWord,
    /// 、 and every 和, 与, 及.
    All,
}

fn items(name: &[char], joints: Joints) -> Vec<Vec<char>> {
    let last_mark = name.iter().rposition(|&c| c == '、').unwrap_or(0);
    let mut items = Vec::new();
    let mut item = Vec::new();
    let mut depth = 0_usize;
    for (at, &c) in name.iter().enumerate() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // 60岁及以上 is one.
        let bound = c == '及' && name[at + 1..].starts_with(&['以']);
        let word = matches!(c, '和' | '与' | '及') && at > 0 && at + 1 < name.len() && !bound;
        let counts = joints == Joints::All || joints == Joints::LastWord && at > last_mark;
        if depth == 0 && (c == '、' || word && counts) {
            items.push(std::mem::take(&mut item));
        } else {
            item.push(c);
        }
    }
    items.push(item);
    for item in &mut items {
        if item.last() == Some(&'以') {
            item.pop();
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// The last item has the words that are of all: 产量 in `甲、乙产量`.
fn share_ending(mut items: Vec<Vec<char>>) -> Vec<Vec<char>> {
    // So does the first what limits all: 规模以上采矿业、制造业; and who has so many of each: 每百户拥有甲、乙.
    share_beginning(&mut items, |item| WORDS.limits.at_start(item).map(|(length, ())| length));
    share_beginning(&mut items, |item| WORDS.holding.first_in(item).map(|(word, ())| word.end));
    // 来自甲、乙等经济体投资: what stands behind 等 is of all.
    if let Some(first) = items.first_mut()
        && first.starts_with(&['来', '自'])
    {
        first.drain(..2);
    }
    let Some((last, before)) = items.split_last_mut() else { return items };
    if let Some(at) = last.iter().position(|&c| c == '等').filter(|&at| at > 1)
        && let Some(ending) = behind_class(&last[at + 1..])
    {
        let ending = ending.to_vec();
        last.truncate(at);
        before.iter_mut().chain([last]).for_each(|item| item.extend(&ending));
        return items;
    }
    let measure = WORDS.measures.at_end(last).map(|(length, ())| length).filter(|&length| length > 1);
    // 每百户拥有甲、乙等耐用消费品: what they are is nobody's name.
    if let Some(at) = last.iter().position(|&c| c == '等').filter(|&at| at > 1 && measure.is_none()) {
        last.truncate(at);
    }
    // 通电话、通宽带的自然村比重
    if let Some(at) = last.iter().rposition(|&c| c == '的').filter(|&at| at > 1 && at + 1 < last.len())
        && before.iter().all(|item| !item.contains(&'的'))
    {
        let ending = last[at..].to_vec();
        before.iter_mut().for_each(|item| item.extend(&ending));
        return items;
    }
    if share_rest(&mut items) {
        return items;
    }
    let Some((last, before)) = items.split_last_mut() else { return items };
    let measure = measure.map_or(last.len(), |length| last.len() - length);
    // 东部、中部、西部地区使用外资: more than what is measured may be of all.
    let shared = WORDS.shared.first_in(&last[..measure]).filter(|(range, ())| range.start > 0);
    let shared = shared.map(|(word, ())| word).filter(|word| {
        let word = &last[word.clone()];
        before.iter().all(|item| !item.windows(word.len()).any(|part| part == word))
    });
    // 东、中、西部地区: so is 部 of names that are none without it.
    let part = |at: usize| at > 0 && last[at - 1] == '部' && before.iter().all(|item| item.len() == 1);
    let shared = shared.map(|word| if part(word.start) { word.start - 1 } else { word.start });
    let ending = last[shared.unwrap_or(measure)..].to_vec();
    if ending.len() < last.len() {
        before.iter_mut().filter(|item| !is_measure(item)).for_each(|item| item.extend(&ending));
    }
    items
}

/// What is measured, which is on no list, is shared where every item is named by as many characters, and whose it is with
/// it: 某公司的核心、综合充足率. Tells whether it was.
fn share_rest(items: &mut [Vec<char>]) -> bool {
    let whose = |item: &[char]| item.iter().position(|&c| c == '的').map(|at| at + 1);
    let Some((last, before)) = items.split_last_mut() else { return false };
    let Some((first, others)) = before.split_first() else { return false };
    let named = first.len() - whose(first).unwrap_or(0);
    let alike = others.iter().all(|item| item.len() == named) && before.iter().all(|item| !is_measure(item));
    let unlisted = matches!(WORDS.measures.at_end(last), Some((1, ())));
    if !unlisted || !alike || named < 2 || last.len() <= named + 1 {
        return false;
    }
    before.iter_mut().for_each(|item| item.extend(&last[named..]));
    share_beginning(items, whose);
    true
}

/// Whether it ends in what is measured.
fn is_measure(item: &[char]) -> bool {
    WORDS.measures.at_end(item).is_some()
}

/// The other items begin as the first does up to where its words end that `shared` finds, unless they have their own.
fn share_beginning(items: &mut [Vec<char>], shared: impl Fn(&[char]) -> Option<usize>) {
    let Some((first, others)) = items.split_first_mut() else { return };
    let Some(end) = shared(first) else { return };
    for item in others.iter_mut().filter(|item| shared(item).is_none()) {
        item.splice(0..0, first[..end].iter().copied());
    }
}

/// What is measured of the items of a list, behind what they are: 产值 of 重点行业产值.
fn behind_class(name: &[char]) -> Option<&[char]> {
    let measure = WORDS.measures.at_end(name).map(|(length, ())| length).filter(|&length| length > 1);
    let class = || WORDS.classes.at_start(name).map(|(length, ())| &name[length..]).filter(|rest| !rest.is_empty());
    measure.map(|length| &name[name.len() - length..]).or_else(class)
}

/// 产销 is 产量 and 销量.
pub(super) fn unpack(name: &[char]) -> Option<Vec<Vec<char>>> {
    WORDS.packed.iter().find_map(|(word, parts)| {
        let at = (0..name.len()).find(|&at| name[at..].starts_with(word))?;
        let with = |part: &String| {
            let mut item = name[..at].to_vec();
            item.extend(part.chars());
            item.extend(&name[at + word.len()..]);
            item
        };
        Some(parts.iter().map(with).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_dealt_out_in_order() {
        let dealt = |name: &str, count| {
            let chars: Vec<char> = name.chars().collect();
            deal(&chars, count)
                .map(|items| items.iter().map(|item| item.iter().collect::<String>()).collect::<Vec<_>>())
        };
        for (name, expected) in [
            ("风机、电缆产量", vec!["风机产量", "电缆产量"]),
            ("货车产销", vec!["货车产量", "货车销量"]),
            ("城乡居民收入", vec!["城镇居民收入", "农村居民收入"]),
            ("城、乡居民人均收入", vec!["城镇居民人均收入", "农村居民人均收入"]),
            ("石油和天然气开采业、煤炭业产值", vec!["石油和天然气开采业产值", "煤炭业产值"]),
            ("一产和二产", vec!["一产", "二产"]),
            ("中、西部地区使用外资", vec!["中部地区使用外资", "西部地区使用外资"]),
            ("中部、西部地区使用外资", vec!["中部地区使用外资", "西部地区使用外资"]),
            ("城镇、农村居民人均消费支出", vec!["城镇居民人均消费支出", "农村居民人均消费支出"]),
            ("国有企业、民营企业出口", vec!["国有企业出口", "民营企业出口"]),
            ("江水公司的核心、综合充足率", vec!["江水公司的核心充足率", "江水公司的综合充足率"]),
        ] {
            assert_eq!(
                dealt(name, 2).as_deref(),
                Some(expected.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>().as_slice()),
                "{name}"
            );
        }
        assert_eq!(dealt("产量", 2), None);
    }
}
