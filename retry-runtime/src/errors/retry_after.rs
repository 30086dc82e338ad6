//! How long a response asks its client to stay away.

use core::time::Duration;
use std::time::SystemTime;

use ::http::{HeaderMap, HeaderValue};

/// The wait that a response's headers ask for; `None` where they ask for none.
///
/// In this order, and garbage is passed over:
///
/// 1. `retry-after-ms`, then `x-ms-retry-after-ms`: milliseconds, a fraction rounded up (Azure's and others' custom).
/// 2. `Retry-After`: seconds, or a date in any of HTTP's three forms (RFC 9110, 10.2.3 and 5.6.7), which is a wait counted
///    from `now`, at least a second; one in the past is a wait of zero, which the engine takes for no hint.
///
/// Of several lines of one header the longest wait counts: coming back early is what the server asked us not to do.
///
/// # Examples
///
/// ```
/// # use std::time::{Duration, SystemTime}; use retry_runtime::http::retry_after;
/// let mut headers = http::HeaderMap::new();
/// headers.insert("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT".parse()?);
/// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(946_684_789);
/// assert_eq!(retry_after(&headers, now), Some(Duration::from_secs(10)));
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
#[must_use]
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let longest = |name, read: &dyn Fn(&str) -> Option<Duration>| {
        headers.get_all(name).iter().filter_map(|value| read(text(value)?)).max()
    };
    longest("retry-after-ms", &milliseconds)
        .or_else(|| longest("x-ms-retry-after-ms", &milliseconds))
        .or_else(|| longest("retry-after", &|text| seconds(text).or_else(|| date(text, now))))
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok().map(str::trim)
}

