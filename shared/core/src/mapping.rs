//! Which column fills which field: by what its header says, with its values as a second witness.
//!
//! The principle is that every word of a header must be accounted for. A header names a field only if what is
//! left, after words that change nothing ("Contact", "Work", "Mailing"), is one of the field's names. So a
//! column about somebody or something else (*owner's* e-mail, e-mail *status*, *assistant's* phone) is never
//! taken for the field whose name it contains, though nobody listed it.

mod assign;
mod header;
mod product;
mod score;
mod vocabulary;
mod witness;

use gangway_contract::{FieldId, Module};

use crate::table::OwnedCell;
use header::Header;
use score::Scorer;
use vocabulary::Vocabulary;

/// Below this, nothing is mapped by itself.
const THRESHOLD: i32 = 70;

/// A field for a column, and how sure that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapped {
    pub(crate) field: FieldId,
    /// 0 to 100.
    pub(crate) confidence: u8,
}

/// One answer a column, and the product that wrote the file where its headers tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapping {
    pub(crate) columns: Vec<Option<Mapped>>,
    pub(crate) product: Option<String>,
}

/// What a header is compared by: its letters and digits alone, folded.
pub(crate) fn header_key(header: &str) -> String {
    header::key(header)
}

/// Maps a header row with the rows below it onto a module.
pub(crate) fn map(module: &Module, header: &[String], head: &[Vec<OwnedCell>]) -> Mapping {
    let vocabulary = Vocabulary::load(module);
    let product = product::recognise(&vocabulary, header);
    let headers: Vec<Header> = header.iter().map(|it| Header::new(it)).collect();
    let judge = Scorer::new(module, &vocabulary, product);
    let nameless = headers.iter().all(Header::is_blank);
    let scores: Vec<Vec<i32>> = headers
        .iter()
        .enumerate()
        .map(|(at, header)| {
            let column = witness::Column::new(head, at);
            let scores = judge.scores(header);
            witness::weigh(module, scores, &column, header, nameless)
        })
        .collect();
    let chosen = assign::assign(&scores, module.fields.len(), THRESHOLD);
    let columns = chosen
        .into_iter()
        .map(|it| it.and_then(|(field, score)| mapped(module, field, score)))
        .collect();
    let mut mapping = Mapping { columns, product: product.map(|it| it.name.clone()) };
    settle_bare_name(module, &headers, &mut mapping.columns);
    mapping
}

fn mapped(module: &Module, field: usize, score: i32) -> Option<Mapped> {
    let field = module.fields.get(field)?.id.clone();
    Some(Mapped { field, confidence: u8::try_from(score.clamp(0, 100)).unwrap_or(100) })
}

