//! The picture: one outage, without and with a budget.

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

use super::measure::Tenth;
use super::{Measured, RUN, SCENARIOS, SERVICE, Scenario, Strategy, run};

const SIZE: (u32, u32) = (960, 800);
const HEAD: u32 = 84;
const TOP: f64 = 2600.0;

const INK: RGBColor = RGBColor(45, 45, 55);
const PALE: RGBColor = RGBColor(120, 120, 130);
const LOAD: RGBColor = RGBColor(200, 50, 60);
const ANSWERED: RGBColor = RGBColor(25, 125, 85);
const OUTAGE: RGBColor = RGBColor(255, 214, 150);

type Canvas<'s> = DrawingArea<SVGBackend<'s>, Shift>;
type Chart<'c, 's> = ChartContext<'c, SVGBackend<'s>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Failed<'s> = DrawingAreaErrorKind<<SVGBackend<'s> as plotters::backend::DrawingBackend>::ErrorType>;

/// Draws the first scenario, with retries that nothing holds back and with retries that have a budget, as SVG.
///
/// # Errors
///
/// Those of the drawing library.
pub fn picture(seed: u64) -> Result<String, Box<dyn Error>> {
    let scenario = &SCENARIOS[0];
    let without = run(scenario, &Strategy::RETRY, seed);
    let with = run(scenario, &Strategy::RETRY_WITH_BUDGET, seed);
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        canvas.fill(&WHITE)?;
        let (head, panels) = canvas.split_vertically(HEAD);
        head.draw(&Text::new("The same outage, twice", (24, 18), bold(26)))?;
        let told = "500 calls per second. From second 30 to 50, the server is down to 30 % of its capacity. \
                    Failed calls are tried up to 4 times, with exponential backoff and jitter.";
        head.draw(&Text::new(told, (24, 54), plain(13)))?;
        let panels = panels.split_evenly((2, 1));
        panel(&panels[0], scenario, &without, &format!("Retries without a budget: {}", told_of(&without)))?;
        panel(&panels[1], scenario, &with, &format!("Retries with a budget: {}", told_of(&with)))?;
        canvas.present()?;
    }
    Ok(svg)
}

fn told_of(measured: &Measured) -> String {
    match measured.recovery {
        None => "the outage ends, the collapse does not".to_owned(),
        Some(after) => format!("everything is back {:.1} s after the outage", after.as_secs_f64()),
    }
}

fn panel<'s>(area: &Canvas<'s>, scenario: &Scenario, measured: &Measured, title: &str) -> Result<(), Failed<'s>> {
    area.draw(&Text::new(title.to_owned(), (24, 4), bold(18)))?;
    let mut chart = ChartBuilder::on(area)
        .margin_top(32)
        .margin_right(24)
        .margin_left(14)
        .margin_bottom(8)
        .x_label_area_size(42)
        .y_label_area_size(58)
        .build_cartesian_2d(0.0..RUN.as_secs_f64(), 0.0..TOP)?;

    let disturbance = scenario.disturbance;
    let (from, to) = (disturbance.from.as_secs_f64(), disturbance.to.as_secs_f64());
    let shade = Rectangle::new([(from, 0.0), (to, TOP)], OUTAGE.mix(0.45).filled());
    chart.draw_series([shade])?;
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

    let answered = || per_second(&measured.tenths, |tenth| tenth.answered);
    chart.draw_series(AreaSeries::new(answered(), 0.0, ANSWERED.mix(0.25)))?;
    chart.draw_series(LineSeries::new(answered(), line(ANSWERED)))?;
    chart.draw_series(LineSeries::new(per_second(&measured.tenths, |tenth| tenth.attempts), line(LOAD)))?;
    let capacity = DashedLineSeries::new(capacity(scenario), 6, 4, ShapeStyle { stroke_width: 2, ..INK.into() });
    chart.draw_series(capacity)?;
    labels(&mut chart, measured, f64::midpoint(from, to))
}

fn labels<'s>(chart: &mut Chart<'_, 's>, measured: &Measured, outage: f64) -> Result<(), Failed<'s>> {
    let middle = |style: TextStyle<'static>| style.pos(Pos::new(HPos::Center, VPos::Bottom));
    let mut label = |text: &'static str, at: (f64, f64), style: TextStyle<'static>| {
        chart.draw_series([Text::new(text, at, middle(style))]).map(|_| ())
    };
    label("the outage", (outage, TOP - 170.0), bold(14).color(&RGBColor(150, 90, 0)))?;
    if measured.recovery.is_none() {
        label("attempts that the server gets: 4 for every call", (88.0, 2200.0), bold(14).color(&LOAD))?;
        label(
            "what the server could do, if it were not busy with calls that have timed out",
            (86.0, 750.0),
            plain(13),
        )?;
        label("calls answered: none", (86.0, 60.0), bold(14).color(&ANSWERED))?;
    } else {
        label("attempts that the server gets: few more than calls", (88.0, 1000.0), bold(14).color(&LOAD))?;
        label("what the server can do", (88.0, 750.0), plain(13))?;
        label("calls answered: all", (88.0, 250.0), bold(14).color(&ANSWERED))?;
    }
    label("calls answered", (15.0, 250.0), bold(14).color(&ANSWERED))
}

/// The rate in the second around each moment.
fn per_second(tenths: &[Tenth], what: fn(&Tenth) -> u32) -> impl Iterator<Item = (f64, f64)> {
    tenths
        .windows(10)
        .zip(0_u32..)
        .map(move |(second, tenth)| (f64::from(tenth) / 10.0 + 0.5, f64::from(second.iter().map(what).sum::<u32>())))
}

/// Attempts per second that the workers can do.
fn capacity(scenario: &Scenario) -> Vec<(f64, f64)> {
    let able = |moment: Duration| f64::from(scenario.workers(moment)) / SERVICE.as_secs_f64();
    let at = |moment: Duration, as_of: Duration| (moment.as_secs_f64(), able(as_of));
    let (from, to) = (scenario.disturbance.from, scenario.disturbance.to);
    vec![
        at(Duration::ZERO, Duration::ZERO),
        at(from, Duration::ZERO),
        at(from, from),
        at(to, from),
        at(to, to),
        at(RUN, to),
    ]
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
