// The page that `entente view` writes, in a real browser: Chromium without a window opens it, a
// script added to the test's copy uses it as a person does, and what it saw is read back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/sample_graph.h"

namespace entente::tests {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string FindBrowser() {
  for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
    if (std::system((std::string("command -v ") + name + " >/dev/null 2>&1").c_str()) == 0)
      return name;
  return "";
}

class ViewTest : public testing::Test {
 protected:
  void Write(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"view", "sample.entente", "-o", "page.html"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    ProgramResult result = RunProgram(folder_, arguments);
    ASSERT_EQ(result.exit_status, 0) << result.errors;
  }

  // Runs `script` in the page, which calls done(value); returns the value. Null where there is no
  // browser.
  json InBrowser(const std::string& script) {
    static const std::string browser = FindBrowser();
    if (browser.empty()) return nullptr;
    std::string page = folder_.Read("page.html");
    size_t end = page.rfind("</body>");
    EXPECT_NE(end, std::string::npos);
    page.insert(end,
                "<script>\n"
                "const problems = [];\n"
                "const $$ = (selector) => [...document.querySelectorAll(selector)];\n"
                "const texts = (selector) => $$(selector).map((e) => e.textContent);\n"
                "const type = (id, value) => { const e = document.getElementById(id); e.focus();\n"
                "  e.value = value; e.dispatchEvent(new Event('input', {bubbles: true})); };\n"
                "const press = (id, key) => document.getElementById(id).dispatchEvent(\n"
                "  new KeyboardEvent('keydown', {key, bubbles: true}));\n"
                "const seen = () => [...page.visible.nodes].map((i) => page.model.nodes[i].name);\n"
                "const tap = (name) => page.scene.node(\n"
                "  page.model.nodes.findIndex((n) => n.name === name)).emit('tap');\n"
                "function done(value) { const out = document.createElement('pre');\n"
                "  out.id = 'verdict'; out.textContent = JSON.stringify(value);\n"
                "  document.body.replaceChildren(out); }\n"
                "try {\n" +
                    script + "\n} catch (error) { done('failed: ' + error.stack); }\n</script>\n");
    folder_.Write("driven.html", page);
    ProgramResult result = RunShellLine(
        folder_, "timeout 120 " + browser +
                     " --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run"
                     " --user-data-dir=\"$PWD/browser\" --window-size=1280,800"
                     " --virtual-time-budget=6000 --dump-dom \"file://$PWD/driven.html\"");
    size_t at = result.output.find("<pre id=\"verdict\">");
    if (at == std::string::npos) {
      ADD_FAILURE() << "the page said nothing:\n" << result.errors.substr(0, 3000);
      return "failed";
    }
    at = result.output.find('>', at) + 1;
    std::string text = result.output.substr(at, result.output.find("</pre>", at) - at);
    for (auto [from, to] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}})
      for (size_t i = 0; (i = text.find(from, i)) != std::string::npos; i += std::strlen(to))
        text.replace(i, std::strlen(from), to);
    return json::parse(text, nullptr, false);
  }

  TemporaryFolder folder_;
};

#define ASSERT_BROWSER(value) \
  ASSERT_FALSE((value).is_null()) << "no browser: apt-get install chromium"

TEST_F(ViewTest, AsksTheNetworkForNothing) {
  WriteSampleGraph(folder_);
  Write();
  std::string page = folder_.Read("page.html");
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  for (const char* fetcher : {" src=", "@import", "url(", "<link"})
    EXPECT_THAT(page.substr(0, page.find("cytoscape")), Not(HasSubstr(fetcher)));
  EXPECT_THAT(page, HasSubstr("Permission is hereby granted, free of charge"));
}

TEST_F(ViewTest, ShowsTheGraph) {
  WriteSampleGraph(folder_);
  Write();
  json saw = InBrowser(R"(done({
      title: document.title, counts: texts('#counts')[0], labels: texts('#labels .filter-name'),
      types: texts('#types .filter-name').length, period: texts('#period')[0], seen: seen().length,
      apart: (() => { const at = page.scene.seen().nodes().map((n) => n.position());
        let least = 1e9;
        at.forEach((a, i) => at.forEach((b, j) => { if (i < j) least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y)); }));
        return least > 20; })(),
      documents: seen().filter((name) => name.includes('.txt'))});)");
  ASSERT_BROWSER(saw);
  EXPECT_EQ(saw["title"], "sample.entente");
  EXPECT_EQ(saw["counts"], "20 nodes, 42 relationships");
  EXPECT_THAT(saw["labels"].get<std::vector<std::string>>(), Contains("Agreement"));
  EXPECT_EQ(saw["period"], "1999-01 – 2021-12");
  EXPECT_EQ(saw["seen"], 20);
  EXPECT_EQ(saw["apart"], true) << "nodes lie over each other";
  EXPECT_TRUE(saw["documents"].empty()) << "documents are sources and not in the picture";
}