/// `Vorname; Name` and `Nombre; Apellidos`: a bare name beside one half of a name is the other half.
fn settle_bare_name(module: &Module, headers: &[Header], columns: &mut [Option<Mapped>]) {
    let is = |it: &Option<Mapped>, id: &str| it.as_ref().is_some_and(|it| it.field.as_str() == id);
    let has = |columns: &[Option<Mapped>], id: &str| columns.iter().any(|it| is(it, id));
    let missing = match (has(columns, "first_name"), has(columns, "last_name")) {
        (true, false) => "last_name",
        (false, true) => "first_name",
        _ => return,
    };
    let field = module.fields.iter().find(|it| it.id.as_str() == missing);
    let bare = columns
        .iter_mut()
        .zip(headers)
        .find(|(it, header)| is(it, "full_name") && header.is_one_word());
    if let (Some(field), Some((Some(mapped), _))) = (field, bare) {
        mapped.field = field.id.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::default_modules;
    use crate::table::OwnedKind;

    #[test]
    fn headers_are_understood_however_they_are_written() {
        for (header, field) in [
            ("LASTNAME", "last_name"),
            ("lastName", "last_name"),
            ("Last_Name__c", "last_name"),
            ("Contact: Last Name", "last_name"),
            ("Person - Email - Work", "email"),
            ("E-Mail-Adresse", "email"),
            ("MailingPostalCode", "postal_code"),
            ("BILLINGSTREET", "street"),
            ("Mailing State/Province", "state"),
            ("Phone (Mobile)", "mobile"),
            ("Created (UTC)", "created_at"),
            ("# Employees", "employees"),
            ("Frist Name", "first_name"),
            ("会社名", "company"),
            ("Téléphone portable", "mobile"),
            ("Numéro de téléphone", "phone"),
        ] {
            assert_eq!(fields(&[header]), [Some(field.to_owned())], "{header}");
        }
    }

    #[test]
    fn a_column_about_somebody_or_something_else_stays_unmapped() {
        for header in [
            "Account Owner Email",
            "Assistant's Phone",
            "Manager Name",
            "Parent Account",
            "Previous Company",
            "Billing Contact",
            "Billing Contact Email",
            "Referrer",
            "Referred By",
            "Spouse",
            "Emergency Phone",
            "Email Opt Out",
            "Email Verified",
            "Email Status",
            "Last Activity Date",
            "Phone Type",
            "County",
            "Middle Name",
            "Email Domain Type",
            "Company LinkedIn Url",
            "Owner.id",
            "Account Name.id",
            "Reporting To",
            "Created By",
            "Twitter Url",
            "Address Line 2",
            "tag (metadata)",
            "Email / Phone",
        ] {
            assert_eq!(fields(&[header]), [None], "{header}");
        }
    }

    #[test]
    fn one_field_gets_one_column_and_the_better_one() {
        assert_eq!(
            fields(&["Home Phone", "Phone", "Other Email", "Email"]),
            [None, Some("phone".to_owned()), None, Some("email".to_owned())]
        );
        assert_eq!(
            fields(&["Title", "Job Title"]),
            [Some("salutation".to_owned()), Some("title".to_owned())]
        );
    }

    #[test]
    fn a_bare_name_beside_half_a_name_is_the_other_half() {
        assert_eq!(
            fields(&["Vorname", "Name"]),
            [Some("first_name".to_owned()), Some("last_name".to_owned())]
        );
        assert_eq!(
            fields(&["Nombre", "Apellidos"]),
            [Some("first_name".to_owned()), Some("last_name".to_owned())]
        );
        assert_eq!(
            fields(&["Name", "Email"]),
            [Some("full_name".to_owned()), Some("email".to_owned())]
        );
    }

    #[test]
    fn values_can_overrule_a_header() {
        let mapping = map_values("Email", &["yes", "no", "yes"]);
        assert_eq!(mapping, None);
        assert_eq!(
            map_values("Contact", &["Rajesh Kumar", "Sneha Reddy"]),
            Some("full_name".to_owned())
        );
        assert_eq!(map_values("Contact", &["555-7001", "555-7002"]), None);
        assert_eq!(
            map_values("Url", &["https://linkedin.com/in/a", "linkedin.com/in/b"]),
            Some("linkedin_url".to_owned())
        );
        assert_eq!(map_values("", &["a@x.com", "b@x.com"]), Some("email".to_owned()));
    }

    fn fields(header: &[&str]) -> Vec<Option<String>> {
        let header: Vec<String> = header.iter().map(|it| (*it).to_owned()).collect();
        names(map(&default_modules()[1], &header, &[]))
    }

    fn map_values(header: &str, values: &[&str]) -> Option<String> {
        let cell = |it: &&str| vec![OwnedCell { text: (*it).to_owned(), kind: OwnedKind::Text }];
        let head: Vec<_> = values.iter().map(cell).collect();
        names(map(&default_modules()[1], &[header.to_owned()], &head)).remove(0)
    }

    fn names(mapping: Mapping) -> Vec<Option<String>> {
        mapping.columns.into_iter().map(|it| it.map(|it| it.field.to_string())).collect()
    }
}
