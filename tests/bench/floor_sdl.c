/* bench-floor-sdl MENU PAGE SLIDE... : the least that a program with SDL's software renderer has to do for
 * such a show. All are JPEGs as large as the screen. Slides stand 8 s and fade for 600 ms; Right goes on,
 * Space pauses, Home is the menu. There a press darkens the first tile, and the release shows the page, which
 * is twice as high and follows the finger. */
#include "picture.h"

#include <stdbool.h>
#include <stdlib.h>

#include <SDL.h>

#define DWELL_MS 8000
#define FADE_MS  600
#define FRAME_US 16667

struct floor {
    SDL_Renderer *renderer;
    const char *menu_file, *page_file;
    char **slides; /* files */
    int count, next;
    SDL_Texture *now, *coming; /* this slide and the one after it */
    SDL_Texture *menu, *page;
    enum { SLIDES, MENU, PAGE } place;
    bool pressed, paused;
    int scroll, finger; /* px */
    Uint64 since, fade; /* ms: the slide stands; 0: or fades */
};

static const SDL_Rect tile = {112, 233, 402, 326};

static SDL_Texture *texture_of(SDL_Renderer *renderer, const char *path)
{
    struct picture picture = picture_read(path);
    SDL_Texture *texture =
        SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGB888, SDL_TEXTUREACCESS_STATIC, picture.w, picture.h);
    if (!texture || SDL_UpdateTexture(texture, NULL, picture.pixels, picture.w * 4) != 0)
        exit(EXIT_FAILURE);
    free(picture.pixels);
    return texture;
}

static void draw_page(struct floor *floor)
{
    int w, h;
    SDL_QueryTexture(floor->page, NULL, NULL, &w, &h);
    for (int y = -floor->scroll; y < h; y += h)
        SDL_RenderCopy(floor->renderer, floor->page, NULL, &(SDL_Rect){0, y, w, h});
}

static void draw(struct floor *floor, Uint64 now)
{
    SDL_Texture *under = floor->place == MENU ? floor->menu : floor->now;
    if (floor->place == PAGE) {
        draw_page(floor);
    } else {
        SDL_RenderCopy(floor->renderer, under, NULL, NULL);
    }
    if (floor->place == MENU && floor->pressed) {
        SDL_SetRenderDrawColor(floor->renderer, 0, 0, 0, 64);
        SDL_RenderFillRect(floor->renderer, &tile);
    }
    if (floor->place == SLIDES && floor->fade) {
        SDL_SetTextureAlphaMod(floor->coming, (Uint8)(255 * (now - floor->fade) / FADE_MS));
        SDL_RenderCopy(floor->renderer, floor->coming, NULL, NULL);
    }
    SDL_RenderPresent(floor->renderer);
}

static void prepare_next(struct floor *floor)
{
    floor->coming = texture_of(floor->renderer, floor->slides[floor->next]);
    SDL_SetTextureBlendMode(floor->coming, SDL_BLENDMODE_BLEND);
    floor->next = (floor->next + 1) % floor->count;
}

static void end_fade(struct floor *floor, Uint64 now)
{
    SDL_DestroyTexture(floor->now);
    floor->now = floor->coming;
    SDL_SetTextureBlendMode(floor->now, SDL_BLENDMODE_NONE);
    SDL_SetTextureAlphaMod(floor->now, 255);
    floor->fade = 0;
    floor->since = now;
    draw(floor, now);
    prepare_next(floor);
}

/* Decoded when somebody asks for it: a show holds two pictures. */
static void show_menu(struct floor *floor)
{
    floor->menu = floor->menu ? floor->menu : texture_of(floor->renderer, floor->menu_file);
    floor->page = floor->page ? floor->page : texture_of(floor->renderer, floor->page_file);
    floor->place = MENU;
}

static bool take_key(struct floor *floor, SDL_Keycode key, Uint64 now)
{
    if (key == SDLK_SPACE)
        floor->paused = !floor->paused;
    if (key == SDLK_RIGHT && floor->fade)
        end_fade(floor, now);
    if (key == SDLK_RIGHT)
        floor->fade = now;
    if (key == SDLK_HOME)
        show_menu(floor);
    return key != SDLK_SPACE;
}

/* True when there is something new to see. */
static bool take(struct floor *floor, const SDL_Event *event, Uint64 now)
{
    switch (event->type) {
    case SDL_QUIT:
        exit(EXIT_SUCCESS);
    case SDL_WINDOWEVENT:
        return event->window.event == SDL_WINDOWEVENT_EXPOSED;
    case SDL_KEYDOWN:
        return take_key(floor, event->key.keysym.sym, now);
    case SDL_MOUSEBUTTONDOWN:
        floor->pressed = true;
        floor->finger = event->button.y + floor->scroll;
        return floor->place == MENU;
    case SDL_MOUSEBUTTONUP:
        floor->pressed = false;
        floor->scroll = floor->place == MENU ? 0 : floor->scroll;
        floor->place = floor->place == MENU ? PAGE : floor->place;
        return floor->place == PAGE;
    case SDL_MOUSEMOTION:
        if (floor->place != PAGE || !floor->pressed)
            return false;
        floor->scroll = SDL_clamp(floor->finger - event->motion.y, 0, 1080);
        return true;
    default:
        return false;
    }
}

/* Until there is something new to see. */
static void wait_for_news(struct floor *floor, Uint64 now)
{
    SDL_Event event;
    bool still = floor->paused || floor->place != SLIDES, news = false;
    while (!news) {
        Uint64 end = floor->since + DWELL_MS;
        int left = now < end ? (int)(end - now) : 0;
        if (!(still ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, left))) {
            floor->fade = SDL_GetTicks64();
            return;
        }
        now = SDL_GetTicks64();
        news = take(floor, &event, now);
        while (SDL_PollEvent(&event))
            news |= take(floor, &event, now);
        still = floor->paused || floor->place != SLIDES;
    }
}

static void fade_on(struct floor *floor, Uint64 now)
{
    SDL_Event event;
    while (SDL_PollEvent(&event))
        take(floor, &event, now);
    if (floor->fade && now >= floor->fade + FADE_MS)
        end_fade(floor, now);
}

static void run(struct floor *floor)
{
    const Uint64 second = SDL_GetPerformanceFrequency();
    for (;;) {
        Uint64 begun = SDL_GetPerformanceCounter(), now = SDL_GetTicks64();
        draw(floor, now);
        if (!floor->fade)
            wait_for_news(floor, now);
        if (!floor->fade)
            continue;
        Uint64 took = (SDL_GetPerformanceCounter() - begun) * 1000000 / second;
        if (took < FRAME_US)
            SDL_Delay((Uint32)((FRAME_US - took + 500) / 1000));
        fade_on(floor, SDL_GetTicks64());
    }
}

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    struct floor floor = {
        .menu_file = argv[1], .page_file = argv[2], .slides = argv + 3, .count = argc - 3, .next = 1};
    SDL_setenv("XCOMPOSEFILE", "/dev/null", 1);
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return EXIT_FAILURE;
    SDL_Window *window = SDL_CreateWindow("floor", 0, 0, 1920, 1080, SDL_WINDOW_BORDERLESS);
    floor.renderer = window ? SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE) : NULL;
    if (!floor.renderer)
        return EXIT_FAILURE;
    SDL_SetRenderDrawBlendMode(floor.renderer, SDL_BLENDMODE_BLEND);
    floor.now = texture_of(floor.renderer, floor.slides[0]);
    draw(&floor, 0);
    floor.since = SDL_GetTicks64();
    prepare_next(&floor);
    run(&floor);
}
