#include "yardstick.h"

#include "measure.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <yaml.h>

/* Of one try, with the libyaml of Debian 12: 4.7 to 5.2 in a hundred tries on a calm virtual machine (AMD
 * EPYC), where what the bounds are for takes half of them or less. */
#define CALM_MS 5.0

enum { TEXT_BYTES = 128 * 1024, MEMORY_BYTES = 4 * 1024 * 1024, TRIES = 7 };

/* Fresh from the system, page by page. */
static void use_memory(void)
{
    char *memory = mmap(NULL, MEMORY_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert(memory != MAP_FAILED);
    memset(memory, 1, MEMORY_BYTES);
    munmap(memory, MEMORY_BYTES);
}

static void read_all(const char *text, size_t length)
{
    yaml_parser_t parser;
    int initialized = yaml_parser_initialize(&parser), parsed = 1;
    assert(initialized);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    for (bool done = false; parsed && !done;) {
        yaml_event_t event;
        parsed = yaml_parser_parse(&parser, &event);
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    assert(parsed);
    yaml_parser_delete(&parser);
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

double yardstick_slowdown(void)
{
    static const char line[] =
        "- {title: A line like any other, text: \"in quotes\", items: [1, two, drei]}\n";
    const size_t step = sizeof line - 1, length = TEXT_BYTES / step * step;
    double tries[TRIES];
    char *text = malloc(length);
    assert(text);
    for (size_t at = 0; at < length; at += step)
        memcpy(text + at, line, step);
    for (size_t i = 0; i < TRIES; i++) {
        struct cost cost;
        cost_begin_time(&cost);
        read_all(text, length);
        use_memory();
        cost_end_time(&cost);
        tries[i] = cost.ms;
    }
    free(text);
    qsort(tries, TRIES, sizeof *tries, compare);
    double slowdown = tries[TRIES / 2] / CALM_MS;
    return slowdown < 1 ? 1 : slowdown > YARDSTICK_MAX ? YARDSTICK_MAX : slowdown;
}
