//! Types, bounds and signatures as text with paths from the root of the crate.
//!
//! Owns how they are written. Must not know items.

use quote::ToTokens;

use super::scope::Scope;

/// Writes types of a module.
#[derive(Debug)]
pub(super) struct Types<'s> {
    scope: &'s Scope,
    /// The type parameters, which stand for nothing else.
    parameters: Vec<String>,
}

impl<'s> Types<'s> {
    /// Without type parameters.
    pub(super) fn new(scope: &'s Scope) -> Self {
        Self { scope, parameters: Vec::new() }
    }

    /// With the type parameters of an item, besides those that there are.
    pub(super) fn with(&self, generics: &syn::Generics) -> Self {
        let own = generics.type_params().map(|parameter| parameter.ident.to_string());
        Self { scope: self.scope, parameters: self.parameters.iter().cloned().chain(own).collect() }
    }

    /// `Vec<models::Driver>`
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is of another crate, and other types are not written")]
    pub(super) fn ty(&self, ty: &syn::Type) -> String {
        match ty {
            syn::Type::Path(ty) => match &ty.qself {
                Some(qself) => self.qualified(qself, &ty.path),
                None => self.path(&ty.path),
            },
            syn::Type::Reference(ty) => {
                let lifetime = ty.lifetime.as_ref().map(|lifetime| format!("{lifetime} ")).unwrap_or_default();
                let mutable = if ty.mutability.is_some() { "mut " } else { "" };
                format!("&{lifetime}{mutable}{}", self.ty(&ty.elem))
            }
            syn::Type::Tuple(ty) => {
                let types: Vec<String> = ty.elems.iter().map(|ty| self.ty(ty)).collect();
                let comma = if types.len() == 1 { "," } else { "" };
                format!("({}{comma})", types.join(", "))
            }
            syn::Type::ImplTrait(ty) => format!("impl {}", self.bounds(&ty.bounds)),
            syn::Type::TraitObject(ty) => format!("dyn {}", self.bounds(&ty.bounds)),
            syn::Type::Slice(ty) => format!("[{}]", self.ty(&ty.elem)),
            syn::Type::Array(ty) => format!("[{}; {}]", self.ty(&ty.elem), ty.len.to_token_stream()),
            syn::Type::Paren(ty) => self.ty(&ty.elem),
            syn::Type::Group(ty) => self.ty(&ty.elem),
            other => other.to_token_stream().to_string(),
        }
    }

    /// `<models::Tree as IntoIterator>::Item`
    fn qualified(&self, qself: &syn::QSelf, path: &syn::Path) -> String {
        let (ty, position) = (self.ty(&qself.ty), qself.position);
        let segments: Vec<&syn::PathSegment> = path.segments.iter().collect();
        let (of_trait, rest) = segments.split_at_checked(position).unwrap_or_default();
        let rest: Vec<String> = rest.iter().map(|segment| segment.ident.to_string()).collect();
        let of_trait = if position > 0 { format!(" as {}", self.segments(of_trait)) } else { String::new() };
        format!("<{ty}{of_trait}>::{}", rest.join("::"))
    }

    /// `runtime::client::Response<models::Driver>`
    pub(super) fn path(&self, path: &syn::Path) -> String {
        self.segments(&path.segments.iter().collect::<Vec<_>>())
    }

