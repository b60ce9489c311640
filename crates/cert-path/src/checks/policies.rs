//! Certificate policies (RFC 5280 §6.1.3 (d)–(f), §6.1.4 (a), (b), (h)–(j), §6.1.5 (a), (b), (g)), as the graph of
//! RFC 9618, which grows with the policies and not with the paths through them.

use std::collections::{BTreeMap, BTreeSet};

use der::asn1::ObjectIdentifier as Oid;

use crate::asn1::{self, Element, context_primitive};
use crate::budget::BudgetItem;
use crate::certificate::{Certificate, extension_oids as oids};
use crate::checks::End;
use crate::error::CertificateError;
use crate::failure::PathReason;
use crate::request::PolicyInputs;

const ANY_POLICY: Oid = Oid::new_unwrap("2.5.29.32.0");

/// A node of the graph (RFC 9618 §4.1): its policy is the key in its [`Level`].
#[derive(Debug, Default)]
struct Node {
    parents: BTreeSet<Oid>,
    expected: BTreeSet<Oid>,
}

type Level = BTreeMap<Oid, Node>;

/// Policy state of §6.1.2 (a), (d), (e), (f).
#[derive(Debug)]
pub(super) struct Policies {
    acceptable: Option<BTreeSet<Oid>>,
    /// `valid_policy_graph`, a level per certificate; `None` is NULL.
    graph: Option<Vec<Level>>,
    explicit_policy: u32,
    policy_mapping: u32,
    inhibit_any_policy: u32,
    nodes_left: u32,
    user_constrained: BTreeSet<Oid>,
}

impl Policies {
    /// §6.1.2 (a), (d), (e), (f); `length` is n.
    pub(super) fn initial(inputs: &PolicyInputs, length: usize, nodes: u32) -> Self {
        let after = u32::try_from(length).unwrap_or(u32::MAX).saturating_add(1);
        let unless = |flag: bool| if flag { 0 } else { after };
        let root = Node {
            parents: BTreeSet::new(),
            expected: BTreeSet::from([ANY_POLICY]),
        };
        Self {
            acceptable: inputs
                .acceptable
                .as_ref()
                .filter(|set| !set.contains(&ANY_POLICY))
                .map(|set| set.iter().copied().collect()),
            graph: Some(vec![Level::from([(ANY_POLICY, root)])]),
            explicit_policy: unless(inputs.require_explicit),
            policy_mapping: unless(inputs.inhibit_mapping),
            inhibit_any_policy: unless(inputs.inhibit_any),
            nodes_left: nodes,
            user_constrained: BTreeSet::new(),
        }
    }

    /// §6.1.3 (d), (e), (f).
    pub(super) fn process(&mut self, certificate: &Certificate, is_final: bool) -> Result<(), End> {
        let policies: BTreeSet<Oid> = certificate
            .policy_identifiers()
            .map_err(PathReason::Malformed)?
            .into_iter()
            .collect();
        if let Some(graph) = &mut self.graph {
            let above = graph.last().expect("the graph begins with one level");
            let any_is_allowed =
                self.inhibit_any_policy > 0 || (!is_final && certificate.is_self_issued());
            let level = next_level(above, &policies, any_is_allowed);
            let size = level
                .values()
                .map(|node| node.parents.len() + 1)
                .sum::<usize>();
            let left = u32::try_from(size)
                .ok()
                .and_then(|size| self.nodes_left.checked_sub(size));
            self.nodes_left = left.ok_or(BudgetItem::PolicyNodes)?;
            if level.is_empty() {
                self.graph = None;
            } else {
                graph.push(level);
            }
        }
        // (f)
        if self.explicit_policy > 0 || self.graph.is_some() {
            Ok(())
        } else {
            Err(PathReason::CertificatePolicy.into())
        }
    }

