//! What a report says that it does not tell: 伤亡人数尚不清楚. The words are data: `config/untold.txt`.

use std::sync::LazyLock;

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../config/untold.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// So many of the last characters of what is asked about name what is asked of it: 死亡人数 of 列车脱轨死亡人数.
const NAME: usize = 4;

/// Whether a clause of `text` (folded) says of `thing` (folded), what is asked about, that it is not told.
pub(crate) fn is_untold(thing: &str, text: &str) -> bool {
    let length = thing.chars().count();
    let name: String = thing.chars().skip(length.saturating_sub(NAME)).collect();
    let marks = [',', '，', ';', '；', '。', ':', '：'];
    length > 1
        && text.split(marks).any(|clause| clause.contains(&name) && WORDS.iter().any(|word| clause.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_be_unknown_is_not_told() {
        for (thing, sentence, untold) in [
            ("列车脱轨死亡人数", "救援人员救出一名乘客,他说,无法立即确定两起事故的死亡人数和受伤人数。", true),
            ("交易金额", "双方完成交易,交易金额未披露。", true),
            ("交易金额", "双方完成交易,交易金额3亿元,细节未披露。", false),
            ("交易金额", "交易金额3亿元。", false),
            ("", "未披露", false),
        ] {
            assert_eq!(is_untold(thing, sentence), untold, "{thing}: {sentence}");
        }
    }
}
