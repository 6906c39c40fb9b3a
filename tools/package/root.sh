# shellcheck shell=bash
# For the scripts that build and try packages: a bare Debian 12 root. Source it; nothing runs by itself.
#
#   root_make [PACKAGE...]   makes $root, with these packages; $work, which holds it, goes when the script ends (unless
#                            keep=1)
#   inside COMMAND           runs it in the root as root, with a /proc of its own and this machine's /dev
#   step TEXT, ok TEXT, die TEXT

keep=${keep:-0}

step() {
    printf '== %s (after %d s)\n' "$1" $SECONDS
}

ok() {
    echo "ok: $1"
}

die() {
    echo "FAILED: $1" >&2
    exit 1
}

root_leave() {
    if ((keep)); then
        echo "kept: $root"
    else
        rm -rf --one-file-system "$work"
    fi
}

root_make() {
    local tool list conf sources=() options=() IFS=,
    ((EUID == 0)) || die "run this as root: it makes a root file system and enters it"
    for tool in mmdebstrap unshare; do
        command -v "$tool" >/dev/null || die "$tool is missing"
    done
    work=$(mktemp -d "${TMPDIR:-/var/tmp}/lobby-package.XXXXXX")
    root=$work/root
    trap root_leave EXIT
    # This machine's own sources and ways to reach them, but none of its packages.
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [[ -s $list ]] && grep -qE '(^|[[:space:]])bookworm' "$list" && sources+=("$list")
    done
    ((${#sources[@]})) || die "this machine has no sources of Debian 12 (bookworm) in /etc/apt"
    for conf in /etc/apt/apt.conf.d/*; do
        grep -E '^Acquire::(http|https|ftp|Check|Retries|ForceIPv)' "$conf" >>"$work/apt.conf" || true
    done
    [[ ! -s $work/apt.conf ]] || options=("--aptopt=$work/apt.conf")
    mmdebstrap --quiet --variant=minbase --mode=root "${options[@]}" ${1:+"--include=$*"} \
        ${architectures:+"--architectures=$architectures"} bookworm "$root" "${sources[@]}"
    for conf in /etc/resolv.conf /etc/hosts; do
        cp "$(realpath "$conf")" "$root$conf"
    done
}

inside() {
    local through=() name
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
        [[ -z ${!name:-} ]] || through+=("$name=${!name}")
    done
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --mount --pid --fork --kill-child sh -euc '
        root=$1 command=$2
        shift 2
        mount --make-rprivate /
        mount --rbind /dev "$root/dev"
        mount -t proc proc "$root/proc"
        mount -t tmpfs -o mode=1777 tmp "$root/tmp"
        exec chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive "$@" sh -euc "$command"
    ' sh "$root" "$1" "${through[@]}" </dev/null
}
