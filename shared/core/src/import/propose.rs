//! The first guess: a plan from the file's head, for a person to look at.

use gangway_contract::{
    BlankCells, ColumnStatus, DuplicateMode, Field, ImportOptions, ImportPlan, JobKind, MatchRule,
    OwnerRule, PlanColumn, Refusal, Template,
};

use super::{Context, SEMANTICS};
use crate::field::{Directory, cut, trim};
use crate::mapping::{self, Mapped};
use crate::record::Identity;
use crate::schema::module_digest;
use crate::source::{Need, Pass};
use crate::table::{Choices, FileFacts, Head, Sniff, Sniffed};
use crate::template;

/// How many values of a column are shown, and how much of each.
pub(super) const SAMPLES: usize = 3;
pub(super) const SAMPLE_CHARS: usize = 80;

/// Makes an [`ImportPlan`] from the head of a file.
pub struct Propose {
    sniff: Sniff,
    context: Context,
    templates: Vec<Template>,
    chosen: Option<Template>,
    repairs: Option<ImportPlan>,
}

impl Propose {
    /// Looks at a file with what a person has chosen so far.
    pub fn new(file: &FileFacts, context: &Context, choices: Choices) -> Self {
        let sniff = Sniff::new(file, choices);
        Self { sniff, context: context.clone(), templates: Vec::new(), chosen: None, repairs: None }
    }

    /// Uses the first of these templates that was made for the file's header row.
    #[must_use]
    pub fn offering(mut self, templates: Vec<Template>) -> Self {
        self.templates = templates;
        self
    }

    /// Uses this template, whatever the file's header row is.
    #[must_use]
    pub fn using(mut self, template: Template) -> Self {
        self.chosen = Some(template);
        self
    }

    /// Uses the plan of the import that left the rows of this file, if it is a file that an import left.
    #[must_use]
    pub fn repairing(mut self, import: ImportPlan) -> Self {
        self.repairs = Some(import);
        self
    }

    /// The plan, and the first rows to be checked under it.
    pub fn finish_with_head(self) -> Result<(ImportPlan, Head), Refusal> {
        let Self { sniff, context, templates, chosen, repairs } = self;
        let sniffed = sniff.finish()?;
        let plan = plan_of(&sniffed, &context);
        let left = plan.origin.as_ref().is_some_and(|it| it.kind == JobKind::Import);
        let template = chosen.as_ref().or_else(|| template::matching(&plan, &templates));
        let plan = match (repairs.filter(|_| left && chosen.is_none()), template) {
            (Some(import), _) => template::repair(plan, &import, &context.module),
            (None, Some(template)) => template::apply(plan, template, &context.module),
            (None, None) => plan,
        };
        Ok((plan, sniffed.kept))
    }
}

impl Pass for Propose {
    type Output = ImportPlan;

    fn need(&self) -> Option<Need> {
        self.sniff.need()
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.sniff.answer(bytes)
    }

    fn finish(self) -> Result<ImportPlan, Refusal> {
        Ok(self.finish_with_head()?.0)
    }
}

