//! What the page says of points that are a special case for a line that is to separate them, in both languages.

use browser::frontera::{assert_sound, command, open, wait_state};
use browser::{Page, Result, Viewport, in_each_browser};

/// The verdict's words in one language, waited for.
fn wait_verdict(page: &mut Page, language: &str, words: &str) -> Result<()> {
    if page.string("document.documentElement.lang")? != language {
        page.click_on(&format!("button[data-language={language}]"))?;
    }
    page.wait_for(&format!("document.querySelector('#verdict').textContent === '{words}'")).map(drop)
}

#[test]
fn the_verdict_on_special_cases_is_right_in_both_languages() -> Result<()> {
    /// Points by x₁, x₂ and class, and the verdict in English and Spanish.
    const CASES: [(&[&str], &str, &str); 8] = [
        (&[], "No training points yet.", "Aún no hay puntos de entrenamiento."),
        (
            &["0,0,1", "1,1,1"],
            "Linearly separable: yes, there is one class only.",
            "Linealmente separables: sí, hay una sola clase.",
        ),
        // Duplicates are in nobody's way.
        (
            &["0,0,0", "0,0,0", "1,0,1", "1,0,1"],
            "Linearly separable: yes; widest margin 0.50.",
            "Linealmente separables: sí; margen máximo 0.50.",
        ),
        // On one line, class after class and in turns.
        (
            &["0,0,0", "1,1,0", "2,2,1"],
            "Linearly separable: yes; widest margin 0.71.",
            "Linealmente separables: sí; margen máximo 0.71.",
        ),
        (
            &["0,0,0", "1,1,1", "2,2,0"],
            "Linearly separable: no; the best line gets 2 of 3 right.",
            "Linealmente separables: no; la mejor recta acierta 2 de 3.",
        ),
        // Equal points of two classes.
        (
            &["1,1,0", "1,1,1"],
            "Linearly separable: no; the best line gets 1 of 2 right.",
            "Linealmente separables: no; la mejor recta acierta 1 de 2.",
        ),
        (
            &["1,1,0", "1,1,1", "0,0,0", "0,0,0"],
            "Linearly separable: no; the best line gets 3 of 4 right.",
            "Linealmente separables: no; la mejor recta acierta 3 de 4.",
        ),
        (
            &["0,0,0", "1,0,1", "0,1,2"],
            "More than two classes: one line is not enough.",
            "Hay más de dos clases: una recta no basta.",
        ),
    ];
    in_each_browser(|browser| {
        let mut page = open(browser, Viewport::LAPTOP, "dataset=xor&train=1&hidden=0")?;
        for (points, english, spanish) in CASES {
            command(&mut page, &["clear"])?;
            wait_state(&mut page, "points", "0")?;
            let texts: Vec<String> = points.iter().map(|point| format!("add={point}")).collect();
            command(&mut page, &texts.iter().map(String::as_str).collect::<Vec<_>>())?;
            wait_state(&mut page, "points", &points.len().to_string())?;
            wait_verdict(&mut page, "en", english)?;
            wait_verdict(&mut page, "es", spanish)?;
        }
        assert_sound(&mut page)
    })
}

#[test]
fn a_perceptron_says_in_both_languages_whether_it_will_stop() -> Result<()> {
    in_each_browser(|browser| {
        let link = "dataset=xor&train=1&hidden=0&model=perceptron";
        let mut page = open(browser, Viewport::LAPTOP, link)?;
        let english =
            "Linearly separable: no; the best line gets 3 of 4 right. The perceptron will never stop.";
        wait_verdict(&mut page, "en", english)?;
        let spanish =
            "Linealmente separables: no; la mejor recta acierta 3 de 4. El perceptrón no parará nunca.";
        wait_verdict(&mut page, "es", spanish)?;
        command(&mut page, &["dataset=and", "speed=max", "play"])?;
        wait_state(&mut page, "converged", "1")?;
        let spanish = "Linealmente separables: sí; margen máximo 0.35. El perceptrón ha parado.";
        wait_verdict(&mut page, "es", spanish)?;
        let english = "Linearly separable: yes; widest margin 0.35. The perceptron has stopped.";
        wait_verdict(&mut page, "en", english)?;
        assert_sound(&mut page)
    })
}

#[test]
fn of_more_points_than_are_searched_at_once_the_bound_is_stated() -> Result<()> {
    in_each_browser(|browser| {
        let mut page =
            open(browser, Viewport::LAPTOP, "dataset=circle&count=400&train=1&hidden=0&separator=show")?;
        // While it is searched for what is known is a bound, and says so; then the fewest errors are known.
        for language in ["en", "es"] {
            if page.string("document.documentElement.lang")? != language {
                page.click_on(&format!("button[data-language={language}]"))?;
            }
            page.wait_for(
                "/^(Linearly separable: no; (best line so far: \\d+ of 400 right…|the best line gets \\d+ of 400 right\\.)|\
                  Linealmente separables: no; (la mejor hasta ahora acierta \\d+ de 400…|la mejor recta acierta \\d+ de 400\\.))$/
                    .test(document.querySelector('#verdict').textContent)",
            )?;
            let is_searching = page.string("heard.state.searching")? == "1";
            let says_so = page.string("document.querySelector('#verdict').textContent")?.ends_with('…');
            assert!(is_searching || !says_so, "a bound is stated as long as it is one");
        }
        assert_sound(&mut page)
    })
}
