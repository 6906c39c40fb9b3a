/* Pictures: found, looked into once each, and bound to who shows them. */
#include "content/tables.h"

#include "base/file.h"
#include "base/str.h"
#include "content/imagehead.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static const char folder_name[] = "images/";

bool pictures_list(struct loader *loader, char **names, size_t count)
{
    struct arena *arena = loader->bind.arena;
    struct pictures *pictures = &loader->pictures;
    pictures->items = ARENA_ARRAY(arena, count + 1, struct known_picture);
    pictures->names = ARENA_ARRAY(arena, count + 1, const char *);
    if (arena_failed(arena))
        return false;
    for (size_t i = 0; i < count; i++) {
        pictures->items[i].file = arena_printf(arena, "%s%s", folder_name, names[i]);
        pictures->names[i] = pictures->items[i].file ? pictures->items[i].file + strlen(folder_name) : NULL;
    }
    pictures->count = count;
    return !arena_failed(arena);
}

void pictures_warn_unused(struct loader *loader)
{
    for (size_t i = 0; i < loader->pictures.count; i++) {
        const char *file = loader->pictures.items[i].file, *name = loader->pictures.names[i];
        struct stat info;
        struct place place = {.file = file};
        if (loader->pictures.items[i].used || files_is_readme(name))
            continue;
        if (fstatat(loader->content->folder, file, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode))
            diag_warning(loader->bind.diags, place,
                         "nothing looks into this folder; put its pictures into images itself");
        else
            diag_warning(
                loader->bind.diags, place,
                "no slide and no page shows this picture; remove it, it would be copied to every screen");
    }
}

static int compare(const void *key, const void *item)
{
    return strcmp(key, ((const struct known_picture *)item)->file);
}

/* Sets err to what "the picture images/x.jpg ..." goes on with. */
static bool read_head(int folder, const char *file, struct image_head *head, struct err *err)
{
    struct stat info;
    struct err why;
    AUTO_FREE char *bytes = NULL;
    size_t length;
    bool known = fstatat(folder, file, &info, AT_SYMLINK_NOFOLLOW) == 0;
    if (known && !S_ISREG(info.st_mode))
        return err_set(err, "is not a file but a folder or a link; put the picture itself into images");
    if (known &&
        info.st_size > IMAGE_BYTES_MAX) /* nobody reads a film into memory to learn that it is too large */
        return image_head_read(NULL, (size_t)info.st_size, head, err);
    if (!file_read_below(folder, file, IMAGE_BYTES_MAX, &bytes, &length, &why))
        return err_set(err, "cannot be read; copy it again (%s)", why.text);
    return image_head_read((const uint8_t *)bytes, length, head, err);
}

static void look_into(struct loader *loader, struct known_picture *picture)
{
    struct image_head head = {0};
    struct err err;
    picture->read = true;
    if (read_head(loader->content->folder, picture->file, &head, &err)) {
        picture->width = head.width;
        picture->height = head.height;
    } else {
        picture->problem = arena_strdup(loader->bind.arena, err.text);
    }
}

static const char *base_name(const char *path)
{
    const char *name = path;
    for (const char *at = path; *at; at++)
        if (*at == '/' || *at == '\\')
            name = at + 1;
    return name;
}

/* The name of a file of images/ that is written alike but for capital letters; or the nearest; or NULL. */
static const char *similar(const struct pictures *pictures, const char *name, bool advise)
{
    for (size_t i = 0; i < pictures->count; i++)
        if (strcasecmp(pictures->names[i], name) == 0)
            return pictures->names[i];
    return advise ? str_nearest(name, pictures->names, pictures->count) : NULL;
}

