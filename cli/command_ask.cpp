#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/country_names.h"
#include "cli/date_text.h"
#include "cli/delimited.h"
#include "cli/pager.h"
#include "cli/program.h"
#include "cli/query_error.h"
#include "cli/query_runner.h"
#include "cli/quotes.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "graph/temporal.h"
#include "query/engine.h"
#include "query/question.h"
#include "query/question_names.h"
#include "query/value_text.h"

namespace entente::cli {

namespace {

using graph::Value;
using graph::ValueKind;

struct AskOptions {
  std::string graph_path, question, timeout;
  std::vector<std::string> words;  // of the question, as the command line brings them
  std::string format = "table";
  bool evidence = false, show_query = false, forms = false;
};

// More than these below one row are counted and not shown.
constexpr size_t kQuotesBelowRow = 6;

std::string Today() {
  auto days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return graph::ToText(graph::Date{static_cast<int32_t>(days.time_since_epoch().count())});
}

// A cell for people: lists as words with semicolons, each once unless their order tells something,
// counts grouped.
std::string CellText(const Value& value, const graph::GraphReader& reader, bool in_order) {
  if (value.kind() == ValueKind::kList) {
    std::vector<std::string> parts;
    for (const Value& part : value.as_list()) {
      std::string text = query::ValueToCell(part, reader);
      bool again = std::find(parts.begin(), parts.end(), text) != parts.end();
      if (!text.empty() && (in_order || !again)) parts.push_back(text);
    }
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
    return out;
  }
  if (value.kind() == ValueKind::kInteger && value.as_integer() >= 0)
    return GroupedCount(static_cast<uint64_t>(value.as_integer()));
  if (value.kind() == ValueKind::kBoolean) return value.as_boolean() ? "yes" : "no";
  return query::ValueToCell(value, reader);
}

// The answer's rows, with the column `facts` apart.
class Answer {
 public:
  /// `unknown`: what is asked of is not there, so that neither yes nor no is right.
  Answer(const query::QueryResult& result, bool yes_no, bool unknown)
      : result_(result), texts_(*result.reader), yes_no_(yes_no), unknown_(unknown) {
    for (size_t i = 0; i < result.columns.size(); ++i) {
      if (result.columns[i] == "facts") {
        facts_ = i;
      } else {
        shown_.push_back(i);
      }
    }
  }

  bool HasFacts() const { return facts_.has_value(); }

  std::string AsTable(bool evidence) {
    bool colour = WantsColour(STDOUT_FILENO);
    std::string out;
    std::vector<size_t> columns = shown_;
    if (yes_no_ && !result_.rows.empty() && !columns.empty()) {
      const Value& answer = result_.rows[0][columns[0]];
      bool yes = answer.kind() == ValueKind::kBoolean && answer.as_boolean();
      out = Styled(yes        ? "Yes."
                   : unknown_ ? "This graph does not say."
                              : "No, not as far as this graph knows.",
                   Style::kBold, colour) +
            "\n";
      if (!yes) return out;
      columns.erase(columns.begin());
      if (columns.empty() && !evidence) return out;
      out += "\n";
    }
    Table table;
    for (size_t column : columns) {
      std::string name = result_.columns[column];
      std::replace(name.begin(), name.end(), '_', ' ');
      table.columns.push_back(std::move(name));
      bool numbers = !result_.rows.empty();
      for (const query::Row& row : result_.rows)
        numbers = numbers && row[column].kind() == ValueKind::kInteger;
      table.right_aligned.push_back(numbers);
    }
    for (const query::Row& row : result_.rows) {
      TableRow shown;
      std::vector<std::string> marks;
      for (size_t column : columns) {
        std::string text = Printable(CellText(row[column], *result_.reader, IsChain(column)));
        if (row[column].kind() == ValueKind::kString)
          text = DateText(text, *result_.reader, facts_ ? &row[*facts_] : nullptr);
        shown.cells.push_back(text);
        if (row[column].kind() == ValueKind::kString) marks.push_back(text);
      }
      if (evidence) AddQuotes(row, marks, colour, shown);
      table.rows.push_back(std::move(shown));
    }
    return out + RenderTable(table, TerminalWidth(STDOUT_FILENO), colour);
  }

