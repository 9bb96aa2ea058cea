#include <algorithm>

#include "query/binder_impl.h"

namespace entente::query {

using graph::ErrorCode;
using graph::ValueKind;

namespace {
constexpr KindSet kNode = KindBit(ValueKind::kNode);
constexpr KindSet kRelationship = KindBit(ValueKind::kRelationship);
constexpr KindSet kList = KindBit(ValueKind::kList);
}  // namespace

void Binder::BindNodeNames(NodePattern& node) {
  for (const std::string& label : node.labels) {
    node.label_indexes.push_back(names_.labels.Add(label));
  }
}

void Binder::BindTypes(RelationshipPattern& relationship) {
  std::unordered_set<uint32_t> known;
  for (const std::string& type : relationship.types) {
    const uint32_t index = names_.types.Add(type);
    if (known.insert(index).second) relationship.type_indexes.push_back(index);
  }
}

// Names of all parts first, then their properties, which may use any of them.
void Binder::BindMatchPattern(Pattern& pattern, bool optional, bool new_names) {
  std::unordered_set<std::string> relationships;
  constexpr size_t kMostNodes = 1000;
  size_t nodes = 0;
  for (PatternPart& part : pattern.parts) nodes += part.nodes.size();
  if (nodes > kMostNodes) {
    return Fail(ErrorCode::kLimit, "", "a pattern to be matched has at most 1000 nodes",
                pattern.parts[0].span);
  }
  for (PatternPart& part : pattern.parts) {
    if (failed()) return;
    BindPatternNames(part, relationships, optional, new_names);
  }
  for (PatternPart& part : pattern.parts) BindPatternProperties(part);
}

void Binder::BindPatternNames(PatternPart& part, std::unordered_set<std::string>& relationships,
                              bool optional, bool new_names) {
  KindSet missing = optional ? kNull : 0;
  if (part.shortest != PatternPart::Shortest::kNo &&
      (part.relationships.size() != 1 || part.relationships[0].minimum.value_or(1) > 1)) {
    return Fail("UnexpectedSyntax",
                "a shortest path is asked for with one relationship, of a length from 0 or 1",
                part.span);
  }
  auto bind_node = [&](NodePattern& node) {
    BindNodeNames(node);
    std::optional<uint32_t> slot;
    if (!node.name.empty()) slot = Lookup(*level_, node.name);
    if (slot) {
      if (!(TypeOf(*slot).kinds & (kNode | kNull))) {
        Fail("VariableTypeConflict", node.name + " is defined already and is not a node",
             node.name_span);
      }
      node.slot = *slot;
      return;
    }
    if (!new_names && !node.name.empty()) return FailUndefined(node.name, node.name_span);
    node.introduces = true;
    node.slot = Declare(node.name, OfKinds(kNode | missing));
  };
  auto bind_relationship = [&](RelationshipPattern& relationship) {
    BindTypes(relationship);
    KindSet kind = relationship.variable_length ? kList : kRelationship;
    std::optional<uint32_t> slot;
    if (!relationship.name.empty()) {
      slot = Lookup(*level_, relationship.name);
      if (!relationships.insert(relationship.name).second) {
        return Fail("RelationshipUniquenessViolation",
                    "one relationship can't stand in a pattern twice: " + relationship.name,
                    relationship.name_span);
      }
    }
    if (slot) {
      StaticType type = TypeOf(*slot);
      if (!(type.kinds & (kind | kNull)) || (relationship.variable_length && type.kinds == kList &&
                                             !(type.elements & kRelationship))) {
        Fail("VariableTypeConflict",
             relationship.name + " is defined already and is not " +
                 (relationship.variable_length ? "a list of relationships" : "a relationship"),
             relationship.name_span);
      }
      relationship.slot = *slot;
      return;
    }
    if (!new_names && !relationship.name.empty()) {
      return FailUndefined(relationship.name, relationship.name_span);
    }
    relationship.introduces = true;
    StaticType type = OfKinds(kind | missing);
    if (relationship.variable_length) type.elements = kRelationship;
    relationship.slot = Declare(relationship.name, type);
  };
  for (size_t i = 0; i < part.nodes.size() && !failed(); ++i) {
    bind_node(part.nodes[i]);
    if (i < part.relationships.size()) bind_relationship(part.relationships[i]);
  }
  if (part.path_name.empty() || failed()) return;
  if (Lookup(*level_, part.path_name)) {
    return Fail("VariableAlreadyBound", "the variable " + part.path_name + " is already defined",
                part.path_name_span);
  }
  part.path_slot = Declare(part.path_name, OfKinds(KindBit(ValueKind::kPath) | missing));
}

void Binder::BindPatternProperties(PatternPart& part) {
  auto bind = [&](ExpressionPtr& properties) {
    if (!properties || failed()) return;
    if (properties->kind == ExpressionKind::kParameter) {
      return Fail("InvalidParameterUse",
                  "a parameter can't stand for all properties here: write {key: $parameter.key}",
                  properties->span);
    }
    Bind(*properties, {});
  };
  for (NodePattern& node : part.nodes) bind(node.properties);
  for (RelationshipPattern& relationship : part.relationships) bind(relationship.properties);
}

// CREATE and MERGE: nodes that are known are used, everything else is made.
void Binder::BindCreatePart(PatternPart& part, bool merge) {
  if (part.shortest != PatternPart::Shortest::kNo) {
    return Fail("UnexpectedSyntax", "a shortest path can be matched, not created", part.span);
  }
  auto bind_properties = [&](ExpressionPtr& properties) {
    if (!properties || failed()) return;
    if (merge && properties->kind == ExpressionKind::kParameter) {
      return Fail("InvalidParameterUse",
                  "a parameter can't stand for all properties here: write {key: $parameter.key}",
                  properties->span);
    }
    Bind(*properties, {});
  };
  for (size_t i = 0; i < part.nodes.size() && !failed(); ++i) {
    NodePattern& node = part.nodes[i];
    BindNodeNames(node);
    bind_properties(node.properties);
    std::optional<uint32_t> slot;
    if (!node.name.empty()) slot = Lookup(*level_, node.name);
    if (slot) {
      if (part.relationships.empty() || !node.labels.empty() || node.properties) {
        return Fail("VariableAlreadyBound",
                    "the variable " + node.name +
                        " is already defined; it can be used here, but not made again",
                    node.name_span);
      }
      if (!(TypeOf(*slot).kinds & (kNode | kNull))) {
        return Fail("VariableTypeConflict", node.name + " is defined already and is not a node",
                    node.name_span);
      }
      node.slot = *slot;
    } else {
      node.introduces = true;
      node.slot = Declare(node.name, OfKinds(kNode));
    }
  }
  for (RelationshipPattern& relationship : part.relationships) {
    if (failed()) return;
    BindCreateRelationship(relationship, merge);
    bind_properties(relationship.properties);
    relationship.introduces = true;
    relationship.slot = Declare(relationship.name, OfKinds(kRelationship));
  }
  if (part.path_name.empty() || failed()) return;
  if (Lookup(*level_, part.path_name)) {
    return Fail("VariableAlreadyBound", "the variable " + part.path_name + " is already defined",
                part.path_name_span);
  }
  part.path_slot = Declare(part.path_name, OfKinds(KindBit(ValueKind::kPath)));
}

void Binder::BindCreateRelationship(RelationshipPattern& relationship, bool merge) {
  BindTypes(relationship);
  if (!relationship.name.empty() && Lookup(*level_, relationship.name)) {
    return Fail("VariableAlreadyBound", "the variable " + relationship.name + " is already defined",
                relationship.name_span);
  }
  if (relationship.variable_length) {
    return Fail("CreatingVarLength", "a relationship that is made has no variable length",
                relationship.span);
  }
  if (relationship.types.size() != 1) {
    return Fail("NoSingleRelationshipType", "a relationship that is made needs exactly one type",
                relationship.span);
  }
  bool directed = relationship.direction != PatternDirection::kBoth;
  if (!directed && (!merge || relationship.both_arrows)) {
    return Fail("RequiresDirectedRelationship",
                "a relationship that is made needs one direction: -[:T]-> or <-[:T]-",
                relationship.span);
  }
}

}  // namespace entente::query