static void report_missing(struct loader *loader, const struct yaml_node *node)
{
    struct diag_list *diags = loader->bind.diags;
    const char *file = node->text, *name = base_name(file);
    const char *nearest = similar(&loader->pictures, name, loader_advises(diags, loader->pictures.count));
    bool outside = file[0] == '/' || strstr(file, "..") || strchr(file, '\\') || strstr(file, "://");
    if (outside)
        diag_error(diags, node->place,
                   "a picture must lie in the content's own folder; put it there and write %s%s", folder_name,
                   nearest ? nearest
                   : *name ? name
                           : "NAME.jpg");
    else if (nearest)
        diag_error(diags, node->place, "there is no picture %s; did you mean %s%s?", file, folder_name,
                   nearest);
    else if (strncmp(file, folder_name, strlen(folder_name)) != 0 ||
             strcmp(file + strlen(folder_name), name) != 0)
        diag_error(diags, node->place, "pictures lie in images, not in a folder of it; write %s%s",
                   folder_name, name);
    else
        diag_error(diags, node->place, "there is no picture %s; put it into the folder images", file);
}

/* "file": into a struct known_picture pointer. */
static bool read_file(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    struct loader *loader = loader_of(context);
    struct pictures *pictures = &loader->pictures;
    if (!bind_is_text(context, key, node, "the name of a picture, such as images/skyline.jpg"))
        return false;
    struct known_picture *picture = NULL;
    if (pictures->count > 0)
        picture = bsearch(node->text, pictures->items, pictures->count, sizeof *pictures->items, compare);
    if (!picture) {
        report_missing(loader, node);
        return false;
    }
    picture->used = true;
    if (!picture->read)
        look_into(loader, picture);
    if (picture->problem) {
        diag_error(context->diags, node->place, "the picture %s %s", picture->file, picture->problem);
        return false;
    }
    *(struct known_picture **)field = picture;
    return true;
}

struct focus {
    double x, y;
};

static bool read_focus(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                       void *field)
{
    struct focus focus;
    bool good = node->kind == YAML_LIST && node->count == 2;
    for (size_t i = 0; good && i < 2; i++)
        good = node->items[i]->kind == YAML_TEXT &&
               num_parse_real(node->items[i]->text, 0, 1, i == 0 ? &focus.x : &focus.y);
    if (!good) {
        diag_error(context->diags, node->place,
                   "%s must be two numbers from 0 to 1, from the left and from the top; write [0.5, 0.5] for "
                   "the middle",
                   key->name);
        return false;
    }
    *(struct focus *)field = focus;
    return true;
}

struct raw_image {
    struct known_picture *picture;
    struct tr alt;
    struct focus focus;
};

static const struct bind_key image_keys[] = {
    {.name = "file",
     .offset = offsetof(struct raw_image, picture),
     .read = read_file,
     .required = true,
     .type = "file",
     .example = "images/skyline.jpg",
     .help =
         "A JPEG, PNG or WebP in the folder `images`, at most 4096 pixels a side, 8.9 megapixels and 8 MB; "
         "1920 pixels and 400 kB are plenty."},
    {.name = "alt",
     .offset = offsetof(struct raw_image, alt),
     .read = read_tr,
     .required = true,
     .type = "text",
     .example = "Chicago at dusk",
     .help = "What there is to see, for people who do not see it."},
    {.name = "focus",
     .offset = offsetof(struct raw_image, focus),
     .read = read_focus,
     .type = "[x, y]",
     .fallback = "[0.5, 0.5]",
     .example = "[0.6, 0.4]",
     .help = "The point that stays in sight when the picture is cropped: from the left and from the top, 0 "
             "to 1."},
};
const struct bind_table table_image = {"image", image_keys, COUNT_OF(image_keys)};

bool pictures_read(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   void *field)
{
    (void)key;
    struct raw_image raw = {.focus = {0.5, 0.5}};
    if (!bind_map(context, &table_image, node, &raw))
        return false;
    struct picture *picture = ARENA_NEW(context->arena, struct picture);
    if (!picture)
        return false;
    tr_fill_empty(&raw.alt);
    *picture = (struct picture){.file = raw.picture->file,
                                .alt = raw.alt,
                                .focus_x = raw.focus.x,
                                .focus_y = raw.focus.y,
                                .width = raw.picture->width,
                                .height = raw.picture->height};
    *(const struct picture **)field = picture;
    return true;
}
