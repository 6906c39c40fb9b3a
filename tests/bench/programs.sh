# shellcheck shell=bash
# The programs, each with the words that start it. Needs $build and $bench.

at=2026-09-01T10:00 # every slide of the shipped content is due then

every_program=(lobby lobby-gles chromium feh mpv floor-sdl floor-x)

# words_of PROGRAM [CONTENT] : sets words, the command line.
words_of() {
    local content=${2:-$bench/content}
    local lobby=("$build/src/kiosk/lobby-kiosk" -w 1920x1080 --at "$at" "$content")
    case $1 in
    lobby) words=(env SDL_RENDER_DRIVER=software "${lobby[@]}") ;;
    lobby-gles) words=(env SDL_RENDER_DRIVER=opengles2 "${lobby[@]}") ;;
    chromium)
        rm -rf "$bench/profile" # it must be empty at every start
        words=("$chromium" --no-sandbox --kiosk --disable-gpu --no-first-run --disable-background-networking
            --disable-component-update --disable-sync --window-size=1920,1080 --window-position=0,0
            --user-data-dir="$bench/profile" "file://$bench/peer.html")
        ;;
    feh) words=(feh --fullscreen --hide-pointer --slideshow-delay 8 "${slides[@]}") ;;
    mpv) words=(mpv --no-config --no-terminal --fullscreen --vo=x11 --osd-level=0 --no-osc --ao=null
        --image-display-duration=8 --loop-playlist=inf "${slides[@]}") ;;
    floor-sdl) words=("$build/tests/bench/bench-floor-sdl" "$bench/flat/menu.jpg" "$bench/flat/page.jpg" "${slides[@]}") ;;
    floor-x) words=("$build/tests/bench/bench-floor-x" "${slides[0]}") ;;
    esac
}

# can PROGRAM SCENE : whether that program can play it.
can() {
    case $2 in
    start | cold) return 0 ;;
    slides) [[ $1 != floor-x ]] ;;
    save | few | many | check) [[ $1 == lobby ]] ;;
    *) [[ $1 == lobby* || $1 == chromium || $1 == floor-sdl ]] ;;
    esac
}
