//! What was measured, each figure beside its goal, as a table or as JSON.

use serde_json::{Value, json};

/// What a figure must reach.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// It explains another one.
    None,
    AtLeast(f64),
    AtMost(f64),
}

/// One figure.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    bench: &'static str,
    what: String,
    value: f64,
    unit: &'static str,
    goal: Goal,
}

impl Figure {
    /// A figure of a measurement; `unit` is what stands behind its value.
    pub(crate) fn new(
        bench: &'static str,
        what: impl Into<String>,
        value: f64,
        unit: &'static str,
    ) -> Self {
        Self { bench, what: what.into(), value, unit, goal: Goal::None }
    }

    /// The same figure with what it must reach.
    pub(crate) fn goal(self, goal: Goal) -> Self {
        Self { goal, ..self }
    }

    fn holds(&self) -> Option<bool> {
        match self.goal {
            Goal::None => None,
            Goal::AtLeast(least) => Some(self.value >= least),
            Goal::AtMost(most) => Some(self.value <= most),
        }
    }

    fn json(&self) -> Value {
        let goal = match self.goal {
            Goal::None => Value::Null,
            Goal::AtLeast(it) => json!({ "at_least": it }),
            Goal::AtMost(it) => json!({ "at_most": it }),
        };
        json!({
            "bench": self.bench, "what": self.what, "value": self.value, "unit": self.unit,
            "goal": goal, "holds": self.holds(),
        })
    }

    fn cells(&self) -> [String; 5] {
        let goal = match self.goal {
            Goal::None => String::new(),
            Goal::AtLeast(it) => format!("≥ {}", short(it)),
            Goal::AtMost(it) => format!("≤ {}", short(it)),
        };
        let mark = match self.holds() {
            None => "",
            Some(true) => "✓",
            Some(false) => "✗",
        };
        let value = format!("{} {}", short(self.value), self.unit);
        [self.bench.to_owned(), self.what.clone(), value.trim().to_owned(), goal, mark.to_owned()]
    }
}

/// All figures as one JSON object.
pub(crate) fn to_json(figures: &[Figure]) -> String {
    json!({ "figures": figures.iter().map(Figure::json).collect::<Vec<_>>() }).to_string()
}

/// All figures as a table, its columns as wide as their widest cell.
pub(crate) fn to_table(figures: &[Figure]) -> String {
    let head = ["bench", "what", "measured", "goal", ""].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(figures.iter().map(Figure::cells)).collect();
    let width = |at: usize| rows.iter().map(|it| it[at].chars().count()).max().unwrap_or(0);
    let widths: [usize; 5] = std::array::from_fn(width);
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// Three digits that matter, and thousands apart.
fn short(value: f64) -> String {
    if value >= 1000.0 {
        let digits = format!("{value:.0}");
        let groups: Vec<_> =
            digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
        return groups.join(" ");
    }
    let places = if value >= 100.0 || value.fract().abs() < f64::EPSILON {
        0
    } else if value >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_held_against_its_goal() {
        let figure = |goal| Figure::new("csv", "ratio", 1.5, "×").goal(goal).holds();
        assert_eq!(figure(Goal::AtLeast(1.5)), Some(true));
        assert_eq!(figure(Goal::AtMost(1.4)), Some(false));
        assert_eq!(figure(Goal::None), None);
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (1_234_567.0, "1 234 567"),
            (512.4, "512"),
            (12.34, "12.3"),
            (1.0, "1"),
            (0.126, "0.13"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
