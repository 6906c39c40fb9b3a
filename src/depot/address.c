#include "depot/address.h"

#include "base/file.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_part(CURLU *url, CURLUPart part)
{
    char *text = NULL;
    bool there = curl_url_get(url, part, &text, 0) == CURLUE_OK;
    curl_free(text);
    return there;
}

static bool check_url(CURLU *url, const struct depot_source *source, struct refusal *why)
{
    if (curl_url_set(url, CURLUPART_URL, source->where, 0) != CURLUE_OK)
        return refuse(why, "address", "%s: it is no address; write https://HOST/PATH, or a folder's path",
                      source->where);
    if (has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD))
        return refuse(why, "address",
                      "the address holds a user or a password; publications are read without");
    if (has_part(url, CURLUPART_QUERY) || has_part(url, CURLUPART_FRAGMENT))
        return refuse(why, "address", "%s: leave out everything from the \"?\" or \"#\"", source->where);
    char *scheme = NULL;
    if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK)
        return refuse(why, "address", "out of memory");
    const bool https = strcmp(scheme, "https") == 0, http = strcmp(scheme, "http") == 0;
    curl_free(scheme);
    if (http && !source->allow_http)
        return refuse(why, "address", "%s: it has no TLS; write https, or allow http in the settings",
                      source->where);
    return https || http ||
           refuse(why, "address",
                  "%s: only https, http and folders are read; write https://HOST/PATH, or a folder's path",
                  source->where);
}

static char *without_slashes(const char *text)
{
    size_t length = strlen(text);
    while (length > 1 && text[length - 1] == '/')
        length--;
    return strndup(text, length);
}

bool address_init(struct address *address, const struct depot_source *source, struct refusal *why)
{
    *address = (struct address){0};
    const char *where = source->where;
    if (strncmp(where, "file://", 7) == 0)
        where += 7;
    char **place = strstr(where, "://") ? &address->url : &address->folder;
    if (!where[0] || (where != source->where && where[0] != '/'))
        return refuse(why, "address", "\"%s\": it names no folder; write file:///PATH or a path",
                      source->where);
    if (place == &address->url) {
        CURLU *url = curl_url();
        const bool ok = url ? check_url(url, source, why) : refuse(why, "address", "out of memory");
        curl_url_cleanup(url);
        if (!ok)
            return false;
    }
    *place = without_slashes(where);
    return *place || refuse(why, "address", "out of memory");
}

void address_finish(struct address *address)
{
    free(address->url);
    free(address->folder);
    *address = (struct address){0};
}

char *address_of(const char *base, const char *name)
{
    char *whole = NULL;
    return asprintf(&whole, "%s/%s", base, name) < 0 ? NULL : whole;
}
