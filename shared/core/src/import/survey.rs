//! What only a whole column tells: the order of day and month, the decimal sign.
//!
//! What stays open after the survey (`None` in the plan, though the column has dates that can be read either
//! way) is asked; until it is answered, such cells are issues that say so. Nothing is guessed silently.

use gangway_contract::{
    CheckReport, CorrectionReport, DateOrder, DecimalSign, FieldId, FieldType, ImportPlan, Module,
    PlanColumn, Refusal,
};

use super::check::Checked;
use super::propose::{SAMPLE_CHARS, SAMPLES};
use super::read::{Run, corrected};
use super::report::Report;
use super::{Context, check_plan, no_data_rows};
use crate::correct::Overlay;
use crate::field::date::{self, Parts};
use crate::field::decimal::{self, Evidence, Sort};
use crate::field::{cut, trim};
use crate::keys;
use crate::record::leaders;
use crate::schema;
use crate::source::{Need, Pass};
use crate::table::{Cell, CellKind, FileFacts, Head, Layout, RowCells, SAMPLE_ROWS, TableReader};

/// Completes a plan from the whole file. If the plan leaves nothing open, no byte is read.
pub struct Survey {
    reader: Option<TableReader>,
    plan: ImportPlan,
    columns: Vec<Open>,
    rows: u32,
    overlay: Option<Overlay>,
    ahead: Option<Ahead>,
}

/// The check under the plan that the head of the file speaks for, run along with the survey: if the whole file
/// says the same, nobody needs to read it again.
struct Ahead {
    plan: ImportPlan,
    run: Run<Report>,
}

/// A column with something to find out.
struct Open {
    index: usize,
    sort: Question,
    votes: Votes,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    Order,
    Sign(Sort),
}

/// How many cells speak for day first or point, and for month first or comma.
#[derive(Clone, Copy, Default)]
struct Votes(u32, u32);

impl Survey {
    /// Checks the plan and finds out what it leaves open.
    pub fn new(file: &FileFacts, plan: ImportPlan, context: &Context) -> Result<Self, Refusal> {
        let mut survey = Self::asking(plan, context)?;
        if !survey.columns.is_empty() {
            survey.reader = Some(TableReader::new(file, &Layout::from(&survey.plan))?);
        }
        Ok(survey)
    }

    /// What the plan leaves open, without a file to answer it.
    fn asking(plan: ImportPlan, context: &Context) -> Result<Self, Refusal> {
        check_plan(&plan, context)?;
        let mut plan = plan;
        plan.options.match_rule = keys::settle(&plan.options.match_rule, &context.module);
        let question = |(column, id): (&PlanColumn, &FieldId)| {
            let field = schema::field(&context.module, id)?;
            let sort = question(field.field_type, column)?;
            Some(Open { index: column.index as usize, sort, votes: Votes::default() })
        };
        let columns: Vec<_> = leaders(&plan).filter_map(question).collect();
        let overlay = Overlay::new(&plan, &context.corrections)?;
        Ok(Self { reader: None, plan, columns, rows: 0, overlay, ahead: None })
    }

    /// Checks the rows along with the survey, under what the head of the file says.
    pub fn checking_ahead(mut self, head: &Head, context: &Context) -> Result<Self, Refusal> {
        if self.reader.is_some() {
            self.reader = Some(TableReader::after(head, &Layout::from(&self.plan))?);
            let plan = guess(head, self.plan.clone(), context)?;
            let run = Run::new(&plan, context, Report::new(&plan))?;
            self.ahead = Some(Ahead { plan, run });
        }
        Ok(self)
    }

    /// Remembers places in the file while the rows are checked along.
    #[must_use]
    pub fn indexed(mut self, every: u64) -> Self {
        if let (Some(reader), Some(_)) = (&mut self.reader, &self.ahead) {
            reader.remember(every);
        }
        self
    }

