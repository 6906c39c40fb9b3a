/* The includes that cmocka wants before itself. */
#ifndef LOBBY_TESTS_UI_CHECK_H
#define LOBBY_TESTS_UI_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
