//! Pixels as a PNG data URI, for pictures within an SVG.
//!
//! The pixels are stored and not compressed: a writer of a few lines, no dependency, and files that are a
//! little larger.

use crate::data::base64;

/// The greatest stored block of deflate.
const BLOCK: usize = 65535;

/// A part of an RGBA image as `data:image/png;base64,…`. `pixels` has rows of `stride` pixels, of which
/// `width` × `height` from (x, y) on are taken; they lie within it.
pub(super) fn data_uri(pixels: &[u8], stride: usize, [x, y, width, height]: [usize; 4]) -> String {
    let mut rows = Vec::with_capacity((width * 4 + 1) * height);
    for row in pixels.chunks_exact(stride.max(1) * 4).skip(y).take(height) {
        // Each row begins with its filter: none.
        rows.push(0);
        rows.extend(&row[x * 4..(x + width) * 4]);
    }
    let mut header = Vec::with_capacity(13);
    header.extend((width as u32).to_be_bytes());
    header.extend((height as u32).to_be_bytes());
    // Eight bits a channel, RGBA, and the only methods there are.
    header.extend([8, 6, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"IDAT", &stored(&rows));
    chunk(&mut file, *b"IEND", &[]);
    format!("data:image/png;base64,{}", base64::encode(&file, ['+', '/'], "="))
}

/// A chunk: length, kind, data, checksum.
fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend(data);
    let sum = crc32(&file[start..]);
    file.extend(sum.to_be_bytes());
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951).
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = data.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend((block.len() as u16).to_le_bytes());
        stream.extend((!(block.len() as u16)).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1u32, 0u32), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65521;
        (a, (b + a) % 65521)
    });
    b << 16 | a
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(
            crc ^ u32::from(byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_part_of_an_image_is_written_whole() {
        let uri = data_uri(&[7; 3 * 2 * 4], 3, [1, 0, 2, 2]);
        // 8 bytes of signature, 12 around each chunk, 13 of header, and 2 + 5 + 18 + 4 of data: 86, in
        // base64.
        assert_eq!(uri.len(), "data:image/png;base64,".len() + 116);
    }
}
