/* Any bytes as a picture. Beyond not crashing: what is taken is inside the bounds and ends where it should,
 * what is not has a sentence with an advice, and the result of the one is never left half in the other. */
#include "content/imagehead.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz_imagehead: not so: %s\n", what);
        abort();
    }
}
#define REQUIRE(condition) require(condition, #condition)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct image_head untouched = {.width = -1, .height = -1};
    struct image_head head = untouched;
    struct err err = {""};
    if (!image_head_read(data, size, &head, &err)) {
        REQUIRE(strstr(err.text, "; ") && head.width == untouched.width && head.height == untouched.height);
        return 0;
    }
    REQUIRE(head.width >= 1 && head.width <= IMAGE_SIDE_MAX);
    REQUIRE(head.height >= 1 && head.height <= IMAGE_SIDE_MAX);
    REQUIRE(head.width * head.height <= IMAGE_PIXELS_MAX);
    /* A picture that begins like this one and is cut in its header is none. */
    enum { HEADER = 12 };
    struct image_head cut;
    REQUIRE(!image_head_read(data, size < HEADER ? size : HEADER, &cut, &err));
    return 0;
}
