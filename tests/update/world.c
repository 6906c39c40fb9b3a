#include "world.h"

#include "place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char world_words[] =
    "sign() { minisign -S -q -c 'lobby signature' -t 'by hand' -s \"$1.key\" -m \"$2\" -x \"$2.minisig\"; }\n"
    "says() { k=$1 f=pub/$2; shift 2; sed -i \"$@\" \"$f\" && sign \"$k\" \"$f\"; }\n"
    "fresh() { for f in $(cd pub && ls repo/objects/*/*.$1); do "
    "[ -e \"old/$f\" ] || { echo \"pub/$f\"; return; }; done; return 1; }\n"
    "at() { sed -i \"s|^  from: .*|  from: $1|\" kiosk.yaml; }\n"
    "from() { at \"$1\" && echo '  http: true' >> kiosk.yaml; }\n"
    "recover() { cp -r keys k && $ctl keys renew --recover --keys k && rm -r pub/releases pub/release.yaml* "
    "&& "
    "$ctl publish \"$1\" --to pub --yes --keys k; }\n"
    "P=keys/publisher R=keys/root\n";

#define ERROR_LINE "lobby-update: error: "

/* --- the honest world --- */

/* One slide, so that a look at it costs little. */
static void write_content(const char *folder, const char *title)
{
    runs(
        0,
        "mkdir -p %s/slides && printf 'format: 1\\nname: A lobby\\nlanguages: [en]\\nslideshow:\\n  order: "
        "[welcome]\\n' > %s/lobby.yaml && printf 'layout: statement\\ntitle: %s\\n' > %s/slides/welcome.yaml",
        folder, folder, title, folder);
}

/* Keys beside the desk's. The trainee's time is over since yesterday; lobbyctl would not add such a key. */
static void make_keys(void)
{
    runs(0, "for k in thief trainee stranger; do minisign -G -W -f -p $k.pub -s $k.key; done && "
            "$ctl keys add thief.pub --name Thief && $ctl keys add trainee.pub --name Trainee");
    runs(0,
         "%s f=keys/keyrings/3.yaml d=$(date -u -d yesterday +%%F) && sed -i \"/Trainee/s/until: "
         "[0-9-]*/until: $d/\" $f && sign $R $f && $ctl keys list | grep \"Trainee, until $d\"",
         world_words);
}

static void publish(const char *content)
{
    runs(0, "$ctl publish %s --to pub --yes", content);
}

static void take_over(void)
{
    runs(0, "$update");
    world_judge_good();
}

/* Version 3 as staff with another tool might have made it: lobbyctl publishes no content with errors. */
static void publish_broken(void)
{
    struct place place;
    place_create(&place);
    runs(0, "cp -a new broken && cp -a third wrong && echo 'titel: x' >> wrong/slides/welcome.yaml");
    snprintf(place.content, sizeof place.content, "wrong");
    snprintf(place.publication, sizeof place.publication, "broken");
    place_publish(&place);
    place_remove(&place);
    runs(0,
         "%s mv pub keep; mv broken pub; says $P release.yaml -e 's/^commit: .*/commit: %s/' -e 's/^bytes: "
         ".*/bytes: %ju/' -e 's/^objects: .*/objects: %ju/' && mv pub broken && mv keep pub",
         world_words, place.commit, (uintmax_t)place.size.bytes, (uintmax_t)place.size.objects);
}

int world_set_up(void **state)
{
    stand_set_up(state);
    setenv("clock", UPDATE_CLOCK, 1);
    unsetenv("JOURNAL_STREAM");
    make_keys();
    write_content("first", "Welcome");
    write_content("second", "Good morning");
    write_content("third", "Good afternoon");
    write_content("fourth", "Good evening");
    publish("first");
    take_over();
    publish("second");
    take_over();
    runs(0, "mv state kept && cp kiosk.yaml kept.yaml && cp -a pub old");
    publish("third");
    runs(0, "cp -a pub new && $ctl keys revoke Thief");
    publish_broken();
    publish("fourth");
    runs(0, "mv pub next && rm -r run");
    return 0;
}

int world_tear_down(void **state)
{
    return stand_tear_down(state);
}

void world_renew(void)
{
    runs(0,
         "rm -rf pub state run told.* k x && cp -a new pub && cp -a kept state && mkdir run && cp kept.yaml "
         "kiosk.yaml");
}

