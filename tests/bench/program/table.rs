//! Measurements, and the table in which they are printed.

use std::time::Duration;

/// Repeated measurements of one quantity.
#[derive(Default)]
pub struct Figures(Vec<f64>);

impl Figures {
    /// Adds a time, in milliseconds.
    pub fn time(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1e3);
    }

    /// Adds a value, if it could be measured.
    pub fn value(&mut self, value: Option<f64>) {
        self.0.extend(value);
    }

    /// Returns a percentile; `None` where nothing was measured.
    pub fn hundredth(&self, hundredth: usize) -> Option<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let at = sorted.len() * hundredth / 100;
        sorted.get(at.min(sorted.len().saturating_sub(1))).copied()
    }

    fn median(&self) -> Option<f64> {
        self.hundredth(50)
    }

    fn worst(&self) -> Option<f64> {
        self.hundredth(99)
    }

    /// Formats median and 99th percentile, such as `0.31 ms (0.44)`.
    fn shown(&self, unit: &str) -> String {
        match (self.median(), self.worst()) {
            (Some(median), Some(worst)) => format!("{} {unit} ({})", digits(median), digits(worst)),
            _ => NOTHING.to_owned(),
        }
    }
}

/// The text where nothing was measured.
const NOTHING: &str = "–";

/// The limit of a measurement.
pub enum Bar {
    /// The median, and perhaps the 99th percentile, as a multiple of the bare loop's.
    Times(f64, Option<f64>),
    /// The median as a multiple of the bare loop's, and the 99th percentile in its own unit.
    TimesBelow(f64, f64),
    /// The median in its own unit.
    Below(f64),
}

/// A line of the table.
pub struct Row {
    what: String,
    cells: [String; 2],
    ratio: String,
    bar: String,
}

impl Row {
    /// Creates a row with the measurements of both programs.
    ///
    /// The bare loop's may be empty.
    pub fn new(what: &str, unit: &str, [ours, bare]: [&Figures; 2], bar: &Bar) -> Self {
        let ratio = ratio(ours.median(), bare.median());
        let ratio_of_worst = ratio_at_worst(ours, bare);
        let (wanted, is_kept) = match *bar {
            Bar::Times(most, None) => (format!("{most}x"), ratio.map(|ratio| ratio <= most)),
            Bar::Times(most, Some(worst)) => (
                format!("{most}x ({worst}x)"),
                ratio
                    .zip(ratio_of_worst)
                    .map(|(a, b)| a <= most && b <= worst),
            ),
            Bar::TimesBelow(most, worst) => (
                format!("{most}x ({worst} {unit})"),
                ratio
                    .zip(ours.worst())
                    .map(|(a, b)| a <= most && b <= worst),
            ),
            Bar::Below(most) => (
                format!("{most} {unit}"),
                ours.median().map(|median| median <= most),
            ),
        };
        let kept = match is_kept {
            Some(true) => "kept",
            Some(false) => "missed",
            None => "not measured",
        };
        Self {
            what: what.to_owned(),
            cells: [ours.shown(unit), bare.shown(unit)],
            ratio: match (ratio, ratio_of_worst) {
                (Some(median), Some(worst)) => format!("{median:.1}x ({worst:.1}x)"),
                _ => NOTHING.to_owned(),
            },
            bar: format!("{wanted}: {kept}"),
        }
    }

    /// Creates a row of counts, for which a ratio means nothing.
    pub fn counts(what: &str, [ours, bare]: [Option<u64>; 2], most: u64) -> Self {
        let shown =
            |count: Option<u64>| count.map_or(NOTHING.to_owned(), |count| count.to_string());
        let kept = match ours {
            Some(count) if count <= most => "kept",
            Some(_) => "missed",
            None => "not measured",
        };
        Self {
            what: what.to_owned(),
            cells: [shown(ours), shown(bare)],
            ratio: NOTHING.to_owned(),
            bar: format!("{most}: {kept}"),
        }
    }
}

/// Formats the rows as a table in Markdown.
pub fn table(rows: &[Row]) -> String {
    let head = [
        "what",
        "chatquill, median (p99)",
        "bare loop",
        "ratio",
        "bar",
    ];
    let lines: Vec<[&str; 5]> = rows
        .iter()
        .map(|row| {
            [
                &*row.what,
                &row.cells[0],
                &row.cells[1],
                &row.ratio,
                &row.bar,
            ]
        })
        .collect();
    let width = |column: usize| {
        let cells = lines.iter().map(|line| line[column]);
        cells
            .chain([head[column]])
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; 5] = std::array::from_fn(width);
    let line = |cells: [&str; 5]| {
        let padded = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!(" {cell:width$} |"));
        format!("|{}\n", padded.collect::<String>())
    };
    let rule = widths.map(|width| "-".repeat(width + 2)).join("|");
    [line(head), format!("|{rule}|\n")]
        .into_iter()
        .chain(lines.into_iter().map(line))
        .collect()
}

fn ratio(ours: Option<f64>, bare: Option<f64>) -> Option<f64> {
    Some(ours? / bare.filter(|bare| *bare > 0.0)?)
}

fn ratio_at_worst(ours: &Figures, bare: &Figures) -> Option<f64> {
    ratio(ours.worst(), bare.worst())
}

/// Formats a number with a precision that fits its size.
fn digits(number: f64) -> String {
    match number {
        small if small < 10.0 => format!("{small:.2}"),
        large => format!("{large:.1}"),
    }
}
