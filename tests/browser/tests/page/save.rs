//! What can be taken home: figures, the network for other programs, and whether those say the same.

use std::fs;
use std::process::Command;

use browser::frontera::{Hand, by_each_hand, open, reveal, state, wait_above, wait_state};
use browser::{Error, Page, Result, Viewport, in_each_browser, variable};
use frontera::nn::pass::Pass;
use frontera::nn::scalar::{Lanes, Scalar};

use crate::native;

/// Keeps what is saved instead of saving it: its name, and the file.
const KEEP: &str = "window.kept = [];
    const files = new Map();
    URL.createObjectURL = (file) => {
        const address = `blob:kept-${files.size}`;
        files.set(address, file);
        return address;
    };
    HTMLAnchorElement.prototype.click = function () {
        kept.push([this.download, files.get(this.href)]);
    };";

/// Opens the dialog.
fn dialog(page: &mut Page, hand: Hand) -> Result<()> {
    page.eval(&format!("(() => {{ {KEEP} }})()"))?;
    hand.press(page, "#share-open")?;
    page.wait_for("document.querySelector('#share').open").map(drop)
}

/// The text of the next file that a button saves, and its name.
fn saved(page: &mut Page, button: &str, hand: Hand) -> Result<(String, String)> {
    page.eval("kept.length = 0")?;
    hand.press(page, button)?;
    page.wait_for("kept.length > 0")?;
    Ok((page.string("kept[0][0]")?, page.string("kept[0][1].text()")?))
}

#[test]
fn a_figure_is_saved_with_its_caption_by_each_hand() -> Result<()> {
    by_each_hand("dataset=moons&hidden=3&step=50&view=gradients", |hand, page| {
        wait_state(page, "step", "50")?;
        reveal(page, "#view-canvas")?;
        page.wait_colours("#view-canvas", 4)?;
        dialog(page, hand)?;
        let seen = page.eval("[...document.querySelectorAll('#save-figure option')].map((o) => o.value)")?;
        assert!(seen.as_array().is_some_and(|seen| seen.contains(&"plane".into())), "{seen}");
        let caption = page.text("#save-caption")?;
        assert!(caption.contains("2-3-1") && caption.contains("50"), "{caption}");

        let (name, svg) = saved(page, "#save-svg", hand)?;
        assert_eq!(name, "plane.svg");
        assert!(svg.starts_with("<svg ") && svg.contains("<image ") && svg.contains(&caption), "{svg:.200}");
        page.eval("kept.length = 0")?;
        hand.press(page, "#save-png")?;
        page.wait_for("kept.length > 0")?;
        // The picture with the caption's room below it, and nothing of it blank.
        let grown = page.number(
            "createImageBitmap(kept[0][1]).then(({ width, height }) => {
                const { width: w, height: h } = document.querySelector('#plane-canvas');
                return width === w && height > h ? height - h : NaN;
            })",
        )?;
        assert!(grown > 20.0, "{grown}");
        Ok(())
    })
}

#[test]
fn a_caption_is_of_its_pictures_moment_and_names_the_activations_that_there_are() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=moons&hidden=3,2,2&activation=tanh,relu")?;
        dialog(&mut page, Hand::Mouse)?;
        assert!(page.text("#save-caption")?.contains(". 2-3-2-2-1 Tanh ReLU, "));
        page.eval("document.querySelector('#play').click()")?;
        page.wait_for("Number(heard.state.step) > 100")?;
        page.eval("document.querySelector('#play').click()")?;
        wait_state(&mut page, "playing", "0")?;
        let (_, svg) = saved(&mut page, "#save-svg", Hand::Mouse)?;
        let step = page.number(
            "Number(/\\d+/.exec(document.querySelector('#save-caption').textContent.split(', ')[1])[0])",
        )?;
        assert!(step > 100.0 && svg.contains(&page.text("#save-caption")?), "{step}");
        drop(page);

        // Of a run that is compared, the numbers are its own.
        let mut page = open(browser, Viewport::LAPTOP, "dataset=moons&hidden=5&compare=activation&step=300")?;
        wait_state(&mut page, "step", "300")?;
        dialog(&mut page, Hand::Mouse)?;
        for run in [1, 3] {
            let choose = format!(
                "(() => {{
                const list = document.querySelector('#save-figure');
                list.value = 'rival-plane-{run}';
                list.dispatchEvent(new Event('change'));
            }})()"
            );
            page.eval(&choose)?;
            let caption = page.text("#save-caption")?;
            let of_run = |part: &str| format!("#rival-{run} .rival-{part}");
            for part in ["name", "loss", "accuracy"] {
                let told = page.text(&of_run(part))?;
                assert!(caption.contains(&told), "{caption}: {told}");
            }
            assert!(caption.contains(". 2-5-1, ") && !caption.contains("Tanh"), "{caption}");
        }
        drop(page);

        let mut page = open(browser, Viewport::LAPTOP, "dataset=and&model=perceptron&hidden=4")?;
        dialog(&mut page, Hand::Mouse)?;
        let caption = page.text("#save-caption")?;
        assert!(caption.contains(". 2-1, "), "{caption}");
        Ok(())
    })
}

