/* Structs to bytes. */
#include "store/state.h"

#include "base/civil.h"
#include "store/text.h"

#include <stdio.h>
#include <stdlib.h>

struct sheet {
    FILE *out;
    char *text;
    size_t length;
};

static FILE *begin(struct sheet *sheet, const char *whose)
{
    *sheet = (struct sheet){0};
    sheet->out = open_memstream(&sheet->text, &sheet->length);
    if (sheet->out)
        fprintf(sheet->out, "# Written by %s alone; see src/store/README.md.\nformat: %d\n", whose,
                STATE_FORMAT);
    return sheet->out;
}

static char *end(struct sheet *sheet)
{
    bool good = !ferror(sheet->out);
    good = fclose(sheet->out) == 0 && good;
    if (!good) {
        free(sheet->text);
        sheet->text = NULL;
    }
    return sheet->text;
}

static void write_when(FILE *out, int64_t when)
{
    char text[CIVIL_UTC_TEXT];
    civil_utc_text(when, text);
    fputs(text, out);
}

char *state_text_verdicts(const struct state_verdicts *verdicts)
{
    static const char *const words[] = {"none", "good", "bad"};
    struct sheet sheet;
    char name[STORE_NAME_TEXT];
    FILE *out = begin(&sheet, "lobby-kiosk");
    if (!out)
        return NULL;
    if (verdicts->shown.epoch >= 0) {
        store_id_name(&verdicts->shown, name);
        fprintf(out, "shown: %s\n", name);
    }
    fputs(verdicts->count ? "generations:\n" : "generations: []\n", out);
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct state_verdict *item = &verdicts->items[i];
        store_id_name(&item->id, name);
        fprintf(out, "  - generation: %s\n    attempts: %u\n    verdict: %s\n    reason: ", name,
                item->attempts, words[item->verdict]);
        text_quote(out, item->reason);
        fputs("\n    when: ", out);
        write_when(out, item->when);
        fputc('\n', out);
    }
    return end(&sheet);
}

static void write_seen(FILE *out, const char *key, const struct store_seen *seen)
{
    fprintf(out, "%s: {epoch: %lld, version: %lld, digest: ", key, (long long)seen->epoch,
            (long long)seen->version);
    text_quote(out, seen->digest);
    fputs(", created: ", out);
    write_when(out, seen->created);
    fputs("}\n", out);
}

static void write_line(FILE *out, const char *key, const char *text)
{
    fprintf(out, "%s: ", key);
    text_quote(out, text);
    fputc('\n', out);
}

char *state_text_memory(const struct state_memory *memory)
{
    struct sheet sheet;
    FILE *out = begin(&sheet, "lobby-update");
    if (!out)
        return NULL;
    write_seen(out, "release", &memory->kept.release);
    write_seen(out, "keyring", &memory->kept.keyring);
    write_line(out, "site", memory->kept.site);
    write_line(out, "origin", memory->kept.origin);
    write_line(out, "root", memory->kept.root);
    write_line(out, "signer", memory->kept.signer);
    write_line(out, "doubted", memory->kept.doubted);
    fputs(memory->bad_count ? "bad:\n" : "bad: []\n", out);
    for (size_t i = 0; i < memory->bad_count; i++) {
        fprintf(out, "  - commit: \"%s\"\n    reason: ", memory->bad[i].commit);
        text_quote(out, memory->bad[i].reason);
        fputs("\n    when: ", out);
        write_when(out, memory->bad[i].when);
        fputc('\n', out);
    }
    return end(&sheet);
}

char *state_text_trial(const struct store_id *trial, int64_t now)
{
    struct sheet sheet;
    char name[STORE_NAME_TEXT];
    FILE *out = begin(&sheet, "lobby-update");
    if (!out)
        return NULL;
    store_id_name(trial, name);
    fprintf(out, "generation: %s\nnamed: ", name);
    write_when(out, now);
    fputc('\n', out);
    return end(&sheet);
}
