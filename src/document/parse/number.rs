//! Numbers as people and programs write them, converted to JSON.

use crate::document::parse::error::quoted;

/// Returns a number as JSON writes it; digits that JSON can write stay as they are.
///
/// # Errors
/// Returns what is wrong with it, as a sentence.
pub fn spelt(text: &str) -> Result<String, String> {
    let no_number = || format!("{} is not a number.", quoted(text));
    let (minus, bare) = match text.strip_prefix('-') {
        Some(bare) => ("-", bare),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let bare = bare.strip_suffix('n').unwrap_or(bare);
    let is_spaced = bare.starts_with('_') || bare.ends_with('_') || bare.contains("__");
    let bare = bare.replace('_', if is_spaced { "?" } else { "" });
    let radix = match bare.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => 10,
    };
    if radix != 10 {
        let digits = &bare[2..];
        let is_plain = digits.chars().all(|digit| digit.is_digit(radix));
        let whole = u128::from_str_radix(digits, radix)
            .ok()
            .filter(|_| is_plain);
        return whole
            .map(|whole| format!("{minus}{whole}"))
            .ok_or_else(no_number);
    }
    let (mantissa, exponent) = match bare.find(['e', 'E']) {
        Some(at) => bare.split_at(at),
        None => (bare.as_str(), ""),
    };
    let (whole, part) = match mantissa.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (mantissa, None),
    };
    let is_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let is_exponent = exponent.is_empty() || {
        let digits = &exponent[1..];
        is_digits(digits.strip_prefix(['+', '-']).unwrap_or(digits))
    };
    let is_whole = is_digits(whole) || (whole.is_empty() && part.is_some_and(is_digits));
    let is_part = part.is_none_or(|part| part.is_empty() || is_digits(part));
    if !(is_exponent && is_whole && is_part) {
        return Err(no_number());
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(format!(
            "{} begins with a 0, which some take for an octal number.",
            quoted(text)
        ));
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part.filter(|part| !part.is_empty());
    let dot = if part.is_some() { "." } else { "" };
    let part = part.unwrap_or("");
    Ok(format!("{minus}{whole}{dot}{part}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelt_as_json_does() {
        for (written, spelling) in [
            ("0", "0"),
            ("-0", "-0"),
            ("1.0", "1.0"),
            ("1e3", "1e3"),
            ("1E+03", "1E+03"),
            ("12345678901234567890", "12345678901234567890"),
            ("0.1000000000000000000001", "0.1000000000000000000001"),
            ("+5", "5"),
            (".5", "0.5"),
            ("-.5e1", "-0.5e1"),
            ("5.", "5"),
            ("5.e2", "5e2"),
            ("0xFF", "255"),
            ("-0x10", "-16"),
            ("0b101", "5"),
            ("0o17", "15"),
            ("1_000", "1000"),
            ("10n", "10"),
        ] {
            assert_eq!(spelt(written).as_deref(), Ok(spelling), "{written}");
        }
        for written in [
            "1.2.3",
            "1e",
            "0x",
            "0xg",
            "1__0",
            "1_",
            "12px",
            "1e+",
            ".",
            "0x_",
            "--1",
            "0xfffffffffffffffffffffffffffffffff",
        ] {
            assert!(
                spelt(written).unwrap_err().contains("is not a number"),
                "{written}"
            );
        }
        assert!(spelt("007").unwrap_err().contains("octal"));
    }
}
