/* paint/bands: scenes as textures of a renderer, PAINT_BAND rows each, painted when they are first needed.
 * Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_BANDS_H
#define LOBBY_SCREEN_PAINT_BANDS_H

#include "paint/raster.h"

#include <SDL.h>

struct bands;

/* NULL when memory is out. The raster is borrowed. */
struct bands *bands_create(struct raster *raster, int rotation);
void bands_destroy(struct bands *bands);

/* Rows y0 (a multiple of PAINT_BAND) to y1 of a scene, turned: painted now, or as it was painted before;
 * painted again when a picture arrived that it lacked. *waiting: pictures that it lacks. NULL when it cannot
 * be had. */
SDL_Texture *bands_get(struct bands *bands, SDL_Renderer *renderer, const struct scene *scene, int y0, int y1,
                       int *waiting);

/* True when the rows are painted and lack nothing. */
bool bands_whole(const struct bands *bands, uint64_t serial, int y0);

void bands_forget(struct bands *bands, uint64_t serial);
void bands_clear(struct bands *bands);

/* As if the rows had been used at that stamp; false when they are not whole. */
bool bands_use(struct bands *bands, uint64_t serial, int y0, uint64_t stamp);

/* Forgets all that was not used since stamp. */
void bands_keep(struct bands *bands, uint64_t stamp);

size_t bands_bytes(const struct bands *bands);

/* As with pictures: the raster's stamp of the band used longest ago, UINT64_MAX when there is none. */
uint64_t bands_oldest(const struct bands *bands);
void bands_drop_oldest(struct bands *bands);

#endif