  std::string AsRows(const std::string& format, bool evidence) {
    std::vector<std::string> header;
    for (size_t column : shown_) header.push_back(result_.columns[column]);
    if (evidence && facts_) header.insert(header.end(), {"evidence", "quotes"});
    std::vector<std::vector<std::string>> rows;
    for (const query::Row& row : result_.rows) {
      std::vector<std::string> cells;
      for (size_t column : shown_) {
        const Value& value = row[column];
        cells.push_back(value.kind() == ValueKind::kList
                            ? CellText(value, *result_.reader, IsChain(column))
                            : query::ValueToCell(value, *result_.reader));
      }
      if (evidence && facts_) {
        const std::vector<Quote> quotes = QuotesOf(*result_.reader, texts_, row[*facts_], {});
        cells.push_back(FragmentsText(quotes));
        cells.push_back(SentencesText(quotes));
      }
      rows.push_back(std::move(cells));
    }
    return format == "csv" ? DelimitedText(header, rows, ',') : MarkdownTable(header, rows);
  }

  std::string AsJson(bool lines) {
    std::string out = lines ? "" : "[";
    for (size_t r = 0; r < result_.rows.size(); ++r) {
      const query::Row& row = result_.rows[r];
      if (!lines) out += r == 0 ? "\n" : ",\n";
      out += "{";
      for (size_t i = 0; i < shown_.size(); ++i)
        out += (i == 0 ? "" : ",") + query::JsonQuote(result_.columns[shown_[i]]) + ":" +
               query::ValueToJson(row[shown_[i]], *result_.reader);
      if (facts_) {
        out += ",\"evidence\":[";
        bool first = true;
        for (const Quote& quote : QuotesOf(*result_.reader, texts_, row[*facts_], {})) {
          out += (first ? "{\"document\":" : ",{\"document\":") +
                 query::JsonQuote(quote.document_id) +
                 ",\"start\":" + std::to_string(quote.begin_char) +
                 ",\"end\":" + std::to_string(quote.end_char) +
                 ",\"quote\":" + query::JsonQuote(quote.text) + "}";
          first = false;
        }
        out += "]";
      }
      out += "}";
      if (lines) out += "\n";
    }
    return lines ? out : out + (result_.rows.empty() ? "]\n" : "\n]\n");
  }

  size_t CountQuotes() {
    size_t count = 0;
    if (facts_)
      for (const query::Row& row : result_.rows)
        count += QuotesOf(*result_.reader, texts_, row[*facts_], {}).size();
    return count;
  }

 private:
  // The columns of a connection: its steps in turn.
  bool IsChain(size_t column) const {
    return result_.columns[column] == "chain" || result_.columns[column] == "how";
  }

  void AddQuotes(const query::Row& row, const std::vector<std::string>& marks, bool colour,
                 TableRow& shown) {
    if (!facts_) return;
    std::vector<Quote> quotes = QuotesOf(*result_.reader, texts_, row[*facts_], marks);
    for (size_t i = 0; i < quotes.size() && i < kQuotesBelowRow; ++i) {
      shown.notes.push_back(MarkedQuote(quotes[i], colour));
      shown.notes.push_back(SourceText(quotes[i], colour));
    }
    if (quotes.size() > kQuotesBelowRow)
      shown.notes.push_back(Styled("and " +
                                       CountOf(quotes.size() - kQuotesBelowRow, "more sentence") +
                                       " (--format json has them all)",
                                   Style::kDim, colour));
  }

  const query::QueryResult& result_;
  DocumentTexts texts_;
  bool yes_no_, unknown_;
  std::optional<size_t> facts_;
  std::vector<size_t> shown_;
};

// The parts of a line of a query that a break between leaves as it is: at commas outside of
// brackets and quotation marks.
std::vector<std::string_view> PartsOf(std::string_view line) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c != ',' || depth > 0) continue;
    parts.push_back(line.substr(begin, i + 1 - begin));
    begin = std::min(i + 2, line.size());
  }
  if (begin < line.size()) parts.push_back(line.substr(begin));
  return parts;
}

