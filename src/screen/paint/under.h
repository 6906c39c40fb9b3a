/* paint/under: what lies under the texts of a scene, pixel by pixel, for checks of contrast.
 *
 * Only what is asked for is painted, and nothing waits: a picture is decoded on the spot, and the last one is
 * kept, so whoever looks at all screens with one picture before the next decodes it once. For one thread. */
#ifndef LOBBY_SCREEN_PAINT_UNDER_H
#define LOBBY_SCREEN_PAINT_UNDER_H

#include "base/err.h"
#include "ui/scene.h"

struct under;

struct under *under_create(struct err *err);
void under_destroy(struct under *under);

/* The fonts that layouts measure with. They belong to under. */
struct fonts *under_fonts(struct under *under);

/* Decodes a picture file of content as strictly as that goes. False and a sentence that names the file when
 * it does not decode or is damaged inside. */
bool under_decode(struct under *under, const struct content *content, const char *file,
                  struct err *err) MUST_USE;

/* The part box of the scene as it looks before its item number `item` is drawn, without texts and icons:
 * XRGB8888, box.w * box.h, valid until the next call. Outside of the scene it is the scene's ground. *picture
 * (may be NULL) is set when a picture can be seen in it. NULL when a picture does not decode or memory is
 * out.
 */
const uint32_t *under_ground(struct under *under, const struct scene *scene, size_t item, struct rect box,
                             bool *picture, struct err *err);

/* How much of each pixel of box the item covers, 0..255, box.w * box.h, valid until the next call; NULL when
 * it draws nothing in one color (blanks, color emoji, not a text or icon). A ground of the same box stays
 * valid. */
const uint8_t *under_ink(struct under *under, const struct scene *scene, size_t item, struct rect box);

#endif
