//! Bytes to characters: UTF-8, UTF-16, GB18030 (and with it GBK and GB2312) or Big5, or a refusal.
//!
//! Strict throughout: a wrong guess would make garbage that nobody notices. UTF-8 proves itself. GB18030 and Big5 read
//! almost any bytes, but both standards keep the everyday characters in rows of their own, so the right one is that
//! under which nearly all characters are everyday ones; this decides surely even for a few words, where statistics of
//! languages do not.

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::Fault;

/// The share of a text's characters that must be common ones under an encoding: far below real texts (0.95 and more),
/// far above a wrong guess.
const COMMON: f64 = 0.8;

/// What files that are no text begin with, and what to do with them.
const KINDS: [(&[u8], &str); 6] = [
    (b"%PDF-", "a PDF; save it as text"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file; save it as text"),
    (b"\xD0\xCF\x11\xE0", "an old Word or Excel file; save it as text"),
    (b"{\\rtf", "an RTF file; save it as text"),
    (b"\x89PNG", "a picture; only text is read"),
    (b"\xFF\xD8\xFF", "a picture; only text is read"),
];

/// The text of `bytes`, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Fault> {
    if let Some((_, what)) = KINDS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Fault::new(format!("is {what}")));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[mark..])
            .ok_or_else(|| broken(bytes, first_fault(encoding, &bytes[mark..]) + mark, encoding.name()));
    }
    if bytes.contains(&0) {
        let score = |encoding| utf16_share(bytes, encoding);
        let best = if score(UTF_16LE) >= score(UTF_16BE) { UTF_16LE } else { UTF_16BE };
        return Some(best)
            .filter(|&best| bytes.len().is_multiple_of(2) && score(best) >= COMMON)
            .and_then(|best| strictly(best, bytes))
            .ok_or_else(|| Fault::new("is binary, not text; save it as UTF-8 text, or move it away"));
    }
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return if is_noise(text) { Err(noise()) } else { Ok(text.to_owned()) },
        Err(error) => error.valid_up_to(),
    };
    let shares = [(GB18030, common_share(bytes, in_gb_rows)), (BIG5, common_share(bytes, in_big5_rows))];
    // Mainland reports are the rule, so GB18030 wins a tie.
    let (best, share) = if shares[1].1 > shares[0].1 { shares[1] } else { shares[0] };
    if share < COMMON {
        return Err(broken(bytes, fault, "UTF-8, UTF-16, GB18030 or Big5"));
    }
    match strictly(best, bytes) {
        Some(text) if is_noise(&text) => Err(noise()),
        Some(text) => Ok(text),
        None => Err(broken(bytes, first_fault(best, bytes), best.name())),
    }
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// The fault of bytes that are not in `encoding` at offset `at`.
fn broken(bytes: &[u8], at: usize, encoding: &str) -> Fault {
    let line = bytes[..at.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
    Fault::at(line, format!("holds bytes that are not {encoding}; save the file as UTF-8"))
}

fn noise() -> Fault {
    Fault::new("is binary, not text (it is full of control characters); save it as UTF-8 text, or move it away")
}

/// Whether more than a stray control character stands in `text`.
fn is_noise(text: &str) -> bool {
    let controls = text.chars().filter(|&c| c.is_control() && !c.is_whitespace()).count();
    controls > 2 && controls * 50 > text.chars().count()
}

/// The offset of the first byte that `encoding` cannot read.
fn first_fault(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; 4096];
    let mut at = 0;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut buffer, true);
        at += read;
        match result {
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) | DecoderResult::InputEmpty => return at.saturating_sub(1),
        }
    }
}

/// The share of 16-bit units that are characters of Chinese or English text.
fn utf16_share(bytes: &[u8], encoding: &'static Encoding) -> f64 {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if encoding == UTF_16LE { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    let is_common = |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0x2010..=0x2027 | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF);
    let pairs = bytes.chunks_exact(2);
    let total = pairs.len();
    pairs.filter(|pair| is_common(unit(pair))).count() as f64 / total.max(1) as f64
}

/// The share of two-byte characters that `is_common` by their bytes; 0 when there are none.
fn common_share(bytes: &[u8], is_common: fn(u8, u8) -> bool) -> f64 {
    let (mut common, mut total, mut at) = (0_u32, 0_u32, 0);
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or_default();
        total += 1;
        common += u32::from(is_common(lead, trail));
        // GB18030's four-byte characters have a digit in second place.
        at += if trail.is_ascii_digit() { 4 } else { 2 };
    }
    f64::from(common) / f64::from(total.max(1))
}

/// GB2312's punctuation and its 3755 characters of the first level.
fn in_gb_rows(lead: u8, trail: u8) -> bool {
    trail >= 0xA1 && matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7)
}

/// Big5's punctuation and its 5401 characters in common use.
fn in_big5_rows(lead: u8, trail: u8) -> bool {
    matches!(trail, 0x40..=0x7E | 0xA1..=0xFE) && matches!(lead, 0xA1..=0xA3 | 0xA4..=0xC6)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "某市一季度工业增加值同比增长10%，\n较上年同期提高2.5个百分点；其中，汽车产量5万辆。";
    const TRADITIONAL: &str = "某市第一季工業增加值年增10%，\n較去年同期提高2.5個百分點；其中汽車產量5萬輛。";

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_is_recognised() {
        for text in [SIMPLIFIED, TRADITIONAL, "一个\n"] {
            for marked in [text.to_owned(), format!("\u{FEFF}{text}")] {
                assert_eq!(decode(marked.as_bytes()).as_deref(), Ok(text));
                assert_eq!(decode(&utf16(&marked, u16::to_le_bytes)).as_deref(), Ok(text));
                assert_eq!(decode(&utf16(&marked, u16::to_be_bytes)).as_deref(), Ok(text));
            }
        }
        for text in [SIMPLIFIED, "产量超标", "联通", "工业稳\nGDP 3%", "国务院关于印发规划的通知"]
        {
            assert_eq!(decode(&GB18030.encode(text).0).as_deref(), Ok(text));
        }
        for text in [TRADITIONAL, "產量超標", "臺北", "工業穩\nGDP 3%", "行政院主計總處國情統計通報"]
        {
            assert_eq!(decode(&BIG5.encode(text).0).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"plain ASCII\n").as_deref(), Ok("plain ASCII\n"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut truncated = SIMPLIFIED.as_bytes().to_vec();
        truncated.truncate(truncated.len() - 1);
        let mut damaged = GB18030.encode(SIMPLIFIED).0.into_owned();
        damaged.extend(b"\xFF\xFF");
        let cases: [(&[u8], &str, Option<u64>); 8] = [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture", None),
            (b"%PDF-1.7 \xE2\xE3\xCF\xD3", "PDF", None),
            (b"PK\x03\x04\x14\0\x06\0", "Word", None),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0", "binary", None),
            (b"\x01\x02\x03\x04\x05\x06", "control characters", None),
            (&truncated, "not UTF-8", Some(2)),
            (&damaged, "not gb18030", Some(2)),
            (b"caf\xE9 cr\xE8me\n", "not UTF-8, UTF-16, GB18030 or Big5", Some(1)),
        ];
        for (bytes, reason, line) in cases {
            match decode(bytes) {
                Err(fault) => {
                    assert!(fault.reason.contains(reason), "{fault:?} lacks {reason}");
                    assert_eq!(fault.line, line, "{fault:?}");
                }
                Ok(text) => panic!("read as {text:?}, expected: {reason}"),
            }
        }
    }
}
