//! Modules joined into one script: one request, and one text in which gzip finds what repeats.
//!
//! Each module stays in a function of its own, since modules share many names, and gives back what it exports. A script that another
//! one fetches later, by `import("./name.js")`, is joined without the modules that are in that one: it becomes a function that is
//! given them, so that these run once, as modules do.

use anyhow::{Context, Result, bail, ensure};

use super::module::{Import, Module};

/// The modules of a script, by their file names.
#[derive(Debug, PartialEq)]
pub struct Modules {
    /// Those that it has to be given.
    pub given: Vec<String>,
    /// Those that it can give to a script that it fetches later: its own, and those that it was given.
    pub has: Vec<String>,
}

/// Joins the module `name` and all that it imports but those that are `there`, in the order in which a browser runs them. A script
/// that is no module comes out as it is. `source` gives the text of a file. Gives the script, and its modules.
///
/// # Errors
/// When a module has an unknown form, is imported in a circle, or does not export what is imported; the error begins with
/// the names and lines that lead there.
pub fn join<'a>(
    name: &str,
    there: &[String],
    source: impl Fn(&str) -> Result<&'a str>,
) -> Result<(String, Modules)> {
    let mut joining = Joining { source, done: Vec::new(), open: Vec::new() };
    joining.add(name)?;
    let (entry, imported) = joining.done.split_last().context("nothing was joined")?;
    let (given, own): (Vec<_>, Vec<_>) = imported.iter().partition(|module| there.contains(&module.name));
    let imports_it = |name: &String| {
        own.iter().chain([&entry]).any(|module| module.imports.iter().any(|import| import.from == *name))
    };
    let given: Vec<_> = given.into_iter().map(|module| module.name.clone()).filter(imports_it).collect();
    let has = given.iter().cloned().chain(own.iter().map(|module| module.name.clone())).collect();
    let body: String = own.into_iter().map(function).collect::<String>() + &imports(entry) + &entry.body;
    let text = if given.is_empty() {
        body + &exports(entry)
    } else {
        ensure!(entry.awaits.is_none(), "a script that is given modules may not `await` outside of braces");
        let (names, exports) = (variables(&given), entry.exports.join(", "));
        format!(
            "const {JOINED} = ({{ {names} }}) => {{\n{body}\nreturn {{ {exports} }};\n}};\nexport {{ {JOINED} }};\n"
        )
    };
    Ok((text, Modules { given, has }))
}

/// What a script that has to be given modules exports.
const JOINED: &str = "joined";

/// What follows `import("./name.js")` of a script that has to be given modules.
pub fn giving(given: &[String]) -> String {
    format!(".then(({{ {JOINED} }}) => {JOINED}({{ {} }}))", variables(given))
}

struct Joining<F> {
    source: F,
    /// Each after those that it imports.
    done: Vec<Module>,
    /// The modules that are being read: each imports the next.
    open: Vec<String>,
}

impl<'a, F: Fn(&str) -> Result<&'a str>> Joining<F> {
    fn add(&mut self, name: &str) -> Result<()> {
        if self.done.iter().any(|module| module.name == name) {
            return Ok(());
        }
        ensure!(!self.open.iter().any(|open| open == name), "is imported in a circle");
        self.open.push(name.to_owned());
        let module = Module::read(name, (self.source)(name)?)?;
        for import in &module.imports {
            let from = &import.from;
            self.add(from).with_context(|| format!("line {}: {from}", import.line))?;
            self.check(import).with_context(|| format!("line {}", import.line))?;
        }
        self.open.pop();
        self.done.push(module);
        Ok(())
    }

    /// Whether a module can be a function, with a constant of its own, that gives back what is imported.
    fn check(&self, import: &Import) -> Result<()> {
        let from = &import.from;
        let mut same = self.done.iter().filter(|module| variable(&module.name) == variable(from));
        let (Some(module), None) = (same.next(), same.next()) else {
            bail!("{from} has the name of another module");
        };
        if let Some(line) = module.awaits {
            bail!("{from}: line {line}: only the first module may `await` outside of braces");
        }
        match import.names.iter().find(|name| !module.exports.contains(name)) {
            Some(name) => bail!("{from} does not export `{name}`"),
            None => Ok(()),
        }
    }
}

/// A module as a constant: what a function around it gives back.
fn function(module: &Module) -> String {
    let exports = module.exports.join(", ");
    let imports = imports(module);
    format!(
        "const {} = (() => {{\n{imports}{}\nreturn {{ {exports} }};\n}})();\n",
        variable(&module.name),
        module.body
    )
}

/// What the first module gives to those who fetch it by `import("./name.js")`.
fn exports(module: &Module) -> String {
    match module.exports.as_slice() {
        [] => String::new(),
        names => format!("\nexport {{ {} }};\n", names.join(", ")),
    }
}

