# For Debian's arm64, on another machine: its cross compiler, and arm64's libraries beside the machine's own.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig)
# Tests that are a program are run by it.
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)
set(LOBBY_DEBIAN_ARCHITECTURE arm64)
