/* finger WIDTH HEIGHT : a touchscreen of that many pixels (uinput), moved by lines on standard input:
 *
 *   tap X Y                 down, a moment, up
 *   drag X Y X Y MS         from one place to another, in that time
 *   wait MS
 *   storm SECONDS SEED      100 contacts a second at random places: taps of 5 ms, and every other second up
 * to ten fingers that move at the same time
 *
 * It ends with its input. */
#include <errno.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum {
    FINGERS = 10,
    TAP_MS = 120,  /* a tap, and not a long press */
    STEP_MS = 10,  /* between reports of a drag */
    STORM_MS = 10, /* between contacts of a storm */
    STORM_TAP_MS = 5,
    STORM_LIFE = 12, /* a contact's life in steps, at most */
    IDS = 65536
};

struct finger {
    int fd, w, h;
    int next_id;
    int left[FINGERS]; /* of a storm: steps until this one is lifted; 0: it is up */
};

static void die(const char *what)
{
    fprintf(stderr, "finger: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void report(const struct finger *finger, int type, int code, int value)
{
    struct input_event event = {.type = (uint16_t)type, .code = (uint16_t)code, .value = value};
    if (write(finger->fd, &event, sizeof event) != (ssize_t)sizeof event)
        die("write");
}

static void rest(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

static void send(const struct finger *finger)
{
    report(finger, EV_SYN, SYN_REPORT, 0);
}

static void place(const struct finger *finger, int slot, int x, int y)
{
    report(finger, EV_ABS, ABS_MT_SLOT, slot);
    report(finger, EV_ABS, ABS_MT_POSITION_X, x);
    report(finger, EV_ABS, ABS_MT_POSITION_Y, y);
}

static void down(struct finger *finger, int slot, int x, int y)
{
    report(finger, EV_ABS, ABS_MT_SLOT, slot);
    report(finger, EV_ABS, ABS_MT_TRACKING_ID, finger->next_id++ % IDS);
    place(finger, slot, x, y);
    report(finger, EV_KEY, BTN_TOUCH, 1);
}

static void up(const struct finger *finger, int slot, bool last)
{
    report(finger, EV_ABS, ABS_MT_SLOT, slot);
    report(finger, EV_ABS, ABS_MT_TRACKING_ID, -1);
    if (last)
        report(finger, EV_KEY, BTN_TOUCH, 0);
}

static void tap(struct finger *finger, int x, int y, int ms)
{
    down(finger, 0, x, y);
    send(finger);
    rest(ms);
    up(finger, 0, true);
    send(finger);
}

static void drag(struct finger *finger, const int *at)
{
    int steps = at[4] / STEP_MS;
    down(finger, 0, at[0], at[1]);
    send(finger);
    for (int i = 1; i <= steps; i++) {
        rest(STEP_MS);
        place(finger, 0, at[0] + (at[2] - at[0]) * i / steps, at[1] + (at[3] - at[1]) * i / steps);
        send(finger);
    }
    up(finger, 0, true);
    send(finger);
}

static int contacts(const struct finger *finger)
{
    int count = 0;
    for (int slot = 0; slot < FINGERS; slot++)
        count += finger->left[slot] > 0;
    return count;
}

/* One more finger, those that are down move, some go. */
static void storm_step(struct finger *finger, bool begin)
{
    for (int slot = 0; slot < FINGERS; slot++) {
        int x = rand() % finger->w, y = rand() % finger->h;
        if (finger->left[slot] == 0 && begin) {
            finger->left[slot] = 1 + rand() % STORM_LIFE;
            down(finger, slot, x, y);
            begin = false;
        } else if (finger->left[slot] > 1) {
            finger->left[slot]--;
            place(finger, slot, x, y);
        } else if (finger->left[slot] == 1) {
            finger->left[slot] = 0;
            up(finger, slot, contacts(finger) == 0);
        }
    }
    send(finger);
}

static void storm(struct finger *finger, int seconds, int seed)
{
    const int steps = 1000 / STORM_MS;
    srand((unsigned)seed);
    for (int second = 0; second < seconds; second++) {
        for (int i = 0; i < steps; i++) {
            if (second % 2 == 0) {
                tap(finger, rand() % finger->w, rand() % finger->h, STORM_TAP_MS);
                rest(STORM_MS - STORM_TAP_MS);
            } else {
                storm_step(finger, i < steps - STORM_LIFE);
                rest(STORM_MS);
            }
        }
        while (contacts(finger) > 0)
            storm_step(finger, false);
    }
    puts("the storm is over");
}

static void axis(const struct finger *finger, int code, int most)
{
    struct uinput_abs_setup setup = {.code = (uint16_t)code, .absinfo = {.maximum = most}};
    if (ioctl(finger->fd, UI_SET_ABSBIT, code) != 0 || ioctl(finger->fd, UI_ABS_SETUP, &setup) != 0)
        die("an axis");
}

static void plug(struct finger *finger)
{
    struct uinput_setup setup = {.id = {.bustype = BUS_USB, .vendor = 1, .product = 1}, .name = "finger"};
    finger->fd = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    if (finger->fd < 0)
        die("/dev/uinput");
    if (ioctl(finger->fd, UI_SET_EVBIT, EV_KEY) != 0 || ioctl(finger->fd, UI_SET_KEYBIT, BTN_TOUCH) != 0 ||
        ioctl(finger->fd, UI_SET_EVBIT, EV_ABS) != 0 ||
        ioctl(finger->fd, UI_SET_PROPBIT, INPUT_PROP_DIRECT) != 0)
        die("uinput");
    axis(finger, ABS_X, finger->w - 1);
    axis(finger, ABS_Y, finger->h - 1);
    axis(finger, ABS_MT_SLOT, FINGERS - 1);
    axis(finger, ABS_MT_TRACKING_ID, IDS - 1);
    axis(finger, ABS_MT_POSITION_X, finger->w - 1);
    axis(finger, ABS_MT_POSITION_Y, finger->h - 1);
    if (ioctl(finger->fd, UI_DEV_SETUP, &setup) != 0 || ioctl(finger->fd, UI_DEV_CREATE) != 0)
        die("a touchscreen");
}

/* A line that is not understood ends it: a test must not wait for what never comes. */
static bool obey(struct finger *finger, const char *line)
{
    int at[5];
    if (sscanf(line, "tap %d %d", &at[0], &at[1]) == 2)
        tap(finger, at[0], at[1], TAP_MS);
    else if (sscanf(line, "drag %d %d %d %d %d", &at[0], &at[1], &at[2], &at[3], &at[4]) == 5)
        drag(finger, at);
    else if (sscanf(line, "wait %d", &at[0]) == 1)
        rest(at[0]);
    else if (sscanf(line, "storm %d %d", &at[0], &at[1]) == 2)
        storm(finger, at[0], at[1]);
    else
        return false;
    return true;
}

int main(int argc, char **argv)
{
    struct finger finger = {.w = argc == 3 ? atoi(argv[1]) : 0, .h = argc == 3 ? atoi(argv[2]) : 0};
    char line[128];
    if (finger.w <= 0 || finger.h <= 0) {
        fputs("usage: finger WIDTH HEIGHT\n", stderr);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    plug(&finger);
    while (fgets(line, sizeof line, stdin))
        if (!obey(&finger, line)) {
            fprintf(stderr, "finger: what is %s", line);
            return 1;
        }
    return 0;
}
