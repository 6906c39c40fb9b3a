# shellcheck shell=bash
# For appliance: what is expected and what is seen. Uses vm.sh, and of appliance $build, $out, $panel and the limits.
#
#   ok WHAT, die WHAT          a check that passed; the end, with everything that helps to find out why
#   render CONTENT NAME [WxH] [SCREEN]  what lobbyctl draws, to $out/expected/NAME
#   shows NAME EXPECTED.png [DEGREES]   waits until the screen shows it, and keeps the picture as NAME.png
#   shows_not NAME EXPECTED.png [DEGREES]  its control: now it does not
#   changes NAME               waits until the screen is not the last picture that was taken any more
#   shows_one NAME EXPECTED.png...      waits until the screen shows one of them; leaves which in $seen
#   waits_for WHAT SECONDS COMMAND   until the command is true in the guest

passed=0 part=''

ok() {
    passed=$((passed + 1))
    echo "ok: $1"
}

die() {
    echo "FAILED in $part: $1" >&2
    if vm_alive; then
        vm_screen "$vm_run/failed.png" && echo "the screen:  $vm_run/failed.png" >&2
        vm_guest 'systemctl --no-pager --lines=0 status lobby-kiosk lobby-update; cat /run/lobby/*.json
            mountpoint -q /sys/kernel/debug || mount -t debugfs none /sys/kernel/debug
            cat /sys/kernel/debug/dri/0/state /sys/class/drm/card0-*/status' >&2 || true
    fi
    [[ ! -s $vm_run/qemu.log ]] || tail -n 5 "$vm_run/qemu.log" >&2
    if [[ -s $vm_run/serial.log ]]; then
        echo "the journal: $vm_run/serial.log, which ends:" >&2
        tail -n 25 "$vm_run/serial.log" >&2
    fi
    echo "to repeat:   tests/vm/appliance --seed $seed $part" >&2
    exit 1
}

render() {
    local size=${3:-$panel} screen=()
    [[ -z ${4:-} ]] || screen=(--screen "$4")
    mkdir -p "$out/expected"
    "$lobbyctl" render "$1" -o "$out/expected/$2" --size "$size" --at "$(date -u +%FT%R)" "${screen[@]}" >/dev/null ||
        die "lobbyctl cannot render $1"
}

psnr() {
    "$build/tests/vm/vm-psnr" "$1" "$2" "${3:-0}"
}

# at_least DB LEAST
at_least() {
    awk -v db="$1" -v least="$2" 'BEGIN {exit !(db >= least)}'
}

# Prints how much the screen is like a picture, in dB; false when that is too little.
alike() {
    local db
    vm_screen "$vm_run/screen.png" && db=$(psnr "$vm_run/screen.png" "$1" "${2:-0}") || return
    echo "$db"
    at_least "$db" $alike_db
}

shows() {
    local db=nothing end=$((SECONDS + screen_s))
    until db=$(alike "$2" "${3:-0}"); do
        ((SECONDS < end)) || die "$1: the screen is not like $2: ${db:-no} dB, not $alike_db"
        sleep 0.2
    done
    cp "$vm_run/screen.png" "$vm_run/$1.png"
    ok "$1: $db dB"
}

shows_one() {
    local name=$1 end=$((SECONDS + screen_s)) db
    shift
    while :; do
        vm_screen "$vm_run/screen.png"
        for seen in "$@"; do
            db=$(psnr "$vm_run/screen.png" "$seen") && at_least "$db" $alike_db && break 2
        done
        ((SECONDS < end)) || die "$name: the screen is like none of $*"
    done
    cp "$vm_run/screen.png" "$vm_run/$name.png"
    ok "$name: ${seen#"$out/expected/"}, $db dB"
}

shows_not() {
    local db
    ! db=$(alike "$2" "${3:-0}") || die "$1: the comparison cannot tell the screen from $2 ($db dB)"
    ok "control: $1: ${db:?no comparison} dB"
}

changes() {
    local end=$((SECONDS + screen_s))
    cp "$vm_run/screen.png" "$vm_run/before.png"
    while vm_screen "$vm_run/screen.png" && cmp -s "$vm_run/screen.png" "$vm_run/before.png"; do
        ((SECONDS < end)) || die "$1: the screen did not change"
        sleep 0.2
    done
    ok "$1"
}

# Until a picture is followed by the same: what moved has come to rest.
rests() {
    local end=$((SECONDS + screen_s))
    vm_screen "$vm_run/screen.png"
    while :; do
        cp "$vm_run/screen.png" "$vm_run/before.png"
        sleep 1
        vm_screen "$vm_run/screen.png"
        ! cmp -s "$vm_run/screen.png" "$vm_run/before.png" || return 0
        ((SECONDS < end)) || die "the screen does not come to rest"
    done
}

waits_for() {
    local end=$((SECONDS + $2)) said
    until said=$(vm_guest "$3"); do
        ((SECONDS < end)) || die "$1: not within $2 s: $3: $said"
        sleep 0.3
    done
    ok "$1"
}
