//! Random texts that are hard to make names of.
//!
//! Owns the texts. Must not know what is called by them.

/// Numbers that follow from a seed.
pub struct Numbers(u64);

impl Numbers {
    pub fn seeded(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % bound
    }

    pub fn one_of<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}

/// Keywords, and names of std.
const RUST: &[&str] = &[
    "self", "Self", "super", "crate", "type", "async", "gen", "union", "dyn", "try", "match", "fn", "_", "r#type",
    "Result", "Option", "Some", "None", "Ok", "Err", "Vec", "String", "str", "Box", "Default", "Clone", "Copy", "From",
    "Into", "TryFrom", "Iterator", "Send", "Sync", "i64", "u8", "bool", "char", "std", "core", "main", "drop",
];

/// Names that generated code has already, or makes of others.
const GENERATED: &[&str] = &[
    "Api",
    "Client",
    "Call",
    "CallError",
    "Response",
    "Request",
    "Context",
    "Transport",
    "Router",
    "Unknown",
    "new",
    "body",
    "context",
    "builder",
    "build",
    "call",
    "incoming",
    "request",
    "response",
    "client",
    "server",
    "models",
    "runtime",
    "operations",
    "schemas",
    "validate",
    "Empty",
    "empty",
    "null",
    "a_null",
    "a",
    "value",
    "additional_properties",
    "a_or_default",
    "Required",
    "ResultRequired",
    "ResultInput",
    "additional properties",
    "as_str",
    "from",
    "into",
    "clone",
    "default",
    "fmt",
    "eq",
    "hash",
    "send",
    "authenticate",
    "status",
    "headers",
];

/// Words of many scripts, some of which look like others.
const WORDS: &[&str] = &[
    "größe",
    "naïve",
    "ærø",
    "æble",
    "aeble",
    "kapı",
    "kapi",
    "oraș",
    "größe1",
    "имя",
    "сор",
    "cop",
    "пользователь",
    "αβγ",
    "ω",
    "α",
    "名前",
    "用户ID",
    "一",
    "ー",
    "ロボ",
    "口",
    "한국어",
    "가",
    "שלום",
    "مرحبا",
    "हिन्दी",
    "ตัว",
    "ნომერი",
    "հայ",
    "e\u{301}",
    "é",
    "ǆ",
    "ĸ",
    "ŉ",
    "ﬁ",
    "Ⅳ",
    "ⓐ",
    "½",
    "²",
    "٣",
    "𝒜",
    "ª",
    "µ",
    "ſ",
    "İ",
    "ß",
];

const ASCII: &[&str] =
    &["a", "b", "a b", "a-b", "a_b", "aB", "AB", "A1", "1", "05", "0.5", "2024-01-31", "x2y", "__a__", "users"];

const SIGNS: &[&str] = &[
    "~", " ", "-", "+", "_", ".", "$", "@", "#", "*", "'", "\"", "\\", "(", "é", "👍", "❤️", "→", "\u{200b}",
    "\u{202e}", "\n", "\t",
];

/// A text.
pub fn text(numbers: &mut Numbers) -> String {
    let one = part(numbers);
    match numbers.below(4) {
        0 => format!("{one}{}{}", numbers.one_of(SIGNS), part(numbers)),
        1 => format!("{one}{}", numbers.one_of(SIGNS)),
        _ => one,
    }
}

fn part(numbers: &mut Numbers) -> String {
    match numbers.below(12) {
        0 | 1 => (*numbers.one_of(RUST)).to_owned(),
        2 | 3 => (*numbers.one_of(GENERATED)).to_owned(),
        4 | 5 => (*numbers.one_of(WORDS)).to_owned(),
        6 | 7 => (*numbers.one_of(ASCII)).to_owned(),
        8 => (0..=numbers.below(3)).map(|_| *numbers.one_of(SIGNS)).collect(),
        9 => (0..=numbers.below(4)).map(|_| letter(numbers)).collect(),
        10 => numbers.one_of(WORDS).repeat(1 + numbers.below(40)),
        _ => String::new(),
    }
}

/// A letter, a mark or a sign of any script. Without the Latin pairs that look alike (`ţ`, `ț`): where one is the name of a field and the
/// other that of another type's, rustc warns of what the description says.
fn letter(numbers: &mut Numbers) -> char {
    let planes = [0x80..0x100, 0x250..0x3000, 0x250..0x3000, 0x3000..0xD800, 0xF900..0x1_0000, 0x1_0000..0x2_0000];
    let range = numbers.one_of(&planes).clone();
    let start = usize::try_from(range.start).unwrap();
    let code = start + numbers.below(range.len());
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or('a')
}
