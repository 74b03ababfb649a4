//! One module taken apart: what it imports, what it exports, and the rest.
//!
//! Only the forms that the page uses are known. Any other is an error, so that no module comes to mean something else:
//!
//! ```js
//! import { a, b } from "./other.js";
//! import "./other.js";
//! export function f() {} // or `async function`, `class`, `const`
//! import("./later.js"); // anywhere
//! ```

use anyhow::{Context, Result, bail, ensure};

use super::tokens::{Kind, Token, is_break, tokens};
use crate::site::line;

const IMPORTS: &str = "only `import { a, b } from \"./name.js\"` and `import \"./name.js\"` are known";
const EXPORTS: &str = "only `export` with a function, an async function, a class or a `const` is known";

/// A module taken apart.
#[derive(Debug, Default)]
pub struct Module {
    pub name: String,
    pub imports: Vec<Import>,
    pub exports: Vec<String>,
    /// The text without imports and without the word `export`.
    pub body: String,
    /// The line of an `await` outside of all brackets.
    pub awaits: Option<usize>,
}

/// One import; without names where the other module shall only run.
#[derive(Debug)]
pub struct Import {
    pub line: usize,
    pub names: Vec<String>,
    /// The other file's name, without `./`.
    pub from: String,
}

impl Module {
    /// Takes a module apart.
    ///
    /// # Errors
    /// When it imports or exports in an unknown form, or is not understood; the error begins with the line.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let said = tokens(text)?.into_iter().filter(Token::is_said).collect();
        let mut reader = Reader { text, said, next: 0 };
        let mut module = Self { name: name.to_owned(), ..Self::default() };
        let mut kept = 0;
        while let Some((start, depth, word)) = reader.take_word() {
            let line = line(text, start);
            let at_line = || format!("line {line}");
            match word {
                // A script of its own that is fetched when it is asked for.
                "import" if reader.peek() == "(" => {}
                "import" | "export" => {
                    ensure!(depth == 0, "line {line}: `{word}` in brackets is not known");
                    module.body.push_str(&text[kept..start]);
                    if word == "import" {
                        let (names, from) = reader.import().with_context(at_line)?;
                        module.imports.push(Import { line, names, from });
                        kept = reader.end();
                    } else {
                        kept = reader.start();
                        module.exports.push(reader.export().with_context(at_line)?);
                    }
                }
                "await" if depth == 0 => module.awaits = module.awaits.or(Some(line)),
                _ if word.len() > 1 && word.starts_with('$') => {
                    bail!("line {line}: `{word}`: names with a dollar are those of joined modules")
                }
                _ => {}
            }
        }
        module.body.push_str(&text[kept..]);
        Ok(module)
    }
}

/// The tokens of a module that are more than space, one after the other.
struct Reader<'a> {
    text: &'a str,
    said: Vec<Token>,
    next: usize,
}

impl<'a> Reader<'a> {
    /// The next word that is no property's name: where it begins, how many brackets are open, and itself.
    fn take_word(&mut self) -> Option<(usize, usize, &'a str)> {
        loop {
            let token = self.said.get(self.next)?.clone();
            self.next += 1;
            let is_property = self.text[..token.range.start].ends_with('.');
            if token.kind == Kind::Word && !is_property {
                return Some((token.range.start, token.depth, &self.text[token.range]));
            }
        }
    }

    /// Reads on after `import`: the names, and the file that they come from.
    fn import(&mut self) -> Result<(Vec<String>, String)> {
        let mut names = Vec::new();
        if self.skip("{") {
            while !self.skip("}") {
                names.push(self.name().context(IMPORTS)?);
                ensure!(self.skip(",") || self.peek() == "}", IMPORTS);
            }
            ensure!(self.skip("from"), IMPORTS);
        }
        let path = self.peek();
        let from = path.strip_prefix("\"./").and_then(|path| path.strip_suffix('"')).context(IMPORTS)?;
        self.next += 1;
        let ends =
            self.skip(";") || self.text[self.end()..self.start()].contains(is_break) || self.peek() == "";
        ensure!(ends, IMPORTS);
        Ok((names, from.to_owned()))
    }

