#include "kiosk/kiosk.h"

int main(int argc, char **argv)
{
    return kiosk_main(argc, argv);
}