// The query in few lines: for reading over, where QueryText() is for keeping. What the width cannot
// hold is not broken, so that it can be copied from the terminal.
std::string CompactQuery(const query::Question& question, const graph::GraphReader& reader,
                         size_t width) {
  static constexpr std::string_view kClauses[] = {"MATCH ", "OPTIONAL MATCH ", "UNWIND ",
                                                  "WITH ",  "RETURN ",         "UNION"};
  std::string out, line;
  auto flush = [&] {
    if (!line.empty()) out += line + "\n";
    line.clear();
  };
  auto add = [&](std::string_view part, std::string_view joint, std::string_view begin) {
    if (!line.empty() && DisplayWidth(line) + joint.size() + DisplayWidth(part) <= width) {
      line += std::string(joint) + std::string(part);
      return;
    }
    flush();
    line = std::string(begin) + std::string(part);
  };
  for (const auto& [name, value] : question.parameters)
    add("$" + name + " = " + Printable(query::ValueToText(value, reader)), ", ", "  // ");
  flush();
  for (size_t at = 0; at < question.query.size();) {
    const size_t end = std::min(question.query.find('\n', at), question.query.size());
    std::string_view part = std::string_view(question.query).substr(at, end - at);
    if (std::any_of(std::begin(kClauses), std::end(kClauses),
                    [&](std::string_view word) { return part.starts_with(word); }))
      flush();
    const size_t indent = std::min(part.find_first_not_of(' '), part.size());
    part.remove_prefix(indent);
    constexpr size_t kNested = 4;  // in parentheses that an earlier line opened
    const std::string_view begin = line.empty() ? "  " : indent > kNested ? "          " : "      ";
    if (begin.size() + DisplayWidth(part) <= width) {
      add(part, " ", begin);
    } else {
      bool first = true;
      for (std::string_view piece : PartsOf(part)) {
        add(piece, " ", first ? begin : "      ");
        first = false;
      }
    }
    at = end + 1;
  }
  flush();
  return out;
}

std::string QueryText(const query::Question& question, const graph::GraphReader& reader) {
  // A line break in a name would end the comment.
  std::string out = "// " + Printable(question.understood) + "\n";
  for (const auto& [name, value] : question.parameters)
    out += "// $" + name + " = " + Printable(query::ValueToText(value, reader)) + "\n";
  return out + question.query + "\n";
}

// "Left out: 2 agreements without a date." and a line break; empty where nothing is.
std::string LeftOutText(query::Engine& engine, const query::Question& question,
                        const query::QueryOptions& limits) {
  if (question.undated_query.empty()) return "";
  auto counted = engine.Run(question.undated_query, question.parameters, limits);
  if (!counted || counted->rows.size() != 1 || counted->rows[0].size() != 1) return "";
  const Value& count = counted->rows[0][0];
  if (count.kind() != ValueKind::kInteger || count.as_integer() <= 0) return "";
  const std::string& noun = counted->columns[0];  // "agreements"
  return "Left out: " +
         CountOf(static_cast<uint64_t>(count.as_integer()), noun.substr(0, noun.size() - 1)) +
         " without a date.\n";
}

// What the graph has of the agreements that a question with no or no answer speaks of.
struct SubjectFound {
  bool any = false;
  std::string text;  // a line or two
};

std::string AgreementList(const query::QueryResult& result, size_t most) {
  std::string out;
  for (size_t r = 0; r < result.rows.size() && r < most; ++r) {
    const query::Row& row = result.rows[r];
    std::vector<std::string> about;
    for (size_t column = 1; column < 4; ++column) {
      std::string cell = query::ValueToCell(row[column], *result.reader);
      if (column == 2) cell = DateText(cell, "", "");
      if (!cell.empty() && cell != "null") about.push_back(cell);
    }
    out += (out.empty() ? "" : "; ") + query::ValueToCell(row[0], *result.reader);
    for (size_t i = 0; i < about.size(); ++i)
      out += (i == 0 ? " (" : ", ") + about[i] + (i + 1 == about.size() ? ")" : "");
  }
  return out + (result.rows.size() > most ? "; \u2026" : "");
}

