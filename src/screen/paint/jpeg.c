#include "paint/jpeg.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

/* The data of an eighth of the size is all of the data: only the arithmetic behind it is less. */
#define REDUCED 8

struct complaint {
    struct jpeg_error_mgr manager; /* first: libjpeg hands this one around */
    jmp_buf out;
    struct err *err;
};

static void keep_sentence(j_common_ptr jpeg)
{
    struct complaint *complaint = (struct complaint *)(void *)jpeg->err;
    char text[JMSG_LENGTH_MAX];
    (*jpeg->err->format_message)(jpeg, text);
    err_set(complaint->err, "is damaged inside: %s", text);
}

static void give_up(j_common_ptr jpeg)
{
    struct complaint *complaint = (struct complaint *)(void *)jpeg->err;
    keep_sentence(jpeg);
    longjmp(complaint->out, 1);
}

/* level -1 is a warning: data that does not fit; others trace what is right. The first one is kept. */
static void note(j_common_ptr jpeg, int level)
{
    if (level < 0 && jpeg->err->num_warnings++ == 0)
        keep_sentence(jpeg);
}

static bool read_all(j_decompress_ptr jpeg)
{
    jpeg_read_header(jpeg, TRUE);
    jpeg->scale_num = 1;
    jpeg->scale_denom = REDUCED;
    jpeg_start_decompress(jpeg);
    size_t width = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
    JSAMPARRAY row = (*jpeg->mem->alloc_sarray)((j_common_ptr)jpeg, JPOOL_IMAGE, (JDIMENSION)width, 1);
    while (jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, row, 1);
    jpeg_finish_decompress(jpeg);
    return jpeg->err->num_warnings == 0;
}

bool jpeg_is_whole(const char *bytes, size_t length, struct err *err)
{
    struct jpeg_decompress_struct jpeg;
    struct complaint complaint = {.err = err};
    jpeg.err = jpeg_std_error(&complaint.manager);
    complaint.manager.error_exit = give_up;
    complaint.manager.emit_message = note;
    jpeg_create_decompress(&jpeg);
    volatile bool whole = false; /* set between setjmp and longjmp */
    if (setjmp(complaint.out) == 0) {
        jpeg_mem_src(&jpeg, (const unsigned char *)bytes, length);
        whole = read_all(&jpeg);
    }
    jpeg_destroy_decompress(&jpeg);
    return whole;
}
