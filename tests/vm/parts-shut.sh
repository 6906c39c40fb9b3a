# shellcheck shell=bash
# For appliance: what must not be possible.

# Where the kiosk leads to but the kiosk: nothing listens, nobody is logged in, no login waits.
part_closed() {
    local said
    need_site
    said=$(vm_guest 'ss -H -lntup') || die "ss: $said"
    [[ -z $said ]] || die "something listens: $said"
    ok "nothing listens"
    nobody_is_in
    proves_itself
}

nobody_is_in() {
    local said
    said=$(vm_guest 'grep -sxE "agetty|login|sulogin" /proc/[0-9]*/comm; loginctl --no-legend list-sessions;
        systemctl --no-legend --plain list-units "getty@*" "autovt@*" "user@*" --state=active') || true
    [[ -z $said ]] || die "somebody could log in: $said"
    ok "no getty, no login, no session"
}

# Every chord that opens something somewhere, on a keyboard that is plugged in while a page is open.
chords() {
    local key
    echo 'ctrl alt delete'
    for key in f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12; do
        echo "ctrl alt $key"
        echo "alt $key"
    done
    for key in b c e f h i j k l m n o p r s t u v w z 0 1 9; do
        echo "alt sysrq $key"
    done
    for key in c d z s q x w t n o r; do
        echo "ctrl $key"
    done
    printf '%s\n' 'ctrl alt t' 'ctrl alt backspace' 'ctrl shift esc' 'ctrl esc' 'alt tab' 'alt spc' 'alt ret' \
        'alt left' 'alt right' 'meta_l' 'meta_l r' 'meta_l l' 'meta_r' 'menu' 'compose' 'esc' q f r d l f1 f5 f11 f12 \
        print 'ctrl print' 'alt print' pause 'ctrl pause' scroll_lock 'shift pgup' 'ctrl alt kp_add' \
        'ctrl alt shift meta_l' insert delete pgup pgdn 'ctrl alt insert' 'alt kp_1' power sleep
}

part_keyboard() {
    local before after chord count=0 state
    need_site
    state='cat /proc/sys/kernel/random/boot_id; systemctl show -P MainPID -P NRestarts lobby-kiosk
        cat /sys/class/tty/tty0/active; systemctl --no-legend --plain list-units --state=running | cut -d" " -f1 | sort | grep -v lobby-update'
    vm_qmp device_add '{"driver": "usb-kbd", "id": "keyboard"}' >/dev/null
    waits_for "a USB keyboard is plugged in" 30 'grep -q "QEMU USB Keyboard" /proc/bus/input/devices'
    sleep 2
    before=$(vm_guest "$state")
    while read -r chord; do
        # shellcheck disable=SC2086 # words
        vm_key $chord || die "QEMU has no such keys: $chord"
        sleep 0.12
        count=$((count + 1))
    done < <(chords)
    vm_guest 'sleep 1' || die "the machine does not answer any more"
    after=$(vm_guest "$state")
    [[ $after == "$before" ]] || die "something happened: $(diff <(echo "$before") <(echo "$after"))"
    nobody_is_in
    # What it shows is the kiosk, and it does as it is told.
    vm_key home
    alike_db=$menu_db shows "menu-after-$count-chords" "$out/expected/$shown/menu.png"
    vm_qmp device_del '{"id": "keyboard"}' >/dev/null
}
