# shellcheck shell=bash
# Shared by the scripts under .ci. Source it; it changes nothing by itself except the shell's options.
#
# MOS_CI_CACHE  where installed foreign software is kept between runs, outside of the checkout
#               (default: $XDG_CACHE_HOME/mos-ci or ~/.cache/mos-ci).

set -euo pipefail

ci_cache=${MOS_CI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mos-ci}
[[ $ci_cache == /* ]] || {
  printf 'MOS_CI_CACHE is no absolute path: %s\n' "$ci_cache" >&2
  exit 1
}

# Messages go to standard error: standard output belongs to what a script prints for its caller.
log() { printf '%(%H:%M:%S)T %s\n' -1 "$*" >&2; }

die() {
  log "error: $*"
  exit 1
}

# retry TIMES COMMAND…: runs COMMAND until it succeeds, at most TIMES times, with a growing pause.
retry() {
  local times=$1 attempt=1
  shift
  until "$@"; do
    ((attempt < times)) || return 1
    log "attempt $attempt of $times failed: $*"
    sleep $((attempt * 2))
    attempt=$((attempt + 1))
  done
}

# await SECONDS COMMAND…: polls COMMAND ten times a second; false when SECONDS have passed.
await() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# with_lock NAME COMMAND…: two runs on one machine share the cache; only one may fill it at a time. Runs
# COMMAND in a subshell. What it starts does not inherit the lock, for a daemon would hold it for ever.
with_lock() {
  local name=$1
  shift
  mkdir -p "$ci_cache"
  (
    flock 9
    "$@" 9>&-
  ) 9>"$ci_cache/$name.lock"
}

is_package_installed() {
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# apt_install PACKAGE…: installs what is missing of the machine's own distribution, else does nothing.
apt_install() {
  local package missing=()
  for package in "$@"; do
    is_package_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return
  ((EUID == 0)) || die "these packages are missing and only root can install them: ${missing[*]}"
  log "installing ${missing[*]}"
  with_lock apt apt_install_missing "${missing[@]}"
}

apt_install_missing() {
  update_package_lists
  quietly retry 3 env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 install "$@"
}

# One hour: long enough for all scripts of a run, short enough that the lists still name existing files.
update_package_lists() {
  local updated=$ci_cache/apt-updated
  if [[ -z $(find "$updated" -mmin -60 2>/dev/null) ]] || ! has_package_lists; then
    quietly retry 3 apt-get -q update
    touch "$updated"
  fi
}

has_package_lists() { compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null; }

# quietly COMMAND…: shows the command's output only when it failed.
quietly() {
  local output
  output=$(mktemp)
  if ! "$@" >"$output" 2>&1; then
    cat "$output" >&2
    rm -f "$output"
    return 1
  fi
  rm -f "$output"
}

# free_port: a TCP port of 127.0.0.1 that nobody uses. It is taken below the kernel's range for outgoing
# connections, so that no client of this machine can get it before the server that is to have it binds.
free_port() {
  python3 - <<'PY'
import random, socket

def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False

print(next(p for p in iter(lambda: random.randrange(20000, 32000), None) if is_free(p)))
PY
}

is_port_open() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# is_running PID WORD: the process lives and WORD is one of its arguments, so that a process id which was
# given to somebody else in the meantime is never taken for ours.
is_running() {
  [[ -r /proc/$1/cmdline ]] && tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null | grep -qxF -e "$2"
}

is_gone() { ! is_running "$@"; }

# end_process PID WORD SECONDS: asks the process to end, and kills it when it has not after SECONDS.
end_process() {
  is_running "$1" "$2" || return 0
  kill "$1"
  if ! await "$3" is_gone "$1" "$2"; then
    log "process $1 ($2) did not end within $3 s: killed"
    kill -KILL "$1"
    await 5 is_gone "$1" "$2"
  fi
}

# The home of a JDK 25: the formatter and the reproducible build need a Maven started by it.
jdk25() {
  local home
  for home in "${JAVA_HOME_25:-}" /usr/lib/jvm/*25*; do
    [[ -x $home/bin/javac ]] && "$home/bin/javac" -version 2>&1 | grep -q '^javac 25' && echo "$home" && return
  done
  die "no JDK 25 under /usr/lib/jvm (or JAVA_HOME_25)"
}
