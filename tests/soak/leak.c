/* Loaded before the kiosk (LD_PRELOAD): each frame loses SOAK_LEAK_BYTES bytes, each SOAK_LEAK_EVERY frames a
 * descriptor. What the rig has to notice. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

struct SDL_Renderer;

static unsigned long number(const char *variable)
{
    const char *value = getenv(variable);
    return value ? strtoul(value, NULL, 10) : 0;
}

void SDL_RenderPresent(struct SDL_Renderer *renderer);

void SDL_RenderPresent(struct SDL_Renderer *renderer)
{
    static void (*real)(struct SDL_Renderer *);
    static void *last; /* each block holds the one before */
    static unsigned long frames, bytes, every;
    if (!real) {
        void *found = dlsym(RTLD_NEXT, "SDL_RenderPresent");
        if (!found)
            abort();
        memcpy(&real, &found, sizeof found);
        bytes = number("SOAK_LEAK_BYTES");
        every = number("SOAK_LEAK_EVERY");
    }
    frames++;
    void *block = bytes > 0 ? malloc(bytes) : NULL;
    if (block) {
        memset(block, 1, bytes);
        memcpy(block, &last, sizeof last);
        last = block;
    }
    if (every > 0 && frames % every == 0)
        (void)open("/dev/null", O_RDONLY | O_CLOEXEC);
    real(renderer);
}