/// Digits alone; more than fit are as many as fit.
fn whole(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

fn seconds(text: &str) -> Option<Duration> {
    whole(text).map(Duration::from_secs)
}

fn milliseconds(text: &str) -> Option<Duration> {
    let (integer, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let more = whole(fraction)? > 0;
    whole(integer).map(|count| Duration::from_millis(count.saturating_add(u64::from(more))))
}

fn date(text: &str, now: SystemTime) -> Option<Duration> {
    let wait = time_of(text)?.duration_since(now).unwrap_or(Duration::ZERO);
    // Dates have whole seconds. What is left of the last one may be a nanosecond, which would be a wait of nothing in effect.
    Some(if wait.is_zero() { wait } else { wait.max(Duration::from_secs(1)) })
}

/// With what `httpdate` does not take: leap seconds, and dates before 1970, which are as good as 1970 here.
fn time_of(text: &str) -> Option<SystemTime> {
    if let Ok(time) = httpdate::parse_http_date(text) {
        return Some(time);
    }
    if text.contains("23:59:60 ") {
        return time_of(&text.replacen("23:59:60 ", "23:59:59 ", 1))?.checked_add(Duration::from_secs(1));
    }
    // Where the preferred form has its year, and where the C library's has. The third form's years begin with 1970.
    [12..16, 20..24].into_iter().find_map(|place| {
        let year = whole(text.get(place.clone())?)?;
        // The calendar repeats itself every 400 years, weekdays included: a date since 1970 is refused again.
        let mut later = text.to_owned();
        later.replace_range(place, &year.saturating_add(2000).to_string());
        httpdate::parse_http_date(&later).is_ok().then_some(SystemTime::UNIX_EPOCH)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06 08:49:37 UTC, the date of RFC 9110's examples.
    const EXAMPLE: u64 = 784_111_777;

    fn read(lines: &[(&'static str, &str)]) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        retry_after(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(EXAMPLE - 60))
    }

    #[test]
    fn every_form() {
        let after = |value| read(&[("retry-after", value)]);
        for (value, wait) in [
            ("120", Some(Duration::from_secs(120))),
            (" 120 ", Some(Duration::from_secs(120))),
            ("0", Some(Duration::ZERO)),
            ("0007", Some(Duration::from_secs(7))),
            ("99999999999999999999999999", Some(Duration::from_secs(u64::MAX))),
            // RFC 9110, 5.6.7: the preferred form and both obsolete ones.
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(Duration::from_secs(60))),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(Duration::from_secs(60))),
            ("Sun Nov  6 08:49:37 1994", Some(Duration::from_secs(60))),
            // In the past.
            ("Sat, 05 Nov 1994 08:49:37 GMT", Some(Duration::ZERO)),
            ("Wed, 31 Dec 1969 23:59:59 GMT", Some(Duration::ZERO)),
            ("Wed Dec 31 23:59:59 1969", Some(Duration::ZERO)),
            ("Mon, 01 Jan 0001 00:00:00 GMT", Some(Duration::ZERO)),
            ("Thu, 29 Feb 1968 00:00:00 GMT", Some(Duration::ZERO)),
            // A leap second: 56 days after the example, less the hours until midnight.
            ("Sat, 31 Dec 1994 23:59:60 GMT", Some(Duration::from_secs(60 + 56 * 86_400 - 31_777))),
            ("Saturday, 31-Dec-94 23:59:60 GMT", Some(Duration::from_secs(60 + 56 * 86_400 - 31_777))),
            ("Sat Dec 31 23:59:60 1994", Some(Duration::from_secs(60 + 56 * 86_400 - 31_777))),
            ("Wed, 31 Dec 1969 23:59:60 GMT", Some(Duration::ZERO)),
            ("Wed Dec 31 23:59:60 1969", Some(Duration::ZERO)),
            // No leap seconds, and no dates.
            ("Sat, 31 Dec 1994 12:30:60 GMT", None),
            ("Sat, 31 Dec 1994 23:59:61 GMT", None),
            ("Sat, 31 Dec 1994 23:60:00 GMT", None),
            ("23:59:60 ", None),
            ("Wed, 31 Dec +969 23:59:59 GMT", None),
            ("Wed, 31 Dez 1969 23:59:59 GMT", None),
            ("Wed, 31 Dec 1969 23:59:59 PST", None),
            ("Wed Dec 31 23:59:59 196\u{e9}", None),
            ("-1", None),
            ("+1", None),
            ("1.5", None),
            ("1e3", None),
            ("soon", None),
            ("", None),
            ("120, 130", None),
            ("\u{fc}", None),
            ("Sun, 06 Nov 1994 08:49:37 PST", None),
        ] {
            assert_eq!(after(value), wait, "{value:?}");
        }
    }

    #[test]
    fn a_date_that_is_about_to_pass_is_a_second() {
        let headers = HeaderMap::from_iter([(
            ::http::header::RETRY_AFTER,
            HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"),
        )]);
        for (before, wait) in [(1, Duration::from_secs(1)), (999_999_999, Duration::from_secs(1)), (0, Duration::ZERO)]
        {
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(EXAMPLE) - Duration::from_nanos(before);
            assert_eq!(retry_after(&headers, now), Some(wait), "{before} ns before");
        }
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(EXAMPLE) - Duration::from_millis(1_500);
        assert_eq!(retry_after(&headers, now), Some(Duration::from_millis(1_500)));
    }

    #[test]
    fn milliseconds_go_first() {
        for name in ["retry-after-ms", "x-ms-retry-after-ms"] {
            for (value, wait) in [
                ("1500", Some(Duration::from_millis(1_500))),
                ("1500.25", Some(Duration::from_millis(1_501))),
                ("0", Some(Duration::ZERO)),
                ("99999999999999999999999999", Some(Duration::from_millis(u64::MAX))),
                ("-5", Some(Duration::from_secs(9))),
                ("garbage", Some(Duration::from_secs(9))),
                (".5", Some(Duration::from_secs(9))),
            ] {
                assert_eq!(read(&[("retry-after", "9"), (name, value)]), wait, "{name}: {value:?}");
            }
        }
        let both = [("x-ms-retry-after-ms", "7"), ("retry-after-ms", "5")];
        assert_eq!(read(&both), Some(Duration::from_millis(5)));
    }

    #[test]
    fn of_several_lines_the_longest() {
        let lines =
            [("retry-after", "1"), ("retry-after", "garbage"), ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")];
        assert_eq!(read(&lines), Some(Duration::from_secs(60)));
        assert_eq!(read(&[]), None);
    }
}
