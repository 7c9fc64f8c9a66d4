//! A leads file of any length, the same for the same seed: quoted commas and newlines, bad e-mails and dates,
//! repeats within the file, blank cells.

use std::collections::BTreeMap;

/// A generated row: the text of each cell, and whether a cell was made wrong.
#[derive(Clone)]
pub struct Lead {
    /// By field id, as the file has it; blank cells included.
    pub cells: Vec<String>,
    /// A bad e-mail or a bad date.
    pub bad: bool,
}

/// Header and field of every column, in the file's order.
pub const COLUMNS: [(&str, &str); 15] = [
    ("First Name", "first_name"),
    ("Last Name", "last_name"),
    ("Email", "email"),
    ("Company", "company"),
    ("Title", "title"),
    ("Phone", "phone"),
    ("Street", "street"),
    ("City", "city"),
    ("Postal Code", "postal_code"),
    ("Country", "country"),
    ("Lead Source", "lead_source"),
    ("Employees", "employees"),
    ("Website", "website"),
    ("Birthday", "birthday"),
    ("Notes", "notes"),
];

const LAST_NAMES: [&str; 8] =
    ["Müller", "O'Neill", "García", "Nowak", "Øberg", "Smith", "Yılmaz", "de Vries"];

const EMAIL: usize = 2;
const TITLE: usize = 4;
const BIRTHDAY: usize = 13;

/// `count` rows; 2 % have a bad e-mail, 2 % a bad date, 3 % repeat the e-mail of an earlier row.
pub fn generate(count: u32, seed: u64) -> Vec<Lead> {
    let mut random = Random(seed);
    let mut leads: Vec<Lead> = Vec::with_capacity(count as usize);
    for number in 0..count {
        let mut cells = cells(number, &mut random);
        let mut bad = false;
        match random.below(100) {
            0 | 1 => (cells[EMAIL], bad) = (format!("lead{number}.at.example.org"), true),
            2 | 3 => (cells[BIRTHDAY], bad) = (format!("1980-02-{}", 30 + random.below(2)), true),
            4..=6 if number > 0 => {
                let earlier = random.below(u64::from(number));
                cells[EMAIL] = email(u32::try_from(earlier).unwrap_or(0)).to_uppercase();
            }
            _ => {}
        }
        leads.push(Lead { cells, bad });
    }
    leads
}

/// The e-mail address of the lead with this number.
pub fn email(number: u32) -> String {
    format!("lead{number}@company{}.example.org", number % 9_973)
}

fn cells(number: u32, random: &mut Random) -> Vec<String> {
    let pick = |random: &mut Random, from: &[&str]| {
        let index = usize::try_from(random.below(from.len() as u64)).unwrap_or(0);
        from[index].to_owned()
    };
    let first =
        pick(random, &["Ann", "Björn", "Chloé", "Dmitri", "Ewa", "Fumiko", "Gökhan", "Héctor"]);
    // Two of them: as few people share a name and a company as in the files that people have.
    let last = format!("{}-{}", pick(random, &LAST_NAMES), pick(random, &LAST_NAMES));
    let city = pick(random, &["Berlin", "São Paulo", "Kraków", "Malmö", "Austin", "Kyōto"]);
    let source = pick(random, &["Web", "Referral", "Trade Show", ""]);
    let title = if number.is_multiple_of(10) {
        String::new()
    } else {
        format!("Head of Desk {}", random.below(40))
    };
    vec![
        first,
        last,
        email(number),
        format!("Company {}, Inc.", number % 9_973),
        title,
        format!("+4930{:07}", 2_000_000 + number),
        format!("Main Street {}\nFloor {}", random.below(200) + 1, random.below(9) + 1),
        city,
        format!("{:05}", random.below(99_999)),
        "Germany".to_owned(),
        source,
        random.below(20_000).to_string(),
        format!("https://company{}.example.org", number % 9_973),
        format!(
            "19{:02}-{:02}-{:02}",
            50 + random.below(50),
            1 + random.below(12),
            1 + random.below(28)
        ),
        format!("Met at \"Expo\", hall {}", random.below(30)),
    ]
}

/// The file: RFC 4180, UTF-8, comma.
pub fn to_csv(leads: &[Lead]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS.map(|(header, _)| header))?;
    for lead in leads {
        writer.write_record(&lead.cells)?;
    }
    Ok(writer.into_inner()?)
}

/// The records that are in the CRM before: every hundredth lead with another title, every thousandth unchanged.
pub fn existing(leads: &[Lead]) -> Vec<Lead> {
    let taken = |(number, lead): (u32, &Lead)| {
        // A lead that repeats an earlier one would be a second record of the same person.
        let is_own = lead.cells[EMAIL] == email(number);
        (number % 100 == 50 && !lead.bad && is_own).then(|| {
            let mut lead = lead.clone();
            if number % 1000 != 50 {
                "Before the import".clone_into(&mut lead.cells[TITLE]);
            }
            lead
        })
    };
    (0..).zip(leads).filter_map(taken).collect()
}

/// The values that a row must become, by field id. Blank cells are not there.
pub fn values(lead: &Lead) -> BTreeMap<String, String> {
    let named = COLUMNS.iter().zip(&lead.cells).filter(|(_, cell)| !cell.is_empty());
    named.map(|((_, field), cell)| ((*field).to_owned(), canonical(field, cell))).collect()
}

fn canonical(field: &str, cell: &str) -> String {
    if field == "email" { cell.to_lowercase() } else { cell.to_owned() }
}

/// `splitmix64`: small, fixed, and good enough to make rows differ.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (it ^ (it >> 31)) % bound
    }
}
