#include "preflight/preflight.h"

#ifdef LOBBY_SANITIZED
/* LeakSanitizer looks for leaks with ptrace, which the cage forbids. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return 1;
}
#endif

int main(int argc, char **argv)
{
    return preflight_main(argc, argv);
}
