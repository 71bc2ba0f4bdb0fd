//! What stands right behind a number and tells what it is.

use super::{
    Direction,
    words::{Said, WORDS},
};
use crate::text::{char_count, fold::fold_char, is_han};

/// So many characters behind a number may name what is counted.
const NOUN_LIMIT: usize = 14;

/// A phrase behind a share that is longer, in characters, tells more than what it is of.
const PHRASE_LIMIT: usize = 24;

/// A word of change and what it arrives at have no more characters than this.
const CHANGE_LIMIT: usize = 6;

/// What is said right behind a number, with 的.
pub(super) fn said_behind(behind: &str) -> Option<(usize, Said)> {
    let word: Vec<char> = behind.strip_prefix('的')?.chars().take(2).collect();
    WORDS.said.at_end(&word).filter(|(length, _)| *length == word.len())
}

/// Which way it goes where a speed is told right behind a number: 3%的速度增长, 4%左右的年均增速.
pub(super) fn speed_behind(behind: &str) -> Option<Direction> {
    let rest = behind.strip_prefix('的')?;
    let rest = rest.trim_start_matches(['年', '月', '平', '均', '复', '合']);
    let rest = ["速度", "增速", "增长率", "幅度"].iter().find_map(|word| rest.strip_prefix(word))?;
    let clause = rest.split(['，', ',', '。', '；', ';']).next().unwrap_or_default();
    let falls = ["下降", "减少", "下滑", "下跌", "萎缩"].iter().any(|word| clause.contains(word));
    Some(if falls { Direction::Down } else { Direction::Up })
}

/// What a share right before `behind` is of, with what is said of that: 78.9%的农户垃圾能集中处理.
pub(super) fn share_behind(behind: &str) -> Option<Vec<char>> {
    let rest = behind.strip_prefix('的').filter(|_| said_behind(behind).is_none() && speed_behind(behind).is_none())?;
    let goes_on =
        |c: &char| !matches!(c, '，' | ',' | '。' | '；' | ';' | '、' | '：' | ':' | '！' | '\n' | '（' | '(');
    let phrase: Vec<char> = rest.chars().take_while(goes_on).collect();
    // 6.7%的低速增长 is none.
    let changes = WORDS.changes.first_in(&phrase).is_some();
    let plain = (2..=PHRASE_LIMIT).contains(&phrase.len()) && !phrase.iter().any(char::is_ascii_digit);
    (plain && !changes).then(|| phrase.into_iter().map(fold_char).collect())
}

/// Where circumstances begin in the clause before a number, with 在, and the length in bytes of what ends them `behind` it:
/// 出口在对美贸易下降3成的情况下增长12%.
pub(super) fn circumstance(clause: &[char], behind: &str) -> Option<(usize, usize)> {
    const ENDINGS: [&str; 7] = ["的情况下", "的背景下", "的前提下", "的形势下", "的条件下", "的压力下", "的基础上"];
    let ending = ENDINGS.iter().find(|ending| behind.starts_with(**ending))?;
    Some((clause.iter().rposition(|&c| c == '在')?, ending.len()))
}

/// What is counted: the name right behind a number, up to the next mark.
pub(super) fn noun_behind(behind: &str) -> Option<String> {
    let behind = behind.trim_start_matches(['的', '“', '《']);
    // 32台（套）农业机械
    let unit = behind.strip_prefix('（').and_then(|rest| {
        let (at, _) = rest.char_indices().take(4).find(|&(_, c)| c == '）')?;
        Some(&rest[at + '）'.len_utf8()..])
    });
    let behind = unit.unwrap_or(behind);
    let stops = |c: char| {
        !(is_han(c) || c.is_ascii_alphanumeric())
            || matches!(c, '的' | '和' | '与' | '在' | '是' | '被' | '将' | '中' | '已')
    };
    // 5家中有3家, but 9条中小河流.
    let middle = ["中小", "中国", "中型", "中央", "中学"].iter().any(|word| behind.starts_with(word));
    let names = |(at, c): &(usize, char)| *at == 0 && middle || !stops(*c) && !c.is_ascii_digit();
    let noun: String = behind.char_indices().take_while(names).map(|(_, c)| c).take(NOUN_LIMIT).collect();
    // 28个省份均实现了增长
    let chars: Vec<char> = noun.chars().collect();
    let end =
        chars.get(1..).and_then(|rest| WORDS.behind_noun.first_in(rest)).map_or(chars.len(), |(at, ())| 1 + at.start);
    let noun: String = chars[..end].iter().collect();
    let first = noun.chars().next()?;
    let noun = Some(noun).filter(|noun| !noun.starts_with("目标") && !is_left(noun) && !ranks(noun))?;
    let firm = first == '上' && noun.starts_with("上市");
    (noun.chars().nth(1).is_some() && (firm || !matches!(first, '左' | '以' | '上' | '下' | '同' | '增')))
        .then_some(noun)
}

/// What a number behind the name of a measure is of, where that stands behind it: 总投资40亿元的技改工程, 全长3公里的“电池街”.
pub(super) fn owner_behind(behind: &str) -> Option<String> {
    /// The longest name, in characters.
    const NAME: usize = 16;
    let name = behind.strip_prefix('的')?;
    if let Some(quoted) = name.strip_prefix(['“', '"']) {
        let quoted = &quoted[..quoted.find(['”', '"'])?];
        return (2..=NAME).contains(&char_count(quoted)).then(|| quoted.to_owned());
    }
    let chars: Vec<char> = name.chars().take(NAME).take_while(|&c| is_han(c) || c.is_ascii_alphanumeric()).collect();
    let (end, ()) = WORDS.works.first_in(&chars)?;
    (end.start > 1).then(|| chars[..end.end].iter().collect())
}

/// Whether it tells of a place in an order: 以5元排名第二.
fn ranks(behind: &str) -> bool {
    WORDS.ranked.at_start(&behind.chars().take(CHANGE_LIMIT).collect::<Vec<_>>()).is_some()
}

/// Whether what stands `behind` a number tells of a change from it to what follows: 由3.27缩小至2.93.
pub(super) fn is_left(behind: &str) -> bool {
    let chars: Vec<char> = behind.chars().take(CHANGE_LIMIT).collect();
    let short = matches!(chars.first(), Some('升' | '降' | '涨' | '跌' | '增' | '减')).then_some(1);
    let change = WORDS.changes.at_start(&chars).map(|(length, _)| length).or(behind.starts_with("调整").then_some(2));
    let change = change.or(short);
    change.is_some_and(|length| matches!(chars.get(length), Some('到' | '至' | '为')))
}
