#include <map>
#include <mutex>

#include <re2/re2.h>

#include "query/evaluator.h"

namespace entente::query {

struct RegexCache::State {
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<re2::RE2>, std::less<>> compiled;
};

RegexCache::RegexCache() : state_(std::make_unique<State>()) {}
RegexCache::~RegexCache() = default;

graph::Result<bool> RegexCache::FullMatch(std::string_view text, const std::string& pattern) {
  const re2::RE2* regex = nullptr;
  {
    std::lock_guard lock(state_->mutex);
    auto& slot = state_->compiled[pattern];
    if (!slot) {
      re2::RE2::Options options(re2::RE2::Quiet);
      options.set_dot_nl(false);
      slot = std::make_unique<re2::RE2>(pattern, options);
    }
    regex = slot.get();
  }
  if (!regex->ok()) {
    auto error = graph::MakeError(graph::ErrorCode::kInvalidArgument,
                                  "this is not a regular expression: " + regex->error());
    error.detail = "InvalidArgumentValue";
    return error;
  }
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *regex);
}

}  // namespace entente::query
