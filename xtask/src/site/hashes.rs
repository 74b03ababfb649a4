//! What a browser checks a file by before it uses it.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// `sha256-…`, as in the attribute `integrity` and in a Content-Security-Policy.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(content)))
}
