#include "preflight/preflight.h"

int main(int argc, char **argv)
{
    return preflight_main(argc, argv);
}
