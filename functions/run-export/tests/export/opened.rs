//! Workbooks in the programs that people and scripts open them with: `LibreOffice` and openpyxl. `cargo xtask test` brings
//! the second; where a program is not there, its test says so and looks at nothing.

#![expect(clippy::print_stderr, reason = "a test that looks at nothing says so")]

use std::path::Path;
use std::process::Command;

use gangway_contract::{ExportFormat, JobStatus, Scope, Value};
use serde_json::{Value as Json, json};

use crate::world::{Gangway, actor, export, field, text};

const COLUMNS: [&str; 8] = [
    "last_name",
    "employees",
    "annual_revenue",
    "birthday",
    "created_at",
    "tags",
    "notes",
    "phone",
];

/// A workbook of two sheets, as a file. The first record of all has a value of each kind.
fn book(folder: &Path) -> std::path::PathBuf {
    let gangway = Gangway::new(11);
    let values = [
        ("last_name", text("=1+1")),
        ("employees", text("120")),
        ("annual_revenue", text("1234567.5")),
        ("birthday", text("1990-05-17")),
        ("created_at", text("2026-11-22T13:00:00.000Z")),
        ("tags", Value::List(vec!["a".into(), "b".into()])),
        ("notes", text(" two\nlines, <b>&amp;</b> שלום")),
        ("phone", text("+46701234567")),
    ];
    gangway.put(11, values.map(|(name, value)| (field(name), value)).into());
    let mut wanted = export(&COLUMNS);
    wanted.format = ExportFormat::Xlsx;
    gangway.ask(wanted, actor(Scope::All));
    gangway.run();
    assert_eq!(gangway.job().status, JobStatus::Completed, "{:?}", gangway.job().refusal);
    let path = folder.join("leads.xlsx");
    std::fs::write(&path, gangway.file().expect("a file")).expect("written");
    path
}

fn said(command: &mut Command) -> String {
    let output = command.output().expect("run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What openpyxl sees of it.
const LOOK: &str = r"
import json, sys, warnings
import openpyxl
warnings.simplefilter('error')
book = openpyxl.load_workbook(sys.argv[1])
first = book.worksheets[0]
cells = first[2]
quick = openpyxl.load_workbook(sys.argv[1], read_only=True)
print(json.dumps({
    'sheets': [[it.title, it.max_row, it.freeze_panes, it.auto_filter.ref] for it in book],
    'quick': [sum(1 for _ in it.iter_rows()) for it in quick],
    'header': [first['A1'].value, first['A1'].font.b, first['A1'].fill.fgColor.rgb],
    'values': [str(it.value) for it in cells],
    'types': [it.data_type for it in cells],
    'formats': [it.number_format for it in cells[1:5]],
    'wide': first.column_dimensions['E'].width > first.column_dimensions['B'].width,
    'properties': [book.properties.title, book.properties.creator, book.properties.subject],
}))
";

#[test]
fn openpyxl_sees_sheets_types_formats_and_properties() {
    let Some(python) = std::env::var_os("GANGWAY_WORKBOOKS_PYTHON") else {
        eprintln!("GANGWAY_WORKBOOKS_PYTHON names no Python with openpyxl: nothing was opened.");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = book(folder.path());
    let seen = said(Command::new(python).args(["-c", LOOK]).arg(path));
    let seen: Json = serde_json::from_str(&seen).expect("JSON");
    let (first, second) = (["leads", "A2", "A1:I11"], ["leads 2", "A2", "A1:I3"]);
    let expected = json!({
        "sheets": [[first[0], 11, first[1], first[2]], [second[0], 3, second[1], second[2]]],
        "quick": [11, 3],
        "header": ["Last Name", true, "FFE4EAF1"],
        "values": [
            "'=1+1", "120", "1234567.5", "1990-05-17 00:00:00", "2026-11-22 13:00:00", "a; b",
            " two\nlines, <b>&amp;</b> שלום", "+46701234567", "None",
        ],
        "types": ["s", "n", "n", "d", "d", "s", "s", "s", "n"],
        "formats": ["0", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"],
        "wide": true,
        "properties": ["leads.xlsx", "ann", "leads"],
    });
    assert_eq!(seen, expected);
}

#[test]
fn libreoffice_opens_every_sheet() {
    let Ok(true) = Command::new("soffice").arg("--version").output().map(|it| it.status.success())
    else {
        eprintln!("LibreOffice is not installed: nothing was opened.");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = book(folder.path());
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    // A comma, quotes, UTF-8, from the first row on, every sheet.
    let form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", form, "--outdir"]).arg(folder.path());
    said(office.arg(&path));
    let sheet = |name: &str| {
        let file = folder.path().join(format!("leads-{name}.csv"));
        let mut rows =
            csv::ReaderBuilder::new().has_headers(false).from_path(file).expect("a sheet");
        let rows = rows.records().map(|it| it.expect("a row"));
        rows.map(|it| it.iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let (first, second) = (sheet("leads"), sheet("leads 2"));
    assert_eq!((first.len(), second.len()), (11, 3));
    assert_eq!(first[0], second[0]);
    let shown = ["'=1+1", "120", "1234567.5", "1990-05-17", "2026-11-22 13:00:00", "a; b"];
    assert_eq!(first[1][..6], shown);
    assert_eq!(first[1][7], "+46701234567");
    assert_eq!(second[2][0], "L0");
}
