//! Any sequence of commands leaves a lab that is whole: nothing panics, every number is finite, a refused command has
//! changed nothing, and the link brings the state back to the bit.

use frontera::data::point::{CAPACITY, CLASSES};
use frontera::lab::Lab;
use frontera::lab::message::Notice;
use frontera::lab::settings::TABLE;
use proptest::prelude::*;

/// The read-outs as text.
fn read_out(lab: &mut Lab) -> String {
    let mut text = String::new();
    lab.read_out(&mut text);
    text
}

/// A number as a person, a script or an attacker might write it.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (-3.0f32..3.0).prop_map(|x| x.to_string()),
        1 => any::<f32>().prop_map(|x| x.to_string()),
        1 => prop::sample::select(vec!["", "NaN", "inf", "-0", "1e38", "1e-45", "0", "99999999999999999999", "x"])
            .prop_map(str::to_string),
    ]
}

/// A value that some setting allows, or nearly.
fn value() -> impl Strategy<Value = String> {
    let words: Vec<String> = TABLE
        .iter()
        .flat_map(|row| (row.allowed)().split(' ').map(str::to_string).collect::<Vec<_>>())
        .collect();
    prop_oneof![
        2 => prop::sample::select(words),
        2 => number(),
        1 => (0u32..20).prop_map(|x| x.to_string()),
        1 => "[0-9]{1,2}(,[0-9]{1,2}){0,3}",
        1 => "[1-4]\\.[1-4](\\.[0-4])?",
    ]
}

/// Any command, most of them ones that can be obeyed.
pub fn command() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> = TABLE.iter().map(|row| row.name).collect();
    let verbs = vec![
        "walk-next",
        "walk-back",
        "branch",
        "grow",
        "play",
        "pause",
        "step",
        "epoch",
        "reset",
        "reseed",
        "undo",
        "redo",
        "clear",
        "release",
    ];
    let with_place = vec!["press", "grab", "erase", "drag", "spray", "probe", "crosshair"];
    let with_text =
        vec!["add", "move", "remove", "weight", "import", "import-good", "open", "press", "nonsense", ""];
    prop_oneof![
        4 => (prop::sample::select(names), value()).prop_map(|(name, value)| format!("{name}={value}")),
        4 => prop::sample::select(verbs).prop_map(str::to_string),
        4 => (prop::sample::select(with_place), -4.0f32..4.0, -4.0f32..4.0, 0.0f32..0.5)
            .prop_map(|(verb, x, y, r)| match verb {
                "press" | "grab" | "erase" => format!("{verb}={x},{y},{r}"),
                _ => format!("{verb}={x},{y}"),
            }),
        2 => (number(), number(), 0u8..8).prop_map(|(x, y, class)| format!("add={x},{y},{class}")),
        2 => (0u32..60).prop_map(|step| format!("scrub={step}")),
        1 => (0u8..7).prop_map(|run| format!("front={run}")),
        1 => (0u8..7).prop_map(|run| format!("keep={run}")),
        1 => (0usize..300, number(), number()).prop_map(|(k, x, y)| format!("move={k},{x},{y}")),
        1 => (0u8..4, 0u8..4, 0u8..4).prop_map(|(l, u, i)| format!("grip={l}.{u}.{i}")),
        1 => Just("task=regression".to_string()),
        1 => prop::sample::select(vec!["view=softmax", "temperature=3", "temperature=0.1", "cell=none"])
            .prop_map(str::to_string),
        1 => (0u8..7, 0u8..7).prop_map(|(class, predicted)| format!("cell=train.{class}.{predicted}")),
        1 => (number(), number()).prop_map(|(x, y)| format!("place={x},{y}")),
        1 => (0u8..4, 0u8..6, 0u8..6, number()).prop_map(|(l, u, i, x)| format!("weight={l}.{u}.{i},{x}")),
        1 => prop::collection::vec((number(), number(), 0u8..7), 0..8).prop_map(|rows| {
            let rows: Vec<String> = rows.iter().map(|(x, y, class)| format!("{x};{y};{class}")).collect();
            format!("import-good={}", rows.join("\n"))
        }),
        1 => (prop::sample::select(with_text), ".{0,40}").prop_map(|(verb, text)| format!("{verb}={text}")),
        1 => ".{0,60}",
    ]
}

