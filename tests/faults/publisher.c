/* fault_publisher CONTENT TO: publishes as lobbyctl does, with the keys in "keys", but without its look at
 * the content, which takes most of the time and writes nothing. */
#include "publish/publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS = 90, ARENA_BYTES = 64 << 20 };

static bool publish(struct arena *arena, const char *content, const char *to, struct refusal *why)
{
    struct keys keys;
    struct publish_plan plan;
    struct keys_asker nobody = {.memory = SIGN_MEMORY_MIN};
    int64_t now = (int64_t)time(NULL);
    struct publication *publication =
        keys_open("keys", arena, &keys, why) ? publication_open(&keys, to, NULL, why) : NULL;
    if (!publication)
        return false;
    AUTO_SIGN_KEY struct sign_key *key = keys_publisher(&keys, now, &nobody, why);
    bool ok = key && publication_plan(publication, content, &plan, why) &&
              (plan.same ? publication_send_keyring(publication, why)
                         : publication_publish(publication, &plan, DAYS, now, key, why));
    publication_close(publication);
    return ok;
}

int main(int argc, char **argv)
{
    struct refusal why = {.code = "machine"};
    struct arena *arena = arena_create(ARENA_BYTES);
    bool ok = argc == 3 && arena && publish(arena, argv[1], argv[2], &why);
    if (!ok)
        (void)fprintf(stderr, "fault_publisher: error: %s: %s\n", why.code, why.err.text);
    arena_destroy(arena);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
