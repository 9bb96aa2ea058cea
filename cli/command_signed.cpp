#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/agreement_kinds.h"
#include "cli/agreement_view.h"
#include "cli/command.h"
#include "cli/date_text.h"
#include "cli/delimited.h"
#include "cli/diagram.h"
#include "cli/graph_access.h"
#include "cli/pager.h"
#include "cli/program.h"
#include "cli/quotes.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "graph/temporal.h"
#include "graph/temporal_parse.h"
#include "graph/utf8.h"
#include "query/question_names.h"

namespace entente::cli {

namespace {

struct SignedOptions {
  std::string graph_path, who, with, country, since, until, kind;
  std::vector<std::string> statuses;
  std::string format = "table";
  double min_confidence = 0.0;
  bool evidence = false;
};

std::string Joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : std::string(separator)) + part;
  return out;
}

std::string PersonText(const Signatory& person) {
  std::string text = person.name;
  if (!person.post.empty()) text += ", " + person.post;
  if (person.role != "signed") text += " (" + person.role + ")";
  return text;
}

std::string SideText(const Side& side) {
  std::string text = side.name;
  if (!side.bodies.empty()) text += " (" + Joined(side.bodies, "; ") + ")";
  std::vector<std::string> people;
  for (const Signatory& person : side.people) people.push_back(PersonText(person));
  if (!people.empty()) text += ": " + Joined(people, "; ");
  return text;
}

std::string SidesText(const AgreementView& view, std::string_view separator) {
  std::vector<std::string> sides;
  for (const Side& side : view.sides) sides.push_back(SideText(side));
  for (const Signatory& person : view.unplaced) sides.push_back(PersonText(person));
  return Joined(sides, separator);
}

// For people: of what was made and ended the status is that of what was never made.
std::string StatusText(const AgreementView& view) {
  return view.status == "rejected" && !view.ended_on.empty()
             ? "ended " + DateText(view.ended_on, "", "")
             : view.status;
}

std::string ViewDate(const AgreementView& view) {
  return DateText(view.date, view.date_from, view.date_to);
}

// For a terminal too narrow for columns: an agreement, what is known of it, and a line a side.
std::string AsCards(const std::vector<AgreementView>& views, bool evidence, size_t width) {
  bool colour = WantsColour(STDOUT_FILENO);
  std::string out;
  for (const AgreementView& view : views) {
    if (!out.empty()) out += "\n";
    auto paragraph = [&](const std::string& text, size_t indent, Style style) {
      for (const std::string& line : WrapText(text, std::max<size_t>(width, indent + 16) - indent))
        out += std::string(indent, ' ') + Styled(line, style, colour) + "\n";
    };
    paragraph(Printable(view.name), 0, Style::kBold);
    std::vector<std::string> known;
    for (const std::string& text : {ViewDate(view), view.kind, StatusText(view)})
      if (!text.empty()) known.push_back(Printable(text));
    for (const std::string& place : view.places) known.push_back(Printable(place));
    for (const std::string& event : view.events) known.push_back("at: " + Printable(event));
    paragraph(Joined(known, " \u00b7 "), 2, Style::kDim);
    for (const Side& side : view.sides) paragraph(Printable(SideText(side)), 2, Style::kPlain);
    for (const Signatory& person : view.unplaced)
      paragraph(Printable(PersonText(person)), 2, Style::kPlain);
    if (!evidence) continue;
    for (const Quote& quote : view.quotes) {
      for (const std::string& text : {MarkedQuote(quote, colour), SourceText(quote, colour)})
        for (const std::string& line : WrapText(text, std::max<size_t>(width, 20) - 4))
          out += "    " + line + "\n";
    }
  }
  return out;
}

// Columns narrower than these leave a word a line.
constexpr size_t kNarrowestTable = 76;

