//! Short names that a report gives and then uses: `甲山钢铁公司（下称“甲钢”）`.

use serde::{Deserialize, Serialize};

use crate::text::is_han;

/// What is said before the short name, in the bracket.
const SAYS: [&str; 8] = ["以下简称为", "以下简称", "以下称", "下文简称", "下称", "简称为", "简称", "又称"];

/// The longest full name that is looked at, and the longest short name, in characters.
const FULL: usize = 20;
const SHORT: usize = 8;

/// More of one report are not kept.
const MOST: usize = 50;

/// A short name and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abbreviation {
    /// `甲钢`.
    pub short: String,
    /// `甲山钢铁公司`; words may stand before it, as nothing tells where a name begins.
    pub full: String,
}

/// The short names that `text` gives.
pub(crate) fn abbreviations(text: &str) -> Vec<Abbreviation> {
    let mut found = Vec::new();
    for (at, open) in text.match_indices(['（', '(']) {
        let inner = &text[at + open.len()..];
        let Some(rest) = SAYS.iter().find_map(|says| inner.strip_prefix(says)) else { continue };
        let rest = rest.trim_start_matches(['：', ':', '为', '“', '"', '「', '《', ' ']);
        let short: String = rest.chars().take_while(|&c| is_name(c)).take(SHORT + 1).collect();
        let length = short.chars().count();
        let full: Vec<char> = text[..at].chars().rev().take_while(|&c| is_name(c)).take(FULL).collect();
        let full: String = full.into_iter().rev().collect();
        if (2..=SHORT).contains(&length) && full.chars().count() > length && !full.contains(&short) {
            found.push(Abbreviation { short, full });
        }
        if found.len() == MOST {
            break;
        }
    }
    found
}

fn is_name(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_gives_short_names() {
        for (text, expected) in [
            ("昨日，甲山钢铁公司(下称“甲钢”)开工。", vec![("甲钢", "甲山钢铁公司")]),
            (
                "国家能源部门（以下简称能源局）与甲乙研究院（简称：甲乙院）",
                vec![("能源局", "国家能源部门"), ("甲乙院", "与甲乙研究院")],
            ),
            ("增长5%（同比）。（下称", vec![]),
            ("公司（以下简称“公司”）", vec![]),
        ] {
            let found = abbreviations(text);
            let found: Vec<_> = found.iter().map(|found| (found.short.as_str(), found.full.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