    /// §6.1.4 (a), (b).
    pub(super) fn map(&mut self, certificate: &Certificate) -> Result<(), PathReason> {
        let mappings = mappings(certificate).map_err(PathReason::Malformed)?;
        // (a)
        if mappings
            .iter()
            .any(|(from, to)| *from == ANY_POLICY || to.contains(&ANY_POLICY))
        {
            return Err(PathReason::CertificatePolicy);
        }
        // (b)
        for (from, to) in mappings {
            self.map_one(from, to);
        }
        Ok(())
    }

    /// §6.1.4 (h), (i), (j).
    pub(super) fn constrain(&mut self, certificate: &Certificate) -> Result<(), PathReason> {
        // (h)
        if !certificate.is_self_issued() {
            for counter in [
                &mut self.explicit_policy,
                &mut self.policy_mapping,
                &mut self.inhibit_any_policy,
            ] {
                *counter = counter.saturating_sub(1);
            }
        }
        // (i)
        let constraints = Constraints::of(certificate).map_err(PathReason::Malformed)?;
        self.explicit_policy = constraints
            .require_explicit
            .map_or(self.explicit_policy, |skip| skip.min(self.explicit_policy));
        self.policy_mapping = constraints
            .inhibit_mapping
            .map_or(self.policy_mapping, |skip| skip.min(self.policy_mapping));
        // (j)
        let inhibit = certificate.read_extension(&oids::INHIBIT_ANY_POLICY, |body| {
            body.expect_tag(asn1::INTEGER)?.small_integer()
        });
        if let Some(skip) = inhibit.map_err(PathReason::Malformed)? {
            self.inhibit_any_policy = skip.min(self.inhibit_any_policy);
        }
        Ok(())
    }

    /// §6.1.4 (b), RFC 9618 §5.3.
    fn map_one(&mut self, from: Oid, to: BTreeSet<Oid>) {
        let Some(level) = self.graph.as_mut().and_then(|graph| graph.last_mut()) else {
            return;
        };
        if self.policy_mapping == 0 {
            // (b)(2)
            level.remove(&from);
            if level.is_empty() {
                self.graph = None;
            }
        } else if let Some(node) = level.get_mut(&from) {
            // (b)(1)
            node.expected = to;
        } else if let Some(any) = level.get(&ANY_POLICY) {
            let parents = any.parents.clone();
            level.insert(
                from,
                Node {
                    parents,
                    expected: to,
                },
            );
        }
    }

    /// §6.1.5 (a), (b), (g).
    pub(super) fn wrap_up(&mut self, certificate: &Certificate) -> Result<(), PathReason> {
        self.explicit_policy = self.explicit_policy.saturating_sub(1);
        let constraints = Constraints::of(certificate).map_err(PathReason::Malformed)?;
        if constraints.require_explicit == Some(0) {
            self.explicit_policy = 0;
        }
        let authority = self
            .graph
            .take()
            .map(authority_constrained)
            .unwrap_or_default();
        self.user_constrained = match self.acceptable.take() {
            None => authority,
            Some(acceptable) if authority.contains(&ANY_POLICY) => acceptable,
            Some(acceptable) => authority.intersection(&acceptable).copied().collect(),
        };
        if self.explicit_policy > 0 || !self.user_constrained.is_empty() {
            Ok(())
        } else {
            Err(PathReason::CertificatePolicy)
        }
    }

    /// The user-constrained policy set, after [`Self::wrap_up`].
    pub(super) fn user_constrained(self) -> Vec<Oid> {
        self.user_constrained.into_iter().collect()
    }
}

