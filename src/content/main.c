/* content-reference: writes content/README.md to standard output. */
#include "content/content.h"

#include <stdlib.h>

int main(void)
{
    content_write_reference(stdout);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
