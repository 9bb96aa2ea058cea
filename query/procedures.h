/// \file
/// Procedures by name: what CALL can call. The engine brings db.* and graph.*; a program may add
/// its own. Threads: a registry is filled before queries run and only read afterwards.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph_reader.h"
#include "graph/result.h"
#include "graph/value.h"
#include "query/functions/registry.h"

namespace entente::query {

struct ProcedureField {
  std::string name;
  KindSet kinds = kAnyKind;  ///< of the value, beside null; an integer also goes where a float does
  std::string type_text;     ///< as shown: "STRING?"
};

/// What a procedure may look at while it runs.
struct ProcedureContext {
  const graph::GraphReader* reader = nullptr;
  std::function<graph::Status()> check;  ///< to be called now and then in long work: time, memory
  /// To be called with the bytes that large work is about to use, its rows among them.
  std::function<graph::Status(uint64_t bytes)> reserve;
};

struct Procedure {
  std::string name;
  std::vector<ProcedureField> inputs;
  std::vector<ProcedureField> outputs;  ///< none: it returns nothing and changes no rows
  size_t required_inputs = 0;           ///< the rest may be left out of the call
  /// Rows of outputs.size() values each.
  std::function<graph::Result<std::vector<std::vector<graph::Value>>>(
      std::span<const graph::Value> arguments, ProcedureContext& context)>
      call;
};

class ProcedureRegistry {
 public:
  /// With db.labels() and the like, and graph.* for the algorithms of graph/.
  static ProcedureRegistry WithBuiltIns();

  /// Replaces one of the same name.
  void Add(Procedure procedure);
  /// Nullptr when there is none; case counts.
  const Procedure* Find(std::string_view name) const;
  /// Sorted; they live as long as this, so there are none of a registry about to go.
  std::vector<std::string_view> Names() const&;
  std::vector<std::string_view> Names() && = delete;

 private:
  std::map<std::string, std::unique_ptr<Procedure>, std::less<>> procedures_;
};

}  // namespace entente::query
