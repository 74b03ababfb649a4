//! Names that hold a hash of the content: such a file never changes, so a browser may keep it for ever.

use std::hash::Hasher;

use fnv::FnvHasher;

const HEX_DIGITS: usize = 16;

/// The hash of a content, in hexadecimal digits.
///
/// FNV-1a with 64 bits: the hash has to tell versions of one file apart, not to withstand an attacker, and it is the
/// same on every machine, which the standard library does not promise of its own.
pub fn hash(content: &[u8]) -> String {
    let mut hasher = FnvHasher::default();
    hasher.write(content);
    format!("{:016x}", hasher.finish())
}

/// `main.js` becomes `main-<hash>.js`.
pub fn hashed(name: &str, content: &[u8]) -> String {
    let hash = hash(content);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// What follows the last dot of a name.
pub fn kind(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, kind)| kind)
}

/// Whether [`hashed`] could have made this name.
pub fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == HEX_DIGITS && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The name that [`hashed`] was given; any other name as it is.
pub fn unhashed(name: &str) -> String {
    match name.rsplit_once('-') {
        Some((stem, rest)) if is_hashed(name) => format!("{stem}{}", &rest[HEX_DIGITS..]),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_changes_with_the_content_alone() {
        assert_eq!(hashed("a.js", b"x"), hashed("a.js", b"x"));
        assert_ne!(hashed("a.js", b"x"), hashed("a.js", b"y"));
        assert_eq!(hashed("text-es.json", b""), "text-es-cbf29ce484222325.json");
    }

    #[test]
    fn hashed_names_are_known_again() {
        assert!(is_hashed(&hashed("text-es.json", b"x")));
        assert!(is_hashed(&hashed("licence", b"x")));
        for name in ["text-es.json", "licence", "index.html", "a-b"] {
            assert_eq!(unhashed(&hashed(name, b"x")), name);
            assert_eq!(unhashed(name), name);
        }
        for name in ["index.html", "text-es.json", "CNAME", "a-cbf29ce48422232.js", "a-CBF29CE484222325.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
