/* paint/blend: one picture over another, for renderers that draw with the processor: SDL's own takes four
 * times as long. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_BLEND_H
#define LOBBY_SCREEN_PAINT_BLEND_H

#include <SDL.h>
#include <stdbool.h>

/* Puts the part source of two textures into the surface at (x, y), mixed: alpha (0..255) of above to 255 -
 * alpha of below, each channel to the nearest level; what lies outside of the surface is left out. below
 * NULL: what is there already. What the renderer was asked for before is drawn first. False when it cannot be
 * done here, and nothing was: no surface, another format, or a texture whose pixels cannot be had. */
bool blend_textures(SDL_Renderer *renderer, SDL_Surface *surface, SDL_Texture *below, SDL_Texture *above,
                    const SDL_Rect *source, int x, int y, uint8_t alpha);

#endif
