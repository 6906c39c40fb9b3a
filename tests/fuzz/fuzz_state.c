/* State files of the store from any bytes. The first byte chooses what the rest is: v verdicts, m the
 * updater's memory, t a trial, r a sealed record, i the name of a generation. What is understood must come
 * back the same when it is written and read again; what is not must leave nothing behind. */
#include "store/record.h"
#include "store/state.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                  \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

static void check_id(const struct store_id *id)
{
    struct store_id again;
    char name[STORE_NAME_TEXT];
    store_id_name(id, name);
    REQUIRE(store_id_parse(name, &again));
    REQUIRE(store_id_compare(id, &again) == 0 && store_commit_same(id->commit, again.commit));
}

static void verdicts(const char *bytes, size_t length)
{
    static struct state_verdicts one, other;
    bool good = state_parse_verdicts(bytes, length, &one);
    REQUIRE(good || (one.count == 0 && one.shown.epoch == -1));
    REQUIRE(one.count <= STATE_VERDICTS_MAX);
    for (size_t i = 0; i < one.count; i++) {
        check_id(&one.items[i].id);
        REQUIRE(i == 0 || store_id_compare(&one.items[i - 1].id, &one.items[i].id) <= 0);
        REQUIRE(one.items[i].verdict <= STORE_BAD && strlen(one.items[i].reason) < STORE_REASON_TEXT);
        REQUIRE(state_find(&one, &one.items[i].id) == &one.items[i]);
    }
    char *text = state_text_verdicts(&one);
    REQUIRE(text && strlen(text) <= STATE_BYTES_MAX && state_parse_verdicts(text, strlen(text), &other));
    char *again = state_text_verdicts(&other);
    REQUIRE(again && strcmp(text, again) == 0);
    free(text);
    free(again);
}

static void memory(const char *bytes, size_t length)
{
    static struct state_memory one, other;
    bool good = state_parse_memory(bytes, length, &one);
    REQUIRE(good || (one.bad_count == 0 && one.kept.site[0] == '\0' && one.kept.release.version == 0));
    REQUIRE(one.bad_count <= STATE_BAD_MAX);
    REQUIRE(one.kept.release.version >= 0 && one.kept.release.version <= STORE_NUMBER_MAX);
    char *text = state_text_memory(&one);
    REQUIRE(text && strlen(text) <= STATE_BYTES_MAX && state_parse_memory(text, strlen(text), &other));
    char *again = state_text_memory(&other);
    REQUIRE(again && strcmp(text, again) == 0);
    free(text);
    free(again);
}

static void trial(const char *bytes, size_t length)
{
    struct store_id id, again;
    if (!state_parse_trial(bytes, length, &id))
        return;
    check_id(&id);
    char *text = state_text_trial(&id, 0);
    REQUIRE(text && state_parse_trial(text, strlen(text), &again));
    REQUIRE(store_id_compare(&id, &again) == 0);
    free(text);
}

static void record(const char *bytes, size_t length)
{
    size_t inner = length;
    if (!record_check(bytes, &inner)) {
        REQUIRE(inner == length);
        return;
    }
    REQUIRE(inner < length);
    /* No other byte in the place of any one. */
    char *changed = malloc(length);
    REQUIRE(changed);
    for (size_t i = 0; i < length && i < 256; i++) {
        memcpy(changed, bytes, length);
        changed[i] = (char)(changed[i] ^ (1 << i % 8));
        size_t rest = length;
        REQUIRE(!record_check(changed, &rest));
    }
    free(changed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    /* A zero stands behind what record_read gives. */
    char *bytes = malloc(size);
    REQUIRE(bytes);
    memcpy(bytes, data + 1, size - 1);
    bytes[size - 1] = '\0';
    struct store_id id;
    switch (data[0]) {
    case 'v':
        verdicts(bytes, size - 1);
        break;
    case 'm':
        memory(bytes, size - 1);
        break;
    case 't':
        trial(bytes, size - 1);
        break;
    case 'r':
        record(bytes, size - 1);
        break;
    case 'i':
        if (store_id_parse(bytes, &id))
            check_id(&id);
        break;
    default:
        break;
    }
    free(bytes);
    return 0;
}