TEST_F(ViewTest, FindsNamesAsPeopleTypeThem) {
  WriteSampleGraph(folder_);
  Write();
  json saw = InBrowser(R"(
      type('search', 'tomas q');
      const found = texts('#results li span:nth-child(2)');
      type('search', 'chilean');
      const alias = texts('#results li span:nth-child(2)');
      type('search', 'nobody at all');
      const none = texts('#results li');
      type('search', 'araya');
      press('search', 'Enter');
      done({found, alias, none, heading: texts('#details h1')[0], chips: texts('#details .chip'),
            sentences: texts('#sentences blockquote'), marks: texts('#sentences mark'),
            links: $$('#sentences a').map((a) => a.getAttribute('href'))});)");
  ASSERT_BROWSER(saw);
  EXPECT_EQ(saw["found"], json({"Tomás Quispe Rojas"}));
  EXPECT_EQ(saw["alias"], json({"Chile"}));
  EXPECT_EQ(saw["none"], json({"Nobody and nothing of that name."}));
  EXPECT_EQ(saw["heading"], "Inés Araya Soto");
  EXPECT_EQ(saw["chips"], json({"Person"}));
  EXPECT_THAT(saw["sentences"][0], HasSubstr("signed for Chile"));
  EXPECT_THAT(saw["sentences"][0], HasSubstr("harbour.txt, characters "));
  EXPECT_THAT(saw["marks"].get<std::vector<std::string>>(), Contains("Inés Araya Soto"));
  EXPECT_THAT(saw["links"].get<std::vector<std::string>>(),
              Contains("https://example.org/harbour"));
}

TEST_F(ViewTest, FiltersByLabelTypeAndTime) {
  WriteSampleGraph(folder_);
  Write();
  json saw = InBrowser(R"(
      const box = (list, name) => $$('#' + list + ' input').find((e) => e.dataset.name === name);
      box('labels', 'Person').click();
      const withoutPeople = seen();
      box('labels', 'Person').click();
      for (const type of page.model.types) if (type[0] !== 'SIGNED') box('types', type[0]).click();
      const signedOnly = seen();
      $$('[data-all=types]')[0].click();
      const steps = page.steps.length;
      type('from', page.steps.findIndex((s) => s[0] >= Date.UTC(2020, 0, 1) / 864e5));
      const late = seen(), period = texts('#period')[0];
      document.getElementById('whole').click();
      done({withoutPeople, signedOnly, late, period, steps, after: seen().length});)");
  ASSERT_BROWSER(saw);
  auto names = [&](const char* key) { return saw[key].get<std::vector<std::string>>(); };
  EXPECT_THAT(names("withoutPeople"), Not(Contains("Kadri Tamme")));
  EXPECT_THAT(names("withoutPeople"), Contains("Data Charter"));
  EXPECT_THAT(
      names("signedOnly"),
      testing::UnorderedElementsAre("Inés Araya Soto", "Tomás Quispe Rojas", "Kadri Tamme",
                                    "Harbour Treaty", "contract on wind turbines", "Data Charter"));
  EXPECT_THAT(names("late"), Contains("Data Charter"));
  EXPECT_THAT(names("late"), Not(Contains("Harbour Treaty")));
  EXPECT_THAT(names("late"), Not(Contains("Lima")));
  EXPECT_THAT(saw["period"].get<std::string>(), testing::StartsWith("2020"));
  EXPECT_EQ(saw["after"], 20);
}

