//! A list of issues, as a service that hosts code would give it: objects of many properties, nested three deep.

use serde_json::{Value, json};

use super::types::both;

both! {
    User {
        "login" login: String, "id" id: i64, "node_id" node_id: String, "avatar_url" avatar_url: String,
        "url" url: String, "html_url" html_url: String, "followers_url" followers_url: String,
        "repos_url" repos_url: String, "events_url" events_url: String, "type" type_: String,
        "site_admin" site_admin: bool,
        ; "name" name: String, "email" email: String, "company" company: String, "starred_at" starred_at: String,
    }
    Label {
        "id" id: i64, "node_id" node_id: String, "url" url: String, "name" name: String, "color" color: String,
        "default" default: bool,
        ; "description" description: String,
    }
    Milestone {
        "id" id: i64, "number" number: i64, "title" title: String, "state" state: String, "url" url: String,
        "open_issues" open_issues: i64, "closed_issues" closed_issues: i64, "creator" creator: User,
        ; "description" description: String, "due_on" due_on: String, "closed_at" closed_at: String,
    }
    Reactions {
        "url" url: String, "total_count" total_count: i64, "up" up: i64, "down" down: i64, "laugh" laugh: i64,
        "confused" confused: i64, "heart" heart: i64, "hooray" hooray: i64, "eyes" eyes: i64, "rocket" rocket: i64,
        ;
    }
    Issue {
        "id" id: i64, "node_id" node_id: String, "url" url: String, "repository_url" repository_url: String,
        "labels_url" labels_url: String, "comments_url" comments_url: String, "events_url" events_url: String,
        "html_url" html_url: String, "number" number: i64, "state" state: String, "title" title: String,
        "user" user: User, "labels" labels: Vec<Label>, "assignees" assignees: Vec<User>, "locked" locked: bool,
        "comments" comments: i64, "created_at" created_at: String, "updated_at" updated_at: String,
        "author_association" author_association: String, "reactions" reactions: Reactions,
        "timeline_url" timeline_url: String, "score" score: f64, "draft" draft: bool,
        ; "state_reason" state_reason: String, "body" body: String, "assignee" assignee: User,
        "milestone" milestone: Milestone, "active_lock_reason" active_lock_reason: String,
        "closed_at" closed_at: String, "closed_by" closed_by: User, "body_html" body_html: String,
        "body_text" body_text: String, "repository" repository: String, "performed_via" performed_via: String,
        "priority" priority: i64, "severity" severity: i64, "estimate" estimate: f64, "spent" spent: f64,
        "sprint" sprint: String, "epic" epic: String, "component" component: String, "environment" environment: String,
        "version" version: String, "fixed_in" fixed_in: String, "duplicate_of" duplicate_of: i64,
        "parent" parent: i64, "children" children: Vec<i64>, "votes" votes: i64, "watchers" watchers: i64,
        "pinned" pinned: bool, "private" private: bool, "spam" spam: bool, "archived" archived: bool,
        "due_on" due_on: String, "started_at" started_at: String, "resolved_at" resolved_at: String,
        "reopened_at" reopened_at: String, "first_reply_at" first_reply_at: String, "channel" channel: String,
        "language" language: String, "sentiment" sentiment: f64, "attachments" attachments: Vec<String>,
    }
}

fn user(number: i64) -> Value {
    let url = format!("https://code.example/users/{number}");
    json!({
        "login": format!("user-{number}"), "id": number, "node_id": "MDQ6VXNlcjE=", "avatar_url": url, "url": url,
        "html_url": url, "followers_url": url, "repos_url": url, "events_url": url, "type": "User",
        "site_admin": false, "name": "Ada Lovelace", "email": "ada@example.com", "a_new_member": [1, 2],
    })
}

fn issue(number: i64) -> Value {
    let url = format!("https://code.example/issues/{number}");
    let label = json!({
        "id": 1, "node_id": "MDU6TGFiZWw=", "url": url, "name": "bug", "color": "ff0000", "default": true,
        "description": "Something does not work",
    });
    let mut issue = json!({
        "id": number, "node_id": "MDU6SXNzdWUx", "url": url, "repository_url": url, "labels_url": url,
        "comments_url": url, "events_url": url, "html_url": url, "number": number, "state": "open",
        "title": "Found a bug", "user": user(number), "labels": [label, label], "assignees": [user(1), user(2)],
        "locked": true, "comments": 0, "created_at": "2026-04-22T13:33:48Z", "updated_at": "2026-04-22T13:33:48Z",
        "author_association": "COLLABORATOR", "timeline_url": url, "score": 1.5, "draft": false,
        "reactions": {
            "url": url, "total_count": 10, "up": 1, "down": 1, "laugh": 1, "confused": 1, "heart": 1, "hooray": 1,
            "eyes": 2, "rocket": 2,
        },
    });
    let optional = json!({
        "body": "It does not work when \"quoted\".\nPlease help.", "assignee": user(1), "closed_by": user(3),
        "priority": 2, "severity": 3, "estimate": 0.5, "sprint": "14", "component": "api", "children": [1, 2, 3],
        "votes": 7, "watchers": 12, "pinned": false, "language": "en", "attachments": ["a.png", "b.png"],
        "milestone": {
            "id": 9, "number": 1, "title": "v1.0", "state": "open", "url": url, "open_issues": 4,
            "closed_issues": 8, "creator": user(4), "due_on": "2026-10-09T23:39:01Z",
        },
    });
    if let (Value::Object(issue), Value::Object(optional)) = (&mut issue, optional) {
        issue.extend(optional);
    }
    issue
}

/// As many issues, as JSON.
pub fn issues(count: i64) -> String {
    Value::Array((1..=count).map(issue).collect()).to_string()
}
