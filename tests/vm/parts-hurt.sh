# shellcheck shell=bash
# For appliance: what is done to the kiosk, and how it comes back.

within_s=15 # of the guest's time, until content is on the screen again

# Kilobytes and descriptors of the kiosk's process.
weight() {
    vm_guest 'pid=$(systemctl show -P MainPID lobby-kiosk)
        echo $(awk "/^Pss:/ {print \$2}" /proc/$pid/smaps_rollup) $(ls /proc/$pid/fd | wc -l) \
            $(ls /proc/$pid/task | wc -l)'
}

# storm SECONDS : until it is over.
storm() {
    vm_guest ': >/run/finger.out'
    finger storm "$1" "$((seed % 30000))"
    sleep "$1"
    waits_for "$1 s of 100 random touches a second" $((60 + $1 / 2)) 'grep -q over /run/finger.out'
}

part_storm() {
    local before after seconds=40 before_kb before_fds after_kb after_fds threads
    need_site
    need_finger
    ((all == 0)) || seconds=580
    storm 20
    before=$(weight)
    storm $seconds
    after=$(weight)
    read -r before_kb before_fds threads <<<"$before"
    read -r after_kb after_fds threads <<<"$after"
    echo "   memory $before_kb -> $after_kb kB, descriptors $before_fds -> $after_fds, $threads threads"
    ((after_kb - before_kb <= storm_kb)) || die "the kiosk grew by $((after_kb - before_kb)) kB in $seconds s"
    ((after_fds <= before_fds)) || die "descriptors: $before_fds, then $after_fds"
    ok "memory and descriptors are flat"
}

# From now on, starts of the kiosk say what of the network they can reach, and content with slides/crash.yaml or
# slides/hang.yaml breaks it.
wire() {
    [[ -z $wired ]] || return 0
    vm_guest "mkdir -p /run/systemd/system/lobby-kiosk.service.d
        printf '[Service]\nExecStartPre=/opt/vm/reach $site_host $site_port\n' \
            >/run/systemd/system/lobby-kiosk.service.d/wired.conf
        echo 'Environment=LD_PRELOAD=/opt/vm/libloop_trouble.so' >>/run/systemd/system/lobby-kiosk.service.d/wired.conf
        systemctl daemon-reload" || die "the unit could not be changed"
    wired=1
}

# falls SIGNAL : sends it to the kiosk, waits until its content is on the screen again, and prints how long that took
# by the guest's clock.
falls() {
    local old pid before
    old=$(kiosk_pid)
    before=$(vm_guest "cut -d' ' -f1 /proc/uptime; kill -$1 $old") || return
    until pid=$(kiosk_pid) && ((pid != 0 && pid != old)); do sleep 0.3; done
    first_frame "$pid" >/dev/null
    # What is on the serial line already may not be in the journal's files yet.
    vm_guest "until journalctl -b -o short-monotonic --no-pager -g 'first frame' _PID=$pid; do sleep 0.2; done" |
        sed -n "s/^\[ *\([0-9.]*\)\].*/\1/p" | awk -v from="$before" '{printf "%.1f\n", $1 - from}'
}

# comes_back SIGNAL : an emulated machine whose processors others use may be late; what it can do once, it can do.
comes_back() {
    local took try
    for try in 1 2 3; do
        took=$(falls "$1") && [[ -n $took ]] || die "nothing is shown again after SIG$1"
        shows "after-SIG$1" "$(slide $shown)"
        echo "   SIG$1 to content: $took s of the guest"
        ! awk -v took="$took" -v most=$within_s 'BEGIN {exit !(took > 0 && took <= most)}' || break
        # Falls in a row would lead down to other content.
        vm_guest 'rm -f /run/lobby/kiosk.falls'
        ((try < 3)) || die "content was not back within $within_s s after SIG$1"
    done
    ok "content again after SIG$1"
}

part_killed() {
    local said
    need_site
    proves_itself
    said=$(vm_guest "/opt/vm/reach $site_host $site_port")
    [[ $said == *"tcp: yes"* && $said == *"packet: yes"* ]] || die "the guest has no network: $said"
    wire
    comes_back KILL
    said=$(journal 'reach: tcp')$(journal 'reach: udp')$(journal 'reach: ipv6')$(journal 'reach: packet')
    [[ $(grep -o 'no, ' <<<"$said" | wc -l) == 4 ]] || die "the kiosk reaches the network: $said"
    ok "the network is not reached from the kiosk's unit (control: it is from elsewhere)"
    comes_back STOP
}

# goes_again SLIDE : a publication that breaks the kiosk comes back by itself, and is not taken again.
goes_again() {
    local began code
    vm_guest 'rm -f /run/lobby/kiosk.falls' # those before are other parts': five in a row lead to the installed content
    new_content "$1"
    code=$(update) || die "lobby-update.service: $code"
    began=$SECONDS
    waits_for "version $version is bad" 120 \
        "grep -A 2 '1-$version-' /run/lobby/kiosk.json | grep -q '\"verdict\": \"bad\"'"
    shows "the-good-one-again" "$(slide $shown)"
    echo "   $1: the good content is back after $((SECONDS - began)) s"
    code=$(update) || true
    [[ $code == *'"bad"'* ]] || die "update.json says $code"
    ok "it is not taken again"
}

part_broken() {
    need_site
    proves_itself
    wire
    [[ $(vm_guest 'cat /proc/$(systemctl show -P MainPID lobby-kiosk)/environ') == *libloop_trouble* ]] ||
        vm_guest 'systemctl restart lobby-kiosk' || die "the kiosk could not be restarted"
    goes_again crash
    ((all == 0)) || goes_again hang
}

# The plug is pulled while an update runs, at a moment that the seed chooses. The machine is off then, and shown is
# what was good.
cut_power() {
    local moment
    need_site
    proves_itself
    new_content
    moment=$(((seed * 7919 + version * 104729) % 1000 * (update_s + 1)))
    vm_guest 'systemctl start --no-block lobby-update.service'
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    vm_cut
    ok "power cut $((moment)) ms into the update to version $version"
}

# A disk that has been used, and no machine.
need_disk() {
    need_site
    cut_power
}

shows_old_or_new() {
    shows_one after-the-power-cut "$(slide "v$version")" "$(slide $shown)"
    ! grep -aE 'EXT4-fs (error|warning)' "$vm_run/serial.log" || die "the file system is damaged"
}

part_cut() {
    local i cuts=1
    ((all == 0)) || cuts=12
    for ((i = 0; i < cuts; i++)); do
        cut_power
        boot
        first_frame >/dev/null
        shows_old_or_new
        publish_next
    done
}

# Killed again and again: published content, then the installed, then the safe screen.
part_falls() {
    local i step
    need_site
    proves_itself
    # The safe screen has no content, and so no theme.
    rm -rf "$site/plain" && cp -r "$site/$shown" "$site/plain"
    sed -i '/^theme:/,/^$/d' "$site/plain/lobby.yaml"
    render "$site/plain" plain '' safe
    vm_guest 'rm -f /run/lobby/kiosk.falls' # with the start that runs: the first of eight is not counted
    for ((i = 1; i <= 8; i++)); do
        falls KILL >/dev/null || die "nothing was shown after fall $i"
        case $i in
        6) step=$(journal 'installed') ;;
        8) shows safe "$out/expected/plain/safe.png" ;;
        esac
    done
    [[ -n $step ]] || die "after five falls the log does not speak of the installed content"
    ok "five falls: $step"
    vm_guest 'rm -f /run/lobby/kiosk.falls; systemctl restart lobby-kiosk'
    shows "up-again" "$(slide $shown)"
}