fn plan_of(sniffed: &Sniffed, context: &Context) -> ImportPlan {
    let mapping = mapping::map(&context.module, &sniffed.header, &sniffed.head);
    let column = |(at, mapped): (usize, Option<Mapped>)| PlanColumn {
        index: u32::try_from(at).unwrap_or(u32::MAX),
        header: sniffed.header.get(at).cloned().unwrap_or_default(),
        confidence: mapped.as_ref().map_or(0, |it| it.confidence),
        status: if mapped.is_some() { ColumnStatus::Auto } else { ColumnStatus::Unmapped },
        field: mapped.map(|it| it.field),
        samples: samples(sniffed, at),
        date_order: None,
        decimal_sign: None,
        value_mapping: std::collections::BTreeMap::new(),
        join: None,
        replacements: Vec::new(),
    };
    let mut columns: Vec<_> = mapping.columns.into_iter().enumerate().map(column).collect();
    set_added_apart(&mut columns, sniffed);
    let options =
        ImportOptions { owner: owner_rule(sniffed, &columns, context), ..ImportOptions::default() };
    let plan = ImportPlan {
        semantics: SEMANTICS,
        module: context.module.id.clone(),
        module_digest: module_digest(&context.module),
        format: sniffed.layout.format,
        encoding: sniffed.layout.encoding.clone(),
        dialect: sniffed.layout.dialect.clone(),
        sheets: sniffed.sheets.clone(),
        sheet: sniffed.layout.sheet.clone(),
        header_row: sniffed.layout.header_row,
        columns,
        options,
        template: None,
        product: mapping.product,
        origin: sniffed.marked.as_ref().map(|it| it.origin.clone()),
        file_notes: sniffed.notes.clone(),
    };
    as_exported(plan, context)
}

/// An export that comes back is an edited copy of the module: its columns are called as the fields are, and where it says
/// which record a row is, that record takes what stands there, and loses what was emptied.
fn as_exported(mut plan: ImportPlan, context: &Context) -> ImportPlan {
    if plan.origin.as_ref().is_none_or(|it| it.kind != JobKind::Export) {
        return plan;
    }
    let mut fields: Vec<&Field> =
        context.module.fields.iter().filter(|it| !it.is_virtual && !it.read_only).collect();
    for column in plan.columns.iter_mut().filter(|it| it.status != ColumnStatus::Added) {
        let field = fields.iter().position(|it| it.label == column.header);
        column.field = field.map(|it| fields.swap_remove(it).id.clone());
        column.confidence = if column.field.is_some() { 100 } else { 0 };
        column.status =
            if column.field.is_some() { ColumnStatus::Auto } else { ColumnStatus::Unmapped };
    }
    if Identity::of(&plan).is_some() {
        // An export says of every record when it was made, whether or not that is one of its values.
        let made = plan.columns.iter_mut().filter(|it| is_for(it, "created_at"));
        made.for_each(|it| (it.status, it.field) = (ColumnStatus::Skipped, None));
        plan.options.match_rule = MatchRule::Identity;
        plan.options.mode = DuplicateMode::Update;
        plan.options.blank_cells = BlankCells::Clear;
    }
    plan
}

/// What Gangway added to a file is none of its data.
fn set_added_apart(columns: &mut [PlanColumn], sniffed: &Sniffed) {
    for at in sniffed.marked.iter().flat_map(|it| &it.added) {
        let Some(column) = columns.get_mut(*at) else { continue };
        column.status = ColumnStatus::Added;
        column.field = None;
        column.confidence = 0;
    }
}

fn samples(sniffed: &Sniffed, at: usize) -> Vec<String> {
    let cells = sniffed.head.iter().filter_map(|row| row.get(at));
    cells
        .map(|it| trim(&it.text))
        .filter(|it| !it.is_empty())
        .take(SAMPLES)
        .map(|it| cut(it, SAMPLE_CHARS))
        .collect()
}

/// The file's owners are followed if the directory knows any of them; who it does not know, the importer gets.
fn owner_rule(sniffed: &Sniffed, columns: &[PlanColumn], context: &Context) -> OwnerRule {
    let directory = Directory::new(&context.users);
    let column = columns.iter().find(|it| is_for(it, "owner"));
    let known = column.is_some_and(|column| {
        let cells = sniffed.head.iter().filter_map(|row| row.get(column.index as usize));
        cells.into_iter().any(|it| directory.find(trim(&it.text)).is_some())
    });
    if known {
        OwnerRule::Column { fallback: Some(context.importer.clone()) }
    } else {
        OwnerRule::Importer
    }
}

fn is_for(column: &PlanColumn, field: &str) -> bool {
    column.field.as_ref().is_some_and(|it| it.as_str() == field)
}
