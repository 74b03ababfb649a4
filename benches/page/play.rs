//! A day of play: the fastest training, points added and removed, and what that does to memory.

use std::fs;
use std::time::{Duration, Instant};

use browser::{Browser, Page, Result, Share};
use serde_json::{Value, json};

use crate::report::median;
use crate::{LINK, Plan, SCREEN, SCRIPT, run};

/// Memory is looked at this often.
const LOOK: Duration = Duration::from_secs(10);

/// What was used before this is not growth.
const FIRST: Duration = Duration::from_secs(60);

/// How many points come and go.
const POINTS: usize = 20;

/// What is in use at a moment, in bytes.
struct Memory {
    seconds: f64,
    wasm: f64,
    heap: f64,
    /// Of all the browser's processes; none where they are not known.
    resident: Option<f64>,
}

/// Plays for this long, prints what was used, and gives it as JSON.
pub fn play(browser: &mut Browser, plan: &Plan, share: Option<&Share>, time: Duration) -> Result<Value> {
    // Whose workers are listened to: they have to tell how large they are.
    let mut page = browser.page(SCREEN)?;
    page.preload(SCRIPT)?;
    run::open(&mut page, &plan.site, LINK)?;
    let plane = page.rect("#plane-canvas")?;
    let places = run::free_places(&mut page, plane, POINTS)?;
    let start = Instant::now();
    let mut looks = Vec::new();
    while start.elapsed() < time {
        for &at in &places {
            page.click(at)?;
        }
        for &at in &places {
            run::erase(&mut page, at)?;
        }
        if start.elapsed() > LOOK * (looks.len() as u32 + 1) {
            looks.push(Memory::look(&mut page, start.elapsed(), share)?);
        }
    }
    let edits = page.number("Number(bench.read('points'))")?;
    let later: Vec<&Memory> = looks.iter().filter(|look| look.seconds >= FIRST.as_secs_f64()).collect();
    println!("\nMemory while it trains and points come and go, in kB");
    let growths: Vec<_> = [
        ("wasm", (|look: &Memory| Some(look.wasm)) as fn(&Memory) -> Option<f64>),
        ("JavaScript's objects", |look| Some(look.heap)),
        ("all processes, resident", |look| look.resident),
    ]
    .into_iter()
    .map(|(name, of)| (name, grown(&later.iter().filter_map(|look| of(look)).collect::<Vec<_>>())))
    .collect();
    for (name, growth) in &growths {
        if let Some([before, after]) = growth {
            let (first, last, more) = (before / 1e3, after / 1e3, (after - before) / 1e3);
            println!("  {name:<24} {first:>9.0} after the first minute, {last:>9.0} at the end: {more:+.0}");
        }
    }
    Ok(json!({
        "play": {
            "minutes": time.as_secs_f64() / 60.0,
            "points": edits,
            "steps": page.number("Number(bench.read('step'))")?,
            "looks": looks.iter().map(Memory::json).collect::<Vec<_>>(),
        }
    }))
}

/// The middle of the first third of some numbers and of the last: single ones depend on when garbage was collected.
fn grown(numbers: &[f64]) -> Option<[f64; 2]> {
    let third = numbers.len().div_ceil(3);
    let (first, last) = (numbers.get(..third)?, numbers.get(numbers.len() - third..)?);
    (third > 0).then(|| [first, last].map(|part| median(part.to_vec())))
}

impl Memory {
    fn look(page: &mut Page, elapsed: Duration, share: Option<&Share>) -> Result<Self> {
        let heap = page.heap()? as f64;
        let wasm = page.number("Number(bench.read('memory'))")?;
        let resident = share.map(|share| share.processes().into_iter().map(resident).sum());
        Ok(Self { seconds: elapsed.as_secs_f64(), wasm, heap, resident })
    }

    fn json(&self) -> Value {
        json!({"seconds": self.seconds, "wasm": self.wasm, "heap": self.heap, "resident": self.resident})
    }
}

/// What a process has in memory; what several share is shared out among them.
fn resident(id: u32) -> f64 {
    let told = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let kilobytes = told.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix("kB"));
    kilobytes.and_then(|text| text.trim().parse::<f64>().ok()).map_or(0.0, |kilobytes| 1024.0 * kilobytes)
}
