#include "tests/conformance/gherkin.h"

#include <optional>

namespace entente::conformance {

namespace {

std::string_view Trim(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  size_t end = text.find_last_not_of(" \t\r");
  return text.substr(begin, end - begin + 1);
}

// The text after `keyword` and a colon, or nothing.
std::optional<std::string_view> After(std::string_view line, std::string_view keyword) {
  if (line.substr(0, keyword.size()) != keyword) return std::nullopt;
  if (line.substr(keyword.size(), 1) != ":") return std::nullopt;
  return Trim(line.substr(keyword.size() + 1));
}

// "| a | b\|c |" as its cells; \| \\ and \n are escapes.
TableRow SplitCells(std::string_view line) {
  TableRow cells;
  std::string cell;
  for (size_t i = 1; i < line.size(); ++i) {
    char c = line[i];
    if (c == '\\' && i + 1 < line.size() &&
        (line[i + 1] == '|' || line[i + 1] == '\\' || line[i + 1] == 'n')) {
      cell += line[i + 1] == 'n' ? '\n' : line[i + 1];
      ++i;
    } else if (c == '|') {
      // Only the padding goes: a cell may begin with a line break of its own.
      size_t begin = cell.find_first_not_of(" \t");
      size_t end = cell.find_last_not_of(" \t");
      cells.push_back(begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
      cell.clear();
    } else {
      cell += c;
    }
  }
  return cells;
}

std::string Fill(std::string text, const TableRow& names, const TableRow& values) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    bool filled = false;
    if (text[at] == '<') {
      for (size_t i = 0; i < names.size() && !filled; ++i) {
        std::string placeholder = "<" + names[i] + ">";
        if (text.compare(at, placeholder.size(), placeholder) != 0) continue;
        out += values[i];
        at += placeholder.size();
        filled = true;
      }
    }
    if (!filled) out += text[at++];
  }
  return out;
}

// A scenario as it stands in the file, with the tables of its examples.
struct Draft {
  Scenario scenario;
  struct Examples {
    std::vector<TableRow> table;
    std::vector<uint32_t> lines;
    std::vector<std::string> tags;
  };
  std::vector<Examples> examples;
  bool outline = false;
};

class FeatureReader {
 public:
  FeatureReader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  graph::Result<std::vector<Scenario>> Read() {
    std::string_view line;
    while (NextLine(&line)) {
      std::string_view trimmed = Trim(line);
      if (trimmed.empty() || trimmed[0] == '#') continue;
      if (trimmed.substr(0, 3) == "\"\"\"" || trimmed.substr(0, 3) == "```") {
        if (!step_) return Error("a doc string belongs to a step");
        if (!ReadDocString(line)) return Error("a doc string that never ends");
      } else if (trimmed[0] == '|') {
        if (trimmed.size() > 1 && trimmed.back() != '|') return Error("a row ends with |");
        if (in_examples_) {
          draft_->examples.back().table.push_back(SplitCells(trimmed));
          draft_->examples.back().lines.push_back(line_number_);
        } else if (step_) {
          step_->table.push_back(SplitCells(trimmed));
        } else {
          return Error("a table belongs to a step or to examples");
        }
      } else if (trimmed[0] == '@') {
        ReadTags(trimmed);
      } else if (!ReadHeading(trimmed) && !ReadStep(trimmed) && !In(Place::kDescription)) {
        return Error("expected a step, a scenario or examples");
      }
    }
    FinishScenario();
    if (!error_.empty()) return Error(error_);
    return std::move(scenarios_);
  }

 private:
  enum class Place { kDescription, kSteps };
  bool In(Place place) const { return place_ == place; }

  graph::Error Error(const std::string& message) const {
    graph::Error error = graph::MakeError(graph::ErrorCode::kSyntax, message);
    error.file = file_;
    error.line = line_number_;
    return error;
  }

  bool NextLine(std::string_view* line) {
    if (at_ >= text_.size()) return false;
    size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    *line = text_.substr(at_, end - at_);
    at_ = end + 1;
    ++line_number_;
    return true;
  }

  // The lines up to the closing quotes, less the indentation of the opening ones.
  bool ReadDocString(std::string_view opening) {
    size_t indent = opening.find_first_not_of(" \t");
    std::string_view quotes = opening.substr(indent, 3);
    std::string_view line;
    bool first = true;
    step_->has_doc_string = true;
    while (NextLine(&line)) {
      if (Trim(line) == quotes) return true;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      size_t spaces = 0;
      while (spaces < indent && spaces < line.size() &&
             (line[spaces] == ' ' || line[spaces] == '\t'))
        ++spaces;
      if (!first) step_->doc_string += '\n';
      first = false;
      step_->doc_string += line.substr(spaces);
    }
    return false;
  }