/* --- one look at it --- */

int world_update(const struct row *row)
{
    return shell("env %s%s $update %s > told.out 2> told.err",
                 row->with ? "ASAN_OPTIONS=\"$ASAN_OPTIONS:verify_asan_link_order=0\" LD_PRELOAD=\"$clock\" "
                           : "",
                 row->with ? row->with : "", row->args ? row->args : "");
}

static char *said_by(const char *line)
{
    runs(0, "%s", line);
    char *text = strdup(stand_said);
    assert_non_null(text);
    return text;
}

/* Everything that decides what is on the screen: names, bytes, and that they are the same files. */
static char *picture(void)
{
    char *files =
        said_by("cd state && cat trial trial.copy kiosk/verdicts.yaml && find generations | sort && "
                "find generations -type f -printf '%p %i %m %T@\\n' -exec sha256sum '{}' + | sort");
    char *whole = NULL;
    assert_true(asprintf(&whole, "%s\n%s", world_shown(), files) > 0);
    free(files);
    return whole;
}

/* What the kiosk is on the disk. */
struct before {
    char *picture, *release, *keyring;
};

static struct before look(void)
{
    return (struct before){.picture = picture(),
                           .release = said_by("grep '^release: ' state/updater.yaml"),
                           .keyring = said_by("grep '^keyring: ' state/updater.yaml")};
}

static void forget(struct before *before)
{
    free(before->picture);
    free(before->release);
    free(before->keyring);
}

/* --- the judgment --- */

struct judge {
    const struct row *row;
    char *fault;
    size_t size;
};

