/* window/drm: which graphics card of a console has a display. */
#ifndef LOBBY_SCREEN_WINDOW_DRM_H
#define LOBBY_SCREEN_WINDOW_DRM_H

#include "base/err.h"

/* The number of the first card (as in /dev/dri/card1) that has a connector with a display on it. sysfs is
 * "/sys/class/drm". Card numbers change from boot to boot, and the first card of a Pi 5 drives no display at
 * all. False with a sentence that names what was looked at when there is no display. */
bool drm_find_card(const char *sysfs, int *card, struct err *err) MUST_USE;

#endif
