# For the scripts of this folder: SCRIPT COMPILER SOURCE-FOLDER SEES-FOLDER. They print every fault and then fail.
set -euo pipefail
compiler=$1 source=$2 sees=$3
faults=0

fault() {
    echo "fault: $*"
    faults=$((faults + 1))
}

finish() {
    echo "$1; $faults faults"
    ((faults == 0))
}

# compile ROOM ARGS... : what the compiler says, standing in that room.
compile() {
    local flags=(-std=c11 -D_GNU_SOURCE -DLOBBY_VERSION='"0"' -Wall -Wextra -Werror -fsyntax-only) folder
    while IFS= read -r folder; do
        [[ -z $folder ]] || flags+=("-I$folder")
    done <"$sees/$1"
    shift
    "$compiler" "${flags[@]}" "$@" 2>&1
}

# The folder of a room below src.
folder_of() {
    case $1 in
    paint | window) echo "screen/$1" ;;
    *) echo "$1" ;;
    esac
}
