//! Bytes as letters that a link may hold, and back: base64url without padding (RFC 4648, section 5).

use crate::data::base64;

/// Four letters for three bytes; for one or two bytes at the end, two or three.
pub(super) fn encode(bytes: &[u8]) -> String {
    base64::encode(bytes, ['-', '_'], "")
}

/// The opposite of [`encode`]; nothing where the text was not made by it.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for k in 0..4 {
            bits = bits << 6 | group.get(k).map_or(Some(0), |&letter| value(letter))?;
        }
        let [_, group_bytes @ ..] = bits.to_be_bytes();
        // What does not fill a byte is 0, so that bytes have one text only; one letter alone is none.
        let (whole, rest) = group_bytes.split_at_checked(group.len() - 1)?;
        if group.len() == 1 || rest.iter().any(|&byte| byte != 0) {
            return None;
        }
        bytes.extend(whole);
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine;
    use ::base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    #[test]
    fn letters_are_those_of_rfc_4648() {
        let texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| encode(text.as_bytes()));
        assert_eq!(texts, ["", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"]);
        assert_eq!(encode(&[0xfb, 0xef, 0xff]), "--__");
    }

    proptest! {
        #[test]
        fn bytes_and_texts_are_those_of_the_crate(bytes: Vec<u8>, text in "[A-Za-z0-9_-]{0,40}", any in ".{0,12}") {
            prop_assert_eq!(encode(&bytes), BASE64_URL_SAFE_NO_PAD.encode(&bytes));
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
            for text in [text, any] {
                prop_assert_eq!(decode(&text), BASE64_URL_SAFE_NO_PAD.decode(&text).ok());
            }
        }
    }
}