#[test]
fn what_the_dialog_gives_is_of_one_step_and_training_goes_on_after_it() -> Result<()> {
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=moons&hidden=5&speed=max")?;
        page.click_on("#play")?;
        wait_above(&mut page, "step", 100.0)?;
        dialog(&mut page, Hand::Mouse)?;
        wait_state(&mut page, "playing", "0")?;
        page.wait_for("document.querySelector('#share-link').value !== ''")?;
        let step = state(&mut page, "step")?;
        page.wait_for(&format!(
            "document.querySelector('#save-caption').textContent.includes('step {step}:')"
        ))?;
        let given = page.string("document.querySelector('#share-link').value.split('#')[1]")?;
        let mut opened = native::lab(&given, &[])?;
        assert_eq!(opened.snapshot().step.to_string(), step, "{given}");
        page.key("Escape")?;
        wait_state(&mut page, "playing", "1")
    })
}

/// Networks of every activation and of every output.
const NETWORKS: [&str; 6] = [
    "dataset=spirals&hidden=5,4&activation=tanh",
    "dataset=blobs&classes=4&hidden=6&activation=relu",
    "dataset=xor&hidden=3,3&activation=leaky&slope=0.2",
    "dataset=circle&hidden=4&activation=sigmoid&init=normal",
    "task=regression&curve=sine&hidden=5",
    "dataset=and&hidden=0&model=perceptron",
];

const STEP: &str = "20";

#[test]
fn the_network_in_python_says_what_the_network_says() -> Result<()> {
    let numpy = variable("NUMPY")?;
    in_each_browser(|browser| {
        for (index, link) in NETWORKS.into_iter().enumerate() {
            let link = format!("{link}&step={STEP}");
            let lab = native::lab(&link, &[])?;
            let network = lab.network();
            let mut page = open(browser, Viewport::LAPTOP, &link)?;
            wait_state(&mut page, "step", STEP)?;
            dialog(&mut page, Hand::Mouse)?;
            let (_, json) = saved(&mut page, "[data-save=json]", Hand::Mouse)?;
            assert_eq!(json, lab.network_json(), "{link}");
            let (_, pytorch) = saved(&mut page, "[data-save=pytorch]", Hand::Mouse)?;
            let linear = pytorch.matches("nn.Linear(").count();
            assert_eq!(linear, network.layers().len(), "{pytorch}");

            let (name, program) = saved(&mut page, "[data-save=numpy]", Hand::Mouse)?;
            let file = std::env::temp_dir().join(format!("{}-{index}-{name}", std::process::id()));
            let places = [[0.25_f32, -1.5], [-2.0, 0.75], [3.0, 3.5]];
            let inputs = network.shape().inputs;
            let rows: Vec<_> = places.iter().map(|x| format!("{:?}", &x[..inputs])).collect();
            let asking = format!("print(*network([{}]).ravel())\n", rows.join(", "));
            fs::write(&file, program + &asking).map_err(|error| Error::other(error.to_string()))?;
            let ran = Command::new("python3").arg(&file).env("PYTHONPATH", &numpy).output();
            let ran = ran.map_err(|error| Error::other(format!("python3: {error}")))?;
            let _ = fs::remove_file(&file);
            let said = String::from_utf8_lossy(&ran.stdout).into_owned();
            assert!(ran.status.success(), "{link}: {}", String::from_utf8_lossy(&ran.stderr));
            let last = said.lines().last().unwrap_or_default();
            let python: Vec<f64> = last.split(' ').filter_map(|number| number.parse().ok()).collect();

            let mut pass = Pass::new(network);
            let mut ours = Vec::new();
            for x in places {
                for (row, x) in pass.inputs_mut::<1>().iter_mut().zip(&x[..inputs]) {
                    *row = [<f32 as Scalar>::Lanes::splat(*x)];
                }
                network.forward::<1>(&mut pass);
                let outputs = pass.outputs::<1>();
                let first = outputs.len() - network.shape().outputs;
                ours.extend(outputs[first..].iter().map(|[output]| f64::from(output.lane(0))));
            }
            assert_eq!(python.len(), ours.len(), "{link}: {said}");
            for (python, ours) in python.iter().zip(&ours) {
                assert!(
                    (python - ours).abs() < 1e-5 * (1.0 + ours.abs()),
                    "{link}: {python} in Python, {ours}"
                );
            }
        }
        Ok(())
    })
}
