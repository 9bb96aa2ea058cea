/// \file
/// What a function returns that can fail on input: a value, or an Error that says what was wrong
/// and where. Member names are those of std::expected. Plain values: safe to copy and to hand
/// between threads.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "graph/check.h"

namespace entente::graph {

/// Every kind of failure that input can cause. The printed names are in result.cpp.
enum class ErrorCode {
  kInvalidArgument,  ///< a call, option or parameter that makes no sense
  kNotFound,         ///< a file, a name or a record that is not there
  kAlreadyExists,    ///< something is there that would be overwritten
  kIo,               ///< the operating system refused: message and path say what
  kNoSpace,          ///< the disk is full
  kCorrupt,          ///< a file of ours that is damaged: checksum, length or structure
  kForeignFile,      ///< a file that is not ours, or of a newer version
  kBusy,             ///< another process holds the writer's lock
  kSyntax,           ///< text that does not follow its grammar (query, rule, import file)
  kSemantic,         ///< text that follows its grammar and has no meaning (unknown variable, type
                     ///< mismatch)
  kType,             ///< a value of a wrong type, found while running
  kStaticType,       ///< a value of a wrong type, found by checking alone
  kArithmetic,       ///< overflow, division by zero
  kConstraint,   ///< a write that the graph's rules forbid (deleting a node that has relationships)
  kOutOfRange,   ///< an offset, index or number outside its bounds
  kLimit,        ///< a documented limit of the program (nesting, size)
  kMemoryLimit,  ///< the query's own memory limit
  kTimeout,      ///< the query's own time limit
  kInterrupted,  ///< the user asked to stop
  kEncoding,     ///< bytes that are not text in the encoding they claim
  kUnsupported,  ///< understood and refused
};

/// The code as users see it: "syntax", "memory limit".
const char* ErrorCodeName(ErrorCode code);

/// Half-open range of bytes in a text.
struct SourceSpan {
  uint32_t begin_byte = 0;
  uint32_t end_byte = 0;
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

/// What went wrong, for a person to act on.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;  ///< one sentence, no full stop: what was found and what was expected
  std::string detail;   ///< the standard's own name where one exists (TCK: "VariableTypeConflict");
                        ///< else empty
  std::string file;     ///< the file or document it is about; empty when none
  uint32_t line = 0;    ///< from 1; 0 when unknown
  uint32_t column = 0;  ///< from 1, in characters; 0 when unknown
  std::optional<SourceSpan> span;  ///< in the query's text, when a query is at fault
  std::string suggestion;          ///< a near name, or what to do next; empty when none
};

/// `error` in one line: "file:line:column: message (suggestion)".
std::string FormatError(const Error& error);

inline Error MakeError(ErrorCode code, std::string message) {
  Error error;
  error.code = code;
  error.message = std::move(message);
  return error;
}
inline Error MakeError(ErrorCode code, std::string message, SourceSpan span) {
  Error error = MakeError(code, std::move(message));
  error.span = span;
  return error;
}

/// A T, or the Error that stood in its way. Asking for the one that is not there stops the program.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & {
    ENTENTE_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    ENTENTE_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    ENTENTE_CHECK(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  template <class U>
  T value_or(U&& other) const& {
    return has_value() ? value() : static_cast<T>(std::forward<U>(other));
  }

  Error& error() & {
    ENTENTE_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    ENTENTE_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    ENTENTE_CHECK(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const {
    ENTENTE_CHECK(error_.has_value());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace entente::graph

/// Returns the error of `expression` (a Result or Status) from the enclosing function when there is
/// one.
#define ENTENTE_RETURN_IF_ERROR(expression)                                                 \
  do {                                                                                      \
    if (auto entente_status = (expression); !entente_status) return entente_status.error(); \
  } while (false)

#define ENTENTE_CONCAT_INNER(a, b) a##b
#define ENTENTE_CONCAT(a, b) ENTENTE_CONCAT_INNER(a, b)
/// Declares `declaration` from the value of `expression`, or returns its error from the enclosing
/// function.
#define ENTENTE_ASSIGN_OR_RETURN(declaration, expression) \
  ENTENTE_ASSIGN_OR_RETURN_INNER(ENTENTE_CONCAT(entente_result_, __LINE__), declaration, expression)
#define ENTENTE_ASSIGN_OR_RETURN_INNER(result, declaration, expression) \
  auto result = (expression);                                           \
  if (!result) return std::move(result).error();                        \
  declaration = *std::move(result)
