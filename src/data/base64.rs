//! Bytes as letters, four for three of them (RFC 4648).

/// The letters of the values 0 to 61, which all alphabets have in common.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The bytes in an alphabet that ends with the letters `last`, of the values 62 and 63. Of one or two bytes at the end there are two or
/// three letters, and `padding` for each that is missing.
pub fn encode(bytes: &[u8], last: [char; 2], padding: &str) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, k| bits << 8 | usize::from(group.get(k).copied().unwrap_or(0)));
        for k in 0..4 {
            let value = bits >> (18 - 6 * k) & 63;
            if k <= group.len() {
                text.push(LETTERS.get(value).map_or(last[value & 1], |&letter| char::from(letter)));
            } else {
                text.push_str(padding);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| encode(text.as_bytes(), ['+', '/'], "=")),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
        assert_eq!(encode(&[0xfb, 0xef, 0xff], ['+', '/'], "="), "++//");
    }
}
