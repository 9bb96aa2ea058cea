#include <algorithm>

#include "graph/utf8.h"
#include "query/question_reader.h"

// Agreements that a question describes: whose or from where, of which kind, what they ended.

namespace entente::query {

using graph::SourceSpan;

void FrameReader::ReadWhoseAgreement(std::vector<NamedGroup>& groups) {
  for (NamedGroup& group : groups) {
    // "the Adani contract": one of the companies called so, as much as of the person.
    if (!possessive_ && !group.bodies.empty()) {
      group.nodes.insert(group.nodes.end(), group.bodies.begin(), group.bodies.end());
      group.NameNodes();
    }
    const NamedGroup actors = group.Actors();
    if (!possessive_ && !group.joined && groups.size() == 1 && !actors.nodes.empty() &&
        std::all_of(actors.nodes.begin(), actors.nodes.end(),
                    [](const NamedNode& node) { return node.label == "Organization"; })) {
      frame_.agreement_bodies.push_back(actors);
    } else if (group.HasActor()) {
      frame_.participants.push_back({actors, std::nullopt, Role::kBetween});
    } else if (group.Has("Place")) {
      frame_.agreement_places.push_back(group.Places());
    } else {
      frame_.topics.push_back(group.text);
    }
  }
}

bool FrameReader::IsDefinite(size_t noun) const {
  while (noun > 0) {
    const Element& e = elements_[--noun];
    if (e.kind == ElementKind::kWord && e.word.part == Part::kQuiet) return e.text == "the";
    const bool modifies = e.kind == ElementKind::kUnknown || e.kind == ElementKind::kName ||
                          e.kind == ElementKind::kDate || IsPart(&e, Part::kAdjective);
    if (!modifies) return false;
  }
  return false;
}

void FrameReader::DescribeAgreements() {
  const bool more = frame_.days.has_value() || !frame_.agreement_places.empty() ||
                    !frame_.agreement_bodies.empty() ||
                    std::any_of(frame_.participants.begin(), frame_.participants.end(),
                                [](const Participant& p) { return p.group.has_value(); });
  if (!more) return;
  for (const NamedGroup& group : frame_.agreements) {
    if (!group.described) continue;
    const std::string folded = graph::FoldName(group.typed);
    // The longest noun at its end: "letter of intent" of "secret letter of intent".
    size_t at = 0;
    while (at < folded.size() && !AgreementKindCalled(folded.substr(at)))
      at = std::min(folded.find(' ', at), folded.size() - 1) + 1;
    if (at >= folded.size()) continue;
    std::string kind = *AgreementKindCalled(folded.substr(at));
    if (frame_.agreement_kinds.empty() && !kind.empty())
      frame_.agreement_kinds.push_back(std::move(kind));
    if (at > 1) frame_.topics.push_back(folded.substr(0, at - 1));
    frame_.agreement_noun = true;
  }
  std::erase_if(frame_.agreements, [](const NamedGroup& group) { return group.described; });
}

// "ended the border dispute between Ecuador and Peru": an agreement did, by being made.
void FrameReader::ReadMatter(const std::vector<std::string>& words,
                             const std::vector<NamedGroup>& groups) {
  // What an agreement did to a war is not known.
  const SourceSpan noun = elements_[at_ - 1].span;
  frame_.left_aside.push_back(
      Source(annul_ ? SourceSpan{annul_->begin_byte, noun.end_byte} : noun));
  annul_.reset();
  for (Deed& deed : frame_.deeds)
    if (deed == Deed::kAnnul) deed = Deed::kSign;
  if (!words.empty()) frame_.topics.push_back(Joined(words));
  frame_.agreement_noun = true;
  for (const NamedGroup& group : groups)
    if (group.HasActor()) {
      frame_.participants.push_back({group.Actors(), std::nullopt, Role::kBetween});
    } else {
      frame_.topics.push_back(group.typed);
    }
  want_noun_ = false;
  Settle();
}

// "treaties, protocols or conventions" are any of them, "contracts or deals" everything.
void FrameReader::AddAgreementKind(std::string kind) {
  const Element* before = at_ >= 2 ? &elements_[at_ - 2] : nullptr;
  const bool joined = frame_.agreement_noun && before != nullptr &&
                      (IsPart(before, Part::kConjunction) || before->kind == ElementKind::kComma);
  std::vector<std::string>& kinds = frame_.agreement_kinds;
  if (joined) {
    if (kind.empty()) {
      kinds.clear();
    } else if (!kinds.empty()) {
      kinds.push_back(std::move(kind));
    }
  } else if (kinds.empty() && !kind.empty()) {
    kinds.push_back(std::move(kind));
  }
}

}  // namespace entente::query