std::string AsTable(const std::vector<AgreementView>& views, bool evidence) {
  size_t width = TerminalWidth(STDOUT_FILENO);
  if (width < kNarrowestTable) return AsCards(views, evidence, width);
  bool colour = WantsColour(STDOUT_FILENO);
  Table table{{"date", "agreement", "who signed, for whom", "where", "status"}, {}, {}};
  for (const AgreementView& view : views) {
    TableRow row;
    std::string what = Printable(view.name);
    if (!view.kind.empty() &&
        graph::FoldName(view.name).find(graph::FoldName(view.kind)) == std::string::npos)
      what += "\n(" + Printable(view.kind) + ")";
    std::vector<std::string> sides;
    for (const Side& side : view.sides) sides.push_back(Printable(SideText(side)));
    for (const Signatory& person : view.unplaced) sides.push_back(Printable(PersonText(person)));
    std::vector<std::string> where;
    for (const std::string& place : view.places) where.push_back(Printable(place));
    // An event is no place: it is said what it is.
    for (const std::string& event : view.events) where.push_back("at: " + Printable(event));
    row.cells = {Printable(ViewDate(view)), what, Joined(sides, "\n"), Joined(where, "\n"),
                 Printable(StatusText(view))};
    if (evidence) {
      for (const Quote& quote : view.quotes) {
        row.notes.push_back(MarkedQuote(quote, colour));
        row.notes.push_back(SourceText(quote, colour));
      }
    }
    table.rows.push_back(std::move(row));
  }
  return RenderTable(table, width, colour);
}

nlohmann::ordered_json AsJson(const AgreementView& view) {
  using Json = nlohmann::ordered_json;
  auto people = [](const std::vector<Signatory>& list) {
    Json out = Json::array();
    for (const Signatory& person : list)
      out.push_back({{"name", person.name}, {"post", person.post}, {"role", person.role}});
    return out;
  };
  Json sides = Json::array();
  for (const Side& side : view.sides)
    sides.push_back({{"name", side.name},
                     {"type", side.label},
                     {"bodies", side.bodies},
                     {"people", people(side.people)}});
  Json quotes = Json::array();
  for (const Quote& quote : view.quotes) {
    quotes.push_back({{"document", quote.document_id},
                      {"start", quote.begin_char},
                      {"end", quote.end_char},
                      {"quote", quote.text}});
    if (quote.mention_only) quotes.back()["mention_only"] = true;
  }
  Json out = {{"key", view.key},
              {"agreement", view.name},
              {"kind", view.kind},
              {"status", view.status},
              {"date", view.date},
              {"places", view.places},
              {"events", view.events},
              {"topics", view.topics},
              {"sides", sides},
              {"others", people(view.unplaced)},
              {"confidence", view.confidence},
              {"evidence", quotes}};
  return out;
}

// JSON in which DEL and the C1 controls, which may stand as they are, are escaped too.
void AppendEscaped(std::string& out, std::string_view json) {
  for (size_t i = 0; i < json.size(); ++i) {
    if (const size_t control = graph::ControlBytesAt(json, i)) {
      i += control - 1;  // the last byte of a C1 control is its code point
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(json[i]));
    } else {
      out += json[i];
    }
  }
}