  void ReadTags(std::string_view line) {
    size_t at = 0;
    while ((at = line.find('@', at)) != std::string_view::npos) {
      size_t end = line.find_first_of(" \t#", at);
      if (end == std::string_view::npos) end = line.size();
      tags_.emplace_back(line.substr(at, end - at));
      at = end;
    }
  }

  bool ReadHeading(std::string_view line) {
    if (auto name = After(line, "Feature")) {
      feature_ = *name;
      feature_tags_ = std::move(tags_);
      tags_.clear();
      place_ = Place::kDescription;
      return true;
    }
    if (After(line, "Rule")) {
      FinishScenario();
      place_ = Place::kDescription;
      return true;
    }
    if (After(line, "Background")) {
      FinishScenario();
      in_background_ = true;
      place_ = Place::kDescription;
      return true;
    }
    if (After(line, "Examples") || After(line, "Scenarios")) {
      if (!draft_) {
        error_ = "examples belong to a scenario outline";
        return true;
      }
      draft_->examples.emplace_back();
      draft_->examples.back().tags = std::move(tags_);
      tags_.clear();
      in_examples_ = true;
      step_ = nullptr;
      place_ = Place::kDescription;
      return true;
    }
    bool outline = false;
    std::optional<std::string_view> name = After(line, "Scenario");
    if (!name) name = After(line, "Example");
    if (!name) {
      name = After(line, "Scenario Outline");
      if (!name) name = After(line, "Scenario Template");
      outline = name.has_value();
    }
    if (!name) return false;
    FinishScenario();
    draft_.emplace();
    draft_->outline = outline;
    Scenario& scenario = draft_->scenario;
    scenario.name = *name;
    scenario.feature = feature_;
    scenario.file = file_;
    scenario.line = line_number_;
    scenario.tags = feature_tags_;
    scenario.tags.insert(scenario.tags.end(), tags_.begin(), tags_.end());
    scenario.steps = background_;
    tags_.clear();
    place_ = Place::kDescription;
    return true;
  }

  bool ReadStep(std::string_view line) {
    for (std::string_view keyword : {"Given", "When", "Then", "And", "But", "*"}) {
      if (line.substr(0, keyword.size()) != keyword || line.substr(keyword.size(), 1) != " ")
        continue;
      if (!draft_ && !in_background_) return false;
      in_examples_ = false;
      std::vector<Step>& steps = draft_ ? draft_->scenario.steps : background_;
      steps.emplace_back();
      step_ = &steps.back();
      step_->keyword = keyword;
      step_->text = Trim(line.substr(keyword.size()));
      step_->line = line_number_;
      place_ = Place::kSteps;
      return true;
    }
    return false;
  }

  void FinishScenario() {
    in_examples_ = in_background_ = false;
    step_ = nullptr;
    if (!draft_) return;
    Draft draft = std::move(*draft_);
    draft_.reset();
    if (!draft.outline && draft.examples.empty()) {
      scenarios_.push_back(std::move(draft.scenario));
      return;
    }
    for (const Draft::Examples& examples : draft.examples) {
      for (size_t row = 1; row < examples.table.size(); ++row) {
        const TableRow& names = examples.table[0];
        const TableRow& values = examples.table[row];
        if (values.size() != names.size()) {
          error_ = "a row of examples has another number of cells than its heading";
          return;
        }
        scenarios_.push_back(Expand(draft.scenario, names, values));
        scenarios_.back().line = examples.lines[row];
        scenarios_.back().tags.insert(scenarios_.back().tags.end(), examples.tags.begin(),
                                      examples.tags.end());
      }
    }
  }

  static Scenario Expand(const Scenario& outline, const TableRow& names, const TableRow& values) {
    Scenario out = outline;
    out.name = Fill(out.name, names, values);
    for (size_t i = 0; i < values.size(); ++i) out.example += (i ? " | " : "") + values[i];
    for (Step& step : out.steps) {
      step.text = Fill(step.text, names, values);
      step.doc_string = Fill(step.doc_string, names, values);
      for (TableRow& row : step.table)
        for (std::string& cell : row) cell = Fill(cell, names, values);
    }
    return out;
  }

  std::string_view text_;
  std::string file_;
  size_t at_ = 0;
  uint32_t line_number_ = 0;
  Place place_ = Place::kDescription;
  std::string feature_, error_;
  std::vector<std::string> tags_, feature_tags_;
  std::vector<Step> background_;
  bool in_background_ = false, in_examples_ = false;
  std::optional<Draft> draft_;
  Step* step_ = nullptr;  // the last of draft_'s or of background_: what follows belongs to it
  std::vector<Scenario> scenarios_;
};

}  // namespace

graph::Result<std::vector<Scenario>> ReadFeature(std::string_view text, const std::string& file) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  return FeatureReader(text, file).Read();
}

}  // namespace entente::conformance
