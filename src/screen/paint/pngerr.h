/* paint/pngerr: how libpng's complaints become a struct err, the error pointer of a png_struct. Part of the
 * room. */
#ifndef LOBBY_SCREEN_PAINT_PNGERR_H
#define LOBBY_SCREEN_PAINT_PNGERR_H

#include <png.h>

/* Keeps what cannot be gone on from, and jumps back. */
_Noreturn void pngerr_keep(png_structp png, png_const_charp text);

/* For warnings, of which nobody is told. */
void pngerr_ignore(png_structp png, png_const_charp text);

#endif
