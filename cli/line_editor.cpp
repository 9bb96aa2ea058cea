#include "cli/line_editor.h"

#include <histedit.h>
#include <poll.h>
#include <unistd.h>

#include <langinfo.h>
#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <iostream>

#include "cli/command.h"
#include "cli/history_file.h"
#include "cli/terminal.h"
#include "graph/utf8.h"

namespace entente::cli {

struct LineEditor::State {
  EditLine* editor = nullptr;  // null where standard input is no terminal
  ::History* history = nullptr;
  std::string history_path, prompt;
  Completer completer;
  bool asks_for_paste_marks = false;
  const sigset_t* waiting_mask = nullptr;  // during Read(): the signals that a wait lets in

  ~State() {
    if (editor != nullptr) el_end(editor);
    if (history != nullptr) history_end(history);
  }
};

namespace {

constexpr int kHistoryEntries = 2000;
constexpr size_t kCompletionsShown = 120;
// Around what is pasted, a terminal that was asked to puts marks.   Source: xterm control
// sequences, "Bracketed Paste Mode".
constexpr const char* kAskForPasteMarks = "\x1b[?2004h";
constexpr const char* kNoMorePasteMarks = "\x1b[?2004l";
constexpr std::wstring_view kPasteEnd = L"\x1b[201~";

LineEditor::State* StateOf(EditLine* editor) {
  LineEditor::State* state = nullptr;
  el_get(editor, EL_CLIENTDATA, &state);
  return state;
}

char* Prompt(EditLine* editor) { return StateOf(editor)->prompt.data(); }

bool EndsWord(char c) {
  return std::string_view(" \t\n()[]{}<>,;|=+-*/%^.'\"").find(c) != std::string_view::npos;
}

std::string CommonPrefix(const std::vector<std::string>& words) {
  std::string prefix = words.front();
  for (const std::string& word : words) {
    size_t same = 0;
    while (same < prefix.size() && same < word.size() && prefix[same] == word[same]) ++same;
    while (same > 0 && same < prefix.size() &&
           (static_cast<unsigned char>(prefix[same]) & 0xC0) == 0x80)
      --same;  // between characters, never inside one
    prefix.resize(same);
  }
  return prefix;
}

unsigned char Complete(EditLine* editor, int) {
  LineEditor::State* state = StateOf(editor);
  const LineInfo* line = el_line(editor);
  std::string before(line->buffer, line->cursor);
  size_t begin = before.size();
  while (begin > 0 && !EndsWord(before[begin - 1])) --begin;
  std::vector<std::string> words = state->completer(before, begin);
  if (words.empty()) return CC_REFRESH_BEEP;
  std::string typed = before.substr(begin);
  std::string replacement = CommonPrefix(words);
  if (replacement.size() > typed.size() || words.size() == 1) {
    el_deletestr(editor, static_cast<int>(graph::CountCharacters(typed)));
    el_insertstr(editor, replacement.c_str());
    return CC_REFRESH;
  }
  // What was typed before a name goes without saying: "r:SIGNED" is listed as "SIGNED".
  const size_t lead = typed.rfind(':') == 0 ? 0 : typed.rfind(':') + 1;
  const size_t more = words.size() - std::min(words.size(), kCompletionsShown);
  words.resize(words.size() - more);
  for (std::string& word : words) word.erase(0, lead);
  std::printf("\n%s", InColumns(words, TerminalWidth(STDOUT_FILENO)).c_str());
  if (more > 0) std::printf("and %s more\n", GroupedCount(more).c_str());
  return CC_REDISPLAY;
}

// Takes what is pasted as it is, several lines too; they are run when the person says so.
unsigned char Paste(EditLine* editor, int) {
  std::wstring text;
  wchar_t key = 0;
  while (el_wgetc(editor, &key) == 1) {
    text += key == L'\r' ? L'\n' : key;
    if (!text.ends_with(kPasteEnd)) continue;
    text.resize(text.size() - kPasteEnd.size());
    el_winsertstr(editor, text.c_str());
    return CC_REFRESH;
  }
  return CC_REFRESH_BEEP;
}

std::atomic<bool> terminal_changed{false};  // set by SIGWINCH and SIGCONT

extern "C" void OnTerminalChange(int) { terminal_changed.store(true, std::memory_order_relaxed); }

// Of another width, or ours again after Ctrl-Z, which leaves it as the program found it.
void TakeTerminalUp(EditLine* editor) {
  el_resize(editor);
  el_set(editor, EL_PREP_TERM, 0);
  el_set(editor, EL_PREP_TERM, 1);
  std::fputs("\r\x1b[J", stdout);
  std::fflush(stdout);
  el_set(editor, EL_REFRESH);
}

// SIGINT and SIGTERM wait at the door while a line is edited, and come in only where we wait for a
// key: one that comes at any other moment would not be seen before the next key.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGWINCH);
    sigaddset(&held, SIGCONT);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

  const sigset_t& before() const { return before_; }

