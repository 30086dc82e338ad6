//! The picture: one outage, without retries, with retries, and with retries that have a budget.

use std::error::Error;
use std::time::Duration;

use plotters::backend::SVGBackend;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Rectangle, Text};
use plotters::prelude::Cartesian2d;
use plotters::series::{AreaSeries, DashedLineSeries, LineSeries};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle, WHITE};

use super::{Measured, SEEDS, SERVICE, Scenario, Strategy, Tenth, WATCHED, run};

const SIZE: (u32, u32) = (960, 956);
const HEAD: u32 = 96;
/// Attempts per second at the top of the shorter panels, and of the one in which they pile up.
const LOW: f64 = 1250.0;
const HIGH: f64 = 2500.0;

const INK: RGBColor = RGBColor(45, 45, 55);
const PALE: RGBColor = RGBColor(120, 120, 130);
const LOAD: RGBColor = RGBColor(200, 50, 60);
const ANSWERED: RGBColor = RGBColor(25, 125, 85);
const OUTAGE: RGBColor = RGBColor(255, 214, 150);

type Canvas<'s> = DrawingArea<SVGBackend<'s>, Shift>;
type Chart<'c, 's> = ChartContext<'c, SVGBackend<'s>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Failed<'s> = DrawingAreaErrorKind<<SVGBackend<'s> as plotters::backend::DrawingBackend>::ErrorType>;

/// Where something is written: seconds, and attempts per second.
type Place = (f64, f64);

/// One of the three pictures.
struct Panel {
    title: String,
    top: f64,
    run: Measured,
    labels: Vec<(&'static str, Place, TextStyle<'static>)>,
}

/// Draws the classic outage as SVG: the run, of all seeds, in which the budget does worst.
///
/// # Errors
///
/// Those of the drawing library.
pub fn picture() -> Result<String, Box<dyn Error>> {
    let back = |strategy: &Strategy, seed| run(&Scenario::OUTAGE, strategy, seed).figures.recovery;
    let seed = SEEDS.into_iter().max_by_key(|seed| back(&Strategy::RETRY_WITH_BUDGET, *seed).unwrap_or(Duration::MAX));
    let panels = panels(seed.unwrap_or_default());
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        canvas.fill(&WHITE)?;
        let (head, mut rest) = canvas.split_vertically(HEAD);
        head.draw(&Text::new("The same outage, three times", (24, 16), bold(26)))?;
        let told = "500 calls per second; a caller waits 1 s for an answer. For 20 s, the server is down to 30 % of its capacity.";
        head.draw(&Text::new(told, (24, 52), plain(14)))?;
        let told = "Callers who retry make up to 4 attempts, with exponential backoff and jitter.";
        head.draw(&Text::new(told, (24, 72), plain(14)))?;
        for panel in &panels {
            let (area, below) = rest.split_vertically(if panel.top > LOW { 393 } else { 230 });
            panel.draw(&area)?;
            rest = below;
        }
        canvas.present()?;
    }
    Ok(svg)
}

fn panels(seed: u64) -> [Panel; 3] {
    let panel = |name: &str, strategy: &Strategy, top, labels| {
        let run = run(&Scenario::OUTAGE, strategy, seed);
        let told = match run.figures.recovery {
            None => "the outage ends, the collapse does not".to_owned(),
            Some(after) => format!("all is well {:.1} s after the outage", after.as_secs_f64()),
        };
        Panel { title: format!("{name}: {told}"), top, run, labels }
    };
    let able = "what the server can do";
    [
        panel(
            "No retries",
            &Strategy::NO_RETRY,
            LOW,
            vec![
                ("the outage", (10.0, LOW - 160.0), bold(14).color(&RGBColor(150, 90, 0))),
                (able, (55.0, 750.0), plain(14)),
                ("attempts that the server gets: one for every call", (55.0, 560.0), bold(14).color(&LOAD)),
                ("calls answered", (-15.0, 200.0), bold(14).color(&ANSWERED)),
                ("calls answered: all", (55.0, 200.0), bold(14).color(&ANSWERED)),
            ],
        ),
        panel(
            "Retries",
            &Strategy::RETRY,
            HIGH,
            vec![
                ("the outage", (10.0, HIGH - 160.0), bold(14).color(&RGBColor(150, 90, 0))),
                ("attempts that the server gets: four for every call", (55.0, 2150.0), bold(14).color(&LOAD)),
                ("Why is nothing answered, although the server works at its full capacity?", (55.0, 1580.0), bold(14)),
                (
                    "The queue is longer than callers wait: an attempt waits there for 2 s. By then its",
                    (55.0, 1410.0),
                    plain(14),
                ),
                (
                    "caller has given up on it and sent the next one, which keeps the queue long.",
                    (55.0, 1270.0),
                    plain(14),
                ),
                (able, (55.0, 750.0), plain(14)),
                ("calls answered", (-15.0, 200.0), bold(14).color(&ANSWERED)),
                ("calls answered: none", (55.0, 60.0), bold(14).color(&ANSWERED)),
            ],
        ),
        panel(
            "Retries with a budget",
            &Strategy::RETRY_WITH_BUDGET,
            LOW,
            vec![
                (
                    "First the savings are spent. Then nothing succeeds, so nothing is earned,",
                    (55.0, 1090.0),
                    plain(14),
                ),
                ("and nothing is retried: the queue drains as fast as without retries.", (55.0, 955.0), plain(14)),
                (able, (55.0, 750.0), plain(14)),
                ("calls answered", (-15.0, 200.0), bold(14).color(&ANSWERED)),
                ("calls answered: all", (55.0, 200.0), bold(14).color(&ANSWERED)),
            ],
        ),
    ]
}

