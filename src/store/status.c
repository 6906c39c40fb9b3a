#include "store/status.h"

#include "base/civil.h"
#include "base/file.h"
#include "store/shelf.h"
#include "store/text.h"

#include <fcntl.h>
#include <stdlib.h>

bool status_begin(struct status *status)
{
    *status = (struct status){.comma = ""};
    status->out = open_memstream(&status->text, &status->length);
    if (status->out)
        status_open(status, NULL, '{');
    return status->out;
}

static void write_name(struct status *status, const char *name)
{
    fprintf(status->out, "%s\n", status->comma);
    status->comma = ",";
    if (name)
        fprintf(status->out, "\"%s\": ", name);
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
    if (status->comma[0] || name)
        write_name(status, name);
    fputc(bracket, status->out);
    status->comma = "";
}

void status_close(struct status *status, char bracket)
{
    fputc(bracket, status->out);
    status->comma = ",";
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
