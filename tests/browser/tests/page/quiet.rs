//! What the page does not do: spend processor time when nothing happens, ask other origins, run foreign script.

use std::collections::HashMap;
use std::time::{Duration, Instant};
use std::{fs, thread};

use browser::frontera::{
    NO_SERVICE_WORKER, PLANE, assert_sound, open, ready, state, wait_above, wait_lessons, wait_state,
};
use browser::{Kind, Page, Result, Viewport, in_each_browser, variable};

/// A process: its parent, and the processor time it has used in ticks of 10 ms.
type Process = (u32, u64);

/// All processes of this system; none where there is no `/proc` to read them from.
fn processes() -> HashMap<u32, Process> {
    let Ok(entries) = fs::read_dir("/proc") else { return HashMap::new() };
    let ids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(|id| Some((id, process(id)?))).collect()
}

fn process(id: u32) -> Option<Process> {
    // proc(5): after the name in parentheses come state, parent, …, and as the 12th and 13th the times.
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some((number(1)? as u32, number(11)? + number(12)?))
}

/// The processor time of each process of the browser that this test binary started.
fn times(kind: Kind) -> HashMap<u32, u64> {
    let all = processes();
    let flag = if kind == Kind::Chromium { "--user-data-dir" } else { "--profile" };
    let is_ours = |&id: &u32| {
        let command = fs::read_to_string(format!("/proc/{id}/cmdline")).unwrap_or_default();
        all.get(&id).is_some_and(|&(parent, _)| parent == std::process::id()) && command.contains(flag)
    };
    let descends = |&id: &u32| {
        let parents = std::iter::successors(Some(id), |id| all.get(id).map(|&(parent, _)| parent));
        parents.take(20).any(|id| is_ours(&id))
    };
    all.iter().filter(|(id, _)| descends(id)).map(|(&id, &(_, ticks))| (id, ticks)).collect()
}

/// The processor time that the browser uses in the next half second, in milliseconds.
fn spent(kind: Kind) -> u64 {
    const TICK: u64 = 10;
    let before = times(kind);
    thread::sleep(Duration::from_millis(500));
    let after = times(kind);
    TICK * after.iter().map(|(id, ticks)| ticks.saturating_sub(*before.get(id).unwrap_or(&0))).sum::<u64>()
}

/// Waits for half a second in which the browser uses no more than 4 % of a processor: what a browser without a page uses.
fn wait_quiet(kind: Kind) {
    const PATIENCE: Duration = Duration::from_secs(20);
    let start = Instant::now();
    let mut last = Vec::new();
    while start.elapsed() < PATIENCE {
        let now = spent(kind);
        if now <= 20 {
            return;
        }
        last.push(now);
    }
    panic!("{kind} does not come to rest: ms of processor time in each half second: {last:?}");
}

/// Waits for half a second in which it uses more: that it would be seen.
fn wait_busy(kind: Kind) {
    let start = Instant::now();
    while spent(kind) < 60 {
        assert!(start.elapsed() < Duration::from_secs(20), "{kind} uses no processor time at all");
    }
}

/// Tells the page that it is hidden or shown, as the browser would.
fn set_hidden(page: &mut Page, hidden: bool) -> Result<()> {
    page.eval(&format!(
        "(() => {{
            Object.defineProperty(document, 'hidden', {{ configurable: true, get: () => {hidden} }});
            document.dispatchEvent(new Event('visibilitychange'));
        }})()"
    ))
    .map(drop)
}

