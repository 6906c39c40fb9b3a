#include "ui/words.h"

#include "base/str.h"

#include <string.h>

struct language {
    const char *code; /* first subtag */
    const char *words[WORD_COUNT];
};

static const struct language languages[] = {
    {"en",
     {[WORD_TOUCH_TO_EXPLORE] = "Touch to explore",
      [WORD_BACK] = "Back",
      [WORD_HOME] = "Home",
      [WORD_PREVIOUS] = "Previous slide",
      [WORD_NEXT] = "Next slide",
      [WORD_PAUSE] = "Pause",
      [WORD_PLAY] = "Go on",
      [WORD_LANGUAGE] = "Language",
      [WORD_CHOOSE_LANGUAGE] = "Choose a language",
      [WORD_MORE_BELOW] = "More below",
      [WORD_TO_TOP] = "Back to top",
      [WORD_RELATED] = "Read on",
      [WORD_CONTACT] = "Contact",
      [WORD_SCAN_CONTACT] = "Scan to save this contact",
      [WORD_SCAN_LINK] = "Scan with your phone to open this page",
      [WORD_SCAN_PHONE] = "Scan with your phone to call",
      [WORD_SCAN_MAIL] = "Scan with your phone to write an e-mail",
      [WORD_NOTICE] = "Notice",
      [WORD_STILL_THERE] = "Are you still there?",
      [WORD_STILL_THERE_TEXT] = "This screen will return to the start.",
      [WORD_STAY] = "Yes, keep reading",
      [WORD_SAFE_TITLE] = "Welcome",
      [WORD_SAFE_TEXT] = "This screen is being prepared. Our staff at the desk will gladly help you."}},
    {"es",
     {[WORD_TOUCH_TO_EXPLORE] = "Toque para explorar",
      [WORD_BACK] = "Atrás",
      [WORD_HOME] = "Inicio",
      [WORD_PREVIOUS] = "Diapositiva anterior",
      [WORD_NEXT] = "Diapositiva siguiente",
      [WORD_PAUSE] = "Pausar",
      [WORD_PLAY] = "Continuar",
      [WORD_LANGUAGE] = "Idioma",
      [WORD_CHOOSE_LANGUAGE] = "Elija un idioma",
      [WORD_MORE_BELOW] = "Hay más abajo",
      [WORD_TO_TOP] = "Volver arriba",
      [WORD_RELATED] = "Siga leyendo",
      [WORD_CONTACT] = "Contacto",
      [WORD_SCAN_CONTACT] = "Escanee para guardar este contacto",
      [WORD_SCAN_LINK] = "Escanee con su teléfono para abrir esta página",
      [WORD_SCAN_PHONE] = "Escanee con su teléfono para llamar",
      [WORD_SCAN_MAIL] = "Escanee con su teléfono para escribir un correo",
      [WORD_NOTICE] = "Aviso",
      [WORD_STILL_THERE] = "¿Sigue ahí?",
      [WORD_STILL_THERE_TEXT] = "Esta pantalla volverá al inicio.",
      [WORD_STAY] = "Sí, seguir leyendo",
      [WORD_SAFE_TITLE] = "Bienvenidos",
      [WORD_SAFE_TEXT] = "Esta pantalla se está preparando. El personal de recepción le ayudará con gusto."}},
};

static const struct language *find(const char *lang)
{
    size_t length = strcspn(lang, "-_");
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        if (strlen(languages[i].code) == length && strncmp(languages[i].code, lang, length) == 0)
            return &languages[i];
    }
    return &languages[0];
}

const char *word_in(const char *lang, enum word word)
{
    const char *text = find(lang)->words[word];
    return text ? text : languages[0].words[word];
}
