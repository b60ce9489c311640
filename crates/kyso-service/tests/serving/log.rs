//! What the log says of a request, and what it does not.

use std::io::Write as _;
use std::time::Duration;

use serde_json::Value;

use crate::access::{TOKEN, access};
use crate::desk::{Desk, Heard, head, pdf};

fn line(desk: &Desk) -> Value {
    let lines = desk.logged.lock().unwrap();
    let line = lines.recv_timeout(Duration::from_secs(10)).unwrap();
    serde_json::from_str(&line).unwrap()
}

fn number(heard: &Heard) -> &str {
    let mut lines = heard.head.lines();
    lines
        .find_map(|line| line.strip_prefix("x-request-id: "))
        .unwrap()
}

#[test]
fn every_request_is_a_line() {
    let desk = Desk::guarded(access(None, 1), |limits| limits.in_memory = 1000);
    let octets = pdf(5000);
    let asked = "/v1/verify?name=Nguyen+Van+A.pdf";
    let heard = desk.send(asked, &format!("{TOKEN}X-Request-Id: a-1\r\n"), &octets);
    assert_eq!(number(&heard), "a-1");
    let told = line(&desk);
    let time: jiff::Timestamp = told["time"].as_str().unwrap().parse().unwrap();
    assert!(time.duration_until(jiff::Timestamp::now()).as_secs() < 60);
    for (name, value) in [
        ("request", Value::from("a-1")),
        ("client", "qlvb".into()),
        ("method", "POST".into()),
        ("route", "/v1/verify".into()),
        ("status", 200.into()),
        ("problem", Value::Null),
        ("received", 5000.into()),
        ("sent", heard.body.len().into()),
    ] {
        assert_eq!(told[name], value, "{name}: {told}");
    }
    assert!(told["ms"].is_u64());
    assert_eq!(told.as_object().unwrap().len(), 10, "{told}");
    // what is made is counted until its end
    let heard = desk.send("/v1/extend?to=lt", "", &octets);
    let told = line(&desk);
    assert_eq!(
        (&told["sent"], &told["client"]),
        (&5002.into(), &Value::Null)
    );
    assert_eq!(told["request"], number(&heard));
}

#[test]
fn a_problem_has_the_number_of_its_request_and_the_log_its_code() {
    let desk = Desk::new();
    for (path, number) in [
        ("/v1/verify", "x"),
        ("/v1/verify", ""),
        ("/v1/nowhere", "y z"),
    ] {
        let heard = desk.send(path, &format!("X-Request-Id: {number}\r\n"), b"<html>");
        let problem = heard.json();
        let given = self::number(&heard);
        assert_eq!(problem["request"], given);
        assert!(given == "x" || given.len() == 32, "{given}");
        let told = line(&desk);
        assert_eq!(
            (&told["request"], &told["problem"]),
            (&problem["request"], &problem["code"])
        );
    }
    // an address or a method that somebody made up is not repeated
    desk.say(b"NGUYENVANA /nguyen-van-a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    let told = line(&desk);
    assert_eq!(
        (&told["method"], &told["route"]),
        (&"other".into(), &Value::Null)
    );
    assert!(
        !told.to_string().to_lowercase().contains("nguyen"),
        "{told}"
    );
}

#[test]
fn who_goes_away_is_a_line_too() {
    let desk = Desk::new();
    let mut stream = desk.open();
    let half = [head("/v1/verify", "", 5000).as_bytes(), &pdf(1000)].concat();
    stream.write_all(&half).unwrap();
    drop(stream);
    let told = line(&desk);
    assert_eq!(told["route"], "/v1/verify");
    // whether the answer was still written is the system's affair
    assert!(told["status"].is_null() || told["status"] == 400, "{told}");
}
