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

graph::Result<const re2::RE2*> RegexCache::Compile(const std::string& pattern) {
  std::lock_guard lock(state_->mutex);
  auto& regex = state_->compiled[pattern];
  if (!regex) {
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_dot_nl(false);
    regex = std::make_unique<re2::RE2>(pattern, options);
  }
  if (regex->ok()) return regex.get();
  auto error = graph::MakeError(graph::ErrorCode::kInvalidArgument,
                                "this is not a regular expression: " + regex->error());
  error.detail = "InvalidArgumentValue";
  return error;
}

bool RegexCache::FullMatch(const re2::RE2& regex, std::string_view text) {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), regex);
}

graph::Result<bool> RegexCache::FullMatch(std::string_view text, const std::string& pattern) {
  ENTENTE_ASSIGN_OR_RETURN(const re2::RE2* regex, Compile(pattern));
  return FullMatch(*regex, text);
}

}  // namespace entente::query