/// What must hold of every lab.
fn check(lab: &mut Lab) {
    assert!(lab.points().len() <= CAPACITY);
    let classes = lab.settings().classes;
    assert!((2..=CLASSES).contains(&classes));
    assert!(lab.points().iter().all(|point| usize::from(point.class) < classes));
    assert!(lab.points().iter().all(|point| point.x.iter().all(|x| x.is_finite())));
    let snapshot = lab.snapshot();
    assert!(snapshot.network.parameters().iter().all(|w| w.is_finite()));
    assert_eq!(snapshot.predicted.len(), snapshot.points.len());
    let text = read_out(lab);
    for row in &TABLE {
        assert_eq!(
            text.lines().filter(|line| line.split('=').next() == Some(row.name)).count(),
            1,
            "{}",
            row.name
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_commands_leave_a_whole_lab(commands in prop::collection::vec((command(), 0u32..30), 1..25)) {
        let mut lab = Lab::new();
        for (command, steps) in commands {
            let before = (lab.link(), read_out(&mut lab));
            if lab.apply(&command).is_err() {
                prop_assert_eq!(before, (lab.link(), read_out(&mut lab)), "{} was refused", command);
            }
            lab.advance(steps);
        }
        check(&mut lab);
        lab.apply("pause").unwrap();
        let link = lab.link();
        let mut other = Lab::new();
        other.apply(&format!("open={link}")).unwrap();
        while other.is_training() {
            other.advance(1000);
        }
        // Where a link ends with a perceptron that is through, it says so.
        let is_news = |notice: &Notice| !matches!(notice, Notice::Converged { .. });
        prop_assert_eq!(other.take_notices().into_iter().filter(is_news).collect::<Vec<_>>(), vec![]);
        prop_assert_eq!(other.link(), link);
        let bits = |lab: &mut Lab| -> Vec<u32> {
            lab.snapshot().network.parameters().iter().map(|w| w.to_bits()).collect()
        };
        prop_assert_eq!(bits(&mut other), bits(&mut lab));
    }
}

#[test]
fn training_goes_on_while_points_come_and_rates_change_and_starts_again_for_a_new_network() {
    let mut lab = Lab::new();
    lab.apply("play").unwrap();
    let mut steps = 0;
    for (command, restarts) in [
        ("rate=0.3", false),
        ("batch=1", false),
        ("l2=0.01", false),
        ("press=1,1,0.1", false),
        ("noise=0.3", false),
        ("train=0.5", false),
        ("optimizer=adam", false),
        ("activation=relu", true),
        ("init=he", true),
        ("hidden=4,4", true),
        ("add=0,0,2", true),
    ] {
        steps += lab.advance(20);
        lab.apply(command).unwrap();
        if restarts {
            steps = 0;
        }
        assert_eq!(lab.snapshot().step, u64::from(steps), "{command}");
    }
}

#[test]
fn divergence_stops_at_a_finite_step_and_says_so() {
    let mut lab = Lab::new();
    // A row far out, and a rectifier on top of it: the gradient of squared numbers of this size has no f32.
    lab.apply("import=x,y,label\n1000000,1000000,1\n-1000000,1000000,0\n3,-1000000,1\n1,1,0\n2,2,1").unwrap();
    for command in ["activation=relu", "init=normal", "hidden=16,16,16,16,16,16,16,16", "rate=10", "play"] {
        lab.apply(command).unwrap();
    }
    lab.take_notices();
    for _ in 0..100 {
        lab.advance(100);
    }
    assert!(!lab.is_training(), "this must diverge");
    let notices = lab.take_notices();
    assert!(notices.iter().any(|notice| notice.to_string().starts_with("diverged step=")), "{notices:?}");
    check(&mut lab);
}

/// A lab on the edge: the network is finite everywhere, and one step more ends beyond what f32 holds.
fn about_to_diverge() -> Lab {
    let mut lab = Lab::new();
    lab.apply("import=x,y,label\n1000000,1000000,1\n-1000000,1000000,0\n3,-1000000,1\n1,1,0\n2,2,1").unwrap();
    for command in ["train=1", "batch=2", "hidden=4,4,4,4", "activation=linear", "rate=10", "play"] {
        lab.apply(command).unwrap();
    }
    lab
}

#[test]
fn divergence_leaves_no_trace_of_the_step_that_was_taken_back() {
    let mut lab = about_to_diverge();
    let mut networks = vec![lab.snapshot().network.parameters().to_vec()];
    while lab.is_training() {
        lab.advance(1);
        networks.push(lab.snapshot().network.parameters().to_vec());
        assert!(networks.len() < 1000, "this must diverge");
    }
    let step = lab.snapshot().step;
    assert_eq!(networks.len() as u64, step + 3, "the last step must be taken back");
    assert_eq!(lab.snapshot().network.parameters(), networks[step as usize]);
    assert!(lab.snapshot().history.entries().iter().all(|entry| entry.step <= step));
    // The state is again what the step number tells: the link needs no more, and training goes on as it would have.
    let mut other = Lab::opened(&lab.link());
    assert!(lab.link().ends_with(&format!("step={step}")), "{}", lab.link());
    while other.is_training() {
        other.advance(1);
    }
    for lab in [&mut lab, &mut other] {
        lab.apply("rate=0.00001").unwrap();
        lab.apply("play").unwrap();
        lab.advance(40);
    }
    assert_eq!(lab.snapshot().network.parameters(), other.snapshot().network.parameters());
    assert_eq!(lab.snapshot().step, other.snapshot().step);
    assert!(lab.snapshot().step > step);
}

#[test]
fn read_outs_are_finite_or_empty() {
    let mut lab = about_to_diverge();
    lab.apply("probe=1,1").unwrap();
    lab.apply("select=1.1").unwrap();
    let is_finite = |lab: &mut Lab| {
        let text = read_out(lab);
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    };
    for _ in 0..100 {
        lab.advance(1);
        is_finite(&mut lab);
    }
    assert!(!lab.is_training(), "this must diverge");
    // By hand: every weight the greatest that can be given.
    for command in ["hidden=16,16,16,16,16,16,16,16", "dataset=arms", "activation=relu", "select=9.1"] {
        lab.apply(command).unwrap();
    }
    for (layer, unit) in (1..=8).flat_map(|layer| (1..=16).map(move |unit| (layer, unit))) {
        for input in 1..=(if layer == 1 { 2 } else { 16 }) {
            lab.apply(&format!("weight={layer}.{unit}.{input},1000000")).unwrap();
        }
    }
    is_finite(&mut lab);
    lab.apply("play").unwrap();
    lab.advance(3);
    assert!(!lab.is_training());
    is_finite(&mut lab);
}

#[test]
fn a_halt_for_want_of_training_points_is_a_change() {
    let mut lab = Lab::new();
    lab.apply("clear").unwrap();
    lab.apply("play").unwrap();
    let revision = lab.revision();
    lab.advance(1);
    assert!(!lab.is_training() && lab.revision() > revision);
}

#[test]
fn bad_rows_take_nothing_in_unless_asked() {
    let mut lab = Lab::new();
    let before = lab.points().to_vec();
    lab.apply("import=1,2,0\nx,2,1\n3,4,1").unwrap();
    assert_eq!(lab.points(), before);
    let notices: Vec<String> = lab.take_notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["import-bad rows=2:number total=1 good=2 over=0"]);
    lab.apply("import-good=1,2,0\nx,2,1\n3,4,1").unwrap();
    assert_eq!(lab.points().len(), 2);
    assert!(lab.apply("import=").is_err());
}

#[test]
fn rows_too_many_are_told_apart_from_bad_ones() {
    let mut lab = Lab::new();
    let rows = format!("{}x,2,1\n{}", "1,2,0\n".repeat(5000), "3,4,1\n".repeat(1000));
    lab.apply(&format!("import={rows}")).unwrap();
    let notices: Vec<String> = lab.take_notices().iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["import-bad rows=5001:number,5002:capacity total=1 good=5000 over=1000"]);
    lab.apply(&format!("import-good={rows}")).unwrap();
    assert_eq!(lab.points().len(), 5000);
}
