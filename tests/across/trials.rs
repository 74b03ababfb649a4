//! The page's "try it" links show what they say: each is opened from the page's own HTML and trained.

use frontera::lab::Lab;

/// The lab that a link of the page opens.
fn trial(id: &str) -> Lab {
    let page = include_str!("../../www/parts/later.html");
    let (_, after) = page.split_once(&format!("id=\"try-{id}\" href=\"#")).unwrap();
    let link = after.split_once('"').unwrap().0.replace("&amp;", "&");
    let mut lab = Lab::opened(&link);
    assert!(lab.take_notices().is_empty(), "{link}");
    lab
}

/// The values of a read-out that is a list, after the units have been counted.
fn read(lab: &mut Lab, name: &str) -> Vec<f32> {
    lab.count(lab.front());
    let mut text = String::new();
    lab.read_out(&mut text);
    let prefix = format!("{name}=");
    let line = text.lines().find_map(|line| line.strip_prefix(&prefix)).unwrap();
    line.split(',').filter_map(|value| value.parse().ok()).collect()
}

fn train(lab: &mut Lab, steps: u32) {
    lab.apply("play").unwrap();
    lab.advance(steps);
}

#[test]
fn sigmoid_stalls_with_depth_while_the_others_learn() {
    let mut lab = trial("stall");
    train(&mut lab, 1000);
    let (losses, ratios) = (read(&mut lab, "run-losses"), read(&mut lab, "run-ratios"));
    assert!(losses[0] > 0.65 && losses[1] < 0.1 && losses[2] < 0.1, "{losses:?}");
    assert!(ratios[0] < 0.02, "{ratios:?}");
}

#[test]
fn relu_units_die_at_too_high_a_rate() {
    let mut lab = trial("die");
    let before = read(&mut lab, "layer-dead");
    train(&mut lab, 300);
    let after = read(&mut lab, "layer-dead");
    assert!(before[1] < 1.0 && after[1].to_bits() == 1.0f32.to_bits(), "{before:?} {after:?}");
    assert!(read(&mut lab, "train-loss")[0] > 0.6);
}

#[test]
fn relu_explodes_from_standard_normal_weights() {
    let mut lab = trial("explode");
    let before = read(&mut lab, "train-loss")[0];
    train(&mut lab, 1);
    let after = read(&mut lab, "train-loss")[0];
    assert!(before > 50.0 && after > 100.0 * before, "{before} {after}");
}

#[test]
fn zeros_keep_sigmoid_units_equal_and_tanh_units_still() {
    for (id, moves) in [("zeros", true), ("zeros-tanh", false)] {
        let mut lab = trial(id);
        train(&mut lab, 500);
        lab.count(0);
        let mut text = String::new();
        lab.read_out(&mut text);
        assert!(text.lines().any(|line| line == "twins=1:1+2+3+4"), "{id}");
        let network = lab.network().clone();
        let hidden = network.layers()[0].weights();
        let output = network.layers()[1].weights();
        let all_zero = |range: core::ops::Range<usize>| network.parameters()[range].iter().all(|&w| w == 0.0);
        assert_eq!((all_zero(output), all_zero(hidden)), (!moves, !moves), "{id}");
    }
}