 private:
  sigset_t before_;
};

// One character from the terminal: 1, 0 at its end, -1 with EINTR when interrupted.
int ReadKey(EditLine* editor, wchar_t* key) {
  std::mbstate_t state{};
  while (true) {
    pollfd terminal{STDIN_FILENO, POLLIN, 0};
    if (Interrupted()) {
      errno = EINTR;
      return -1;
    }
    if (terminal_changed.exchange(false, std::memory_order_relaxed)) TakeTerminalUp(editor);
    if (ppoll(&terminal, 1, nullptr, StateOf(editor)->waiting_mask) < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    char byte;
    const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return static_cast<int>(got);
    const size_t size = std::mbrtowc(key, &byte, 1, &state);
    if (size == static_cast<size_t>(-2)) continue;  // more bytes to come
    if (size == static_cast<size_t>(-1)) {          // no character: shown as it is
      *key = static_cast<unsigned char>(byte);
      return 1;
    }
    if (size == 0) *key = L'\0';
    return 1;
  }
}

LineEditor::Answer ReadPlainLine() {
  LineEditor::Answer answer;
  if (!std::getline(std::cin, answer.line)) return answer;
  if (!answer.line.empty() && answer.line.back() == '\r') answer.line.pop_back();
  answer.outcome = LineEditor::Outcome::kLine;
  return answer;
}

}  // namespace

LineEditor::LineEditor(std::string history_path, Completer completer)
    : state_(std::make_unique<State>()) {
  state_->history_path = std::move(history_path);
  state_->completer = std::move(completer);
  if (isatty(STDIN_FILENO) != 1) return;
  std::setlocale(LC_CTYPE, "");
  // Where the environment knows of no letters, libedit would drop those it can't encode.
  if (std::string_view(nl_langinfo(CODESET)) != "UTF-8") std::setlocale(LC_CTYPE, "C.UTF-8");
  for (int signal : {SIGWINCH, SIGCONT}) {
    struct sigaction action {};
    action.sa_handler = OnTerminalChange;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
  }
  state_->history = history_init();
  HistEvent event;
  history(state_->history, &event, H_SETSIZE, kHistoryEntries);
  history(state_->history, &event, H_SETUNIQUE, 1);
  if (!state_->history_path.empty())
    for (const std::string& entry : ReadHistory(state_->history_path, kHistoryEntries))
      history(state_->history, &event, H_ENTER, entry.c_str());
  const char* term = std::getenv("TERM");
  state_->asks_for_paste_marks = term != nullptr && std::string_view(term) != "dumb";
  state_->editor = el_init("entente", stdin, stdout, stderr);
  el_set(state_->editor, EL_CLIENTDATA, state_.get());
  el_set(state_->editor, EL_PROMPT, Prompt);
  el_set(state_->editor, EL_GETCFN, ReadKey);
  el_set(state_->editor, EL_EDITOR, "emacs");
  el_set(state_->editor, EL_HIST, history, state_->history);
  // The wide call: libedit copies narrow names and never frees them.
  el_wset(state_->editor, EL_ADDFN, L"complete", L"Complete a word", Complete);
  el_wset(state_->editor, EL_ADDFN, L"paste", L"Insert what is pasted", Paste);
  el_set(state_->editor, EL_BIND, "^I", "complete", nullptr);
  el_set(state_->editor, EL_BIND, "\\e[200~", "paste", nullptr);
  el_set(state_->editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_source(state_->editor, nullptr);
}

LineEditor::~LineEditor() = default;

LineEditor::Answer LineEditor::Read(const std::string& prompt) {
  if (state_->editor == nullptr) return ReadPlainLine();
  state_->prompt = prompt;
  int count = 0;
  errno = 0;
  const char* text;
  {
    const SignalsHeld held;
    state_->waiting_mask = &held.before();
    if (state_->asks_for_paste_marks) std::fputs(kAskForPasteMarks, stdout);
    text = el_gets(state_->editor, &count);
    if (state_->asks_for_paste_marks) std::fputs(kNoMorePasteMarks, stdout);
    std::fflush(stdout);
    state_->waiting_mask = nullptr;
  }
  Answer answer;
  if (Interrupted() || (text == nullptr && errno == EINTR)) {
    // What was typed so far is dropped with the line.
    el_reset(state_->editor);
    std::fputs("\n", stdout);
    answer.outcome = Outcome::kInterrupted;
    return answer;
  }
  if (text == nullptr || count <= 0) return answer;
  answer.line.assign(text, static_cast<size_t>(count));
  while (!answer.line.empty() && (answer.line.back() == '\n' || answer.line.back() == '\r'))
    answer.line.pop_back();
  answer.outcome = Outcome::kLine;
  return answer;
}

void LineEditor::AddToHistory(const std::string& entry) {
  if (state_->history == nullptr) return;
  HistEvent event;
  history(state_->history, &event, H_ENTER, entry.c_str());
  if (!state_->history_path.empty()) AppendToHistory(state_->history_path, entry);
}

std::vector<std::string> LineEditor::History() const {
  std::vector<std::string> entries;
  if (state_->history == nullptr) return entries;
  HistEvent event;
  for (int r = history(state_->history, &event, H_LAST); r != -1;
       r = history(state_->history, &event, H_PREV)) {
    std::string entry = event.str;
    while (!entry.empty() && entry.back() == '\n') entry.pop_back();
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace entente::cli
