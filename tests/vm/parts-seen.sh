# shellcheck shell=bash
# For appliance: what a visitor and the staff see. Each part brings about what it needs.

version=0    # of the newest content that was published
shown=''     # the name of the content on the screen, good; empty: the package's own
plugged=''   # the finger
wired=''     # see parts-hurt.sh
update_s=8   # how long an update takes; measured by the first

# journal REGEX : of the kiosk since the boot, the last such line.
journal() {
    vm_guest 'journalctl -b --no-pager -o cat -u lobby-kiosk' | grep -aE -- "$1" | tail -n 1
}

kiosk_pid() {
    vm_guest 'systemctl show -P MainPID lobby-kiosk'
}

first_frame() {
    local line
    line=$(vm_log "lobby-kiosk\[${1:-[0-9]+}\].*first frame after" "$frame_s") || die "no first frame"
    echo "${line##*lobby-kiosk: }"
}

need_machine() {
    vm_alive && return
    boot
    ok "$(first_frame)"
}

need_site() {
    need_machine
    [[ -n $shown ]] || publish_next
}

# A touchscreen that is plugged in while the kiosk runs.
need_finger() {
    [[ -z $plugged ]] || return 0
    vm_guest "modprobe uinput && mkfifo /run/finger && { exec 9<>/run/finger
        /opt/vm/finger $panel_w $panel_h <&9 9<&- >/run/finger.out 2>&1 & } && exec 9<&-" >/dev/null
    waits_for "a touchscreen is plugged in, and kiosk.json names it" 30 \
        'grep -q "\"touch\": \"finger\"" /run/lobby/kiosk.json'
    plugged=1
}

finger() {
    vm_guest "echo $* >/run/finger"
}

# new_content [SLIDE] : the next version; its first slide as picture $out/expected/vN/slide-welcome.png.
new_content() {
    local before=$version
    version=$((version + 1))
    site_content "v$version" "Version number $version" "${1:-}"
    render "$site/v$version" "v$version"
    ((before == 0)) || ! at_least "$(psnr "$(slide v$version)" "$(slide "v$before")")" $alike_db ||
        die "the first slides of two versions are too much alike"
    site_publish "v$version"
}

slide() {
    echo "$out/expected/$1/slide-welcome.png"
}

update() {
    vm_guest 'systemctl start lobby-update.service; grep -o "\"code\": \"[^\"]*\"" /run/lobby/update.json'
}

# The next version comes on the screen, and proves itself.
publish_next() {
    local began=$SECONDS code
    new_content
    code=$(update) || die "lobby-update.service: $code"
    update_s=$((SECONDS - began + 1))
    [[ $code == *'"ok"'* ]] || die "update.json says $code"
    shows "version-$version" "$(slide "v$version")"
    [[ -z $shown ]] || shows_not "the one before" "$(slide "$shown")"
    shown=v$version
    printf '   update: %d s, until it is seen: %d s\n' "$update_s" $((SECONDS - began))
}

proves_itself() {
    waits_for "version ${shown#v} is good" 90 \
        "grep -A 3 '\"kind\": \"good\"' /run/lobby/kiosk.json | grep -q '\"version\": ${shown#v},'"
}

