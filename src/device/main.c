/* device-reference: writes every setting of a kiosk to standard output, as Markdown tables for
 * systemd/README.md; with
 * --settings as systemd/kiosk.yaml, which is installed as /etc/lobby/kiosk.yaml. */
#include "device/device.h"

#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--settings") == 0)
        device_write_settings(stdout);
    else
        device_write_reference(stdout);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
