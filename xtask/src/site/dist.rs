//! The folder of the built site.

use std::fs;
use std::io;
use std::path::Path;

use super::{Files, naming};

/// Writes a site into a folder.
///
/// Files with a hash come first and pages last, each page in one move, so that whoever is served from the folder meanwhile sees
/// the site of before or the new one. Then the hashed files of earlier builds go. What was not built, such as a `CNAME`, stays.
///
/// # Errors
/// Those of the file system.
pub fn write(folder: &Path, site: &Files) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let (hashed, pages): (Vec<_>, Vec<_>) = site.iter().partition(|(name, _)| naming::is_hashed(name));
    for (name, content) in hashed.into_iter().chain(pages) {
        let unfinished = folder.join(format!(".{name}.new"));
        fs::write(&unfinished, content)?;
        fs::rename(unfinished, folder.join(name))?;
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if naming::is_hashed(&name) && !site.contains_key(&name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stale_files_go_and_others_stay() {
        let folder = std::env::temp_dir().join(format!("frontera-dist-{}", std::process::id()));
        let hashed = |content: &[u8]| (naming::hashed("a.js", content), content.to_vec());
        let page = |content: &[u8]| ("index.html".to_owned(), content.to_vec());
        write(&folder, &Files::from([hashed(b"1"), page(b"1")])).unwrap();
        fs::write(folder.join("CNAME"), "").unwrap();
        write(&folder, &Files::from([hashed(b"2"), page(b"2")])).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["CNAME".to_owned(), hashed(b"2").0, "index.html".to_owned()]);
        assert_eq!(fs::read(folder.join("index.html")).unwrap(), b"2");
        fs::remove_dir_all(folder).unwrap();
    }
}