/// What takes the place of a module's imports.
fn imports(module: &Module) -> String {
    let named = module.imports.iter().filter(|import| !import.names.is_empty());
    let line =
        |import: &Import| format!("const {{ {} }} = {};\n", import.names.join(", "), variable(&import.from));
    named.map(line).collect::<Vec<_>>().concat()
}

/// The constant of a module. No module has names of this kind itself.
fn variable(name: &str) -> String {
    let stem = name.strip_suffix(".js").unwrap_or(name);
    format!("${}", stem.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_"))
}

/// The constants of several, one after the other.
fn variables(names: &[String]) -> String {
    names.iter().map(|name| variable(name)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(files: &[(&str, &str)]) -> Result<String> {
        let source = |name: &str| {
            let found = files.iter().find(|(file, _)| *file == name);
            found.map(|&(_, text)| text).with_context(|| format!("there is no file `{name}`"))
        };
        Ok(join(files[0].0, &[], source)?.0)
    }

    #[test]
    fn the_first_module_exports_to_who_fetches_it() {
        let joined = joined(&[("a.js", "export const a = 1;\nexport function b() {}")]).unwrap();
        assert_eq!(joined, "const a = 1;\nfunction b() {}\nexport { a, b };\n");
    }

    #[test]
    fn every_module_runs_once_and_after_its_imports() {
        let joined = joined(&[
            ("page.js", "import { a } from \"./a.js\";\nimport \"./b-c.js\";\na();\n"),
            ("a.js", "import { d } from \"./d.js\";\nexport function a() {\n  d();\n}\n"),
            ("b-c.js", "import { d } from \"./d.js\";\nd();"),
            ("d.js", "let n = 0;\nexport const d = () => n++; // last"),
        ]);
        let expected = "\
const $d = (() => {
let n = 0;
const d = () => n++; // last
return { d };
})();
const $a = (() => {
const { d } = $d;

function a() {
  d();
}

return { a };
})();
const $b_c = (() => {
const { d } = $d;

d();
return {  };
})();
const { a } = $a;


a();
";
        assert_eq!(joined.unwrap(), expected);
    }

    #[test]
    fn a_script_that_comes_later_is_given_the_modules_that_are_there() {
        let source = |name: &str| {
            Ok(match name {
                "later.js" => {
                    "import { a } from \"./a.js\";\nimport { b } from \"./b.js\";\nexport const c = a + b;"
                }
                "a.js" => "import { d } from \"./d.js\";\nexport const a = d;",
                "d.js" => "export const d = 1;",
                _ => "import { a } from \"./a.js\";\nexport const b = a;",
            })
        };
        let there = ["d.js", "a.js", "other.js"].map(str::to_owned);
        let (text, modules) = join("later.js", &there, source).unwrap();
        let expected = "\
const joined = ({ $a }) => {
const $b = (() => {
const { a } = $a;

const b = a;
return { b };
})();
const { a } = $a;
const { b } = $b;


const c = a + b;
return { c };
};
export { joined };
";
        assert_eq!(text, expected);
        assert_eq!(modules.given, ["a.js"]);
        assert_eq!(modules.has, ["a.js", "b.js"], "what only a module that is there imports is not in reach");
        assert_eq!(giving(&modules.given), ".then(({ joined }) => joined({ $a }))");
        let waits = |_: &str| Ok("import \"./a.js\";\nawait 1;");
        assert!(
            join("later.js", &["a.js".into()], |name| if name == "a.js" { Ok("") } else { waits(name) })
                .is_err()
        );
    }

    #[test]
    fn a_script_without_imports_is_left_as_it_is() {
        let text = "\"use strict\";\nlet a; // b\nawait a;\n";
        assert_eq!(joined(&[("a.js", text)]).unwrap(), text);
    }

    #[test]
    fn what_does_not_fit_together_is_an_error_with_the_way_to_it() {
        let error = |files: &[(&str, &str)]| format!("{:#}", joined(files).unwrap_err());
        let page = ("page.js", "\nimport { a } from \"./a.js\";");
        assert_eq!(error(&[page]), "line 2: a.js: there is no file `a.js`");
        assert_eq!(error(&[page, ("a.js", "const a = 1;")]), "line 2: a.js does not export `a`");
        assert_eq!(
            error(&[page, ("a.js", "export const a = 1, b = 2;\nimport { b } from \"./page.js\";")]),
            "line 2: a.js: line 2: page.js: is imported in a circle"
        );
        assert_eq!(
            error(&[page, ("a.js", "export const a = 1;\nawait a;")]),
            "line 2: a.js: line 2: only the first module may `await` outside of braces"
        );
        assert!(error(&[page, ("a.js", "export let a;")]).starts_with("line 2: a.js: line 1: only `export`"));
        let twice =
            [("page.js", "import \"./a-b.js\";\nimport \"./a_b.js\";"), ("a-b.js", ""), ("a_b.js", "")];
        assert_eq!(error(&twice), "line 2: a_b.js has the name of another module");
    }
}
