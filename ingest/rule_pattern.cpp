#include "ingest/rule_pattern.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "graph/utf8.h"

namespace entente::ingest {

namespace {

using graph::Error;
using graph::ErrorCode;
using graph::Result;

constexpr uint32_t kMaxRepeat = 40;
constexpr size_t kMaxInstructions = 4000;
constexpr size_t kMaxSteps =
    400000;  // from item to item; of a pattern of the defaults some hundred
constexpr int kMaxDepth = 24;
constexpr std::string_view kInMacro = "in macro '$";

struct Node {
  enum class Kind { kTest, kSequence, kChoice, kRepeat, kRole };
  Kind kind = Kind::kSequence;
  uint32_t test = 0;
  uint32_t breadth = 0;  ///< of a test: about how many items pass it, 0 the fewest
  uint32_t min = 0;
  uint32_t max = 0;  ///< kUnbounded: no bound
  bool lazy = false;
  uint16_t role = 0;
  std::vector<std::unique_ptr<Node>> children;
};
constexpr uint32_t kUnbounded = 0xFFFFFFFFu;
using NodePtr = std::unique_ptr<Node>;

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

std::optional<ItemKind> FindKind(std::string_view name) {
  for (ItemKind kind : {ItemKind::kWord, ItemKind::kNumber, ItemKind::kMark, ItemKind::kActors,
                        ItemKind::kAgreement, ItemKind::kEvent, ItemKind::kVerb, ItemKind::kDate,
                        ItemKind::kPlace}) {
    if (name == ItemKindName(kind)) return kind;
  }
  return std::nullopt;
}

/// Recursive descent with a sticky first error.
class Parser {
 public:
  Parser(std::string_view text, const PatternNames& names, std::vector<std::string>& roles,
         size_t& tests, int depth)
      : text_(text), names_(names), roles_(roles), tests_(tests), depth_(depth) {}

  NodePtr ParseAll() {
    NodePtr node = ParseChoice();
    if (!error_ && at_ < text_.size()) Fail("unexpected '" + std::string(1, text_[at_]) + "'");
    return node;
  }
  std::optional<Error>& error() { return error_; }

