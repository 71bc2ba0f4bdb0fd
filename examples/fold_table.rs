//! Writes `config/simplified.txt`: every traditional character whose simplified form, by OpenCC, is one other character.
//!
//! `cargo run --example fold_table > config/simplified.txt`

use std::io::Write as _;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let opencc = OpenCC::from_config(BuiltinConfig::T2s)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "# Traditional characters, each with its simplified one. Derived from the tables of OpenCC (Apache-2.0)"
    )?;
    writeln!(out, "# by examples/fold_table.rs; search folds with it, quotes never do.")?;
    let mut on_line = 0;
    for c in ('\u{3400}'..='\u{4DBF}').chain('\u{4E00}'..='\u{9FFF}') {
        let converted = opencc.convert(&c.to_string());
        let mut chars = converted.chars();
        if let (Some(simplified), None) = (chars.next(), chars.next())
            && simplified != c
            && (simplified as u32) <= 0xFFFF
        {
            write!(out, "{c}{simplified}")?;
            on_line += 1;
            write!(out, "{}", if on_line % 32 == 0 { "\n" } else { " " })?;
        }
    }
    writeln!(out)?;
    Ok(())
}
