/*
 * Checks the promises of the committed pictures:
 *
 *     pictures-check IMAGES_DIR
 *
 * Two runs give the same bytes; a fresh picture looks like the committed one (libjpeg and libm may differ a
 * little from machine to machine); every picture of the table is there, of the right size, small, and of few
 * scans.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jpeg.h"
#include "make.h"
#include "pictures.h"

enum { PROMISED_BYTES = 400000, PROMISED_SCANS = 16 };

static const char sample[] = "sinogram"; /* a cheap one */
static const double least_db = 38.0;

struct file {
    uint8_t *bytes;
    size_t size;
};

static struct file read_file(const char *folder, const char *name)
{
    char path[4096];
    struct file file = {make_zeroed(PROMISED_BYTES + 1, 1), 0};
    snprintf(path, sizeof path, "%s/%s.jpg", folder, name);
    FILE *stream = fopen(path, "rb");
    if (stream != NULL) {
        file.size = fread(file.bytes, 1, PROMISED_BYTES + 1, stream);
        fclose(stream);
    }
    return file;
}

/* Starts of scans; inside a scan 0xFF is always followed by 0 or a restart. */
static int count_scans(const struct file *file)
{
    int scans = 0;
    for (size_t i = 0; i + 1 < file->size; i++) {
        scans += file->bytes[i] == 0xFF && file->bytes[i + 1] == 0xDA ? 1 : 0;
    }
    return scans;
}

static bool check_file(const char *folder, const char *name)
{
    struct file file = read_file(folder, name);
    int w = 0, h = 0, scans = count_scans(&file);
    uint8_t *pixels = file.size > 0 ? jpeg_unpack(file.bytes, file.size, &w, &h) : NULL;
    bool good = pixels != NULL && w == WIDTH && h == HEIGHT && file.size <= PROMISED_BYTES && scans >= 1 &&
                scans <= PROMISED_SCANS;
    if (!good) {
        fprintf(stderr, "%s: %zu bytes, %dx%d, %d scans\n", name, file.size, w, h, scans);
    }
    free(pixels);
    free(file.bytes);
    return good;
}

/* Peak signal to noise ratio of two pictures of the same size. */
static double compare_db(const uint8_t *a, const uint8_t *b, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        double d = (double)a[i] - (double)b[i];
        sum += d * d;
    }
    return sum == 0.0 ? 99.0 : 10.0 * log10(255.0 * 255.0 * (double)count / sum);
}

static bool check_sample(const char *folder)
{
    size_t size[2] = {0, 0};
    int quality = 0, w = 0, h = 0;
    uint8_t *run[2];
    for (int i = 0; i < 2; i++) {
        run[i] = picture_make(picture_find(sample), &size[i], &quality);
    }
    bool good =
        run[0] != NULL && run[1] != NULL && size[0] == size[1] && memcmp(run[0], run[1], size[0]) == 0;
    if (!good) {
        fprintf(stderr, "%s: two runs differ\n", sample);
    }
    struct file file = read_file(folder, sample);
    uint8_t *old = jpeg_unpack(file.bytes, file.size, &w, &h);
    uint8_t *fresh = run[0] != NULL ? jpeg_unpack(run[0], size[0], &w, &h) : NULL;
    double db = old != NULL && fresh != NULL ? compare_db(old, fresh, (size_t)w * (size_t)h * 3U) : 0.0;
    if (db < least_db) {
        fprintf(stderr, "%s: the committed picture is not what the program makes (%.1f dB)\n", sample, db);
        good = false;
    }
    free(old);
    free(fresh);
    free(file.bytes);
    free(run[0]);
    free(run[1]);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: pictures-check IMAGES_DIR\n", stderr);
        return 2;
    }
    bool good = true;
    for (size_t i = 0; i < picture_count; i++) {
        good = check_file(argv[1], pictures[i].name) && good;
    }
    /* A missing or odd file was named above; only sound ones are compared. */
    return good && check_sample(argv[1]) ? 0 : 1;
}
