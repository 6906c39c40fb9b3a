#include "player/screenshot.h"

#include "base/log.h"
#include "paint/png.h"

#include <stdlib.h>
#include <time.h>

void screenshot(struct paint *paint, const struct frame *frame)
{
    struct err err;
    time_t now = time(NULL);
    struct tm tm;
    char name[64] = "lobby.png";
    if (localtime_r(&now, &tm))
        strftime(name, sizeof name, "lobby-%Y%m%d-%H%M%S.png", &tm);
    uint8_t *rgb = NULL;
    bool good = paint_shot(paint, frame, &rgb, &err) && png_write(name, rgb, frame->w, frame->h, &err);
    free(rgb);
    if (good)
        log_info("screenshot in %s", name);
    else
        log_error("no screenshot: %s", err.text);
}
