use super::*;

/// The tokens that are more than space, each with its kind.
fn said(text: &str) -> Vec<(Kind, &str)> {
    let tokens = tokens(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    tokens.into_iter().filter(Token::is_said).map(|token| (token.kind, &text[token.range])).collect()
}

fn of_kind(kind: Kind, text: &str) -> Vec<&str> {
    said(text).into_iter().filter(|&(found, _)| found == kind).map(|(_, text)| text).collect()
}

#[test]
fn nothing_is_left_out() {
    let text =
        "let a = `x${{ b: \"}\" }.b}y` /* c */ / 2; // d\n\u{feff}if (a) /[/'\\]]/u.test(`\\``)\u{2028}";
    let tokens = tokens(text).unwrap();
    let mut end = 0;
    for token in &tokens {
        assert_eq!(token.range.start, end);
        end = token.range.end;
    }
    assert_eq!(end, text.len());
    assert_eq!(tokens.last().unwrap().kind, Kind::Space);
}

#[test]
fn strings_end_where_they_end() {
    let strings = |text| of_kind(Kind::String, text);
    assert_eq!(
        strings(r#"a("it's", '"', "\"//", '\\', "")"#),
        [r#""it's""#, r#"'"'"#, r#""\"//""#, r"'\\'", r#""""#]
    );
    assert_eq!(strings("\"a\\\nb\""), ["\"a\\\nb\""]);
    assert_eq!(strings("/* \" */ // '\n /'/ `\"`"), [""; 0]);
}

#[test]
fn templates_hold_code_that_holds_templates() {
    let text = "`a ${ f({ b: `c ${d} e` }) + \"}\" } //g` + `$h{}\\${` + `${i}`";
    assert_eq!(
        said(text),
        [
            (Kind::Template, "`a ${"),
            (Kind::Word, "f"),
            (Kind::Sign, "("),
            (Kind::Sign, "{"),
            (Kind::Word, "b"),
            (Kind::Sign, ":"),
            (Kind::Template, "`c ${"),
            (Kind::Word, "d"),
            (Kind::Template, "} e`"),
            (Kind::Sign, "}"),
            (Kind::Sign, ")"),
            (Kind::Sign, "+"),
            (Kind::String, "\"}\""),
            (Kind::Template, "} //g`"),
            (Kind::Sign, "+"),
            (Kind::Template, "`$h{}\\${`"),
            (Kind::Sign, "+"),
            (Kind::Template, "`${"),
            (Kind::Word, "i"),
            (Kind::Template, "}`"),
        ]
    );
}

#[test]
fn slashes_that_divide() {
    for text in [
        "a / b / c",
        "1 / 2",
        "1. / 2",
        "f(a) / b / c",
        "a[0] / b",
        "a++ / b / c",
        "a-- / b",
        "\"a\" / b",
        "`a` / b",
        "`${a}` / b",
        "/a/ / b / c",
        "this / b",
        "a.return / b / c",
        "a?.in / b",
        "a.if(b) / c / d",
        "a /= b",
        "x = y\n/ 2 / z",
        "f(a) /* \" */ / b",
    ] {
        assert_eq!(
            of_kind(Kind::Regex, text),
            if text.starts_with('/') { vec!["/a/"] } else { vec![] },
            "{text}"
        );
    }
}

#[test]
fn slashes_that_begin_a_regular_expression() {
    for text in [
        "@",
        "x = @",
        "f(@, 1)",
        "[@]",
        "a || @",
        "!@.test(a)",
        "a ? @ : @",
        "return @",
        "() => @",
        "typeof @",
        "case @:",
        "if (a) @.test(b)",
        "if (f(a)) @.test(b)",
        "while (a) @.test(b)",
        "else @.test(b)",
        "; @.test(b)",
        "a + @",
        "a + +@",
        "`${@.source}`",
        "[...@.exec(a)]",
        "[...await @]",
        "{ a: @ }",
    ] {
        for regex in ["/a/", "/[/\"'`]/", "/\\//", "/\\[/g", "/[\\]/]/", "/a{2}\\d+(?:b|c)$/giu", "/'/"] {
            let text = text.replace('@', regex);
            let found = of_kind(Kind::Regex, &text);
            assert!(!found.is_empty() && found.iter().all(|&found| found == regex), "{text}: {found:?}");
        }
    }
}

#[test]
fn comments() {
    let comments = |text| {
        let tokens = tokens(text).unwrap().into_iter().filter(|token| token.kind == Kind::Comment);
        tokens.map(|token| &text[token.range]).collect::<Vec<_>>()
    };
    assert_eq!(comments("a // b /* c\nd /* e // \n ' */ f //"), ["// b /* c", "/* e // \n ' */", "//"]);
    assert_eq!(comments("// a\u{2028}b"), ["// a"]);
    assert_eq!(comments("\"// a\" + '/* b */' + `// ${c /* d */}` + /[//]/"), ["/* d */"]);
}

#[test]
fn words_and_depths() {
    assert_eq!(of_kind(Kind::Word, "años_$ #b \\u0061x 0x1F"), ["años_$", "#b", "\\u0061x", "0x1F"]);
    let text = "a { b(`c${d}e`) } f";
    let deep: Vec<_> =
        tokens(text).unwrap().into_iter().filter(Token::is_said).map(|token| token.depth).collect();
    //                 a  {  b  (  `c${  d  }e`  )  }  f
    assert_eq!(deep, [0, 0, 1, 1, 2, 3, 2, 1, 0, 0]);
}

#[test]
fn what_is_not_sure_is_an_error_with_its_line() {
    let error = |text| tokens(text).unwrap_err().to_string();
    assert_eq!(error("\n\"a\n\""), "line 2: a string is not closed");
    assert_eq!(error("`${a}"), "line 1: a template is not closed");
    assert_eq!(error("`${`"), "line 1: a template is not closed");
    assert_eq!(error("`${a"), "line 1: a bracket is not closed");
    assert_eq!(error("a\n/* b"), "line 2: a comment is not closed");
    assert_eq!(error("x = /a\n/"), "line 1: a regular expression is not closed");
    assert_eq!(error("x = /[/]"), "line 1: a regular expression is not closed");
    assert_eq!(error("\n(a]"), "line 2: `]` closes nothing");
    assert_eq!(error(")"), "line 1: `)` closes nothing");
    assert_eq!(error("\n\n{ ("), "line 3: a bracket is not closed");
    for text in ["{ a }\n/b/.test(c)", "x = { a } / 2", "for (a of /b/) c"] {
        assert!(error(text).contains("does this slash divide"), "{text}");
    }
}