std::string Render(const std::vector<AgreementView>& views, const SignedOptions& options) {
  if (options.format == "table") return AsTable(views, options.evidence);
  if (options.format == "json" || options.format == "jsonl") {
    bool lines = options.format == "jsonl";
    std::string out = lines ? "" : "[";
    for (size_t i = 0; i < views.size(); ++i) {
      if (!lines) out += i == 0 ? "\n" : ",\n";
      AppendEscaped(
          out, AsJson(views[i]).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
      if (lines) out += "\n";
    }
    return lines ? out : out + (views.empty() ? "]\n" : "\n]\n");
  }
  std::vector<std::string> header = {"date",  "agreement", "kind", "status",
                                     "sides", "place",     "key"};
  if (options.evidence) header.insert(header.end(), {"evidence", "quotes"});
  std::vector<std::vector<std::string>> rows;
  for (const AgreementView& view : views) {
    rows.push_back({view.date, view.name, view.kind, view.status, SidesText(view, " | "),
                    Joined(view.places, "; "), view.key});
    if (!options.evidence) continue;
    rows.back().push_back(FragmentsText(view.quotes));
    rows.back().push_back(SentencesText(view.quotes));
  }
  return options.format == "csv" ? DelimitedText(header, rows, ',') : MarkdownTable(header, rows);
}

// A year, month or day that there is, as ISO 8601 writes it.
bool IsDate(const std::string& text) {
  static const char* kShape[] = {"dddd", "dddd-dd", "dddd-dd-dd"};
  const bool shaped =
      std::any_of(std::begin(kShape), std::end(kShape), [&](std::string_view shape) {
        if (shape.size() != text.size()) return false;
        for (size_t i = 0; i < shape.size(); ++i)
          if (shape[i] == 'd' ? (text[i] < '0' || text[i] > '9') : text[i] != '-') return false;
        return true;
      });
  // ParseDate counts on in a month that is too short for the day.
  const std::string day = text + std::string("-01-01").substr(shaped ? (text.size() - 4) : 0);
  if (!shaped) return false;
  auto date = graph::ParseDate(day);
  return date && graph::ToText(*date) == day;
}

// Of an option's text; what is wrong with it, or nothing. CLI::Range lets "nan" pass.
std::string CheckShare(const std::string& text) {
  double share = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
  const bool number = error == std::errc() && end == text.data() + text.size();
  return number && share >= 0 && share <= 1 ? ""
                                            : "expected a number from 0 to 1, not '" + text + "'";
}

// Of an option's text. A variable of a script that is empty must not ask for everything.
std::string CheckGiven(const std::string& text) {
  return text.find_first_not_of(" \t\n") == std::string::npos
             ? "it is empty; give one, or leave it out"
             : "";
}

// "IN-FORCE" as the graph has it.
std::string AsStatus(const std::string& text) { return graph::FoldName(text); }

// Nodes of other labels than actors have, whole names first.
std::vector<query::NamedNode> OthersCalled(const graph::GraphReader& reader,
                                           const std::string& text) {
  const query::NameIndex names(reader);
  std::vector<query::NamedNode> found = names.Find(text);
  if (found.empty()) found = names.FindShortened(text);
  if (found.empty()) found = names.FindPart(text);
  return found;
}

std::vector<query::NamedNode> AgreementsCalled(const graph::GraphReader& reader,
                                               const std::string& text) {
  std::vector<query::NamedNode> found = OthersCalled(reader, text);
  std::erase_if(found, [](const query::NamedNode& node) { return node.label != "Agreement"; });
  return found;
}

std::vector<std::string> KeysOf(const std::vector<query::NamedNode>& nodes) {
  std::vector<std::string> keys;
  for (const query::NamedNode& node : nodes) keys.push_back(node.key);
  return keys;
}

// What is called so and can't sign has a question of its own.
graph::Error NobodyCalled(const graph::GraphReader& reader, const SignedOptions& options,
                          const std::string& text, const graph::Error& otherwise) {
  const std::vector<query::NamedNode> found = OthersCalled(reader, text);
  if (found.empty()) return otherwise;
  const query::NamedNode& node = found.front();
  struct Way {
    const char* label;
    const char* is;
    const char* question;
  };
  static constexpr Way kWays[] = {{"Agreement", "an agreement", "Who signed the "},
                                  {"Place", "a place", "What was signed in "},
                                  {"Event", "an event", "What was signed at the "},
                                  {"Topic", "a subject", "Which agreements are about "},
                                  {"Document", "a document", "What is mentioned in "}};
  for (const Way& way : kWays) {
    if (node.label != way.label) continue;
    graph::Error error = graph::MakeError(
        graph::ErrorCode::kNotFound,
        "'" + text + "' is " + way.is + " in this graph and not somebody who signs");
    error.suggestion =
        "try: entente ask " + options.graph_path + " \"" + way.question + node.name + "?\"";
    return error;
  }
  return otherwise;
}

graph::Result<std::vector<graph::NodeId>> FindCountries(const graph::GraphReader& reader,
                                                        const std::string& text) {
  ENTENTE_ASSIGN_OR_RETURN(std::vector<graph::NodeId> found, FindActors(reader, text));
  const SchemaReader schema(reader);
  std::erase_if(found, [&](graph::NodeId node) { return !schema.Has(node, "Country"); });
  if (!found.empty()) return found;
  graph::Error error =
      graph::MakeError(graph::ErrorCode::kNotFound, "'" + text + "' is no country in this graph");
  error.suggestion = "without --country it may be anybody: entente signed GRAPH \"" + text + "\"";
  return error;
}

graph::Result<AgreementFilter> FilterFrom(const graph::GraphReader& reader,
                                          const SignedOptions& options) {
  AgreementFilter filter;
  if (!options.who.empty()) {
    auto who = FindActors(reader, options.who);
    if (who) {
      filter.who = *std::move(who);
      // A body may be called as the agreement that it came from ("USMCA"): one that nothing was
      // agreed with is not meant where an agreement is.
      AgreementFilter theirs;
      theirs.who = filter.who;
      if (FindAgreements(reader, theirs, false).empty()) {
        filter.agreements = KeysOf(AgreementsCalled(reader, options.who));
        if (!filter.agreements.empty()) filter.who.clear();
      }
    } else {
      filter.agreements = KeysOf(AgreementsCalled(reader, options.who));
      if (filter.agreements.empty()) return NobodyCalled(reader, options, options.who, who.error());
    }
  }
  if (!options.with.empty()) {
    auto with = FindActors(reader, options.with);
    if (!with) return NobodyCalled(reader, options, options.with, with.error());
    filter.with = *std::move(with);
  }
  if (!options.country.empty()) {
    ENTENTE_ASSIGN_OR_RETURN(filter.countries, FindCountries(reader, options.country));
  }
  for (const std::string* date : {&options.since, &options.until})
    if (!date->empty() && !IsDate(*date))
      return graph::MakeError(graph::ErrorCode::kInvalidArgument,
                              "'" + *date + "' is no date: expected 2018, 2018-09 or 2018-09-14");
  if (!options.since.empty() && !options.until.empty() &&
      options.since.substr(0, options.until.size()) > options.until)
    return graph::MakeError(
        graph::ErrorCode::kInvalidArgument,
        "nothing is since " + options.since + " and until " + options.until + " at once");
  filter.since = options.since;
  filter.until = options.until;
  if (!options.kind.empty()) {
    ENTENTE_ASSIGN_OR_RETURN(filter.kinds, KindsMeant(reader, options.kind));
  }
  filter.statuses = options.statuses;
  filter.min_confidence = options.min_confidence;
  return filter;
}

// What ended, or was annulled by those who had signed it, was signed.
bool WasMade(const AgreementView& view) {
  auto signed_it = [](const Signatory& person) { return person.role == "signed"; };
  return view.status == "rejected" &&
         (!view.ended_on.empty() ||
          std::any_of(view.unplaced.begin(), view.unplaced.end(), signed_it) ||
          std::any_of(view.sides.begin(), view.sides.end(), [&](const Side& side) {
            return std::any_of(side.people.begin(), side.people.end(), signed_it);
          }));
}

// What stands among what was signed and was not; empty where nothing does.
std::string NotSignedText(const std::vector<AgreementView>& views) {
  std::string out;
  for (const char* status : {"announced", "planned", "rejected"}) {
    const auto count = std::count_if(views.begin(), views.end(), [&](const AgreementView& view) {
      return view.status == status && !WasMade(view);
    });
    if (count > 0)
      out += (out.empty() ? "Not signed: " : ", ") + GroupedCount(static_cast<uint64_t>(count)) +
             " " + status;
  }
  return out.empty() ? out
                     : out + ", as their status says (--status signed,in-force leaves them out).\n";
}

int RunSigned(const SignedOptions& options, const Context& context) {
  auto opened = OpenForReading(options.graph_path);
  if (!opened) return ReportError(opened.error());
  auto filter = FilterFrom(*opened->reader, options);
  if (!filter) return ReportError(filter.error());
  bool quotes = options.evidence || options.format == "json" || options.format == "jsonl" ||
                options.format == "dot";
  uint64_t undated = 0;
  std::vector<AgreementView> views = FindAgreements(*opened->reader, *filter, quotes, &undated);
  const std::string left_out =
      undated > 0 && !context.quiet
          ? "Left out: " + CountOf(undated, "agreement") + " without a date.\n"
          : "";
  if (views.empty() && options.format == "table") {
    if (!context.quiet) std::cerr << "No agreement in this graph fits.\n" << left_out;
    return kDone;
  }
  const Pager pager = context.pager ? Pager::kYes : Pager::kNo;
  if (options.format == "dot") {
    const size_t all = views.size();
    Diagram diagram = SignedDiagram(*opened->reader, std::move(views), all);
    if (!diagram.note.empty() && !context.quiet) std::cerr << "Note: " << diagram.note << ".\n";
    graph::Status drawn = ShowData(graph::WriteDot(diagram.dot), pager);
    return drawn ? kDone : ReportError(drawn.error());
  }
  const std::string text = Render(views, options);
  graph::Status written = options.format == "table" ? ShowText(text, pager) : ShowData(text, pager);
  if (!written) return ReportError(written.error());
  if (options.format == "table" && options.statuses.empty() && !context.quiet)
    std::cerr << NotSignedText(views);
  std::cerr << left_out;
  return kDone;
}

}  // namespace

