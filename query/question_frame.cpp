// What a question's frame and its groups of named nodes can say of themselves.

#include "query/question_frame.h"

#include <algorithm>

namespace entente::query {

bool NamedGroup::Has(std::string_view label) const {
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](const NamedNode& node) { return node.label == label; });
}

bool NamedGroup::HasActor() const {
  return Has("Country") || Has("Person") || Has("Ministry") || Has("Organization");
}

NamedGroup NamedGroup::Actors() const {
  NamedGroup out = *this;
  std::erase_if(out.nodes, [](const NamedNode& node) {
    return node.label != "Country" && node.label != "Person" && node.label != "Ministry" &&
           node.label != "Organization";
  });
  out.NameNodes();
  return out;
}

NamedGroup NamedGroup::Only(std::string_view label) const {
  NamedGroup out = *this;
  std::erase_if(out.nodes, [&](const NamedNode& node) { return node.label != label; });
  out.NameNodes();
  return out;
}

NamedGroup NamedGroup::Places() const {
  NamedGroup out = *this;
  std::erase_if(out.nodes, [](const NamedNode& node) {
    return node.label != "Place" && node.label != "Country";
  });
  out.NameNodes();
  return out;
}

bool NamedGroup::MayBeAgreement() const {
  return Has("Agreement") && !Has("Country") && !Has("Person");
}

NamedGroup NamedGroup::AsCapital(bool acts) const {
  NamedGroup out = *this;
  const bool any = std::any_of(nodes.begin(), nodes.end(),
                               [](const NamedNode& node) { return node.by_capital; });
  if (!any) return out;
  std::erase_if(out.nodes, [&](const NamedNode& node) { return node.by_capital != acts; });
  out.NameNodes();
  return out;
}

void NamedGroup::NameNodes() {
  if (joined) return;
  constexpr size_t kShown = 4;
  std::vector<std::string> names;
  for (const NamedNode& node : nodes)
    if (std::find(names.begin(), names.end(), node.name) == names.end()) names.push_back(node.name);
  if (names.size() <= 1) {
    text = names.empty() ? typed : names.front();
    return;
  }
  text = typed + " (";
  for (size_t i = 0; i < names.size() && i < kShown; ++i) {
    const bool last = i + 1 == names.size();
    text += (i == 0 ? "" : last ? " or " : ", ") + names[i];
  }
  if (names.size() > kShown) text += " and " + std::to_string(names.size() - kShown) + " more";
  text += ")";
}

bool QuestionFrame::Has(Deed deed) const {
  return std::find(deeds.begin(), deeds.end(), deed) != deeds.end();
}

}  // namespace entente::query
