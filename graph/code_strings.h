/// \file
/// Strings of generic values in a column's bytes: as provisional codes of the builder's table while
/// a base is built, as ranks in the end. Private to graph/. Threads: writing ranks from several.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/codec.h"
#include "graph/string_table.h"

namespace entente::graph {

class CodeStrings final : public StringCoder {
 public:
  CodeStrings(StringTable& strings, const std::vector<uint32_t>* rank)
      : strings_(strings), rank_(rank) {}
  void Write(std::string_view text, ByteWriter& out) const override {
    // In the end every string is known and columns are encoded on several threads.
    out.Varint(rank_ ? (*rank_)[strings_.CodeOf(text)] : strings_.Intern(text));
  }
  std::string Read(ByteReader& in) const override {
    return std::string(strings_.text(static_cast<uint32_t>(in.Varint())));
  }

 private:
  StringTable& strings_;               // the builder's
  const std::vector<uint32_t>* rank_;  // null while building
};

}  // namespace entente::graph
