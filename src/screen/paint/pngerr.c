#include "paint/pngerr.h"

#include "base/err.h"

void pngerr_keep(png_structp png, png_const_charp text)
{
    err_set(png_get_error_ptr(png), "%s", text);
    png_longjmp(png, 1);
}

void pngerr_ignore(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}
