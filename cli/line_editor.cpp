#include "cli/line_editor.h"

#include <histedit.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cwchar>
#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "graph/utf8.h"

namespace entente::cli {

struct LineEditor::State {
  EditLine* editor = nullptr;  // null where standard input is no terminal
  ::History* history = nullptr;
  std::string history_path, prompt;
  Completer completer;
  const sigset_t* waiting_mask = nullptr;  // during Read(): the signals that a wait lets in

  ~State() {
    if (editor != nullptr) el_end(editor);
    if (history != nullptr) history_end(history);
  }
};

namespace {

constexpr int kHistoryEntries = 2000;

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
  std::fputs("\n", stdout);
  for (size_t i = 0; i < words.size() && i < 60; ++i) std::printf("%s  ", words[i].c_str());
  if (words.size() > 60) std::printf("and %zu more", words.size() - 60);
  std::fputs("\n", stdout);
  return CC_REDISPLAY;
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
  state_->history = history_init();
  HistEvent event;
  history(state_->history, &event, H_SETSIZE, kHistoryEntries);
  history(state_->history, &event, H_SETUNIQUE, 1);
  if (!state_->history_path.empty())
    history(state_->history, &event, H_LOAD, state_->history_path.c_str());
  state_->editor = el_init("entente", stdin, stdout, stderr);
  el_set(state_->editor, EL_CLIENTDATA, state_.get());
  el_set(state_->editor, EL_PROMPT, Prompt);
  el_set(state_->editor, EL_GETCFN, ReadKey);
  el_set(state_->editor, EL_EDITOR, "emacs");
  el_set(state_->editor, EL_HIST, history, state_->history);
  // The wide call: libedit copies narrow names and never frees them.
  el_wset(state_->editor, EL_ADDFN, L"complete", L"Complete a word", Complete);
  el_set(state_->editor, EL_BIND, "^I", "complete", nullptr);
  el_set(state_->editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_source(state_->editor, nullptr);
}

LineEditor::~LineEditor() {
  if (state_->history == nullptr || state_->history_path.empty()) return;
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(state_->history_path).parent_path(),
                                      ignored);
  HistEvent event;
  history(state_->history, &event, H_SAVE, state_->history_path.c_str());
}

LineEditor::Answer LineEditor::Read(const std::string& prompt) {
  if (state_->editor == nullptr) return ReadPlainLine();
  state_->prompt = prompt;
  int count = 0;
  errno = 0;
  const char* text;
  {
    const SignalsHeld held;
    state_->waiting_mask = &held.before();
    text = el_gets(state_->editor, &count);
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

std::string DefaultHistoryPath() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
    return std::string(state) + "/entente/history";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/')
    return std::string(home) + "/.local/state/entente/history";
  return "";
}

}  // namespace entente::cli
