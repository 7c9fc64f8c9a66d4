//! Values, scored on what others wrote down: e-mail addresses of isemail, telephone numbers of libphonenumber.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test reads its corpus, prints its score, and may end in its helpers"
)]

mod support;

use std::collections::BTreeMap;

use support::{corpus, quoted, read, text};

#[test]
fn addresses_are_taken_and_refused_as_isemail_does() {
    let Some(folder) = corpus("isemail") else { return };
    let xml =
        std::fs::read_to_string(folder.join("test/tests.xml")).expect("tests.xml is readable");
    let tests: Vec<(String, bool)> = xml.split("<test ").skip(1).filter_map(expectation).collect();
    // A cell is trimmed before it is judged: what only differs by that is no test of an address.
    let tests: Vec<_> =
        tests.into_iter().filter(|(address, _)| address.trim() == address).collect();
    assert!(tests.len() > 120, "{} tests were found", tests.len());
    // A first column without blanks keeps rows whose address is nothing but blanks.
    let rows = tests.iter().map(|(address, _)| format!("x,{}\n", quoted(address)));
    let file = format!("Last Name,Email\n{}", rows.collect::<String>());
    let accepted: Vec<bool> =
        values(&file, "email", None).into_iter().map(|it| it.is_some()).collect();
    let wrong: Vec<_> =
        tests.iter().zip(&accepted).filter(|((_, want), got)| want != *got).collect();
    println!("isemail: {} of {} agree", tests.len() - wrong.len(), tests.len());
    for ((address, want), _) in &wrong {
        println!("  {address:?} should be taken: {want}");
    }
    // What differs on purpose: a domain needs a dot.
    assert!(wrong.len() * 100 <= tests.len() * 3, "{} of {} differ", wrong.len(), tests.len());
}

/// The address and whether a CRM should take it, by the policy in the corpus' README.
fn expectation(test: &str) -> Option<(String, bool)> {
    let inside = |tag: &str| {
        let from = test.find(&format!("<{tag}>"))? + tag.len() + 2;
        test.get(from..from + test[from..].find("</")?)
    };
    let taken = matches!(
        inside("category")?,
        "ISEMAIL_VALID_CATEGORY" | "ISEMAIL_DNSWARN" | "ISEMAIL_RFC5321"
    );
    let address = decoded(inside("address")?);
    // The corpus writes control characters as their pictures.
    let control = |it: char| match u32::from(it) {
        picture @ 0x2400..=0x241f => char::from_u32(picture - 0x2400).unwrap_or(it),
        _ => it,
    };
    Some((address.chars().map(control).collect(), taken))
}

/// XML's entities as the characters that they stand for.
fn decoded(xml: &str) -> String {
    let mut parts = xml.split('&');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').expect("an entity ends");
        let code = name.strip_prefix("#x").and_then(|it| u32::from_str_radix(it, 16).ok());
        let named = || {
            ["lt<", "gt>", "amp&", "quot\""]
                .iter()
                .find_map(|it| it.strip_prefix(name)?.chars().next())
        };
        text.extend(code.and_then(char::from_u32).or_else(named));
        text.push_str(rest);
    }
    text
}

#[test]
fn telephone_numbers_become_what_libphonenumber_makes_of_them() {
    let Some(folder) = corpus("libphonenumber") else { return };
    let csv =
        std::fs::read_to_string(folder.join("e164_expected_by_python_phonenumbers_9.0.43.csv"))
            .expect("the corpus is readable");
    let mut by_region: BTreeMap<&str, Vec<(String, &str)>> = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        // The number may hold commas of its own; it stands between the region and the last two cells.
        let [_, _, _, region, .., expected, _] = cells.as_slice() else { continue };
        let input = cells[4..cells.len() - 2].join(",").trim_matches('"').to_owned();
        by_region.entry(region).or_default().push((input, expected));
    }
    let (mut right, mut all) = (0_usize, 0_usize);
    for (region, numbers) in by_region {
        let rows = numbers.iter().map(|(input, _)| format!("x,{}\n", quoted(input)));
        let file = format!("Last Name,Phone\n{}", rows.collect::<String>());
        for (value, (input, expected)) in values(&file, "phone", Some(region)).iter().zip(&numbers)
        {
            all += 1;
            if value.as_deref() == Some(*expected) {
                right += 1;
            } else {
                println!("  {region} {input}: {value:?}, not {expected}");
            }
        }
    }
    println!("libphonenumber: {right} of {all} right");
    assert!(all > 3000 && right * 100 >= all * 99, "{right} of {all} right");
}

/// What a field holds in every row of a file.
fn values(file: &str, field: &str, country: Option<&str>) -> Vec<Option<String>> {
    let context = support::context("leads");
    let mut plan = support::propose(file.as_bytes(), &context).expect("a plan");
    plan.options.phone_country = country.map(str::to_owned);
    // The values shall not decide whether the column is mapped.
    plan.dialect.as_mut().expect("a dialect").escape = None;
    for column in &mut plan.columns {
        let id = if column.header == "Last Name" { "last_name" } else { field };
        column.field = gangway_contract::FieldId::parse(id).ok();
        column.status = gangway_contract::ColumnStatus::Manual;
    }
    let rows = read(file.as_bytes(), &plan, &context).expect("rows");
    rows.iter().map(|it| text(&it.record, field)).collect()
}