    /// What the rows so far came to, where they are checked along.
    pub fn progress(&self) -> Option<CheckReport> {
        let Ahead { plan, run } = self.ahead.as_ref()?;
        let report = run.sink().clone_counts();
        let report = report.finish(plan.clone(), run.receipt_so_far(), run.blank());
        Some(CheckReport { corrections: self.corrections_so_far(), ..report })
    }

    /// The plan, and its check if the rows were checked along under the very same plan.
    pub fn finish_with_check(mut self) -> Result<(ImportPlan, Option<Checked>), Refusal> {
        let Some(reader) = self.reader.take() else { return Ok((self.plan, None)) };
        let notes = reader.finish_with_notes(&mut |row| self.row(row))?;
        if self.rows == 0 {
            return Err(no_data_rows(&self.plan));
        }
        let ahead = self.ahead.take();
        let corrections = self.overlay.take().map(Overlay::finish).unwrap_or_default();
        let plan = self.decided();
        let checked = ahead.filter(|it| it.plan == plan).map(|Ahead { plan, run }| {
            let blank = run.blank();
            let (receipt, sink) = run.finish();
            sink.finish(plan, receipt, blank).with(notes, corrections)
        });
        Ok((plan, checked))
    }

    fn corrections_so_far(&self) -> CorrectionReport {
        self.overlay.as_ref().map(Overlay::report).unwrap_or_default()
    }

    fn row(&mut self, row: &RowCells<'_>) {
        let row = &corrected(&mut self.overlay, row);
        look(row, &mut self.plan, &mut self.columns, &mut self.rows);
        if let Some(ahead) = &mut self.ahead {
            ahead.run.row(row);
        }
    }

    /// The plan with what the votes say.
    fn decided(self) -> ImportPlan {
        let Self { mut plan, columns, .. } = self;
        for open in &columns {
            let column = plan.columns.iter_mut().find(|it| it.index as usize == open.index);
            if let Some(column) = column {
                open.decide(column);
            }
        }
        plan
    }

    /// The data rows that were seen so far.
    pub fn rows(&self) -> u32 {
        self.rows
    }
}

/// A column whose dates may be read either way, as its samples show, and whose order nothing has decided.
pub fn undecided<'p>(plan: &'p ImportPlan, module: &Module) -> Option<&'p PlanColumn> {
    let is_date = |id: &FieldId| {
        let field = schema::field(module, id);
        field.is_some_and(|it| matches!(it.field_type, FieldType::Date | FieldType::Datetime))
    };
    let is_open = |(column, id): &(&PlanColumn, &FieldId)| {
        let is_ambiguous = || column.samples.iter().any(|it| reads_both_ways(it));
        column.date_order.is_none() && is_date(id) && is_ambiguous()
    };
    leaders(plan).find(is_open).map(|(column, _)| column)
}

fn reads_both_ways(text: &str) -> bool {
    let parts = date::slashed(text.as_bytes()).or_else(|| date::parts(date::split_time(text).0));
    matches!(parts, Some(Parts::Numeric { first: 1..=12, second: 1..=12, .. }))
}

fn question(field_type: FieldType, column: &PlanColumn) -> Option<Question> {
    let sign = |sort| column.decimal_sign.is_none().then_some(Question::Sign(sort));
    match field_type {
        FieldType::Date | FieldType::Datetime => {
            column.date_order.is_none().then_some(Question::Order)
        }
        FieldType::Decimal => sign(Sort::Plain),
        FieldType::Currency => sign(Sort::Currency),
        FieldType::Percent => sign(Sort::Percent),
        _ => None,
    }
}

impl Pass for Survey {
    type Output = ImportPlan;

    fn need(&self) -> Option<Need> {
        self.reader.as_ref().and_then(TableReader::need)
    }

    fn answer(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let Some(mut reader) = self.reader.take() else { return Ok(()) };
        let answered = reader.answer(bytes, &mut |row| self.row(row));
        let place = reader.place();
        self.reader = Some(reader);
        if let Some(Ahead { run, .. }) = &mut self.ahead {
            run.pause();
            if let Some(place) = place {
                let (turn, blank) = (run.turn(), run.blank());
                run.sink_mut().stop(place, turn, blank);
            }
        }
        answered
    }

