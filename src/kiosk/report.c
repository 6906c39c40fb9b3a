#include "kiosk/report.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

bool report_problems(struct report *report, struct diag_list *diags)
{
    AUTO_FREE char *prefix = NULL;
    if (asprintf(&prefix, "%s/", report->folder) < 0)
        prefix = NULL;
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    if (!memory)
        return false;
    diag_print(diags, memory, prefix ? prefix : "");
    bool news = fclose(memory) == 0 && (!report->last || strcmp(report->last, text) != 0);
    if (news)
        fputs(text, stderr);
    free(report->last);
    report->last = text;
    return news;
}

void report_finish(struct report *report)
{
    free(report->last);
    report->last = NULL;
}