    /// Reads on after `export`: the name.
    fn export(&mut self) -> Result<String> {
        let is_async = self.skip("async");
        let is_function = self.skip("function");
        ensure!(is_function || (!is_async && (self.skip("class") || self.skip("const"))), EXPORTS);
        if is_function {
            self.skip("*");
        }
        self.name().context(EXPORTS)
    }

    fn skip(&mut self, text: &str) -> bool {
        let found = self.peek() == text;
        self.next += usize::from(found);
        found
    }

    fn name(&mut self) -> Option<String> {
        let token = self.said.get(self.next).filter(|token| token.kind == Kind::Word)?;
        self.next += 1;
        Some(self.text[token.range.clone()].to_owned())
    }

    /// The next token's text; empty at the end.
    fn peek(&self) -> &'a str {
        self.said.get(self.next).map_or("", |token| &self.text[token.range.clone()])
    }

    /// Where the next token begins.
    fn start(&self) -> usize {
        self.said.get(self.next).map_or(self.text.len(), |token| token.range.start)
    }

    /// Where the last token ended.
    fn end(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.said.get(last)).map_or(0, |token| token.range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Module {
        Module::read("a.js", text).unwrap()
    }

    #[test]
    fn what_is_fetched_later_stays() {
        let text = "on(() => import(\"./later.js\").then(({ start }) => start()));\nimport('./b.js');";
        let module = read(text);
        assert_eq!((module.imports.len(), module.body.as_str()), (0, text));
    }

    #[test]
    fn imports_and_exports_are_taken_out() {
        let module = read(
            "/** A. */\nimport { b, c } from \"./b.js\";\nimport \"./d.js\"\nimport { e, } from \"./e-f.js\"; export const x = b(\"import\");\nexport function y() {}\nexport async function* z() {}\nexport class W {}\n",
        );
        let imports: Vec<_> = module
            .imports
            .iter()
            .map(|import| (import.line, import.names.join(" "), import.from.as_str()))
            .collect();
        assert_eq!(
            imports,
            [(2, "b c".to_owned(), "b.js"), (3, String::new(), "d.js"), (4, "e".to_owned(), "e-f.js")]
        );
        assert_eq!(module.exports, ["x", "y", "z", "W"]);
        assert_eq!(
            module.body,
            "/** A. */\n\n\n const x = b(\"import\");\nfunction y() {}\nasync function* z() {}\nclass W {}\n"
        );
    }

    #[test]
    fn what_only_looks_like_it_is_left() {
        let text = "// import { a } from './b.js'\nlog(\"export\", `import ${a.import}`, /export/, b.await);";
        let module = read(text);
        assert!(module.imports.is_empty() && module.exports.is_empty() && module.awaits.is_none());
        assert_eq!(module.body, text);
    }

    #[test]
    fn awaits_outside_of_brackets_are_seen() {
        assert_eq!(read("async function f() {\n  await a;\n}").awaits, None);
        assert_eq!(read("f();\nawait g();").awaits, Some(2));
    }

    #[test]
    fn unknown_forms_are_errors_with_their_line() {
        for text in [
            "import a from \"./a.js\";",
            "import * as a from \"./a.js\";",
            "import { a as b } from \"./a.js\";",
            "import { default as b } from \"./a.js\";",
            "import { \"a\" as b } from \"./a.js\";",
            "import { a } from './a.js';",
            "import { a } from \"../a.js\";",
            "import { a } from \"a.js\";",
            "import { a } from \"./a.js\" with { type: \"json\" };",
            "import { a b } from \"./a.js\";",
            "import { a",
            "import",
            "log(import.meta.url);",
            "const a = { import: 1 };",
            "export default 1;",
            "export default function a() {}",
            "export { a };",
            "export { a } from \"./a.js\";",
            "export * from \"./a.js\";",
            "export let a = 1;",
            "export var a = 1;",
            "export const { a } = b;",
            "export const [a] = b;",
            "export async () => {};",
            "export function () {}",
            "if (a) { export const b = 1; }",
            "const $b = 1;",
        ] {
            let error = Module::read("a.js", &format!("\n{text}")).unwrap_err();
            assert!(format!("{error:#}").starts_with("line 2: "), "{text}: {error:#}");
        }
    }
}
