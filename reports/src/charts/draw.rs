//! This file is about putting a whole chart together: title, panels, marks and caption.

use super::canvas::{Anchor, Canvas, Letters, Point, Stroke};
use super::frame::{Caption, Frame};
use super::grid::{self, Flag, GUTTER};
use super::hues::Hues;
use super::key;
use super::panel::{Draft, LINE_HEIGHT, Margins};
use super::plot::Plot;
use super::text::Weight;
use super::{Chart, MarkKind, X};
use crate::theme;

/// More panels than this are no longer read as one picture.
const PANELS_MAX: usize = 6;

/// A panel with its place.
struct Cell<'a> {
    draft: Draft<'a>,
    plot: Plot,
    flags: Vec<Flag>,
    flag_rows: usize,
    /// The upper left corner (px).
    corner: Point,
    width: f64,
}

/// Draws the chart.
pub(super) fn svg(chart: &Chart, caption: Caption) -> String {
    let hues = Hues::of(&chart.panels);
    let (mut drafts, columns) = drafts(chart, &hues);
    let shared = shares_names(&drafts);
    let room = theme::CHART_WIDTH - 2.0 * GUTTER;
    let mut key_rows = 0;
    if shared {
        key_rows = key::rows(&drafts[0].series, room);
        drafts = drafts.into_iter().map(Draft::named_elsewhere).collect();
    }
    Frame::new((&chart.title, &chart.caption, &chart.alt), caption).svg(|top| {
        let (cells, below) = cells(chart, drafts, columns, top + key_rows as f64 * key::ROW_HEIGHT);
        let draw = move |canvas: &mut Canvas<'_>| {
            if shared {
                key::draw(canvas, &cells[0].draft.series, (GUTTER, top - 4.0), room);
            }
            cells.iter().for_each(|cell| cell.draw(canvas));
        };
        (below, draw)
    })
}

/// What each panel will draw, and in how many columns they stand.
fn drafts<'a>(chart: &'a Chart, hues: &Hues) -> (Vec<Draft<'a>>, usize) {
    let panels = &chart.panels[..chart.panels.len().min(PANELS_MAX)];
    let columns = grid::columns(panels.len());
    let hue = |label: &str| hues.of_label(label);
    let height = grid::plot_height(panels.len());
    let draft = |panel| Draft::new(panel, &hue, grid::width(columns), height);
    (panels.iter().map(draft).collect(), columns)
}

/// Whether many panels hold the same series, so that naming them once is enough.
fn shares_names(drafts: &[Draft<'_>]) -> bool {
    let names = |draft: &Draft<'_>| -> Vec<String> {
        draft.series.iter().map(|series| series.label.to_owned()).collect()
    };
    grid::columns(drafts.len()) > 1 && drafts.iter().all(|draft| names(draft) == names(&drafts[0]))
}

/// All panels with their places, and the height at which they end (px).
fn cells<'a>(
    chart: &Chart,
    drafts: Vec<Draft<'a>>,
    columns: usize,
    top: f64,
) -> (Vec<Cell<'a>>, f64) {
    let height = grid::plot_height(drafts.len());
    let width = grid::width(columns);
    let margins: Vec<Margins> =
        (0..columns).map(|column| widest(&drafts, column, columns)).collect();
    let mut cells = Vec::new();
    let mut y = top;
    let mut drafts = drafts.into_iter().enumerate().peekable();
    while drafts.peek().is_some() {
        let row: Vec<_> = drafts.by_ref().take(columns).collect();
        let heading = row.iter().map(|(_, draft)| draft.heading_height(width)).fold(0.0, f64::max);
        let mut placed: Vec<Cell<'_>> = Vec::new();
        for (nth, draft) in row {
            let column = nth % columns;
            let corner = (GUTTER + column as f64 * (width + 1.5 * GUTTER), y);
            let Margins { left, right } = margins[column];
            let (from, to) = (corner.0 + left, corner.0 + width - right);
            let plot = draft.plot((from, 0.0), (to, height));
            let dated = matches!(chart.panels[nth].x, X::Dates(_));
            let marks = if dated { chart.marks.as_slice() } else { &[] };
            let flags = grid::flags(marks, &plot, (corner.0, corner.0 + width));
            // Words once at the top of a column are enough; the lines run through all panels.
            let rows = flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0);
            let flag_rows = if nth < columns { rows } else { 0 };
            placed.push(Cell { draft, plot, flags, flag_rows, corner, width });
        }
        let rows = placed.iter().map(|cell| cell.flag_rows).max().unwrap_or(0);
        let plot_top = y + heading + 11.0 + rows as f64 * LINE_HEIGHT;
        let footing =
            placed.iter().map(|cell| cell.draft.footing_height(&cell.plot)).fold(0.0, f64::max);
        for cell in &mut placed {
            (cell.plot.top, cell.plot.bottom) = (plot_top, plot_top + height);
        }
        cells.append(&mut placed);
        y = plot_top + height + footing + 12.0;
    }
    (cells, y)
}

fn widest(drafts: &[Draft<'_>], column: usize, columns: usize) -> Margins {
    let of_column = drafts.iter().skip(column).step_by(columns).map(Draft::margins);
    of_column.fold(Margins::default(), |widest, next| Margins {
        left: widest.left.max(next.left),
        right: widest.right.max(next.right),
    })
}

impl Cell<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>) {
        self.draft.draw_heading(canvas, self.corner, self.width);
        self.draft.draw_below(canvas, &self.plot);
        for flag in &self.flags {
            self.draw_line_of(flag, canvas);
        }
        self.draft.draw_above(canvas, &self.plot);
        for flag in self.flags.iter().filter(|_| self.flag_rows > 0) {
            let style = Letters::new(theme::TICK_SIZE, Weight::Regular, colour(flag.kind));
            let y = self.plot.top - flag.row as f64 * LINE_HEIGHT - 6.0;
            canvas.text(&flag.words, (flag.span.0, y), Anchor::Start, style);
        }
    }

    fn draw_line_of(&self, flag: &Flag, canvas: &mut Canvas<'_>) {
        let rows = if self.flag_rows > 0 { flag.row + 1 } else { 0 };
        let top = self.plot.top - rows as f64 * LINE_HEIGHT;
        let line = [(flag.x, top), (flag.x, self.plot.bottom)];
        let stroke = Stroke { colour: colour(flag.kind), width: 1.25 };
        match flag.kind {
            MarkKind::Shock => canvas.path(&line, stroke),
            MarkKind::Amendment => canvas.dashes(&line, stroke, 3.0, 3.0),
        }
    }
}

fn colour(kind: MarkKind) -> theme::Colour {
    match kind {
        MarkKind::Shock => theme::SHOCK,
        MarkKind::Amendment => theme::AMENDMENT,
    }
}