    fn finish(self) -> Result<ImportPlan, Refusal> {
        Ok(self.finish_with_check()?.0)
    }
}

/// The plan as the head of the file alone would complete it.
pub(super) fn guess(
    head: &Head,
    plan: ImportPlan,
    context: &Context,
) -> Result<ImportPlan, Refusal> {
    let mut survey = Survey::asking(plan, context)?;
    let layout = Layout::from(&survey.plan);
    let Survey { plan, columns, rows, overlay, .. } = &mut survey;
    if !columns.is_empty() {
        head.visit(&layout, &mut |row| {
            look(&corrected(overlay, row), plan, columns, rows);
            (*rows as usize) < SAMPLE_ROWS
        })?;
    }
    Ok(survey.decided())
}

fn look(row: &RowCells<'_>, plan: &mut ImportPlan, columns: &mut [Open], rows: &mut u32) {
    if row.is_blank() {
        return;
    }
    *rows = rows.saturating_add(1);
    for open in columns {
        let cell = row.get(open.index);
        if cell.kind != CellKind::Text || cell.text.is_empty() {
            continue;
        }
        open.votes.add(open.sort, &cell);
        // Samples lie in the head, except in a column that begins with blanks.
        if *rows > 200 {
            continue;
        }
        let column = plan.columns.iter_mut().find(|it| it.index as usize == open.index);
        let text = trim(cell.text);
        if let Some(column) = column.filter(|it| it.samples.len() < SAMPLES && !text.is_empty())
            && column.samples.iter().all(|it| it != text)
        {
            column.samples.push(cut(text, SAMPLE_CHARS));
        }
    }
}

impl Votes {
    fn add(&mut self, sort: Question, cell: &Cell<'_>) {
        let text = trim(cell.text);
        let vote = match sort {
            Question::Order => order_of(text).map(|it| it == DateOrder::DayFirst),
            Question::Sign(sort) => sign_of(text, sort).map(|it| it == DecimalSign::Point),
        };
        match vote {
            Some(true) => self.0 += 1,
            Some(false) => self.1 += 1,
            None => {}
        }
    }

    /// The larger side; a few cells that contradict it are the file's mistakes and become issues.
    fn winner(self) -> Option<bool> {
        (self.0 != self.1).then_some(self.0 > self.1)
    }
}

/// Only a number above 12 proves an order.
fn order_of(text: &str) -> Option<DateOrder> {
    if text.len() == 10 && date::iso(text.as_bytes()).is_some() {
        return None;
    }
    let parts = date::slashed(text.as_bytes()).or_else(|| date::parts(date::split_time(text).0));
    match parts? {
        Parts::Numeric { first: 13..=31, second: 1..=12, .. } => Some(DateOrder::DayFirst),
        Parts::Numeric { first: 1..=12, second: 13..=31, .. } => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

fn sign_of(text: &str, sort: Sort) -> Option<DecimalSign> {
    let (_, body) = decimal::strip_signs(text, sort)?;
    match decimal::evidence(body) {
        Evidence::Decimal(sign) => Some(sign),
        Evidence::Grouped(DecimalSign::Point) => Some(DecimalSign::Comma),
        Evidence::Grouped(DecimalSign::Comma) => Some(DecimalSign::Point),
        Evidence::None | Evidence::Either(_) => None,
    }
}

impl Open {
    fn decide(&self, column: &mut PlanColumn) {
        let winner = self.votes.winner();
        match self.sort {
            Question::Order => {
                let order = |day| if day { DateOrder::DayFirst } else { DateOrder::MonthFirst };
                column.date_order = winner.map(order);
            }
            Question::Sign(_) => {
                let sign = |point| if point { DecimalSign::Point } else { DecimalSign::Comma };
                column.decimal_sign = winner.map(sign);
            }
        }
    }
}
