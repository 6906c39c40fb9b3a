/* Statements as canonical text: one way to write each, and nothing that cannot be read back. */
#include "trust/sign.h"

#include "trust/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text that grows. */
struct writing {
    FILE *out; /* NULL: no memory */
    char *bytes;
    size_t size;
};

static void writing_start(struct writing *writing)
{
    *writing = (struct writing){0};
    writing->out = open_memstream(&writing->bytes, &writing->size);
}

/* The text, in the arena; NULL when memory is out. */
static const char *writing_finish(struct writing *writing, struct arena *arena)
{
    bool ok = writing->out && !ferror(writing->out);
    ok = writing->out && fclose(writing->out) == 0 && ok;
    const char *text = ok ? arena_strndup(arena, writing->bytes, writing->size) : NULL;
    free(writing->bytes);
    return text;
}

static void write_head(FILE *out, const char *site, int64_t epoch, int64_t version, int64_t created,
                       int64_t expires)
{
    char from[TRUST_TIME_TEXT], until[TRUST_TIME_TEXT];
    trust_time_text(created, from);
    trust_time_text(expires, until);
    fprintf(out, "format: %d\nsite: %s\nepoch: %lld\nversion: %lld\ncreated: %s\nexpires: %s\n",
            STATEMENT_FORMAT, site, (long long)epoch, (long long)version, from, until);
}

static void write_quoted(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

/* NULL and err unless a kiosk reads from text just what was meant: again is what it read, written once more.
 */
static const char *checked(const char *text, const char *again, struct diag_list *diags, struct err *err)
{
    size_t count = 0;
    const struct diag *items = diags ? diag_items(diags, &count) : NULL;
    if (count > 0)
        err_set(err, "%s", items[0].text);
    else if (!text || !again)
        err_set(err, "there is no memory for the statement");
    else if (strcmp(text, again) != 0)
        err_set(err, "a name in the statement does not survive being written; write it in one line");
    else
        return text;
    return NULL;
}

static const char *write_release(const struct trust_release *release, struct arena *arena)
{
    struct writing writing;
    writing_start(&writing);
    if (writing.out) {
        write_head(writing.out, release->site, release->epoch, release->version, release->created,
                   release->expires);
        fprintf(writing.out, "commit: %s\nbytes: %lld\nobjects: %lld\nminimum: %s\n", release->commit,
                (long long)release->bytes, (long long)release->objects, release->minimum);
    }
    return writing_finish(&writing, arena);
}

const char *sign_release_text(const struct trust_release *release, struct arena *arena, struct err *err)
{
    struct diag_list *diags = diag_list_create();
    struct trust_release back;
    const char *text = write_release(release, arena), *again = NULL;
    if (text && diags && statement_read_release(text, strlen(text), arena, diags, &back) == STATEMENT_GOOD)
        again = write_release(&back, arena);
    text = checked(text, again, diags, err);
    diag_list_destroy(diags);
    return text;
}

static void write_publisher(FILE *out, const struct trust_publisher *publisher)
{
    char key[TRUST_KEY_TEXT], until[TRUST_DAY_TEXT];
    trust_key_text(&publisher->key, key);
    trust_day_text(publisher->until, until);
    fprintf(out, "  - {key: %s, name: ", key);
    write_quoted(out, publisher->name);
    fprintf(out, ", until: %s}\n", until);
}

static const char *write_keyring(const struct trust_keyring *keyring, struct arena *arena)
{
    struct writing writing;
    writing_start(&writing);
    FILE *out = writing.out;
    if (out) {
        char id[TRUST_KEY_ID_TEXT], root[TRUST_KEY_TEXT];
        write_head(out, keyring->site, keyring->epoch, keyring->version, keyring->created, keyring->expires);
        trust_key_text(&keyring->root, root);
        fprintf(out, "root: %s\npublishers:%s\n", root, keyring->publisher_count ? "" : " []");
        for (size_t i = 0; i < keyring->publisher_count; i++)
            write_publisher(out, &keyring->publishers[i]);
        fprintf(out, "revoked:%s\n", keyring->revoked_count ? "" : " []");
        for (size_t i = 0; i < keyring->revoked_count; i++) {
            trust_key_id_text(keyring->revoked[i], id);
            fprintf(out, "  - %s\n", id);
        }
    }
    return writing_finish(&writing, arena);
}

const char *sign_keyring_text(const struct trust_keyring *keyring, struct arena *arena, struct err *err)
{
    struct diag_list *diags = diag_list_create();
    struct trust_keyring back;
    const char *text = write_keyring(keyring, arena), *again = NULL;
    if (text && diags && statement_read_keyring(text, strlen(text), arena, diags, &back) == STATEMENT_GOOD)
        again = write_keyring(&back, arena);
    text = checked(text, again, diags, err);
    diag_list_destroy(diags);
    return text;
}
