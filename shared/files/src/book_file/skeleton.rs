//! A workbook without its rows: sheets with a header, formats, properties, and what ties them together, as
//! `rust_xlsxwriter` makes them. Rows are put between a sheet's two halves.

use std::io::{Cursor, Read};

use anyhow::{Context, Result};
use gangway_contract::Job;
use gangway_core::export::Column;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};
use zip::ZipArchive;

/// In characters.
const NARROWEST: usize = 8;
const WIDEST: usize = 50;
/// Where the rows of a sheet end.
const END_OF_ROWS: &str = "</sheetData>";
/// What does not depend on how many sheets there are, in this order.
const FIRST: [&str; 3] = ["_rels/.rels", "xl/theme/theme1.xml", "xl/styles.xml"];

/// What a workbook says of itself.
pub(super) struct About {
    properties: DocProperties,
    sheet: String,
}

impl About {
    pub(super) fn new(job: &Job) -> Self {
        let asked = job.created_at.get(..19).unwrap_or_default();
        let properties = DocProperties::new()
            .set_title(&job.file.name)
            .set_subject(job.module.as_str())
            .set_author(job.actor.user.as_str())
            .set_company("Gangway")
            .set_comment(format!("Export {}", job.id));
        // The moment at which it was asked for, so that writing it twice writes the same.
        let properties = match ExcelDateTime::parse_from_str(asked) {
            Ok(moment) => properties.set_creation_datetime(&moment),
            Err(_) => properties,
        };
        Self { properties, sheet: job.module.to_string() }
    }
}

/// The files of a workbook.
pub(super) struct Skeleton(Vec<(String, Vec<u8>)>);

impl Skeleton {
    /// With sheets of so many rows.
    pub(super) fn new(
        about: &About,
        columns: &[Column],
        widths: &[usize],
        sheets: &[u32],
    ) -> Result<Self> {
        let mut book = Workbook::new();
        book.set_properties(&about.properties);
        for (number, rows) in (1..).zip(sheets) {
            let name =
                if number == 1 { about.sheet.clone() } else { format!("{} {number}", about.sheet) };
            let name: String = name.chars().take(31).collect();
            // Only this mode writes texts where they stand.
            let sheet = book.add_worksheet_with_constant_memory()?.set_name(name)?;
            dress(sheet, columns, widths, *rows)?;
        }
        files(&book.save_to_buffer()?).map(Self)
    }

    /// What a zip can begin with.
    pub(super) fn first(&self) -> impl Iterator<Item = (&str, &[u8])> {
        FIRST.iter().filter_map(|name| Some((*name, self.find(name)?)))
    }

    /// What is known only when every sheet is.
    pub(super) fn last(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let is_last =
            |name: &str| !FIRST.contains(&name) && !name.starts_with("xl/worksheets/sheet");
        let files = self.0.iter().map(|(name, content)| (name.as_str(), content.as_slice()));
        files.filter(move |it| is_last(it.0))
    }

    /// A sheet's two halves.
    pub(super) fn sheet(&self, number: usize) -> Result<(String, &str)> {
        let text =
            std::str::from_utf8(self.find(&sheet_name(number)).context("a sheet is missing")?)?;
        let header = text.find("</row>").context("a sheet has no header")? + "</row>".len();
        let end = text.find(END_OF_ROWS).context("a sheet has no end")?;
        let (head, tail) = (text.get(..header).unwrap_or_default(), text.get(end..));
        Ok((without_dimension(head), tail.unwrap_or_default()))
    }

    /// By what numbers the cells of a sheet name the formats.
    pub(super) fn styles(&self) -> Result<[u32; FORMATS]> {
        let text = std::str::from_utf8(self.find(&sheet_name(1)).context("a sheet is missing")?)?;
        let sample = text.split("</row>").nth(1).context("a sheet has no sample")?;
        let mut styles = [0; FORMATS];
        for (style, cell) in styles.iter_mut().zip(sample.split(" s=\"").skip(1)) {
            let digits = cell.split('"').next().unwrap_or_default();
            *style = digits.parse().context("a format has no number")?;
        }
        Ok(styles)
    }

    fn find(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|it| it.0 == name).map(|it| it.1.as_slice())
    }
}

/// How many formats cells have.
pub(super) const FORMATS: usize = 8;

/// The formats of cells: whole numbers, money, shares with none, two and four decimals, days, moments, and texts of
/// several lines, which would lie over their neighbours otherwise.
fn formats() -> [Format; FORMATS] {
    let number = |it: &str| Format::new().set_num_format(it);
    [
        number("0"),
        number("#,##0.00"),
        number("0%"),
        number("0.00%"),
        number("0.0000%"),
        number("yyyy-mm-dd"),
        number("yyyy-mm-dd hh:mm:ss"),
        Format::new().set_text_wrap().set_align(FormatAlign::Top),
    ]
}

pub(super) fn sheet_name(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

fn dress(sheet: &mut Worksheet, columns: &[Column], widths: &[usize], rows: u32) -> Result<()> {
    sheet.set_freeze_panes(1, 0)?;
    let header = Format::new().set_bold().set_background_color(Color::RGB(0x00E4_EAF1));
    let header = header.set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Top);
    for (at, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, &column.header, &header)?;
    }
    // A row that is cut out again: with it the library knows every format, in all sheets alike.
    for (at, format) in (0..).zip(formats()) {
        sheet.write_blank(1, at, &format)?;
    }
    for (at, width) in (0..).zip(widths) {
        sheet.set_column_width(at, u16::try_from((*width).clamp(NARROWEST, WIDEST))?)?;
    }
    let last = u16::try_from(columns.len().saturating_sub(1))?;
    sheet.autofilter(0, 0, rows, last)?;
    Ok(())
}

fn files(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let count = archive.len();
    let read = |at| {
        let mut file = archive.by_index(at)?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        Ok((file.name()?.into_owned(), content))
    };
    (0..count).map(read).collect()
}

/// A sheet may say where its cells end, before them; who knows it then is not here.
fn without_dimension(head: &str) -> String {
    let Some(start) = head.find("<dimension") else { return head.to_owned() };
    let (before, rest) = head.split_at(start);
    let behind = rest.split_once("/>").map_or(rest, |it| it.1);
    format!("{before}{behind}")
}