 private:
  void Fail(std::string message, ErrorCode code = ErrorCode::kSyntax) {
    if (error_) return;
    error_ = graph::MakeError(code, std::move(message));
    error_->column = static_cast<uint32_t>(
                         graph::CountCharacters(text_.substr(0, std::min(at_, text_.size())))) +
                     1;
  }
  void SkipSpace() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool Peek(char c) {
    SkipSpace();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool Take(char c) {
    if (!Peek(c)) return false;
    ++at_;
    return true;
  }
  std::string_view TakeName() {
    size_t begin = at_;
    while (at_ < text_.size() && IsNameCharacter(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  NodePtr ParseChoice() {
    if (++depth_ > kMaxDepth) {
      Fail("patterns are nested too deeply", ErrorCode::kLimit);
      return std::make_unique<Node>();
    }
    auto choice = std::make_unique<Node>();
    choice->kind = Node::Kind::kChoice;
    choice->children.push_back(ParseSequence());
    while (!error_ && Take('|')) choice->children.push_back(ParseSequence());
    --depth_;
    if (choice->children.size() == 1) return std::move(choice->children.front());
    return choice;
  }

  NodePtr ParseSequence() {
    auto sequence = std::make_unique<Node>();
    while (!error_) {
      SkipSpace();
      if (at_ >= text_.size() || text_[at_] == '|' || text_[at_] == ')') break;
      sequence->children.push_back(ParsePiece());
    }
    if (!error_ && sequence->children.empty()) Fail("expected a word, a test or a group");
    return sequence;
  }

  NodePtr ParsePiece() {
    SkipSpace();
    std::optional<uint16_t> role;
    size_t begin = at_;
    std::string_view name = TakeName();
    if (!name.empty() && at_ < text_.size() && text_[at_] == ':') {
      ++at_;
      role = RoleNumber(name);
    } else {
      at_ = begin;
    }
    NodePtr node = ParseQuantifiers(ParseAtom());
    if (role) {
      auto wrapped = std::make_unique<Node>();
      wrapped->kind = Node::Kind::kRole;
      wrapped->role = *role;
      wrapped->children.push_back(std::move(node));
      return wrapped;
    }
    return node;
  }

  uint16_t RoleNumber(std::string_view name) {
    auto found = std::find(roles_.begin(), roles_.end(), name);
    if (found != roles_.end()) return static_cast<uint16_t>(found - roles_.begin());
    if (roles_.size() == kMaxRoles) {
      Fail("a pattern has at most " + std::to_string(kMaxRoles) + " roles", ErrorCode::kLimit);
      return 0;
    }
    roles_.emplace_back(name);
    return static_cast<uint16_t>(roles_.size() - 1);
  }

  /// A test is an instruction at least; macros of macros would be written out without an end.
  NodePtr MakeTest(ItemTest test) {
    if (++tests_ > kMaxInstructions) {
      Fail("the pattern has more than " + std::to_string(kMaxInstructions) +
               " tests once its macros are written out",
           ErrorCode::kLimit);
      return std::make_unique<Node>();
    }
    auto node = std::make_unique<Node>();
    node->kind = Node::Kind::kTest;
    node->breadth = test.word != 0 ? 0 : test.lists != 0 ? 1 : !test.any.empty() ? 2 : 3;
    node->test = names_.test(std::move(test));
    return node;
  }

  NodePtr ParseAtom() {
    SkipSpace();
    if (at_ >= text_.size()) {
      Fail("expected a word, a test or a group");
      return std::make_unique<Node>();
    }
    char c = text_[at_];
    if (c == '(') {
      ++at_;
      NodePtr node = ParseChoice();
      if (!error_ && !Take(')')) Fail("expected ')'");
      return node;
    }
    if (c == '.') {
      ++at_;
      return MakeTest({});
    }
    if (c == '$') return ParseMacro();
    if (c == '<') {
      ++at_;
      ItemTest test = ParseTest('>');
      return MakeTest(std::move(test));
    }
    if (c == '@') {
      ItemTest test;
      ParseListInto(test);
      return MakeTest(std::move(test));
    }
    ItemTest test;
    ParseWordInto(test);
    return MakeTest(std::move(test));
  }

  void ParseListInto(ItemTest& test) {
    ++at_;
    size_t begin = at_;
    std::string_view name = TakeName();
    ListSet list = names_.list(name);
    if (list == 0) {
      at_ = begin;
      Fail("no list is called '" + std::string(name) + "'");
    }
    test.lists |= list;
  }

  void ParseWordInto(ItemTest& test) {
    if (at_ < text_.size() && text_[at_] == '\'') {
      size_t end = text_.find('\'', at_ + 1);
      if (end == std::string_view::npos || end == at_ + 1) {
        Fail("expected a closing quote");
        return;
      }
      test.word = names_.word(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      return;
    }
    std::string_view name = TakeName();
    if (name.empty()) {
      Fail("unexpected '" + std::string(1, text_[at_]) + "'");
      return;
    }
    test.word = names_.word(name);
  }

  NodePtr ParseMacro() {
    ++at_;
    size_t begin = at_;
    std::string_view name = TakeName();
    const std::string* body = names_.macro(name);
    if (body == nullptr) {
      at_ = begin;
      Fail("no macro is called '$" + std::string(name) + "'");
      return std::make_unique<Node>();
    }
    Parser inner(*body, names_, roles_, tests_, depth_ + 1);
    NodePtr node = inner.ParseAll();
    if (inner.error()) {
      at_ = begin;
      // Of macros in macros the innermost is named: there it stands.
      std::string& message = inner.error()->message;
      if (!message.starts_with(kInMacro)) {
        message.insert(0, std::string(kInMacro) + std::string(name) + "': ");
      }
      Fail(std::move(message), inner.error()->code);
    }
    return node;
  }

  /// The inside of <...> or of !(...), up to and with `close`.
  ItemTest ParseTest(char close) {
    ItemTest test;
    while (!error_) {
      SkipSpace();
      if (at_ >= text_.size()) {
        Fail(std::string("expected '") + close + "'");
        break;
      }
      if (text_[at_] == close) {
        ++at_;
        break;
      }
      bool negated = text_[at_] == '!';
      if (negated) ++at_;
      if (negated && at_ < text_.size() && text_[at_] == '(') {
        if (++depth_ > kMaxDepth) Fail("tests are nested too deeply", ErrorCode::kLimit);
        ++at_;
        test.unless.push_back(ParseTest(')'));
        --depth_;
        continue;
      }
      if (at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '@')) {
        ItemTest part;
        text_[at_] == '@' ? ParseListInto(part) : ParseWordInto(part);
        if (negated) {
          test.unless.push_back(std::move(part));
        } else {
          test.lists |= part.lists;
          if (part.word != 0) test.word = part.word;
        }
        continue;
      }
      ParseNameInto(test, negated);
    }
    return test;
  }

  void ParseNameInto(ItemTest& test, bool negated) {
    size_t begin = at_;
    std::string_view name = TakeName();
    if (name.empty()) {
      Fail("expected a kind of item or a feature");
      return;
    }
    if (std::optional<ItemKind> kind = FindKind(name)) {
      uint32_t bit = 1u << static_cast<uint32_t>(*kind);
      if (negated) {
        ItemTest part;
        part.kinds = bit;
        test.unless.push_back(std::move(part));
      } else {
        test.kinds |= bit;
      }
      return;
    }
    uint64_t bits = names_.feature(name);
    bool several = false;
    while (bits != 0 && at_ < text_.size() && text_[at_] == '|') {
      ++at_;
      begin = at_;
      name = TakeName();
      uint64_t more = names_.feature(name);
      bits = more == 0 ? 0 : bits | more;
      several = true;
    }
    if (bits == 0) {
      at_ = begin;
      Fail("neither a kind of item, nor a feature, nor a class of verbs: '" + std::string(name) +
           "'");
      return;
    }
    if (negated) {
      test.none |= bits;
    } else if (several) {
      test.any.push_back(bits);
    } else {
      test.all |= bits;
    }
  }

  NodePtr ParseQuantifiers(NodePtr node) {
    if (error_ || at_ >= text_.size()) return node;
    uint32_t min = 1;
    uint32_t max = 1;
    switch (text_[at_]) {
      case '*':
        min = 0;
        max = kUnbounded;
        ++at_;
        break;
      case '+':
        max = kUnbounded;
        ++at_;
        break;
      case '?':
        min = 0;
        ++at_;
        break;
      case '{': {
        ++at_;
        min = TakeNumber();
        max = Take(',') ? TakeNumber() : min;
        if (!Take('}')) Fail("expected '}'");
        if (max < min || max == 0) Fail("a repetition must have its smaller number first");
        break;
      }
      default:
        return node;
    }
    auto repeat = std::make_unique<Node>();
    repeat->kind = Node::Kind::kRepeat;
    repeat->min = min;
    repeat->max = max;
    if (at_ < text_.size() && text_[at_] == '?') {
      repeat->lazy = true;
      ++at_;
    }
    repeat->children.push_back(std::move(node));
    return repeat;
  }

  uint32_t TakeNumber() {
    SkipSpace();
    uint32_t number = 0;
    size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && number <= kMaxRepeat) {
      number = number * 10 + static_cast<uint32_t>(text_[at_++] - '0');
    }
    if (at_ == begin) Fail("expected a number");
    if (number > kMaxRepeat) {
      Fail("a repetition counts to " + std::to_string(kMaxRepeat) + " at most", ErrorCode::kLimit);
    }
    return number;
  }

  std::string_view text_;
  const PatternNames& names_;
  std::vector<std::string>& roles_;
  size_t& tests_;  ///< so far, those of macros as often as they are used
  int depth_;
  size_t at_ = 0;
  std::optional<Error> error_;
};

class Emitter {
 public:
  explicit Emitter(std::vector<Instruction>& program) : program_(program) {}
  bool too_long() const { return program_.size() > kMaxInstructions; }

  void Emit(const Node& node) {
    if (too_long()) return;
    switch (node.kind) {
      case Node::Kind::kTest:
        Add(Instruction::Op::kTest, static_cast<uint16_t>(node.test));
        break;
      case Node::Kind::kSequence:
        for (const NodePtr& child : node.children) Emit(*child);
        break;
      case Node::Kind::kChoice:
        EmitChoice(node);
        break;
      case Node::Kind::kRole:
        Add(Instruction::Op::kOpen, node.role);
        Emit(*node.children.front());
        Add(Instruction::Op::kClose, node.role);
        break;
      case Node::Kind::kRepeat:
        EmitRepeat(node);
        break;
    }
  }
  uint16_t Add(Instruction::Op op, uint16_t a = 0, uint16_t b = 0) {
    program_.push_back({op, a, b});
    return static_cast<uint16_t>(program_.size() - 1);
  }

 private:
  uint16_t Here() const { return static_cast<uint16_t>(program_.size()); }

  void EmitChoice(const Node& node) {
    std::vector<uint16_t> jumps;
    for (size_t i = 0; i < node.children.size() && !too_long(); ++i) {
      bool last = i + 1 == node.children.size();
      uint16_t split = last ? 0 : Add(Instruction::Op::kSplit);
      if (!last) program_[split].a = Here();
      Emit(*node.children[i]);
      if (last) break;
      jumps.push_back(Add(Instruction::Op::kJump));
      program_[split].b = Here();
    }
    for (uint16_t jump : jumps) program_[jump].a = Here();
  }

  void SetSplit(uint16_t split, bool lazy, uint16_t body, uint16_t after) {
    program_[split].a = lazy ? after : body;
    program_[split].b = lazy ? body : after;
  }

  void EmitRepeat(const Node& node) {
    const Node& body = *node.children.front();
    for (uint32_t i = 0; i < node.min && !too_long(); ++i) Emit(body);
    if (node.max == kUnbounded) {
      uint16_t split = Add(Instruction::Op::kSplit);
      Emit(body);
      Add(Instruction::Op::kJump, split);
      SetSplit(split, node.lazy, static_cast<uint16_t>(split + 1), Here());
      return;
    }
    std::vector<uint16_t> splits;
    for (uint32_t i = node.min; i < node.max && !too_long(); ++i) {
      splits.push_back(Add(Instruction::Op::kSplit));
      Emit(body);
    }
    for (uint16_t split : splits) {
      SetSplit(split, node.lazy, static_cast<uint16_t>(split + 1), Here());
    }
  }

  std::vector<Instruction>& program_;
};

/// Tests of which every match of a node passes one.
struct NeededTests {
  std::vector<uint32_t> tests;  ///< sorted, each once
  uint32_t breadth = 0;         ///< of the one that the most items pass
};
bool operator==(const NeededTests& a, const NeededTests& b) { return a.tests == b.tests; }

/// What no match of `node` can do without: of each of these sets one test.
std::vector<NeededTests> Required(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kTest:
      return {{{node.test}, node.breadth}};
    case Node::Kind::kRole:
      return Required(*node.children.front());
    case Node::Kind::kRepeat:
      return node.min > 0 ? Required(*node.children.front()) : std::vector<NeededTests>();
    case Node::Kind::kSequence: {
      std::vector<NeededTests> result;
      for (const NodePtr& child : node.children) {
        for (NeededTests& more : Required(*child)) {
          if (std::find(result.begin(), result.end(), more) == result.end())
            result.push_back(std::move(more));
        }
      }
      return result;
    }
    case Node::Kind::kChoice:
      break;
  }
  // What all the ways need; and of each way the set that the fewest items pass, as one.
  std::vector<NeededTests> result;
  NeededTests one;
  for (size_t i = 0; i < node.children.size(); ++i) {
    std::vector<NeededTests> more = Required(*node.children[i]);
    if (more.empty()) return {};
    const NeededTests& fewest =
        *std::min_element(more.begin(), more.end(), [](const NeededTests& a, const NeededTests& b) {
          return std::pair(a.breadth, a.tests.size()) < std::pair(b.breadth, b.tests.size());
        });
    one.tests.insert(one.tests.end(), fewest.tests.begin(), fewest.tests.end());
    one.breadth = std::max(one.breadth, fewest.breadth);
    if (i == 0) {
      result = std::move(more);
    } else {
      std::erase_if(result, [&](const NeededTests& needed) {
        return std::find(more.begin(), more.end(), needed) == more.end();
      });
    }
  }
  std::sort(one.tests.begin(), one.tests.end());
  one.tests.erase(std::unique(one.tests.begin(), one.tests.end()), one.tests.end());
  if (std::find(result.begin(), result.end(), one) == result.end())
    result.push_back(std::move(one));
  return result;
}

}  // namespace

Result<CompiledPattern> CompilePattern(std::string_view pattern, const PatternNames& names) {
  CompiledPattern compiled;
  size_t tests = 0;
  Parser parser(pattern, names, compiled.roles, tests, 0);
  NodePtr root = parser.ParseAll();
  if (parser.error()) return *std::move(parser.error());
  std::vector<Instruction> program;
  Emitter emitter(program);
  emitter.Emit(*root);
  emitter.Add(Instruction::Op::kMatch);
  std::optional<RuleSteps> steps;
  if (!emitter.too_long()) steps = RuleSteps::Of(program, kMaxSteps);
  if (!steps) {
    Error error = graph::MakeError(
        ErrorCode::kLimit,
        "the pattern is too long once its repetitions are "
        "written out (limit " +
            (emitter.too_long() ? std::to_string(kMaxInstructions) + " instructions)"
                                : std::to_string(kMaxSteps) + " ways from item to item)"));
    error.column = 1;
    return error;
  }
  compiled.steps = *std::move(steps);
  for (const RuleStep& step : compiled.steps.From(0)) {
    if (step.place == RuleStep::kEnd) {
      Error error = graph::MakeError(
          ErrorCode::kSyntax,
          "the pattern matches nothing at all as well; expected an item that must be there");
      error.column = 1;
      return error;
    }
  }
  std::vector<NeededTests> required = Required(*root);
  // What is seldom there is asked first.
  std::stable_sort(
      required.begin(), required.end(),
      [](const NeededTests& a, const NeededTests& b) { return a.breadth < b.breadth; });
  for (NeededTests& needed : required) compiled.required.push_back(std::move(needed.tests));
  return compiled;
}

}  // namespace entente::ingest
