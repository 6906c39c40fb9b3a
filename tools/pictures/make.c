#include "make.h"

#include <stdlib.h>
#include <string.h>

#include "color.h"
#include "jpeg.h"
#include "pictures.h"

const struct picture pictures[] = {
    {"phantom", paint_phantom},       {"sinogram", paint_sinogram}, {"kspace", paint_kspace},
    {"spiral", paint_spiral},         {"brain", paint_brain},       {"vessels", paint_vessels},
    {"ultrasound", paint_ultrasound}, {"chest", paint_chest},       {"pet", paint_pet},
    {"radiomics", paint_radiomics},   {"carm", paint_carm},         {"gantry", paint_gantry},
    {"library", paint_library},       {"skyline", paint_skyline},   {"dawn", paint_dawn},
};

const size_t picture_count = sizeof pictures / sizeof pictures[0];

const struct picture *picture_find(const char *name)
{
    for (size_t i = 0; i < picture_count; i++) {
        if (strcmp(pictures[i].name, name) == 0) {
            return &pictures[i];
        }
    }
    return NULL;
}

uint8_t *picture_make(const struct picture *picture, size_t *size, int *quality)
{
    struct canvas canvas = canvas_init(WIDTH, HEIGHT);
    picture->paint(&canvas);
    uint8_t *pixels = make_zeroed((size_t)WIDTH * HEIGHT, 3);
    canvas_develop(&canvas, 1000U, pixels);
    canvas_finish(&canvas);
    uint8_t *bytes = jpeg_pack(pixels, WIDTH, HEIGHT, LIMIT_BYTES, size, quality);
    free(pixels);
    return bytes;
}
