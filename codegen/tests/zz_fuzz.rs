use oasmith::at::*;
use oasmith::diagnostic::*;
use oasmith::source::*;
#[test]
fn fuzz() {
    let mut seed = 0x2545F4914F6CDD1Du64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize
    };
    let files: Vec<String> = std::env::var("CORPUS").unwrap().lines().map(str::to_owned).collect();
    let start = std::time::Instant::now();
    let (mut ok, mut bad, mut lost) = (0, 0, 0);
    let specials = [
        "\"", "'", "{", "}", "[", "]", ":", ": ", "\n", "\t", "&a ", "*a", "<<: *a\n", "!x ", "|", ">", "- ", "#", "%",
        "\u{feff}", "é", "😀", "\u{0}", "\r", "\u{85}", "\u{2028}", "---\n", "...\n", "? ", "\\", "\\u00e9", "\\ud800",
        "1e400", ",", "@", "`",
    ];
    while start.elapsed().as_secs() < 150 {
        let f = &files[next() % files.len()];
        let Ok(text) = std::fs::read_to_string(f) else { continue };
        if text.len() > 60_000 {
            continue;
        }
        let mut text: Vec<char> = text.chars().collect();
        for _ in 0..(next() % 4 + 1) {
            if text.is_empty() {
                break;
            }
            let at = next() % text.len();
            match next() % 4 {
                0 => {
                    text.truncate(at);
                }
                1 => {
                    text.remove(at);
                }
                2 => {
                    let s = specials[next() % specials.len()];
                    for (i, c) in s.chars().enumerate() {
                        text.insert(at + i, c)
                    }
                }
                _ => {
                    let to = (at + next() % 200).min(text.len());
                    text.drain(at..to);
                }
            }
        }
        let text: String = text.into_iter().collect();
        std::fs::write("/tmp/fuzz-last", &text).unwrap();
        let t = std::time::Instant::now();
        match Documents::from_texts(&[("x", &text)]) {
            Ok(d) => {
                ok += 1;
                let mut stack = vec![d.root()];
                let mut n = 0;
                while let Some(node) = stack.pop() {
                    n += 1;
                    if n > 2000 {
                        break;
                    }
                    let p = d.place(&node.at).unwrap();
                    assert!(p.text.get(p.span.clone()).is_some());
                    if n > 1 && p.line == 1 && p.column == 1 && p.span.is_empty() {
                        lost += 1;
                        if lost < 6 {
                            println!("lost {f} {}", node.at);
                            std::fs::write(format!("/tmp/lost-{lost}"), &text).unwrap();
                        }
                        break;
                    }
                    let k = Diagnostic::error(codes::WRONG_TYPE, node.at.clone(), "x");
                    if n % 50 == 0 {
                        human([&k], &d, Colour::Never);
                    }
                    stack.extend(node.members().map(|m| m.1));
                    stack.extend(node.items());
                }
            }
            Err(e) => {
                bad += 1;
                human(&e.diagnostics, &e, Colour::Always);
                e.place(&At::root(FileId(0)));
            }
        }
        if t.elapsed().as_millis() > 3000 {
            println!("slow {f} {:?}", t.elapsed());
        }
    }
    println!("ok {ok} bad {bad} lost {lost}");
}
