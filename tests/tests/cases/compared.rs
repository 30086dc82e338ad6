//! Whether what a case brings is what it must bring.

/// Lines as they stand in a case, put together by message.
struct Message<'l> {
    level_and_code: &'l str,
    places: Vec<[u64; 4]>,
    words: Vec<&'l str>,
}

/// The same lines, or, by `another` compiler, the same but for how much is underlined where the code is the compiler's: one
/// underlines the method, another the whole call, and what it finds twice may be one to the next.
pub(crate) fn agree(expected: &[&str], found: &[&str], another: bool) -> bool {
    if expected == found || !another {
        return expected == found;
    }
    let (expected, found) = (messages(expected), messages(found));
    let within = |some: &[Message<'_>], others: &[Message<'_>]| {
        some.iter().all(|one| others.iter().any(|other| alike(one, other)))
    };
    within(&expected, &found) && within(&found, &expected)
}

fn alike(one: &Message<'_>, other: &Message<'_>) -> bool {
    let overlap = |[a, b, c, d]: &[u64; 4], [e, f, g, h]: &[u64; 4]| (a, b) < (g, h) && (e, f) < (c, d);
    let near = one.places.iter().any(|place| other.places.iter().any(|another| overlap(place, another)));
    let has_code = one.level_and_code.ends_with(']');
    one.level_and_code == other.level_and_code
        && one.words == other.words
        && (one.places == other.places || has_code && near)
}

fn messages<'l>(lines: &[&'l str]) -> Vec<Message<'l>> {
    let mut messages: Vec<Message<'l>> = Vec::new();
    for line in lines {
        if let (true, Some(last)) = (line.starts_with(' '), messages.last_mut()) {
            last.words.push(line);
            continue;
        }
        let (level_and_code, rest) = line.split_once(" at ").unwrap_or((line, ""));
        let (places, words) = rest.split_once(": ").unwrap_or((rest, ""));
        messages.push(Message {
            level_and_code,
            places: places.split(" and ").filter_map(place).collect(),
            words: vec![words],
        });
    }
    messages
}

/// `line:column-line:column`.
fn place(text: &str) -> Option<[u64; 4]> {
    let numbers: Vec<u64> = text.split([':', '-']).filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().ok()
}

#[test]
fn only_the_compilers_own_places_may_differ() {
    let exactly = |expected: &[&str], found: &[&str]| agree(expected, found, false);
    let roughly = |expected: &[&str], found: &[&str]| agree(expected, found, true);
    let method = ["error[E0277] at 6:34-6:38: not `Classify`", "  note: derive it"];
    let call = ["error[E0277] at 6:5-6:53: not `Classify`", "  note: derive it"];
    assert!(exactly(&method, &method));
    assert!(!exactly(&method, &call));
    assert!(roughly(&method, &call));
    assert!(roughly(&method, &[method, call].concat()));
    assert!(!roughly(&method, &["error[E0277] at 6:5-6:34: not `Classify`", "  note: derive it"]));
    assert!(!roughly(&method, &["error[E0277] at 6:34-6:38: not `Classify`", "  note: derive"]));
    assert!(!roughly(&method, &["error[E0277] at 6:34-6:38: not `Clone`", "  note: derive it"]));
    assert!(!roughly(&method, &[]));
    assert!(!roughly(&[], &method));
    assert!(roughly(&["error[E0382] at 1:1-1:3"], &["error[E0382] at 1:2-2:1"]));
    assert!(!roughly(&["error[E0382] at 1:1-1:3"], &["error[E0505] at 1:1-1:3"]));
    assert!(!roughly(&["error at 1:1-1:3: ours"], &["error at 1:1-1:4: ours"]));
}