/// §6.1.3 (d)(1), (2), as RFC 9618 §5.1 has it.
fn next_level(above: &Level, policies: &BTreeSet<Oid>, any_is_allowed: bool) -> Level {
    let expecting = |policy: &Oid| -> BTreeSet<Oid> {
        above
            .iter()
            .filter(|(_, node)| node.expected.contains(policy))
            .map(|(parent, _)| *parent)
            .collect()
    };
    let mut level = Level::new();
    // (d)(1)
    for policy in policies.iter().filter(|policy| **policy != ANY_POLICY) {
        let mut parents = expecting(policy);
        if parents.is_empty() && above.contains_key(&ANY_POLICY) {
            parents.insert(ANY_POLICY);
        }
        if !parents.is_empty() {
            level.insert(
                *policy,
                Node {
                    parents,
                    expected: BTreeSet::from([*policy]),
                },
            );
        }
    }
    // (d)(2)
    if policies.contains(&ANY_POLICY) && any_is_allowed {
        let expected: BTreeSet<Oid> = above
            .values()
            .flat_map(|node| node.expected.iter().copied())
            .collect();
        for policy in expected {
            level.entry(policy).or_insert_with(|| Node {
                parents: expecting(&policy),
                expected: BTreeSet::from([policy]),
            });
        }
    }
    level
}

/// RFC 9618 §5.4: policies below any-policy that reach the last level (§6.1.3 (d)(3) prunes the others), and
/// any-policy itself if it does.
fn authority_constrained(graph: Vec<Level>) -> BTreeSet<Oid> {
    let mut found = BTreeSet::new();
    let mut reached: BTreeSet<Oid> = graph
        .last()
        .into_iter()
        .flat_map(BTreeMap::keys)
        .copied()
        .collect();
    if graph.len() > 1 && reached.contains(&ANY_POLICY) {
        found.insert(ANY_POLICY);
    }
    for level in graph.into_iter().skip(1).rev() {
        let mut parents = BTreeSet::new();
        for (policy, node) in level
            .into_iter()
            .filter(|(policy, _)| reached.contains(policy))
        {
            if policy != ANY_POLICY && node.parents.contains(&ANY_POLICY) {
                found.insert(policy);
            }
            parents.extend(node.parents);
        }
        reached = parents;
    }
    found
}

/// `PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { issuerDomainPolicy, subjectDomainPolicy }` (§4.2.1.5).
fn mappings(certificate: &Certificate) -> Result<BTreeMap<Oid, BTreeSet<Oid>>, CertificateError> {
    let read = |body: Element<'_>| {
        let mut members = body.expect_tag(asn1::SEQUENCE)?.children();
        let mut found: BTreeMap<Oid, BTreeSet<Oid>> = BTreeMap::new();
        while !members.is_empty() {
            let mut fields = members.expect(asn1::SEQUENCE)?.children();
            let issuer = fields.any()?.object_identifier()?;
            found
                .entry(issuer)
                .or_default()
                .insert(fields.any()?.object_identifier()?);
            fields.finish()?;
        }
        Ok(found)
    };
    Ok(certificate
        .read_extension(&oids::POLICY_MAPPINGS, read)?
        .unwrap_or_default())
}

/// `PolicyConstraints ::= SEQUENCE { requireExplicitPolicy [0] SkipCerts OPTIONAL, inhibitPolicyMapping [1] SkipCerts
/// OPTIONAL }` (§4.2.1.11).
#[derive(Default)]
struct Constraints {
    require_explicit: Option<u32>,
    inhibit_mapping: Option<u32>,
}

impl Constraints {
    fn of(certificate: &Certificate) -> Result<Self, CertificateError> {
        let read = |body: Element<'_>| {
            let mut fields = body.expect_tag(asn1::SEQUENCE)?.children();
            let as_integer = |element: Element<'_>| {
                Element {
                    tag: asn1::INTEGER,
                    ..element
                }
                .small_integer()
            };
            let require_explicit = fields
                .optional(context_primitive(0))?
                .map(as_integer)
                .transpose()?;
            let inhibit_mapping = fields
                .optional(context_primitive(1))?
                .map(as_integer)
                .transpose()?;
            fields.finish()?;
            Ok(Self {
                require_explicit,
                inhibit_mapping,
            })
        };
        Ok(certificate
            .read_extension(&oids::POLICY_CONSTRAINTS, read)?
            .unwrap_or_default())
    }
}
