#include "store/status.h"

#include "base/civil.h"
#include "base/file.h"
#include "store/shelf.h"
#include "store/text.h"

#include <fcntl.h>
#include <stdlib.h>

static void write_line_start(struct status *status)
{
    fprintf(status->out, "\n%*s", (int)(2 * status->depth), "");
}

static void write_name(struct status *status, const char *name)
{
    if (!status->empty)
        fputc(',', status->out);
    status->empty = false;
    write_line_start(status);
    if (name)
        fprintf(status->out, "\"%s\": ", name);
}

static void write_bracket(struct status *status, char bracket)
{
    fputc(bracket, status->out);
    status->depth++;
    status->empty = true;
}

bool status_begin(struct status *status)
{
    *status = (struct status){0};
    status->out = open_memstream(&status->text, &status->length);
    if (status->out)
        write_bracket(status, '{');
    return status->out;
}

void status_text(struct status *status, const char *name, const char *text)
{
    write_name(status, name);
    text_quote(status->out, text);
}

void status_time(struct status *status, const char *name, int64_t seconds)
{
    char text[CIVIL_UTC_TEXT];
    civil_utc_text(seconds, text);
    status_text(status, name, seconds ? text : NULL);
}

void status_number(struct status *status, const char *name, int64_t number)
{
    write_name(status, name);
    fprintf(status->out, "%lld", (long long)number);
}

void status_open(struct status *status, const char *name, char bracket)
{
    write_name(status, name);
    write_bracket(status, bracket);
}

void status_close(struct status *status, char bracket)
{
    status->depth--;
    if (!status->empty)
        write_line_start(status);
    status->empty = false;
    fputc(bracket, status->out);
}

bool status_end(struct status *status, const char *run, const char *name, struct err *err)
{
    status_close(status, '}');
    fputc('\n', status->out);
    bool good = !ferror(status->out);
    good = fclose(status->out) == 0 && good;
    AUTO_FREE char *text = status->text;
    if (!good)
        return err_set(err, "%s/%s: out of memory", run, name);
    AUTO_CLOSE int folder = shelf_make_folder(AT_FDCWD, run, err);
    return folder >= 0 &&
           (file_write_at(folder, name, text, status->length, err) || err_context(err, "%s", run));
}