void AddSignedCommand(CLI::App& app, Context& context) {
  auto options = std::make_shared<SignedOptions>();
  CLI::App* command = app.add_subcommand("signed", "Who signed what with whom, when, where");
  command->add_option("GRAPH", options->graph_path, "The graph's file")->required();
  command
      ->add_option("WHO", options->who,
                   "A country, person, ministry or organisation; or an agreement")
      ->check(CheckGiven);
  command->add_option("--with", options->with, "Only what they agreed with this one")
      ->check(CheckGiven)
      ->type_name("WHOM");
  command->add_option("--country", options->country, "Only what this country is part of")
      ->check(CheckGiven)
      ->type_name("NAME");
  command->add_option("--since", options->since, "Not before this year, month or day")
      ->check(CheckGiven)
      ->type_name("DATE");
  command->add_option("--until", options->until, "Not after this year, month or day")
      ->check(CheckGiven)
      ->type_name("DATE");
  command
      ->add_option("--kind", options->kind,
                   "Such as treaty, MoU or contract; agreement, pact or deal is what texts call "
                   "nothing narrower")
      ->check(CheckGiven)
      ->type_name("KIND");
  command
      ->add_option(
          "--status", options->statuses,
          "Only signed, in force, announced, planned, rejected (refused, dropped or ended) "
          "or ended; several with commas. Without it all are listed, planned and refused "
          "ones too")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform(AsStatus)
      ->check(CLI::IsMember({"signed", "in force", "announced", "planned", "rejected", "ended"}))
      ->type_name("STATUS");
  command->add_option("--min-confidence", options->min_confidence, "Only facts at least this sure")
      ->check(CheckShare)
      ->type_name("0..1");
  command->add_flag("--evidence", options->evidence, "Show the sentences that say so");
  command->add_option("--format", options->format, "table, csv, json, jsonl, markdown or dot")
      ->check(CLI::IsMember({"table", "csv", "json", "jsonl", "markdown", "dot"}))
      ->type_name("FORMAT");
  AddPagerOption(*command, context);
  command->footer(
      "Examples:\n"
      "  entente signed articles.entente\n"
      "  entente signed articles.entente Chile --with UK --evidence\n"
      "  entente signed articles.entente --since 2018-09 --until 2020 --kind treaty\n"
      "  entente signed articles.entente --status signed,in-force\n"
      "  entente signed articles.entente \"Ministry of the Interior\" --format csv\n"
      "  entente signed articles.entente Chile --format dot | dot -Tsvg > chile.svg\n"
      "The status is that of the latest document; the sentences may be older.\n"
      "A post is the one that the text of the signature gives, else one that is not\n"
      "known to have been over, or still to come, on that day.");
  command->callback([options, &context] {
    context.run = [options, &context] { return RunSigned(*options, context); };
  });
}

}  // namespace entente::cli