TEST_F(ViewTest, ClicksAndExpands) {
  WriteSampleGraph(folder_);
  Write();
  json saw = InBrowser(R"(
      tap('Data Charter');
      const heading = texts('#details h1')[0], facts = texts('#details dd');
      $$('#details .actions button').find((b) => b.textContent === 'Only this').click();
      const only = seen();
      tap('Kadri Tamme');
      const offer = texts('#expand')[0];
      document.getElementById('expand').click();
      const expanded = seen();
      const places = page.scene.seen().nodes().map((n) => n.position());
      const finite = places.every((p) => Number.isFinite(p.x) && Number.isFinite(p.y));
      page.holdEdge(page.model.edges.find((e) => e.type === 'WITNESSED'));
      const edge = texts('#details h1')[0], ends = texts('#details .links button');
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
      const closed = document.getElementById('details').hidden;
      document.getElementById('start').click();
      done({heading, facts, only, offer, expanded, finite, edge, ends, closed, again: seen().length});)");
  ASSERT_BROWSER(saw);
  EXPECT_EQ(saw["heading"], "Data Charter");
  EXPECT_THAT(saw["facts"].get<std::vector<std::string>>(), Contains("2020-02-10"));
  EXPECT_THAT(saw["only"].get<std::vector<std::string>>(), Not(Contains("Harbour Treaty")));
  EXPECT_EQ(saw["offer"], "Show 2 more neighbours");
  EXPECT_THAT(saw["expanded"].get<std::vector<std::string>>(),
              Contains("contract on wind turbines"));
  EXPECT_EQ(saw["finite"], true);
  EXPECT_EQ(saw["edge"], "witnessed");
  EXPECT_EQ(saw["ends"], json({"Erik Lindahl", "Harbour Treaty"}));
  EXPECT_EQ(saw["closed"], true);
  EXPECT_EQ(saw["again"], 20);
}

TEST_F(ViewTest, TheKeyboardFindsExpandsAndLetsGo) {
  WriteSampleGraph(folder_);
  Write();
  json saw = InBrowser(R"(
      const key = (key) => document.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
      key('/');
      const atSearch = document.activeElement.id;
      type('search', 'a');
      press('search', 'ArrowDown');
      const marked = document.getElementById(
          document.getElementById('search').getAttribute('aria-activedescendant')).className;
      type('search', 'data charter');
      press('search', 'Enter');
      const at = document.activeElement.id;
      page.only(page.model.nodes.find((n) => n.name === 'Data Charter'));
      tap('Kadri Tamme');
      const before = seen().length;
      key('e');
      const after = seen().length, zoom = page.scene.cy.zoom();
      key('+');
      const nearer = page.scene.cy.zoom() > zoom;
      key('0');
      key('Escape');
      done({atSearch, marked, at, before, after, nearer, held: page.held});)");
  ASSERT_BROWSER(saw);
  EXPECT_EQ(saw["atSearch"], "search");
  EXPECT_EQ(saw["marked"], "on");
  EXPECT_EQ(saw["at"], "details");
  EXPECT_GT(saw["after"], saw["before"]);
  EXPECT_EQ(saw["nearer"], true);
  EXPECT_TRUE(saw["held"].is_null());
}

// Of what was held all neighbours were named, one name over the other; a planned agreement looked
// like a ministry.
TEST_F(ViewTest, NamesOfWhatIsHeldDoNotLieOverEachOtherAndColoursAreExplained) {
  GraphMaker maker;
  auto hub = maker.Node({"Country"}, {{"name", Text("the middle")}});
  for (int i = 0; i < 80; ++i)
    maker.Relationship(
        hub, "PARTY_TO",
        maker.Node({"Agreement"},
                   {{"name", Text("an agreement of a long name " + std::to_string(i))},
                    {"status", Text(i % 2 == 0 ? "planned" : "signed")}}));
  maker.Relationship(maker.Node({"Ministry"}, {{"name", Text("ministry")}}), "BELONGS_TO", hub);
  ImportGraph(folder_, "sample.entente", Jsonl(*maker.Finish()));
  Write();
  json saw = InBrowser(R"(
      page.holdNode(page.model.nodes.find((n) => n.name === 'the middle'));
      const near = page.scene.cy.nodes('.near'), loud = near.not('.quiet');
      const fill = (label, status) => page.scene.cy.nodes().filter((n) => {
        const node = page.model.nodes[n.data('i')];
        return node.label === label && (!status || node.properties.status === status);
      })[0].data('fill');
      done({near: near.length, loud: loud.length, held: page.scene.cy.nodes('.held').hasClass('quiet'),
            apart: fill('Ministry') !== fill('Agreement', 'planned'),
            legend: texts('#statuses li')});)");
  ASSERT_BROWSER(saw);
  EXPECT_EQ(saw["near"], 82);
  EXPECT_LT(saw["loud"], 82);
  EXPECT_GE(saw["loud"], 1);
  EXPECT_EQ(saw["held"], false);
  EXPECT_EQ(saw["apart"], true);
  EXPECT_EQ(saw["legend"], json({"signed or in force", "planned or announced"}));
}

