/* window/keys: which key means what; a table and nothing else. */
#ifndef LOBBY_SCREEN_WINDOW_KEYS_H
#define LOBBY_SCREEN_WINDOW_KEYS_H

#include "window/window.h"

#include <SDL_events.h>

/* What the pressing of a key means. False when it means nothing here: an unknown key, a developer's key in
 * kiosk mode, the repetition of a key that acts once, or a key held with Alt or the logo key. */
bool keys_translate(const SDL_KeyboardEvent *key, bool kiosk, struct window_event *event);

#endif
