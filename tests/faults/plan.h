/* plan: what a program under test shares with the test: which of its calls is to go wrong, and how; and what
 * it has called. Lies in a mapped file that LOBBY_FAULTS names, for all of its processes. */
#ifndef LOBBY_TESTS_FAULTS_PLAN_H
#define LOBBY_TESTS_FAULTS_PLAN_H

#include <stdatomic.h>
#include <stdbool.h>

enum plan_call {
    CALL_OPEN, /* that makes a file */
    CALL_WRITE,
    CALL_ALLOCATE,
    CALL_SYNC,
    CALL_RENAME,
    CALL_LINK,
    CALL_MKDIR,
    CALL_UNLINK,
    CALL_READ,
    CALL_COUNT
};

/* Sets of calls. */
#define PLAN_BIT(call) (1u << (call))
#define PLAN_CHANGES   (PLAN_BIT(CALL_READ) - 1)
#define PLAN_READS     PLAN_BIT(CALL_READ)
/* Those that a full disk refuses. */
#define PLAN_WANTS_ROOM (PLAN_BIT(CALL_MKDIR + 1) - 1)

enum plan_how {
    PLAN_COUNT,      /* nothing happens */
    PLAN_KILL_ALL,   /* the whole process group is killed before the call; a write is done by half */
    PLAN_KILL_FIRST, /* only the process that leads the group */
    PLAN_KILL_SELF,  /* only the one that calls */
    PLAN_FAIL,       /* the call fails; a write is done by half */
    PLAN_FAIL_ON,    /* it and all after it */
    PLAN_FILL,       /* the disk is filled before it, but for so many bytes; see plan.filler */
    PLAN_LIE         /* it does nothing, a write half of what it should, and says that it went well */
};

enum { PLAN_CALLS_MAX = 4096, PLAN_PATH = 256, PLAN_NAME = 88 };

struct plan_entry {
    unsigned char call;
    bool first; /* called by the process that leads the group */
    char name[PLAN_NAME];
};

struct plan {
    char below[PLAN_PATH];  /* only calls on what lies below this folder count: a real path */
    char except[PLAN_PATH]; /* and not below this one; "": none */
    unsigned calls;         /* a set */
    unsigned at;            /* from 1; 0: none */
    enum plan_how how;
    int error;
    bool apart; /* what is wrong on purpose, for checks to find: renames are made of several calls */
    char filler[PLAN_PATH]; /* how the files begin with which the disk is filled */
    unsigned long leave;    /* so many bytes stay free */
    atomic_uint taken;
    struct plan_entry entries[PLAN_CALLS_MAX]; /* of the first of them */
};

#endif