impl Panel {
    fn draw<'s>(&self, area: &Canvas<'s>) -> Result<(), Failed<'s>> {
        area.draw(&Text::new(self.title.clone(), (24, 4), bold(18)))?;
        let (from, to) = (since_outage(WATCHED.from), since_outage(WATCHED.to));
        let mut chart = ChartBuilder::on(area)
            .margin_top(32)
            .margin_right(24)
            .margin_left(14)
            .margin_bottom(8)
            .x_label_area_size(26)
            .y_label_area_size(58)
            .build_cartesian_2d(from..to, 0.0..self.top)?;

        let outage = since_outage(Scenario::OUTAGE.disturbance.to);
        chart.draw_series([Rectangle::new([(0.0, 0.0), (outage, self.top)], OUTAGE.mix(0.45).filled())])?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(WHITE.mix(0.0))
            .bold_line_style(INK.mix(0.1))
            .axis_style(PALE)
            .label_style(plain(13))
            .x_labels(13)
            .y_labels(6)
            .x_label_formatter(&|seconds| format!("{seconds:.0} s"))
            .y_label_formatter(&|rate| format!("{rate:.0}"))
            .y_desc("per second")
            .draw()?;

        let watched = &self.run.tenths[WATCHED.tenths()];
        let answered = || per_second(watched, |tenth| tenth.answered);
        chart.draw_series(AreaSeries::new(answered(), 0.0, ANSWERED.mix(0.25)))?;
        chart.draw_series(LineSeries::new(answered(), line(ANSWERED)))?;
        chart.draw_series(LineSeries::new(per_second(watched, |tenth| tenth.attempts), line(LOAD)))?;
        let dashed = ShapeStyle { stroke_width: 2, ..INK.into() };
        chart.draw_series(DashedLineSeries::new(capacity(&Scenario::OUTAGE), 6, 4, dashed))?;
        self.labels(&mut chart)
    }

    fn labels<'s>(&self, chart: &mut Chart<'_, 's>) -> Result<(), Failed<'s>> {
        for (text, place, style) in &self.labels {
            let style = style.pos(Pos::new(HPos::Center, VPos::Bottom));
            chart.draw_series([Text::new(*text, *place, style)])?;
        }
        Ok(())
    }
}

/// In seconds.
fn since_outage(moment: Duration) -> f64 {
    moment.as_secs_f64() - Scenario::OUTAGE.disturbance.from.as_secs_f64()
}

/// The rate in the second around each moment.
fn per_second(tenths: &[Tenth], what: fn(&Tenth) -> u32) -> impl Iterator<Item = Place> {
    tenths.windows(10).zip(0_u32..).map(move |(second, tenth)| {
        let middle = since_outage(WATCHED.from) + f64::from(tenth) / 10.0 + 0.5;
        (middle, f64::from(second.iter().map(what).sum::<u32>()))
    })
}

/// Attempts per second that the workers can do.
fn capacity(scenario: &Scenario) -> Vec<Place> {
    let able = |moment: Duration| f64::from(scenario.workers(moment)) / SERVICE.as_secs_f64();
    let at = |moment: Duration, as_of: Duration| (since_outage(moment), able(as_of));
    let (start, end) = (WATCHED.from, WATCHED.to);
    let (from, to) = (scenario.disturbance.from, scenario.disturbance.to);
    vec![at(start, start), at(from, start), at(from, from), at(to, from), at(to, to), at(end, to)]
}

fn line(color: RGBColor) -> ShapeStyle {
    ShapeStyle { color: color.to_rgba(), filled: false, stroke_width: 2 }
}

fn plain(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&INK)
}

fn bold(size: u32) -> TextStyle<'static> {
    ("sans-serif", size).into_font().style(FontStyle::Bold).color(&INK)
}
