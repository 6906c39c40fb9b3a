# shellcheck shell=bash
# For the tests of this folder: a Debian 12 in a virtual machine with a screen. Source it; nothing runs by itself.
#
#   vm_root                    the root's folder, made when it is not in the cache
#   vm_disk DISK DEB SETTLE    a disk with that package installed; SETTLE ROOT may change the root before
#   vm_boot RUN DISK APPEND ARG...  boots from it, with words for the kernel and QEMU's ARGs (a display); files go to RUN
#   vm_guest COMMAND           runs it as root in the machine; its output and its exit status are the guest's
#   vm_log REGEX SECONDS       waits for a line of the journal since the boot; prints it
#   vm_qmp COMMAND [JSON]      asks QEMU itself
#   vm_screen FILE.png         what is on the screen, of the card with the id $vm_card or the first one
#   vm_key KEY...              keys of the keyboard, by QEMU's names, pressed together
#   vm_cut                     pulls the plug: what the guest had not flushed is gone
#   vm_end                     switches the machine off
#
# Everything ends by itself: each wait has a limit, and QEMU is killed after VM_LIFE seconds.

VM_HOME=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
VM_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/lobby-vm
VM_LIFE=${VM_LIFE:-900} # s
VM_ANSWER=60            # s; the longest silence of QEMU or the guest's shell
vm_run='' vm_pid='' vm_questions=0 vm_card=''

vm_say() {
    printf '== %s (after %d s)\n' "$1" $SECONDS
}

# A file of the cached root, which is named after what it is made of.
vm_cached() {
    local key
    key=$({
        cat "$VM_HOME"/guest/packages "$VM_HOME"/guest/vm-*
        declare -f vm_make_root vm_furnish
    } | sha256sum)
    echo "$VM_CACHE/root-${key:0:12}/$1"
}

vm_packages() {
    sed 's/#.*//; /^[[:space:]]*$/d' "$1" | paste -sd,
}

# What a minimal Debian needs to become the guest. $1 is its root.
vm_furnish() {
    local root=$1 units=$1/etc/systemd/system unit
    mkdir -p "$units/multi-user.target.wants" "$root/opt/vm"
    echo '/dev/vda / ext4 defaults 0 0' >"$root/etc/fstab"
    echo lobby-vm >"$root/etc/hostname"
    printf 'UTC\n' >"$root/etc/timezone"
    # The serial line is the journal's; nothing wakes the machine but the test and what is tested. The consoles have
    # their getty, as everywhere.
    for unit in serial-getty@ttyS0.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
        e2scrub_all.timer fstrim.timer systemd-tmpfiles-clean.timer; do
        ln -s /dev/null "$units/$unit"
    done
    cp "$VM_HOME/guest/vm-shell.service" "$units/"
    ln -s ../vm-shell.service "$units/multi-user.target.wants/"
    cp "$VM_HOME/guest/vm-net.network" "$root/etc/systemd/network/"
    chroot "$root" systemctl --quiet enable systemd-networkd
    chroot "$root" passwd --quiet -d root # whoever got a login prompt would be in
}

