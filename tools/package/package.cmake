# Two Debian packages: "cmake --build BUILD --target package" leaves lobby-kiosk_VERSION_ARCH.deb, for the machine behind
# the glass, and lobby-tools_VERSION_ARCH.deb, for staff's own, in BUILD.
#
# What is installed says to which of them it belongs with COMPONENT kiosk or tools. What only a package may bring (units,
# settings) is EXCLUDE_FROM_ALL there: "cmake --install" leaves the machine's own settings alone.
set(here ${CMAKE_CURRENT_LIST_DIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lobby)
set(CPACK_PACKAGE_VENDOR "The Lobby authors")
set(CPACK_PACKAGE_CONTACT "The Lobby authors <maintainers@lobby.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL kiosk tools)
# Manuals and changelogs are packed as policy wants them.
set(CPACK_PRE_BUILD_SCRIPTS ${here}/compress.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(CMAKE_CROSSCOMPILING)
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE ${LOBBY_DEBIAN_ARCHITECTURE}) # the toolchain file says it
endif()

# Every script in which texts are shaped as on the kiosk; the large ones as Recommends.
set(fonts "fonts-inter, fonts-noto-core")
set(more_fonts "fonts-noto-cjk, fonts-noto-color-emoji")

set(CPACK_DEBIAN_KIOSK_PACKAGE_NAME lobby-kiosk)
set(CPACK_DEBIAN_KIOSK_PACKAGE_SECTION misc)
# The graphics libraries are loaded by SDL at run time, so that no tool finds them.
set(CPACK_DEBIAN_KIOSK_PACKAGE_DEPENDS
    "systemd (>= 252), udev, passwd, ca-certificates, tzdata, ${fonts}, libegl1, libgbm1, libgl1-mesa-dri, libgles2")
set(CPACK_DEBIAN_KIOSK_PACKAGE_RECOMMENDS "${more_fonts}")
set(CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_EXTRA ${here}/conffiles ${here}/postinst ${here}/prerm ${here}/postrm)
set(CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_KIOSK_DESCRIPTION
    "touchscreen kiosk for a hospital lobby
Left alone it shows slides; touched, it becomes a menu of pages. This package
takes over the first console of a machine with a touchscreen, such as a
Raspberry Pi: do not install it where people work.
.
It brings the kiosk itself, the updater that takes over signed content from a
web server, and a look at that content before anybody sees it. The kiosk has
no network; the updater has no screen.")

set(CPACK_DEBIAN_TOOLS_PACKAGE_NAME lobby-tools)
set(CPACK_DEBIAN_TOOLS_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_TOOLS_PACKAGE_DEPENDS "${fonts}")
set(CPACK_DEBIAN_TOOLS_PACKAGE_RECOMMENDS "${more_fonts}, openssh-client, rsync")
set(CPACK_DEBIAN_TOOLS_PACKAGE_SUGGESTS "lobby-kiosk, nginx-light")
set(CPACK_DEBIAN_TOOLS_DESCRIPTION
    "content of a lobby's kiosks: write, check, look at, publish
What staff need on their own machine: lobbyctl starts a folder of content,
says what is wrong in it, draws every screen as a kiosk would, shows it in a
window while it is edited, and publishes it, signed, to a web server.")

foreach(name kiosk tools)
  set(doc ${CMAKE_INSTALL_DATADIR}/doc/lobby-${name})
  install(FILES ${here}/copyright ${here}/changelog DESTINATION ${doc} COMPONENT ${name} EXCLUDE_FROM_ALL)
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/tools/nginx/lobby.conf DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/lobby-tools/examples
        RENAME nginx-lobby.conf COMPONENT tools EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/content/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/lobby-tools RENAME content.md
        COMPONENT tools EXCLUDE_FROM_ALL)

include(CPack)
