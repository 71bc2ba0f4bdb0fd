//! Names cut short: 车购税 for 车辆购置税, 疾控中心 for 疾病预防控制中心.

use super::is_han;

/// Shorter ones stand for too much.
const LEAST: usize = 3;

/// Whether `short`, Chinese characters, stands for a name in `text`: its characters stand there in order, with a few more
/// Chinese ones between them.
pub fn abbreviates(short: &[char], text: &str) -> bool {
    let Some((&first, rest)) = short.split_first().filter(|_| short.len() >= LEAST) else { return false };
    if !short.iter().all(|&c| is_han(c)) {
        return false;
    }
    let longest = 2 * short.len() + 2;
    text.match_indices(first).any(|(at, _)| {
        let mut name = text[at..].chars().take(longest).take_while(|&c| is_han(c)).skip(1);
        rest.iter().all(|&c| name.any(|other| other == c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_by_its_characters_in_order() {
        for (short, text, known) in [
            ("车购税", "车辆购置税978亿元", true),
            ("疾控中", "我国疾病预防控制中心的数量", true),
            ("车购税", "车辆数量多，购置税低", false),
            ("购车税", "车辆购置税978亿元", false),
            ("车税", "车辆购置税", false),
            ("cpi", "consumer price index", false),
        ] {
            let short: Vec<char> = short.chars().collect();
            assert_eq!(abbreviates(&short, text), known, "{short:?}");
        }
    }
}
