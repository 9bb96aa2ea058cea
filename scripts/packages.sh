# Sourced by the other scripts: which Debian packages Entente needs, and how they get onto the machine.
# Works on Debian 12 and newer and on Ubuntu 22.04 and newer, as root or with sudo.

ENTENTE_BUILD_PACKAGES="g++ cmake ninja-build pkg-config
  libboost-dev libboost-graph-dev nlohmann-json3-dev libre2-dev liblmdb-dev libfmt-dev libicu-dev
  libuchardet-dev libcmark-dev zlib1g-dev libdeflate-dev libxxhash-dev libcli11-dev libedit-dev"
ENTENTE_DEMO_PACKAGES="graphviz fonts-dejavu-core"
ENTENTE_BROWSER_PACKAGES="chromium"
ENTENTE_TEST_PACKAGES="libgtest-dev libgmock-dev python3 clang-format graphviz fonts-dejavu-core fish zsh raptor2-utils"

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "entente: $*"
  exit 1
}

# missing_packages NAME...: those of them that are not installed.
missing_packages() {
  for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || printf '%s ' "$package"
  done
}

# install_packages NAME...: installs what is missing, after saying so.
install_packages() {
  command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 ||
    fail "this script installs Debian packages and found no apt-get here. Install these by other means and build with CMake (README, 'By hand'): $*"
  wanted=$(missing_packages "$@")
  [ -n "$wanted" ] || return 0
  say "Installing Debian packages: $wanted"
  if [ "$(id -u)" -eq 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo"
  else
    fail "installing needs root or sudo. Ask an administrator for: apt-get install $wanted"
  fi
  log=$(mktemp)
  $as_root apt-get update >"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    say "The package lists could not be refreshed; trying with those at hand."
  }
  # shellcheck disable=SC2086  # a list of names, split on purpose
  if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $wanted >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "the packages could not be installed (the last lines of apt-get stand above)"
  fi
  rm -f "$log"
}

# show_stages LOG: ninja's output into LOG, and a line for each tenth of its steps ("[31/310] ...").
show_stages() {
  shown=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$1"
    case "$line" in "["[0-9]*/[0-9]*"]"*) ;; *) continue ;; esac
    line=${line#?}
    line=${line%%]*}
    steps=${line#*/}
    step=${line%%/*}
    case "$step$steps" in *[!0-9]*) continue ;; esac
    [ "$steps" -ge 20 ] || continue
    tenth=$((10 * step / steps))
    [ "$tenth" -gt "$shown" ] || continue
    shown=$tenth
    say "  built $step of $steps"
  done
}

# build_preset NAME TESTS [TARGET...]: configures with or without the tests (ON or OFF) where that
# has not been done, then builds; shows the output only when it fails.
build_preset() {
  preset=$1
  tests=$2
  shift 2
  log=$(mktemp)
  if ! grep -q "^ENTENTE_TESTS:BOOL=$tests" "build/$preset/CMakeCache.txt" 2>/dev/null ||
    [ ! -f "build/$preset/build.ninja" ]; then
    say "  configuring ..."
    cmake --preset "$preset" -DENTENTE_TESTS="$tests" >"$log" 2>&1 || {
      cat "$log" >&2
      fail "CMake could not configure the build (its output stands above)"
    }
  fi
  targets=""
  [ $# -eq 0 ] || targets="--target $*"
  # The builder's exit status comes by a file: a pipe has that of its last command.
  failed=$log.failed
  # shellcheck disable=SC2086
  { cmake --build --preset "$preset" $targets 2>&1 || echo failed >"$failed"; } | show_stages "$log"
  if [ -f "$failed" ]; then
    rm -f "$failed"
    grep -E 'error|FAILED|warning' "$log" >&2 || tail -n 40 "$log" >&2
    fail "the build failed; the whole output is in $log"
  fi
  rm -f "$log"
}
