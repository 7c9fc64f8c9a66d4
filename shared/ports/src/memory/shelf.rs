//! Where a tenant's objects lie: in memory, or in a folder if they are too large for it. Nothing else is kept there.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::{MemoryTenant, TenantData};

/// A tenant's objects.
pub(super) struct Shelf(Option<PathBuf>);

impl MemoryTenant {
    pub(super) fn shelf(&self) -> Shelf {
        Shelf(self.world.folder.as_ref().map(|it| it.join(self.tenant.as_str())))
    }
}

impl Shelf {
    pub(super) fn put(
        &self,
        data: &mut TenantData,
        path: String,
        bytes: Vec<u8>,
    ) -> io::Result<()> {
        let Some(folder) = &self.0 else {
            data.objects.insert(path, bytes);
            return Ok(());
        };
        fs::write(place(folder, &path)?, bytes)
    }

    /// Makes an object of a file that is there already, and gives its length.
    pub(super) fn link(&self, data: &mut TenantData, path: String, file: &Path) -> io::Result<u64> {
        let Some(folder) = &self.0 else {
            let bytes = fs::read(file)?;
            let size = bytes.len() as u64;
            data.objects.insert(path, bytes);
            return Ok(size);
        };
        fs::copy(file, place(folder, &path)?)
    }

    /// Up to `len` bytes; none if there is no such object.
    pub(super) fn range(
        &self,
        data: &TenantData,
        path: &str,
        offset: u64,
        len: u32,
    ) -> io::Result<Option<Vec<u8>>> {
        let Some(folder) = &self.0 else {
            let part = |bytes: &Vec<u8>| {
                let from = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
                let to = from.saturating_add(len as usize).min(bytes.len());
                bytes.get(from..to).map(<[u8]>::to_vec)
            };
            return Ok(data.objects.get(path).and_then(part));
        };
        let Some(mut file) = found(File::open(folder.join(path)))? else { return Ok(None) };
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(len.into()).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// An object's length, or none.
    pub(super) fn length(&self, data: &TenantData, path: &str) -> io::Result<Option<u64>> {
        match &self.0 {
            None => Ok(data.objects.get(path).map(|it| it.len() as u64)),
            Some(folder) => Ok(found(fs::metadata(folder.join(path)))?.map(|it| it.len())),
        }
    }

    /// Makes one object of others, one after another, which are gone then; `false` if one is not there.
    pub(super) fn join(
        &self,
        data: &mut TenantData,
        path: String,
        parts: &[String],
    ) -> io::Result<bool> {
        let mut lengths = parts.iter().map(|it| self.length(data, it));
        if lengths.any(|it| !matches!(it, Ok(Some(_)))) {
            return Ok(false);
        }
        let Some(folder) = &self.0 else {
            let parts: Vec<Vec<u8>> =
                parts.iter().filter_map(|it| data.objects.remove(it)).collect();
            data.objects.insert(path, parts.concat());
            return Ok(true);
        };
        let mut whole = File::create(place(folder, &path)?)?;
        for part in parts {
            io::copy(&mut File::open(folder.join(part))?, &mut whole)?;
            fs::remove_file(folder.join(part))?;
        }
        Ok(true)
    }
}

fn place(folder: &Path, path: &str) -> io::Result<PathBuf> {
    let place = folder.join(path);
    fs::create_dir_all(place.parent().unwrap_or(folder))?;
    Ok(place)
}

fn found<T>(there: io::Result<T>) -> io::Result<Option<T>> {
    match there {
        Ok(it) => Ok(Some(it)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