    fn segments(&self, segments: &[&syn::PathSegment]) -> String {
        let names: Vec<String> = segments.iter().map(|segment| segment.ident.to_string()).collect();
        let is_parameter = names.first().is_some_and(|name| name == "Self" || self.parameters.contains(name));
        let mut text = if is_parameter { names.join("::") } else { self.scope.absolute(&names) };
        match segments.last().map(|segment| &segment.arguments) {
            Some(syn::PathArguments::AngleBracketed(arguments)) => {
                let arguments: Vec<String> = arguments.args.iter().map(|argument| self.argument(argument)).collect();
                text.extend(["<", &arguments.join(", "), ">"]);
            }
            Some(syn::PathArguments::Parenthesized(arguments)) => {
                let inputs: Vec<String> = arguments.inputs.iter().map(|input| self.ty(&input.ty)).collect();
                text.extend(["(", &inputs.join(", "), ")", &self.result(&arguments.output)]);
            }
            Some(syn::PathArguments::None) | None => {}
        }
        text
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum is of another crate, and other arguments are not written"
    )]
    fn argument(&self, argument: &syn::GenericArgument) -> String {
        match argument {
            syn::GenericArgument::Type(ty) => self.ty(ty),
            syn::GenericArgument::AssocType(ty) => format!("{} = {}", ty.ident, self.ty(&ty.ty)),
            syn::GenericArgument::Constraint(of) => format!("{}: {}", of.ident, self.bounds(&of.bounds)),
            other => other.to_token_stream().to_string(),
        }
    }

    /// `Future<Output = ()> + Send`
    pub(super) fn bounds<'b>(&self, bounds: impl IntoIterator<Item = &'b syn::TypeParamBound>) -> String {
        let bounds: Vec<String> = bounds.into_iter().map(|bound| self.bound(bound)).collect();
        bounds.join(" + ")
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum is of another crate, and other bounds are not written"
    )]
    fn bound(&self, bound: &syn::TypeParamBound) -> String {
        match bound {
            syn::TypeParamBound::Trait(bound) => {
                let maybe = if bound.maybe.is_some() { "?" } else { "" };
                format!("{maybe}{}", self.path(&bound.path))
            }
            syn::TypeParamBound::Lifetime(lifetime) => lifetime.to_string(),
            other => other.to_token_stream().to_string(),
        }
    }

    /// `<'a, T: Clone>`, with what `where` says of the parameters.
    pub(super) fn generics(&self, generics: &syn::Generics) -> String {
        if generics.params.is_empty() {
            return String::new();
        }
        let types = self.with(generics);
        let parameters: Vec<String> = generics.params.iter().map(|parameter| types.parameter(parameter)).collect();
        format!("<{}>", parameters.join(", "))
    }

    fn parameter(&self, parameter: &syn::GenericParam) -> String {
        match parameter {
            syn::GenericParam::Lifetime(parameter) => parameter.lifetime.to_string(),
            syn::GenericParam::Type(parameter) if parameter.bounds.is_empty() => parameter.ident.to_string(),
            syn::GenericParam::Type(parameter) => format!("{}: {}", parameter.ident, self.bounds(&parameter.bounds)),
            syn::GenericParam::Const(parameter) => format!("const {}: {}", parameter.ident, self.ty(&parameter.ty)),
        }
    }

    /// ` where T: Clone`
    fn conditions(&self, generics: &syn::Generics) -> String {
        let Some(clause) = &generics.where_clause else { return String::new() };
        let conditions = clause.predicates.iter().filter_map(|predicate| {
            let syn::WherePredicate::Type(predicate) = predicate else { return None };
            Some(format!("{}: {}", self.ty(&predicate.bounded_ty), self.bounds(&predicate.bounds)))
        });
        format!(" where {}", conditions.collect::<Vec<_>>().join(", "))
    }

    /// ` -> Self`
    fn result(&self, output: &syn::ReturnType) -> String {
        match output {
            syn::ReturnType::Default => String::new(),
            syn::ReturnType::Type(_, ty) => format!(" -> {}", self.ty(ty)),
        }
    }

    /// `<T>(&self, name: impl Into<String>) -> Self`
    pub(super) fn signature(&self, signature: &syn::Signature) -> String {
        let types = self.with(&signature.generics);
        let inputs = signature.inputs.iter().map(|input| match input {
            syn::FnArg::Receiver(receiver) => types.receiver(receiver),
            syn::FnArg::Typed(input) => {
                let name = input.pat.to_token_stream().to_string();
                format!("{}: {}", name.trim_start_matches("mut "), types.ty(&input.ty))
            }
        });
        format!(
            "{}({}){}{}",
            self.generics(&signature.generics),
            inputs.collect::<Vec<_>>().join(", "),
            types.result(&signature.output),
            types.conditions(&signature.generics)
        )
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum is of another crate, and other receivers are not written"
    )]
    fn receiver(&self, receiver: &syn::Receiver) -> String {
        match &receiver.kind {
            syn::ReceiverKind::Reference(_, lifetime, mutable) => {
                let lifetime = lifetime.as_ref().map(|lifetime| format!("{lifetime} ")).unwrap_or_default();
                format!("&{lifetime}{}self", if mutable.is_some() { "mut " } else { "" })
            }
            syn::ReceiverKind::Typed(_, ty) => format!("self: {}", self.ty(ty)),
            _ => "self".to_owned(),
        }
    }
}
