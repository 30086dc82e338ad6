//! Draws curves: reads lines of `series<TAB>x<TAB>y` and writes an SVG.
//!
//! `plot TITLE X-LABEL Y-LABEL`; both axes begin at zero.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::stdin;

use plotters::backend::SVGBackend;
use plotters::chart::{ChartBuilder, SeriesLabelPosition};
use plotters::drawing::IntoDrawingArea;
use plotters::element::{Circle, PathElement};
use plotters::series::LineSeries;
use plotters::style::{Color, RGBColor, WHITE};

const COLOURS: [RGBColor; 5] = [
    RGBColor(200, 50, 60),
    RGBColor(40, 90, 180),
    RGBColor(25, 125, 85),
    RGBColor(150, 110, 20),
    RGBColor(120, 120, 130),
];

type Curves = BTreeMap<String, Vec<(f64, f64)>>;

fn read() -> Result<Curves, Box<dyn Error>> {
    let mut curves = Curves::new();
    for line in stdin().lines() {
        let line = line?;
        let [series, x, y] = line.split('\t').collect::<Vec<_>>()[..] else { return Err("three columns".into()) };
        curves.entry(series.to_owned()).or_default().push((x.parse()?, y.parse()?));
    }
    Ok(curves)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [title, x_label, y_label] = &arguments[..] else { return Err("plot TITLE X-LABEL Y-LABEL".into()) };
    let curves = read()?;
    let points = || curves.values().flatten();
    let most_x = points().map(|point| point.0).fold(0.0, f64::max);
    let most_y = points().map(|point| point.1).fold(0.0, f64::max);
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, (720, 420)).into_drawing_area();
        canvas.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(&canvas)
            .caption(title, ("sans-serif", 18))
            .margin(16)
            .x_label_area_size(40)
            .y_label_area_size(70)
            .build_cartesian_2d(0.0..most_x * 1.02, 0.0..most_y * 1.08)?;
        chart.configure_mesh().light_line_style(WHITE).x_desc(x_label).y_desc(y_label).draw()?;
        for ((series, points), colour) in curves.iter().zip(COLOURS.iter().cycle()) {
            chart
                .draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?
                .label(series)
                .legend(|(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
            chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, colour.filled())))?;
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .background_style(WHITE.mix(0.8))
            .border_style(COLOURS[4])
            .draw()?;
        canvas.present()?;
    }
    println!("{svg}");
    Ok(())
}