#[test]
fn a_paused_page_uses_no_processor_time() -> Result<()> {
    if processes().is_empty() {
        eprintln!("not tried: this system has no /proc");
        return Ok(());
    }
    in_each_browser(|browser| {
        let kind = browser.kind();
        for speed in ["max", "50"] {
            let mut page = open(browser, Viewport::LAPTOP, &format!("hidden=8,8&speed={speed}"))?;
            wait_quiet(kind);
            page.click_on("#play")?;
            wait_above(&mut page, "step", 10.0)?;
            wait_busy(kind);
            page.click_on("#play")?;
            wait_state(&mut page, "playing", "0")?;
            wait_quiet(kind);
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_hidden_page_neither_trains_nor_uses_processor_time() -> Result<()> {
    in_each_browser(|browser| {
        let kind = browser.kind();
        for speed in ["max", "50"] {
            let mut page = open(browser, Viewport::LAPTOP, &format!("hidden=8,8&speed={speed}"))?;
            page.click_on("#play")?;
            wait_above(&mut page, "step", 10.0)?;
            set_hidden(&mut page, true)?;
            wait_quiet(kind);
            assert_eq!(state(&mut page, "playing")?, "1");
            let step = browser::frontera::number(&mut page, "step")?;
            wait_quiet(kind);
            assert_eq!(
                browser::frontera::number(&mut page, "step")?.to_bits(),
                step.to_bits(),
                "hidden, it stands"
            );
            set_hidden(&mut page, false)?;
            wait_above(&mut page, "step", step + 5.0)?;
            assert_sound(&mut page)?;
        }
        Ok(())
    })
}

#[test]
fn a_diverged_or_empty_run_comes_to_rest() -> Result<()> {
    in_each_browser(|browser| {
        let kind = browser.kind();
        let mut page = open(browser, Viewport::LAPTOP, "dataset=blank")?;
        page.click_on("#play")?;
        page.wait_for("heard.said.length > 0")?;
        wait_quiet(kind);
        assert_sound(&mut page)
    })
}

#[test]
fn the_page_works_under_any_path() -> Result<()> {
    in_each_browser(|browser| {
        let site = variable("FRONTERA_SUBPATH_URL")?;
        let mut page = browser.page(Viewport::LAPTOP)?;
        page.preload(NO_SERVICE_WORKER)?;
        page.goto(&format!("{site}#dataset=xor"))?;
        page.wait_for("document.querySelector('#starting').hidden")?;
        page.wait_colours(PLANE, 2)?;
        page.click_on("#step")?;
        page.wait_for("document.querySelector('#step-shown').textContent === '1'")?;
        page.click_on("#share-open")?;
        let link = page.wait_for("document.querySelector('#share-link').value")?;
        assert!(link.as_str().is_some_and(|link| link.starts_with(&site)), "{link}");
        assert_eq!(page.errors()?, []);
        assert_eq!(page.foreign_requests(&site)?, Vec::<String>::new());
        assert!(page.requests()?.iter().any(|url| url.contains(".wasm")), "the worker's requests are heard");
        Ok(())
    })
}

#[test]
fn the_page_refuses_foreign_script() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        assert_sound(&mut page)?;
        page.eval(
            "(() => {
                const script = document.createElement('script');
                script.textContent = 'window.hacked = 1';
                document.head.append(script);
                const button = document.createElement('button');
                button.setAttribute('onclick', 'window.hacked = 2');
                document.body.append(button);
                button.click();
                const style = document.createElement('style');
                style.textContent = 'body { outline: 7px solid }';
                document.head.append(style);
            })()",
        )?;
        // What runs later runs under the page's policy and not under the driver's.
        let evaluated = page.string(
            "new Promise((resolve) => setTimeout(() => {
                try { resolve(String((0, eval)('window.hacked = 3'))); } catch (error) { resolve(error.name); }
            }))",
        )?;
        assert_eq!(evaluated, "EvalError");
        let fetched = page.string(
            "new Promise((resolve) => setTimeout(() => fetch('http://127.0.0.2:9/').then(() => 'came', () => 'refused').then(resolve)))",
        )?;
        assert_eq!(fetched, "refused");
        assert_eq!(page.eval("window.hacked ?? null")?, serde_json::Value::Null);
        assert_ne!(page.string("getComputedStyle(document.body).outlineWidth")?, "7px");
        let refused = page.errors()?;
        assert!(refused.len() >= 3, "{refused:?}");
        Ok(())
    })
}

#[test]
fn the_policy_allows_no_unsafe_script() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        let policy =
            page.string("document.querySelector('meta[http-equiv=Content-Security-Policy]').content")?;
        for word in ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*"] {
            assert!(!policy.contains(word), "{policy}");
        }
        assert!(policy.contains("default-src 'none'"), "{policy}");
        let inline = page.eval(
            "document.querySelectorAll('script:not([src], [type=\"application/json\"]), style').length",
        )?;
        assert_eq!(inline, 0);
        assert_sound(&mut page)
    })
}

#[test]
fn once_loaded_the_page_needs_no_network() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "")?;
        // What comes last of what comes by itself.
        wait_lessons(&mut page)?;
        page.set_offline(true)?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 10.0)?;
        page.click_on("#share-open")?;
        page.wait_for("document.querySelector('#share-link').value")?;
        page.key("Escape")?;
        page.set_offline(false)?;
        page.reload()?;
        ready(&mut page)?;
        assert_sound(&mut page)
    })
}
