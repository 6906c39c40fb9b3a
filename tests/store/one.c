/* Compiles, so that both.c fails for its one reason. */
#include "store/updater.h"
