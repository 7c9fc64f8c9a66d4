//! The command line, by running the binary: what scripts rely on.

#![expect(clippy::expect_used, reason = "the helpers of tests may fail a test")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const LEADS: &str = "First Name;Last Name;Email;Company;Annual Revenue\r\n\
    Ada;Lovelace;ada@example.com;Analytical;1200,50\r\n\
    Alan;Turing;not an address;Bletchley;7\r\n\
    Ada;Again;ADA@example.com;\"Analytical; Ltd\";8\r\n\
    ;;;;\r\n";

fn gangway(arguments: &[&str], file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gangway"))
        .args(arguments)
        .arg(file)
        .output()
        .expect("the binary runs")
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file can be written");
    path
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

#[track_caller]
fn check_refused(name: &str, bytes: &[u8], code: &str) {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, name, bytes);
    let output = gangway(&["inspect", "--json"], &path);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let refusal = &json(&output)["refusal"];
    assert_eq!(refusal["code"], code);
    let sentence = refusal["message"].as_str().expect("a sentence");
    assert_eq!(String::from_utf8_lossy(&output.stderr).trim_end(), sentence);
    assert_eq!(gangway(&["clean"], &path).status.code(), Some(2));
}

#[test]
fn inspect_says_what_a_file_is_and_how_its_rows_fare() {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, "leads.txt", LEADS.as_bytes());
    let output = gangway(&["inspect", "--json", "--module", "leads"], &path);
    assert!(output.status.success(), "{output:?}");
    let it = json(&output);
    assert_eq!(it["format"], "csv");
    assert_eq!(it["encoding"], "UTF-8");
    assert_eq!(it["dialect"]["delimiter"], ";");
    assert_eq!(it["dialect"]["quote"], "\"");
    assert_eq!(it["dialect"]["escape"], Value::Null);
    assert_eq!(it["header_row"], 1);
    assert_eq!(it["columns"][2]["index"], 2);
    assert_eq!(it["columns"][2]["field"], "email");
    assert_eq!(it["columns"][2]["status"], "auto");
    assert_eq!(it["rows"], 3);
    assert_eq!(it["counts"]["ok"], 1);
    assert_eq!(it["counts"]["failed"], 1);
    assert_eq!(it["counts"]["repeats"], 1);
    assert_eq!(it["issues"][0]["row"], 3);
    assert_eq!(it["issues"][0]["code"], "bad_email");
    assert_eq!(it["preview"][0]["record"]["email"], "ada@example.com");
}

#[test]
fn clean_writes_the_header_and_every_row_in_one_dialect() {
    let folder = TempDir::new().expect("a folder");
    let output = gangway(&["clean"], &file(&folder, "leads.csv", LEADS.as_bytes()));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(
        text,
        "First Name,Last Name,Email,Company,Annual Revenue\r\n\
         Ada,Lovelace,ada@example.com,Analytical,\"1200,50\"\r\n\
         Alan,Turing,not an address,Bletchley,7\r\n\
         Ada,Again,ADA@example.com,Analytical; Ltd,8\r\n"
    );
}

#[test]
fn check_counts_by_the_match_rule_and_prints_the_digest() {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, "leads.csv", LEADS.as_bytes());
    let by = |rule: &str| {
        json(&gangway(&["check", "--json", "--module", "leads", "--match", rule], &path))
    };
    assert_eq!(by("email")["counts"]["repeats"], 1);
    assert_eq!(by("last_name+company")["counts"]["repeats"], 0);
    assert_eq!(by("email")["digest"], by("email")["digest"]);
    assert_eq!(by("email")["digest"].as_str().map(str::len), Some(32));
    let output = gangway(&["check", "--module", "leads", "--match", "no_such_field"], &path);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn files_that_cannot_be_used_get_a_code_and_a_sentence() {
    check_refused("empty.csv", b"", "empty_file");
    check_refused("blank.csv", b"\r\n\r\n  \r\n", "empty_file");
    check_refused("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_table");
    check_refused("paper.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_a_table");
    check_refused("torn.xlsx", b"PK\x03\x04\x14\0\0\0\x08\0", "corrupt");
}

#[test]
fn a_header_without_rows_shows_its_mapping_and_cannot_be_checked() {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, "header.csv", b"First Name,Email\r\n");
    let output = gangway(&["inspect", "--json"], &path);
    assert!(output.status.success(), "{output:?}");
    let it = json(&output);
    assert_eq!(it["columns"][0]["field"], "first_name");
    assert_eq!(it["columns"][1]["field"], "email");
    assert!(it["unchecked"].as_str().expect("a sentence").contains("no data"));

    let output = gangway(&["check", "--module", "leads", "--match", "email", "--json"], &path);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(json(&output)["refusal"]["code"], "no_data_rows");
}

#[test]
fn a_file_that_is_not_there_is_no_refusal() {
    let output = gangway(&["clean"], Path::new("no-such-file.csv"));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-file.csv"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("long.csv");
    let mut long = std::fs::File::create(&path).expect("a file");
    writeln!(long, "name,email").expect("writes");
    for row in 0..200_000 {
        writeln!(long, "Ada {row},ada{row}@example.com").expect("writes");
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_gangway"))
        .arg("clean")
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