TEST_F(ViewTest, NothingOfADocumentIsMarkup) {
  const std::string hostile =
      "</script><script>document.title='owned'</script><img src=x "
      "onerror=\"document.title='owned'\">"
      "\x1b[2J'\"`${1}<!--\u202e";
  GraphMaker maker;
  auto a = maker.Node({"Person"}, {{"key", Text("a")},
                                   {"name", Text(hostile)},
                                   {"aliases", Texts({"<b>bold</b>", "</script>"})},
                                   {"__proto__", Text("x")}});
  auto b = maker.Node({"</script>Agreement"}, {{"name", Text("b")}});
  maker.Node({"Document"}, {{"id", Text("d.txt")},
                            {"title", Text(hostile)},
                            {"url", Text("javascript:document.title='owned'")},
                            {"text", Text("He said <script>document.title='owned'</script>.")}});
  maker.Relationship(a, "SIGNED", b,
                     {{"evidence", Texts({"d.txt#char=0,47"})}, {"date", Text("x")}});
  ImportGraph(folder_, "sample.entente", Jsonl(*maker.Finish()));
  Write({"--title", "</title><script>document.title='owned'</script>"});
  std::string text = folder_.Read("page.html");
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
  EXPECT_EQ(text.find("<script>document"), std::string::npos);
  json saw = InBrowser(R"(
      page.holdNode(page.model.nodes.find((n) => n.label === 'Person'));
      setTimeout(() => done({title: document.title, images: $$('img').length, bold: $$('b').length,
        heading: texts('#details h1')[0], links: $$('#details a').length,
        quote: texts('#sentences blockquote')[0]}), 300);)");
  ASSERT_BROWSER(saw);
  EXPECT_EQ(saw["title"], "</title><script>document.title='owned'</script>");
  EXPECT_EQ(saw["images"], 0);
  EXPECT_EQ(saw["bold"], 0);
  EXPECT_EQ(saw["links"], 0) << "a link that is no web address";
  EXPECT_THAT(saw["heading"].get<std::string>(), HasSubstr("</script><script>"));
  EXPECT_THAT(saw["quote"].get<std::string>(),
              HasSubstr("<script>document.title='owned'</script>"));
}

TEST_F(ViewTest, OfABigGraphTheMostConnectedAreTaken) {
  GraphMaker maker;
  std::vector<graph::NodeId> hubs, nodes;
  for (int i = 0; i < 20; ++i)
    hubs.push_back(maker.Node({"Country"}, {{"name", Text("hub " + std::to_string(i))}}));
  for (int i = 0; i < 400; ++i) {
    auto leaf = maker.Node({"Agreement"}, {{"name", Text("leaf " + std::to_string(i))},
                                           {"date", Text(std::to_string(1990 + i % 30))}});
    maker.Relationship(hubs[i % 20], "PARTY_TO", leaf);
    maker.Relationship(hubs[(i / 20) % 20], "PARTY_TO", leaf);
  }
  ImportGraph(folder_, "sample.entente", Jsonl(*maker.Finish()));
  ProgramResult result =
      RunProgram(folder_, {"view", "sample.entente", "-o", "page.html", "--limit", "300"});
  EXPECT_THAT(result.errors, HasSubstr("holds 300 of 420 nodes"));
  json saw = InBrowser(
      "done({held: page.model.nodes.length, shown: seen().length,"
      " hubs: page.model.nodes.filter((n) => n.name.startsWith('hub')).length,"
      " note: texts('#note')[0], all: (document.getElementById('all').click(), seen().length)});");
  ASSERT_BROWSER(saw);
  EXPECT_EQ(saw["all"], 300);
  EXPECT_EQ(saw["held"], 300);
  EXPECT_EQ(saw["hubs"], 20);
  EXPECT_LE(saw["shown"], 150);
  EXPECT_GE(saw["shown"], 100);
  EXPECT_THAT(saw["note"].get<std::string>(), HasSubstr("300 of 420 nodes"));
}

TEST_F(ViewTest, ShowsWhatAQueryReturns) {
  WriteSampleGraph(folder_);
  ProgramResult result =
      RunProgram(folder_, {"view", "sample.entente", "-o", "page.html",
                           "MATCH p=(:Person)-[:SIGNED]->(:Agreement {kind: 'treaty'}) RETURN p"});
  EXPECT_THAT(result.errors, HasSubstr("Wrote 3 nodes and 2 relationships into page.html"));
  ProgramResult none =
      RunProgram(folder_, {"view", "sample.entente", "-o", "page.html", "RETURN 1"});
  EXPECT_EQ(none.exit_status, 1);
  EXPECT_THAT(none.errors, HasSubstr("the query returned no node to show"));
}

}  // namespace
}  // namespace entente::tests
