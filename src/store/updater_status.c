/* update.json. */
#include "store/status.h"
#include "store/updater.h"

bool store_updater_write_status(const char *run, const struct store_update_status *told, struct err *err)
{
    struct status status;
    if (!status_begin(&status))
        return err_set(err, "update.json: out of memory");
    status_text(&status, "program", told->program);
    status_time(&status, "last", told->last);
    status_text(&status, "code", told->code);
    status_text(&status, "text", told->text);
    status_number(&status, "epoch", told->epoch);
    status_number(&status, "version", told->version);
    status_text(&status, "commit", told->commit);
    status_time(&status, "next", told->next);
    return status_end(&status, run, "update.json", err);
}
