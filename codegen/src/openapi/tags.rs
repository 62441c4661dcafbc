//! Reads Tag Objects.
//!
//! Owns the nesting of tags. Must not know which operations have them.

use crate::api::Tag;
use crate::diagnostic::codes;
use crate::source::Node;

use super::Reader;

impl<'a> Reader<'a, '_> {
    pub(super) fn tags(&mut self, root: &Node<'a>) -> Vec<Tag> {
        let tags = self.items(root, "tags");
        let mut tags: Vec<Tag> = tags.iter().filter_map(|tag| self.tag(tag)).collect();
        let parents: Vec<Option<String>> = tags.iter().map(|tag| self.parent(&tags, tag)).collect();
        for (tag, parent) in tags.iter_mut().zip(parents) {
            tag.parent = parent;
        }
        tags
    }

    fn tag(&mut self, node: &Node<'a>) -> Option<Tag> {
        Some(Tag {
            name: self.required_string(node, "name", "give the tag a `name`")?,
            summary: self.string(node, "summary"),
            description: self.string(node, "description"),
            parent: self.string(node, "parent"),
            kind: self.string(node, "kind"),
            at: node.at.clone(),
        })
    }

    /// The parent of a tag, unless there is no such tag or it is nested under the tag itself.
    fn parent(&mut self, tags: &[Tag], tag: &Tag) -> Option<String> {
        let parent = tag.parent.as_deref()?;
        let of = |name: &str| tags.iter().find(|tag| tag.name == name);
        let ancestors = std::iter::successors(of(parent), |tag| of(tag.parent.as_deref()?)).take(tags.len());
        let problem = if of(parent).is_none() {
            Some(format!("there is no tag `{parent}` for `{}` to be nested under", tag.name))
        } else if ancestors.into_iter().any(|ancestor| ancestor.name == tag.name) {
            Some(format!("the tag `{}` is nested under itself", tag.name))
        } else {
            None
        };
        match problem {
            Some(problem) => {
                self.warn(codes::TAG_PARENT, tag.at.key("parent"), problem, "name a tag that is above it");
                None
            }
            None => Some(parent.to_owned()),
        }
    }
}