part_boot() {
    local folder due=()
    vm_end
    rm -rf "$out/package" && dpkg-deb -x "$(package)" "$out/package"
    folder=$(dirname "$(find "$out/package" -name lobby.yaml)")
    render "$folder" installed
    mapfile -t due < <("$lobbyctl" when "$folder" --at "$(date -u +%FT%R)" |
        awk -v to="$out/expected/installed" '$2 == "yes" {print to "/slide-" $1 ".png"}')
    ((${#due[@]} > 1)) || die "fewer than two slides are due"
    need_machine
    # The first, unless this machine is so busy that the slideshow goes on meanwhile.
    shows_one installed "${due[@]}"
    journal 'touchscreen' >/dev/null || die "the log does not say that there is no touchscreen"
    ok "the log: $(journal 'touchscreen')"
    vm_guest 'grep -q "\"touch\": null" /run/lobby/kiosk.json' || die "kiosk.json does not say so"
    ok "kiosk.json says so, too"
}

part_still() {
    local switches
    need_machine
    rests
    vm_key spc
    changes "Space pauses: the button changes"
    sleep 3
    switches=$(vm_guest "/opt/vm/wakeups lobby-kiosk $still_s") || die "the wake-ups could not be counted"
    ((switches <= still_switches)) ||
        die "on a paused slide the threads of the kiosk were switched to $switches times in $still_s s"
    ok "paused: $switches wake-ups in $still_s s"
    no_cursor
    # The count runs while a key makes the slides fade.
    (sleep 1 && vm_key right) &
    switches=$(vm_guest "/opt/vm/wakeups lobby-kiosk 4") || die "the wake-ups could not be counted"
    wait $!
    ((switches > still_switches)) || die "the wake-ups are not counted: $switches in 4 s with a fade"
    ok "control: $switches wake-ups in 4 s with a fade"
    vm_key left
    vm_key spc
}

# A mouse moves, and neither the picture nor the card's own cursor shows it.
no_cursor() {
    local planes
    vm_screen "$vm_run/before.png"
    vm_qmp device_add '{"driver": "usb-mouse", "id": "mouse"}' >/dev/null
    waits_for "a mouse is plugged in" 30 'grep -q "QEMU USB Mouse" /proc/bus/input/devices'
    vm_qmp input-send-event '{"events": [{"type": "rel", "data": {"axis": "x", "value": 40}},
        {"type": "rel", "data": {"axis": "y", "value": 30}}]}' >/dev/null
    sleep 2
    vm_screen "$vm_run/screen.png"
    cmp -s "$vm_run/screen.png" "$vm_run/before.png" || die "a moving mouse is seen"
    planes=$(vm_guest 'mountpoint -q /sys/kernel/debug || mount -t debugfs none /sys/kernel/debug
        cat /sys/kernel/debug/dri/0/state') || die "no state of the card: $planes"
    awk '/^plane/ {on = 0} /crtc=crtc/ {on = 1} /fb=[1-9]/ && on {count++} END {exit count != 1}' <<<"$planes" ||
        die "not one plane alone is lit: $planes"
    vm_qmp device_del '{"id": "mouse"}' >/dev/null
    ok "no cursor: neither in the picture nor on a plane of its own"
}

part_publish() {
    need_machine
    publish_next
}

part_touch() {
    local page try
    need_site
    need_finger
    page=$out/expected/$shown/page-your-visit.png
    shows "before" "$(slide $shown)"
    finger tap $((panel_w / 2)) $((panel_h / 3))
    shows page "$page"
    finger drag $((panel_w / 2)) 350 $((panel_w / 2)) 100 300
    changes "the page scrolls"
    rests
    shows_not "the page's top" "$page"
    # How far a page glides depends on how evenly an emulated finger moves.
    for try in 1 2 3 4 5; do
        finger drag $((panel_w / 2)) 100 $((panel_w / 2)) 380 300
        rests
        ! alike "$page" >/dev/null || break
    done
    shows "back-at-the-top" "$page"
    finger tap "$back_x" "$back_y"
    shows "returned" "$(slide $shown)"
}

# Somebody goes away, and while nobody is there the display's cable is pulled.
part_reset() {
    local began pid status=/sys/class/drm/card0-$connector/status
    need_site
    need_finger
    pid=$(kiosk_pid)
    sleep 3 # a panel that has stormed is not believed at once
    vm_key home
    rests
    finger tap $((panel_w / 2)) $((panel_h / 3))
    began=$SECONDS
    changes "somebody opens a page"
    sleep 2
    vm_guest "echo off >$status; sleep 3; cat $status; echo detect >$status" | grep -q disconnected ||
        die "the display could not be unplugged"
    screen_s=$((screen_s + 60)) shows "idle-reset" "$(slide $shown)"
    ((SECONDS - began >= 38)) || die "a visitor was thrown out after $((SECONDS - began)) s, not 40"
    ok "reset after $((SECONDS - began)) s without a touch; the display was unplugged for 3 s of them"
    [[ $(kiosk_pid) == "$pid" ]] || die "the kiosk was restarted"
    waits_for "kiosk.json counts frames and taps" 10 \
        'awk "/presented/ {frames = \$2 + 0} /most_ms/ {getline; taps += \$2} END {exit !(frames > 0 && taps > 0)}" \
            /run/lobby/kiosk.json'
}

# No display, and a clock that stands at 1970 or, when systemd knows better, at the day when that was built.
part_dark() {
    local old=$shown now
    need_disk
    boot "video=$connector:d" -rtc base=1970-01-01T00:00:00
    vm_log "no display is connected .looked at: card0-$connector" "$frame_s" >/dev/null ||
        die "the log does not say that there is no display"
    waits_for "the kiosk waits for a display" 60 'systemctl is-active --quiet lobby-kiosk'
    vm_guest "echo detect >/sys/class/drm/card0-$connector/status" || die "the display could not be plugged in"
    ok "the display is plugged in: $(first_frame)"
    [[ $(vm_guest 'systemctl show -P NRestarts lobby-kiosk') == 0 ]] || die "the kiosk was restarted"
    shows_old_or_new
    now=$(vm_guest 'date +%F; date -s @86400 >/dev/null; date +%F') || die "no clock"
    ok "clock: ${now//$'\n'/, then }"
    publish_next
    proves_itself
}

part_turned() {
    local tall=${panel_h}x$panel_w
    need_site
    need_finger
    render "$site/$shown" turned "$tall"
    vm_guest 'echo "rotation: 90" >>/etc/lobby/kiosk.yaml; systemctl restart lobby-kiosk'
    ok "turned: $(first_frame "$(kiosk_pid)")"
    shows slide-turned "$out/expected/turned/slide-welcome.png" 90
    shows_not "the slide turned the other way" "$out/expected/turned/slide-welcome.png" 270
    # A tap on "Touch to explore", where it is seen on the panel.
    finger tap $((panel_w - 1 - explore_y)) "$explore_x"
    shows menu-turned "$out/expected/turned/menu.png" 90
    [[ $(vm_guest 'systemctl stop lobby-kiosk; systemctl show -P Result lobby-kiosk') == success ]] ||
        die "lobby-kiosk did not end well"
    ok "ended by systemctl stop"
    vm_guest 'sed -i "/^rotation: 90$/d" /etc/lobby/kiosk.yaml; systemctl start lobby-kiosk'
    shows "upright-again" "$(slide $shown)"
}

# Two cards, and the display is on the second.
part_cards() {
    need_site
    proves_itself
    vm_guest sync
    vm_end
    boot "video=$connector:d" -device "$gpu,xres=$panel_w,yres=$panel_h,id=second"
    ok "$(vm_guest 'head -v -n 1 /sys/class/drm/card?-*/status' | paste -sd' ')"
    ok "two cards: $(first_frame)"
    vm_card=second shows on-the-second-card "$(slide $shown)"
    shows_not "the first card" "$(slide $shown)"
    vm_end
}
