/* facts/telling: the facts, in the words in which each language tells them. */
#ifndef LOBBY_TESTS_FACTS_TELLING_H
#define LOBBY_TESTS_FACTS_TELLING_H

#include <stddef.h>

#define WORDS_MAX 8

/* A fact is told where all of its words stand on one screen; a rank without its ranker is not told. */
struct fact {
    const char *about; /* the same in every language, in the same order */
    const char *words[WORDS_MAX];
};

/* Wherever the rank stands, its ranker stands on the same screen. */
struct ranker {
    const char *rank, *ranker;
};

struct telling {
    const char *lang;
    const struct fact *facts;
    size_t n_facts;
    const struct ranker *rankers; /* for ranks in words; those in figures are the same everywhere */
    size_t n_rankers;
    const char *const *unsaid; /* not ours to say, such as that residents are gone; ends with NULL */
};

extern const struct telling telling_en, telling_es;

#endif
