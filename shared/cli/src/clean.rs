//! `gangway clean`: what was read, as RFC 4180 UTF-8 CSV.

use std::io::{self, BufWriter, Write};

use gangway_core::table::{Choices, RowCells, Sniff, TableReader};

use crate::args::CleanArgs;
use crate::file::Source;
use crate::outcome::Failure;

/// Writes the header row and every data row to standard output. Blank rows are left out.
pub(crate) fn clean(args: &CleanArgs) -> Result<(), Failure> {
    let mut source = Source::open(&args.file)?;
    let choices = Choices { sheet: args.sheet.clone(), ..Choices::default() };
    let sniffed = source.run(Sniff::new(&source.facts, choices))?;
    let mut out = Out::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()));
    if sniffed.layout.header_row.is_some() {
        out.write(sniffed.header.iter().map(String::as_str));
    }
    let mut reader = TableReader::new(&source.facts, &sniffed.layout)?;
    while let Some(need) = reader.need() {
        let bytes = source.fetch(need)?;
        reader.answer(&bytes, &mut |row| out.row(row))?;
        out.check()?;
    }
    reader.finish(&mut |row| out.row(row))?;
    out.finish()
}

/// The output, with the first error of a row kept for after it: rows are handed on by a callback that cannot fail.
struct Out<W: Write> {
    writer: csv::Writer<W>,
    error: Option<csv::Error>,
}

impl<W: Write> Out<W> {
    fn new(out: W) -> Self {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(out);
        Self { writer, error: None }
    }

    fn row(&mut self, row: &RowCells<'_>) {
        if !row.is_blank() {
            self.write(row.iter().map(|cell| cell.text));
        }
    }

    fn write<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        if self.error.is_none() {
            self.error = self.writer.write_record(cells).err();
        }
    }

    fn check(&mut self) -> Result<(), Failure> {
        match self.error.take() {
            None => Ok(()),
            Some(error) => Err(io_error(error).into()),
        }
    }

    fn finish(mut self) -> Result<(), Failure> {
        self.check()?;
        Ok(self.writer.flush()?)
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(it) => it,
        kind => io::Error::other(format!("{kind:?}")),
    }
}