# vm_make_root FOLDER : the folder root, vmlinuz and initrd in it.
vm_make_root() {
    local made=$1 root=$1/root sources=() options=() list conf
    # This machine's own sources and ways to reach them, but none of its packages.
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [[ -s $list ]] && grep -qE '(^|[[:space:]])bookworm' "$list" && sources+=("$list")
    done
    if ((${#sources[@]} == 0)); then
        echo "this machine has no sources of Debian 12 (bookworm) in /etc/apt" >&2
        return 1
    fi
    for conf in /etc/apt/apt.conf.d/*; do
        grep -E '^Acquire::(http|https|ftp|Check|Retries|ForceIPv)' "$conf" >>"$made/apt.conf" || true
    done
    [[ -s $made/apt.conf ]] && options=("--aptopt=$made/apt.conf")
    # What nothing here reads is not unpacked: a disk is made of this root for every run. A small initial ramdisk is
    # unpacked quickly: emulated, each megabyte counts.
    # shellcheck disable=SC2016 # expanded by the hook
    mmdebstrap --quiet --variant=minbase --mode=root "${options[@]}" \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/lib/modules/*/kernel/sound/*' \
        --dpkgopt='path-exclude=/lib/modules/*/kernel/drivers/net/ethernet/*' \
        --dpkgopt='path-exclude=/lib/modules/*/kernel/drivers/net/wireless/*' \
        --dpkgopt='path-exclude=/lib/modules/*/kernel/drivers/media/*' \
        --dpkgopt='path-exclude=/lib/modules/*/kernel/drivers/infiniband/*' \
        --dpkgopt='path-exclude=/lib/modules/*/kernel/drivers/scsi/*' \
        --include="$(vm_packages "$VM_HOME/guest/packages")" \
        --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d"
            printf "MODULES=list\n" >"$1/etc/initramfs-tools/conf.d/vm"
            printf "virtio_pci\nvirtio_blk\next4\n" >"$1/etc/initramfs-tools/modules"' \
        bookworm "$root" "${sources[@]}" || return
    vm_furnish "$root" || return
    cp "$root"/boot/vmlinuz-* "$made/vmlinuz" && cp "$root"/boot/initrd.img-* "$made/initrd" || return
    rm -rf "$made/apt.conf" "${root:?}"/boot/* "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
}

vm_root() {
    local wanted
    if ((EUID != 0)); then
        echo "run this as root: it makes a root file system" >&2
        return 2
    fi
    wanted=$(dirname "$(vm_cached .)")
    mkdir -p "$VM_CACHE"
    # One at a time; whoever waited finds it made.
    exec {vm_lock}>"$VM_CACHE/lock"
    flock -w "$VM_LIFE" "$vm_lock" || return
    if [[ ! -d $wanted ]]; then
        rm -rf --one-file-system "$VM_CACHE"/root-* "$VM_CACHE/new"
        mkdir "$VM_CACHE/new"
        vm_make_root "$VM_CACHE/new" && mv "$VM_CACHE/new" "$wanted" || return
    fi
    exec {vm_lock}>&-
}

vm_disk() {
    local disk=$1 root=$1.root
    rm -rf --one-file-system "$disk" "$root" "$disk.base"
    mkdir -p "$(dirname "$disk")"
    cp -a --reflink=auto "$(vm_cached root)" "$root" || return
    cp "$2" "$root/lobby.deb" && chroot "$root" dpkg -i /lobby.deb && rm "$root/lobby.deb" && "$3" "$root" || return
    truncate -s 2G "$disk.base" && mke2fs -q -t ext4 -d "$root" -L lobby-root "$disk.base" || return
    rm -rf --one-file-system "$root"
    # Over a file of its own, because then QEMU has a cache to lose: where a block lies that was never flushed.
    qemu-img create -q -f qcow2 -b "$disk.base" -F raw "$disk"
}

vm_boot() {
    vm_run=$1
    local disk=$2 append=$3 pipe
    shift 3
    rm -rf "$vm_run" && mkdir -p "$vm_run" || return
    for pipe in qmp shell; do
        mkfifo "$vm_run/$pipe.in" "$vm_run/$pipe.out" || return
    done
    # Emulated: /dev/kvm may be there and not work. Nehalem: the widest vectors that are emulated at a good speed,
    # which Mesa's code generator then keeps to.
    local machine=(-machine "pc,accel=tcg" -cpu Nehalem -smp 2 -m 1024 -no-reboot
        -nodefaults -no-user-config -display none -vga none
        -kernel "$(vm_cached vmlinuz)" -initrd "$(vm_cached initrd)"
        -append "root=/dev/vda rw console=ttyS0 quiet systemd.journald.forward_to_console=1 mitigations=off $append"
        -drive "file=$disk,if=virtio,format=qcow2,cache=writeback"
        -netdev "user,id=net" -device "virtio-net-pci,netdev=net,romfile="
        -device virtio-rng-pci -device virtio-serial-pci -device "qemu-xhci,id=usb"
        -chardev "pipe,id=shell,path=$vm_run/shell" -device "virtserialport,chardev=shell,name=vm.shell"
        -chardev "pipe,id=qmp,path=$vm_run/qmp" -mon "chardev=qmp,mode=control"
        -serial "file:$vm_run/serial.log")
    timeout --kill-after=5 "$VM_LIFE" qemu-system-x86_64 "${machine[@]}" "$@" </dev/null >"$vm_run/qemu.log" 2>&1 &
    vm_pid=$!
    exec {vm_to_qmp}<>"$vm_run/qmp.in" {vm_from_qmp}<>"$vm_run/qmp.out"
    exec {vm_to_shell}<>"$vm_run/shell.in" {vm_from_shell}<>"$vm_run/shell.out"
    vm_qmp qmp_capabilities >/dev/null
}

vm_alive() {
    [[ -n $vm_pid ]] && kill -0 "$vm_pid" 2>/dev/null
}

vm_qmp() {
    local line arguments=${2:+, \"arguments\": $2}
    printf '{"execute": "%s"%s}\n' "$1" "$arguments" >&"$vm_to_qmp"
    while vm_alive && IFS= read -r -t "$VM_ANSWER" -u "$vm_from_qmp" line; do
        case $line in
        '{"return"'*) echo "$line" && return ;;
        '{"error"'*) echo "QEMU: $line" >&2 && return 1 ;;
        esac
    done
    echo "QEMU does not answer" >&2
    return 1
}

vm_guest() {
    local line mark
    vm_questions=$((vm_questions + 1))
    mark="vm-done-$$-$RANDOM$vm_questions"
    printf '{\n%s\n} </dev/null 2>&1; echo %s $?\n' "$1" "$mark" >&"$vm_to_shell"
    while vm_alive && IFS= read -r -t "$VM_ANSWER" -u "$vm_from_shell" line; do
        [[ $line == *"$mark "* ]] || {
            printf '%s\n' "$line"
            continue
        }
        printf '%s' "${line%%"$mark"*}"
        return "${line##* }"
    done
    echo "the guest does not answer to: $1" >&2
    return 1
}

vm_log() {
    local end=$((SECONDS + $2))
    until grep -aE -m 1 -- "$1" "$vm_run/serial.log" 2>/dev/null; do
        if ! vm_alive || ((SECONDS >= end)); then
            echo "no line in the journal with: $1" >&2
            return 1
        fi
        sleep 0.1
    done
}

vm_screen() {
    rm -f "$1"
    vm_qmp screendump "{\"filename\": \"$1\", \"format\": \"png\"${vm_card:+, \"device\": \"$vm_card\"}}" >/dev/null
}

vm_key() {
    local key keys=()
    for key in "$@"; do
        keys+=("{\"type\": \"qcode\", \"data\": \"$key\"}")
    done
    local IFS=,
    vm_qmp send-key "{\"keys\": [${keys[*]}]}" >/dev/null
}

# QEMU itself is timeout's child.
vm_cut() {
    vm_alive || return 0
    pkill -KILL -P "$vm_pid" || true
    wait "$vm_pid" || true
    vm_pid=''
}

vm_end() {
    vm_alive || return 0
    vm_qmp quit >/dev/null 2>&1 || kill "$vm_pid"
    wait "$vm_pid" || true
    vm_pid=''
}
