#include "images.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

/* Four for the averages of all colors together, then four for the rest of each of three colors: from coarse
 * to fine, bit by bit. */
static int sixteen_scans(jpeg_scan_info scans[16])
{
    enum { BITS = 3 };
    int count = 0;
    for (int bit = BITS; bit >= 0; bit--)
        scans[count++] = (jpeg_scan_info){
            .comps_in_scan = 3, .component_index = {0, 1, 2}, .Ah = bit == BITS ? 0 : bit + 1, .Al = bit};
    for (int color = 0; color < 3; color++)
        for (int bit = BITS; bit >= 0; bit--)
            scans[count++] = (jpeg_scan_info){.comps_in_scan = 1,
                                              .component_index = {color},
                                              .Ss = 1,
                                              .Se = 63,
                                              .Ah = bit == BITS ? 0 : bit + 1,
                                              .Al = bit};
    return count;
}

static void set_up(struct jpeg_compress_struct *to, const struct jpeg *jpeg, jpeg_scan_info scans[16])
{
    to->image_width = jpeg->width;
    to->image_height = jpeg->height;
    to->input_components = jpeg->gray ? 1 : 3;
    to->in_color_space = jpeg->gray ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(to);
    jpeg_set_quality(to, jpeg->quality, TRUE);
    if (jpeg->full)
        to->comp_info[0].h_samp_factor = to->comp_info[0].v_samp_factor = 1;
    if (jpeg->scans == JPEG_PROGRESSIVE)
        jpeg_simple_progression(to);
    if (jpeg->scans == JPEG_SCAN_A_COLOR) {
        for (int i = 0; i < 3; i++)
            scans[i] = (jpeg_scan_info){.comps_in_scan = 1, .component_index = {i}, .Se = 63};
        to->num_scans = 3;
        to->scan_info = scans;
    }
    if (jpeg->scans == JPEG_SIXTEEN_SCANS) {
        to->num_scans = sixteen_scans(scans);
        to->scan_info = scans;
    }
}

void jpeg_make(struct bytes *bytes, const struct jpeg *jpeg)
{
    struct jpeg_compress_struct to;
    struct jpeg_error_mgr errors;
    jpeg_scan_info scans[16];
    unsigned char *memory = NULL;
    unsigned long length = 0;
    to.err = jpeg_std_error(&errors);
    jpeg_create_compress(&to);
    jpeg_mem_dest(&to, &memory, &length);
    set_up(&to, jpeg, scans);
    jpeg_start_compress(&to, TRUE);
    size_t width = (size_t)jpeg->width * (size_t)to.input_components;
    JSAMPLE *row = malloc(width);
    assert(row);
    uint32_t random = 1;
    for (unsigned y = 0; y < jpeg->height; y++) {
        for (size_t x = 0; x < width; x++) {
            random = random * 1664525 + 1013904223; /* Numerical Recipes */
            row[x] = (JSAMPLE)(128 + (jpeg->noise ? (int)(random >> 16) % jpeg->noise - jpeg->noise / 2 : 0));
        }
        jpeg_write_scanlines(&to, &row, 1);
    }
    free(row);
    jpeg_finish_compress(&to);
    jpeg_destroy_compress(&to);
    bytes->length = 0;
    bytes_add(bytes, memory, length);
    free(memory);
}

static void add_segment(struct bytes *bytes, unsigned marker, const void *payload, size_t length)
{
    bytes_big(bytes, 0xff00 | marker, 2);
    bytes_big(bytes, (uint32_t)length + 2, 2);
    bytes_add(bytes, payload, length);
}

void jpeg_insert(struct bytes *bytes, unsigned marker, const void *payload, size_t length)
{
    struct bytes segment = {0};
    add_segment(&segment, marker, payload, length);
    bytes_insert(bytes, 2, segment.at, segment.length);
    bytes_finish(&segment);
}

size_t jpeg_find(const struct bytes *bytes, unsigned marker)
{
    size_t at = 2;
    while (bytes->at[at + 1] != marker) {
        assert(at + 4 < bytes->length && bytes->at[at] == 0xff);
        at += 2 + ((size_t)bytes->at[at + 2] << 8) + bytes->at[at + 3];
    }
    return at;
}

void jpeg_many_scans(struct bytes *bytes, unsigned width, unsigned height, size_t scans)
{
    static const uint8_t averages[] = {0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    /* One code of one bit: the end of a band of 2^14 blocks and more. */
    static const uint8_t bands[] = {0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe0};
    const size_t blocks = (size_t)((width + 7) / 8) * ((height + 7) / 8);
    struct bytes table = {0}, frame = {0};
    bytes->length = 0;
    bytes_add(bytes, "\xff\xd8", 2);
    bytes_big(&table, 0, 1);
    bytes_fill(&table, 1, 64);
    add_segment(bytes, 0xdb, table.at, table.length);
    bytes_big(&frame, 8, 1);
    bytes_big(&frame, height, 2);
    bytes_big(&frame, width, 2);
    bytes_add(&frame, "\x01\x01\x11\x00", 4);
    add_segment(bytes, 0xc2, frame.at, frame.length);
    add_segment(bytes, 0xc4, averages, sizeof averages);
    add_segment(bytes, 0xc4, bands, sizeof bands);
    add_segment(bytes, 0xda, "\x01\x01\x00\x00\x00\x00", 6);
    bytes_fill(bytes, 0, blocks / 8 + 1);
    for (size_t i = 1; i < scans; i++) {
        add_segment(bytes, 0xda, "\x01\x01\x00\x01\x3f\x00", 6);
        bytes_fill(bytes, 0, blocks / (8192 * 2) * 2 + 2); /* 15 bits for each 2^14 blocks */
    }
    bytes_add(bytes, "\xff\xd9", 2);
    bytes_finish(&table);
    bytes_finish(&frame);
}
