/* Must not compile: nobody is both. The test store_halves_both tries. */
#include "store/kiosk.h"
#include "store/updater.h"
