#include <map>
#include <mutex>

#include <re2/re2.h>

#include "query/evaluator.h"
#include "query/regex_literals.h"

namespace entente::query {

struct CompiledRegex {
  explicit CompiledRegex(const std::string& pattern) : regex(pattern, Options()) {
    if (regex.ok()) literals = RegexLiterals::Of(pattern);
  }
  static re2::RE2::Options Options() {
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_dot_nl(false);
    return options;
  }
  re2::RE2 regex;
  RegexLiterals literals;
};

struct RegexCache::State {
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<CompiledRegex>, std::less<>> compiled;
};

RegexCache::RegexCache() : state_(std::make_unique<State>()) {}
RegexCache::~RegexCache() = default;

graph::Result<const CompiledRegex*> RegexCache::Compile(const std::string& pattern) {
  std::lock_guard lock(state_->mutex);
  auto& compiled = state_->compiled[pattern];
  if (!compiled) compiled = std::make_unique<CompiledRegex>(pattern);
  if (compiled->regex.ok()) return compiled.get();
  auto error = graph::MakeError(graph::ErrorCode::kInvalidArgument,
                                "this is not a regular expression: " + compiled->regex.error());
  error.detail = "InvalidArgumentValue";
  return error;
}

bool RegexCache::FullMatch(const CompiledRegex& compiled, std::string_view text) {
  return compiled.literals.MayMatch(text) &&
         re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), compiled.regex);
}

graph::Result<bool> RegexCache::FullMatch(std::string_view text, const std::string& pattern) {
  ENTENTE_ASSIGN_OR_RETURN(const CompiledRegex* regex, Compile(pattern));
  return FullMatch(*regex, text);
}

}  // namespace entente::query