SubjectFound FindSubject(query::Engine& engine, const query::QuestionSubject& subject,
                         const query::QuestionNames& names, const query::QueryOptions& limits) {
  constexpr size_t kShown = 5;
  SubjectFound out;
  auto found = engine.Run(subject.query, subject.parameters, limits);
  if (!found) {
    out.any = true;
    return out;
  }
  out.any = !found->rows.empty();
  if (out.any) {
    out.text = "What it has: " + AgreementList(*found, kShown) + ".\n";
    return out;
  }
  out.text = "It has no such " + subject.noun + ": " + subject.text + ".\n";
  for (const std::string& word : subject.words)
    if (const auto near = names.nearest(word); near && names.find(word).empty())
      out.text += "Did you mean " + *near + "?\n";
  if (subject.near_query.empty()) return out;
  auto near = engine.Run(subject.near_query, subject.parameters, limits);
  if (near && !near->rows.empty())
    out.text += "Spoken of in the same texts: " + AgreementList(*near, kShown) + ".\n";
  return out;
}

bool IsNo(const query::QueryResult& result) {
  if (result.rows.size() != 1 || result.rows[0].empty()) return false;
  const Value& answer = result.rows[0][0];
  return answer.kind() == ValueKind::kBoolean && !answer.as_boolean();
}

int ListForms(Pager pager) {
  Table table{{"such as", "finds"}, {}, {}};
  for (const query::QuestionForm& form : query::QuestionForms())
    table.rows.push_back({{std::string(form.example), std::string(form.meaning)}, {}});
  graph::Status written =
      ShowText(RenderTable(table, TerminalWidth(STDOUT_FILENO), WantsColour(STDOUT_FILENO)), pager);
  return written ? kDone : ReportError(written.error());
}

int RunAsk(const AskOptions& options, const Context& context) {
  query::QueryOptions limits;
  limits.read_only = true;
  limits.threads = context.jobs;
  limits.interrupted = &Interrupted();
  if (!options.timeout.empty()) {
    auto timeout = ParseTime(options.timeout);
    if (!timeout) return ReportError(timeout.error());
    limits.timeout_ms = *timeout;
  }
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  query::NameIndex index(*opened->reader);
  auto countries = CountryNames::Load();
  if (!countries) return ReportError(countries.error());
  query::QuestionNames names = index.Names();
  names.find = [&](std::string_view text) {
    std::vector<query::NamedNode> found = index.Find(text);
    if (!found.empty()) return found;
    // No document says "DRC", but people do.
    if (const auto code = countries->CodeOf(text)) found = index.Find(*code);
    std::erase_if(found, [](const query::NamedNode& node) { return node.label != "Country"; });
    return found;
  };
  names.find_by_capital = [&](std::string_view text) {
    std::vector<query::NamedNode> found;
    if (const auto code = countries->CodeOfCapital(text)) found = index.Find(*code);
    std::erase_if(found, [](const query::NamedNode& node) { return node.label != "Country"; });
    return found;
  };
  auto question = query::UnderstandQuestion(options.question, names, {Today()});
  if (!question) {
    const int status = ReportQuestionError(question.error(), options.question);
    return question.error().code == graph::ErrorCode::kInvalidArgument ? kCallWrong : status;
  }
  auto output = Output::Open("-");
  if (!output) return ReportError(output.error());
  if (options.show_query) {
    graph::Status written = (*output)->Write(QueryText(*question, *opened->reader));
    return written || OutputClosed() ? kDone : ReportError(written.error());
  }
  if (!context.quiet)
    std::cerr << Styled(Printable("Understood as: " + question->understood), Style::kPlain, false)
              << "\n";
  if (!context.quiet && options.format == "table") {
    const std::string shown =
        CompactQuery(*question, *opened->reader, TerminalWidth(STDERR_FILENO));
    bool colour = WantsColour(STDERR_FILENO);
    for (size_t at = 0; at < shown.size();) {
      size_t end = shown.find('\n', at);
      std::cerr << Styled(Printable(shown.substr(at, end - at)), Style::kDim, colour) << "\n";
      at = end + 1;
    }
    std::cerr << "\n";
  }
  query::Engine engine(*opened->graph);
  auto result = engine.Run(question->query, question->parameters, limits);
  if (!result) return ReportQueryError(result.error(), question->query, 0, "");
  const std::string left_out = context.quiet ? "" : LeftOutText(engine, *question, limits);
  SubjectFound subject{true, ""};
  const bool no = question->yes_no && IsNo(*result);
  if (question->subject && (no || result->rows.empty()))
    subject = FindSubject(engine, *question->subject, names, limits);
  if (result->rows.empty() && options.format == "table") {
    // The answer, whatever is said besides.
    std::cout << "Nothing in this graph answers that.\n";
    if (!context.quiet) std::cerr << PrintableLines(subject.text) << left_out;
    return kDone;
  }
  // Of an agreement that is not there nobody knows whether it was signed.
  const bool unknown = no && !subject.any && question->subject->one;
  if (unknown) result->rows[0][0] = Value::String("unknown");
  const Pager pager = context.pager ? Pager::kYes : Pager::kNo;
  Answer answer(*result, question->yes_no, unknown);
  std::string text = options.format == "table"   ? answer.AsTable(options.evidence)
                     : options.format == "json"  ? answer.AsJson(false)
                     : options.format == "jsonl" ? answer.AsJson(true)
                                                 : answer.AsRows(options.format, options.evidence);
  if (options.format == "table" && no) text += PrintableLines(subject.text);
  graph::Status written = options.format == "table" ? ShowText(text, pager) : ShowData(text, pager);
  if (!written) return ReportError(written.error());
  if (!context.quiet && options.format == "table" && IsTerminal(STDOUT_FILENO)) {
    std::cerr << "\n" << CountOf(result->rows.size(), "row");
    if (answer.HasFacts() && !options.evidence)
      if (size_t quotes = answer.CountQuotes())
        std::cerr << ", resting on " << CountOf(quotes, "sentence") << " (--evidence shows "
                  << (quotes == 1 ? "it" : "them") << ")";
    std::cerr << "\n";
  }
  std::cerr << left_out;
  return kDone;
}

}  // namespace

void AddAskCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<AskOptions>();
  CLI::App* command = app.add_subcommand("ask", "Ask the graph in plain English");
  CLI::Option* graph = command->add_option("GRAPH", options->graph_path, "The graph's file");
  CLI::Option* question =
      command->add_option("QUESTION", options->words, "The question, in quotation marks or not")
          ->type_name("");
  command->add_flag("--evidence", options->evidence, "Show the sentences that say so");
  command->add_flag("--show-query", options->show_query,
                    "Print the query that it becomes, and do not run it");
  command->add_flag("--forms", options->forms, "List the forms that questions can take");
  command->add_option("--format", options->format, "table, csv, json, jsonl or markdown")
      ->check(CLI::IsMember({"table", "csv", "json", "jsonl", "markdown"}))
      ->type_name("FORMAT");
  command->add_option("--timeout", options->timeout, "Stop a question that takes longer")
      ->type_name("TIME");
  AddPagerOption(*command, context);
  command->footer(
      "Examples:\n"
      "  entente ask articles.entente \"Who signed with Chile?\"\n"
      "  entente ask articles.entente \"What did Peru sign in 2018?\" --evidence\n"
      "  entente ask articles.entente \"Which companies signed?\" --format csv\n"
      "  entente ask articles.entente \"How many treaties did Japan sign by year?\"\n"
      "  entente ask articles.entente \"Who represented Estonia in Tallinn?\"\n"
      "  entente ask --forms\n"
      "The query is shown on standard error, in few lines; --quiet leaves it out,\n"
      "--show-query prints it a condition a line, to keep and change.");
  command->callback([options, graph, question, &context] {
    if (!options->forms) {
      if (graph->empty()) throw CLI::RequiredError("GRAPH");
      if (question->empty()) throw CLI::RequiredError("QUESTION");
      for (const std::string& word : options->words)
        options->question += (options->question.empty() ? "" : " ") + word;
    }
    context.run = [options, &context] {
      return options->forms ? ListForms(context.pager ? Pager::kYes : Pager::kNo)
                            : RunAsk(*options, context);
    };
  });
}

}  // namespace entente::cli
