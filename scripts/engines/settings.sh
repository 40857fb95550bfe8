# Shared by the engine scripts: where engines live, which Debian release each name stands for. Sourced, not run.
# Engines are Debian's own packages, unpacked beside each other instead of installed, each in a network namespace of its own.
ENGINES_HOME=${LAYER_COST_ENGINES:-${XDG_CACHE_HOME:-$HOME/.cache}/layer-cost/engines}

# name → Debian release whose Docker Engine it runs; a name that ends in -containerd uses the containerd image store;
# sizes is for the bench of sizes, whose bases are closer to the official ones;
# podman is the Podman of this machine's own release, by its compatible API.
# newest-ANYTHING, oldest-ANYTHING and podman-ANYTHING are further engines of the same kind beside these.
release_of() {
  case $1 in
    newest | newest-* | sizes) echo sid ;;
    oldest | oldest-*) echo bookworm ;;
    podman | podman-*) echo podman ;;
    *) echo "no engine is called $1: newest, newest-containerd, oldest, podman, sizes" >&2 && return 2 ;;
  esac
}

# the Debian mirror that this machine's own apt uses
mirror() {
  { grep -hs '^URIs:' /etc/apt/sources.list.d/*.sources | awk '{ print $2 }'
    grep -hs '^deb ' /etc/apt/sources.list /etc/apt/sources.list.d/*.list | sed 's/\[[^]]*\] *//' | awk '{ print $2 }'; } | head -n 1
}

socket_of() { echo "$ENGINES_HOME/$1/docker.sock"; }

# the number from 2 to 251 that makes an engine's addresses its own
number_of() { cat "$ENGINES_HOME/$1/number" 2>/dev/null || true; }

# chooses one that no engine has: links of other engines stand for theirs
choose_number() {
  local number=$(($(printf %s "layer-cost-$1" | cksum | cut -d ' ' -f 1) % 250))
  while ip link show "lce$((number + 2))" >/dev/null 2>&1; do number=$(((number + 1) % 250)); done
  echo $((number + 2)) >"$ENGINES_HOME/$1/number"
}

answers() { curl --silent --fail --max-time 5 --unix-socket "$(socket_of "$1")" http://engine/_ping >/dev/null 2>&1; }