static bool at_fault(const struct judge *judge, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool at_fault(const struct judge *judge, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(judge->fault, judge->size, format, args);
    va_end(args);
    return false;
}

/* The sentence behind the code in the only line of an error; NULL unless there is one such line. */
static char *only_error(char *told)
{
    char *line = strstr(told, ERROR_LINE);
    if (!line || strstr(line + 1, ERROR_LINE))
        return NULL;
    line += strlen(ERROR_LINE);
    line[strcspn(line, "\n")] = '\0';
    return line;
}

/* "CODE: what is wrong; what to do". */
static bool judge_line(const struct judge *judge, char *told, const char **sentence)
{
    const struct row *row = judge->row;
    const size_t length = strlen(row->code);
    char *line = only_error(told);
    if (!line)
        return at_fault(judge, "not one line of an error: %s", told);
    if (strncmp(line, row->code, length) != 0 || strncmp(line + length, ": ", 2) != 0)
        return at_fault(judge, "not %s, but %s", row->code, line);
    *sentence = line + length + 2;
    const char *advice = strrchr(line, ';');
    if (!advice || strlen(advice) < strlen("; try again"))
        return at_fault(judge, "it does not say what to do: %s", line);
    if (row->says && !strstr(line, row->says))
        return at_fault(judge, "it does not say \"%s\": %s", row->says, line);
    return true;
}

/* Takes the quotes' backslashes out, in place. */
static void unquote(char *text)
{
    char *to = text;
    for (; *text; text++) {
        if (*text == '\\' && text[1])
            text++;
        *to++ = *text;
    }
    *to = '\0';
}

static bool judge_status(const struct judge *judge, const char *sentence)
{
    const struct row *row = judge->row;
    char *json = said_by("cat run/update.json"), code[64], version[64];
    snprintf(code, sizeof code, "\"code\": \"%s\",", row->code);
    snprintf(version, sizeof version, "\"version\": %d,", row->learns & RELEASE ? 3 : 2);
    unquote(json);
    bool ok = strstr(json, sentence) ? true : at_fault(judge, "update.json tells another reason: %s", json);
    free(json);
    json = said_by("cat run/update.json");
    if (ok && !strstr(json, code))
        ok = at_fault(judge, "update.json has another code: %s", json);
    if (ok && !strstr(json, version) && strcmp(row->code, "settings") != 0 && strcmp(row->code, "state") != 0)
        ok = at_fault(judge, "update.json has another version: %s", json);
    free(json);
    return ok;
}

static bool judge_memory(const struct judge *judge, const struct before *before)
{
    const unsigned learns = judge->row->learns;
    struct before now = look();
    bool ok = true;
    if (strcmp(now.picture, before->picture) != 0)
        ok = at_fault(judge, "what is shown has changed from %s to %s", before->picture, now.picture);
    else if (learns & RELEASE ? !strstr(now.release, "{epoch: 1, version: 3,")
                              : strcmp(now.release, before->release) != 0)
        ok = at_fault(judge, "the remembered release is %s", now.release);
    else if (!(learns & KEYRING) == (strcmp(now.keyring, before->keyring) != 0))
        ok = at_fault(judge, "the remembered keyring is %s", now.keyring);
    forget(&now);
    return ok;
}

/* Nothing half lies around; but what a killed pull has left is cleared away by the next. */
static bool judge_order(const struct judge *judge)
{
    const char *left =
        judge->row->code && strcmp(judge->row->code, "crash") == 0 ? NULL : world_left_behind();
    return !left || at_fault(judge, "left behind: %s", left);
}

/* It was refused, and nothing else has happened. */
static bool judge_refusal(const struct judge *judge, int code, const struct before *before)
{
    const char *sentence = "";
    char *told = said_by("cat told.out told.err");
    bool ok = code == 1 ? judge_line(judge, told, &sentence)
                        : at_fault(judge, "exit code %d, not 1: %s", code, told);
    ok = ok && judge_status(judge, sentence) && judge_memory(judge, before) && judge_order(judge);
    free(told);
    return ok;
}

/* Version N of the content waits for the kiosk to try it. */
static bool judge_taken(const struct judge *judge, int code, int version, const char *content)
{
    char trial[32];
    snprintf(trial, sizeof trial, "trial 1-%d-", version);
    if (code != 0)
        return at_fault(judge, "version %d is not taken over: %s", version,
                        shell("cat told.out told.err") == 0 ? stand_said : "");
    if (shell("grep -q '\"code\": \"ok\"' run/update.json && diff -r state/generations/1-%d-* %s", version,
              content) != 0)
        return at_fault(judge, "version %d is not what was published: %s", version, stand_said);
    const char *left = world_left_behind();
    if (left)
        return at_fault(judge, "left behind: %s", left);
    const char *shown = world_shown();
    return strncmp(shown, trial, strlen(trial)) == 0 || at_fault(judge, "%s is shown", shown);
}

/* --- a row --- */

static bool play(struct server *server, int fd, const char *path)
{
    const struct row *row = server->script;
    if (!ends_so(path, row->path))
        return false;
    answer(server, fd, row->answer, row->then, row->again);
    return true; /* the connection ends */
}

struct server *world_serve(const struct row *row)
{
    struct server *server = server_start(&(struct server){.folder = "pub", .rule = play, .script = row});
    runs(0, "%s from %s", world_words, server->url);
    return server;
}

bool world_try(const struct row *row, const char *spoil, char *fault, size_t size)
{
    const struct judge judge = {row, fault, size};
    world_renew();
    struct before before = look();
    struct server *server = row->path ? world_serve(row) : NULL;
    if (row->alter)
        runs(0, "%s %s", world_words, row->alter);
    const int code = world_update(row);
    if (server)
        server_stop(server);
    if (spoil)
        runs(0, "%s", spoil);
    bool ok = row->code ? judge_refusal(&judge, code, &before) : judge_taken(&judge, code, 3, "third");
    forget(&before);
    if (!ok)
        return false;
    runs(0, "rm -rf pub && cp -a next pub && cp kept.yaml kiosk.yaml && %s", row->undo ? row->undo : ":");
    return judge_taken(&judge, world_update(&(struct row){.code = NULL}), 4, "fourth");
}

unsigned world_rows(const struct row *rows, size_t count)
{
    static char fault[16384];
    unsigned refused = 0, faults = 0;
    for (size_t i = 0; i < count; i++) {
        const bool ok = world_try(&rows[i], NULL, fault, sizeof fault);
        print_message("%-15s %s\n", rows[i].code ? rows[i].code : "taken over", rows[i].shows);
        if (!ok)
            print_error("fault: %s: %s\n", rows[i].shows, fault);
        faults += !ok;
        refused += rows[i].code != NULL;
    }
    print_message("%u refusals, %u faults\n", refused, faults);
    assert_int_equal(faults, 0);
    return refused;
}
