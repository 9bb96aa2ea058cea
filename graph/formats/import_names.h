/// \file
/// The names of an import, interned once each: a file of millions of lines repeats a handful of
/// labels, types and property names. Threads: one.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "graph/formats/import.h"

namespace entente::graph {

class ImportNames {
 private:
  template <class IdType>
  class Table {
   public:
    template <class Intern>
    std::optional<IdType> Get(std::string_view name, Intern intern) {
      if (last_ && last_->first == name) return last_->second;
      auto found = ids_.find(name);
      if (found == ids_.end()) {
        if (ids_.size() >= kMaxNames) return std::nullopt;
        found = ids_.emplace(std::string(name), intern()).first;
      }
      last_ = &*found;
      return found->second;
    }
    const auto& ids() const { return ids_; }

   private:
    struct TextHash {
      using is_transparent = void;
      size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, IdType, TextHash, std::equal_to<>> ids_;
    const std::pair<const std::string, IdType>* last_ = nullptr;
  };

 public:
  explicit ImportNames(ImportTarget& target) : target_(target) {}

  // Nothing when the graph has no room for another name.
  std::optional<LabelId> Label(std::string_view name) {
    return labels_.Get(name, [&] { return target_.InternLabel(name); });
  }
  std::optional<TypeId> Type(std::string_view name) {
    return types_.Get(name, [&] { return target_.InternType(name); });
  }
  std::optional<PropertyKeyId> Key(std::string_view name) {
    return keys_.Get(name, [&] { return target_.InternKey(name); });
  }

  /// Makes nodes findable by what names them: an index for `key`, `id` and `name`, where they
  /// occur, on every label.
  void CreateIndexes() {
    for (const auto& [label, label_id] : labels_.ids())
      for (const char* name : {"key", "id", "name"})
        if (auto key = keys_.ids().find(std::string_view(name)); key != keys_.ids().end())
          target_.CreateIndex(label_id, key->second);
  }

  /// Graphs hold 65,535 names of a kind; a little is left for indexes and later queries.
  static constexpr size_t kMaxNames = 65'000;

 private:
  ImportTarget& target_;
  Table<LabelId> labels_;
  Table<TypeId> types_;
  Table<PropertyKeyId> keys_;
};

}  // namespace entente::graph
