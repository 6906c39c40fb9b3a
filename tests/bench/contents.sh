# shellcheck shell=bash
# What is shown: twelve slides of the shipped content that stand 8 s; the same with 500; and flattened to JPEG. Needs
# $project, $build, $bench and $at; sets slides, the JPEGs.

slides_shown=12 slides_many=500

# content_of FOLDER : the shipped content with the first slides of its order only.
content_of() {
    local shown slide
    rm -rf "$1" && cp -r "$project/content" "$1"
    mapfile -t shown < <(sed -n '/^  order:/,/^[a-z]/s/^    - //p' "$project/content/lobby.yaml" | head -n $slides_shown)
    {
        sed '/^slideshow:/,/^$/d' "$project/content/lobby.yaml"
        printf 'slideshow:\n  fade: 600ms\n  order:\n'
        printf '    - %s\n' "${shown[@]}"
    } >"$1/lobby.yaml"
    for slide in "${shown[@]}"; do
        printf 'dwell: 8s\n' >>"$1/slides/$slide.yaml"
    done
}

# The same slides again and again, each a file of its own.
multiply() {
    local i name shown
    content_of "$1"
    mapfile -t shown < <(sed -n '/^  order:/,/^[a-z]/s/^    - //p' "$1/lobby.yaml")
    for ((i = slides_shown; i < $2; i++)); do
        name=${shown[i % slides_shown]}
        cp "$1/slides/$name.yaml" "$1/slides/$name-$i.yaml"
        printf '    - %s-%d\n' "$name" "$i" >>"$1/lobby.yaml"
    done
}

flatten() {
    local name
    "$build/src/ctl/lobbyctl" render --at "$at" --lang en -o "$bench/rendered" "$bench/content" >/dev/null
    mkdir -p "$bench/flat"
    slides=()
    while read -r name; do
        "$build/tests/bench/bench-flatten" "$bench/rendered/slide-$name.png" "$bench/flat/$name.jpg"
        slides+=("$bench/flat/$name.jpg")
    done < <(sed -n '/^  order:/,/^[a-z]/s/^    - //p' "$bench/content/lobby.yaml")
    "$build/tests/bench/bench-flatten" "$bench/rendered/menu.png" "$bench/flat/menu.jpg"
    "$build/tests/bench/bench-flatten" "$bench/rendered/page-program.png" "$bench/flat/page.jpg"
}

contents_make() {
    content_of "$bench/content"
    multiply "$bench/few" $slides_shown
    multiply "$bench/many" $slides_many
    cp "$here/peer.html" "$bench/"
    flatten
}
