/* paint/blend: one picture over another, for renderers that draw with the processor: SDL's own takes four
 * times as long. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_BLEND_H
#define LOBBY_SCREEN_PAINT_BLEND_H

#include <SDL.h>
#include <stdbool.h>

/* Mixes the part source of a texture into the surface at (x, y), alpha (0..255) of it to 255 - alpha of what
 * is there, each channel to the nearest level; what lies outside of the surface is left out. What the
 * renderer was asked for before is drawn first. False when it cannot be done here, and nothing was: no
 * surface, another format, or a texture whose pixels cannot be had. */
bool blend_texture(SDL_Renderer *renderer, SDL_Surface *surface, SDL_Texture *texture, const SDL_Rect *source,
                   int x, int y, uint8_t alpha);

#endif
