/* Files that call themselves a picture and are something else, or something more. */
#include "cases.h"

#include "images.h"

#define PICTURE "images/picture.png"
#define SVG     "<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'"

static const struct png small_png = {64, 36, 8, PNG_RGB, false};
static const struct jpeg small_jpeg = {.width = 64, .height = 36, .quality = 80, .noise = 60};

static void png_and_page(struct bytes *bytes)
{
    png_make(bytes, &small_png, true);
    bytes_text(bytes, "<html><script>alert(1)</script></html>");
}

static void png_and_archive(struct bytes *bytes)
{
    png_make(bytes, &small_png, true);
    bytes_add(bytes, "PK\3\4", 4);
    bytes_fill(bytes, 'z', 100000);
}

static void jpeg_and_page(struct bytes *bytes)
{
    jpeg_make(bytes, &small_jpeg);
    bytes_text(bytes, "<?php system($_GET[0]); ?>");
}

static void jpeg_with_page_inside(struct bytes *bytes)
{
    static const char page[] = "*/<script>alert(1)</script><!--";
    jpeg_make(bytes, &small_jpeg);
    jpeg_insert(bytes, 0xfe, page, sizeof page);
}

static void webp_and_page(struct bytes *bytes)
{
    bytes_load(bytes, "seeds/lossy.webp");
    bytes_text(bytes, "%PDF-1.4");
}

static void png_behind_blank(struct bytes *bytes)
{
    png_make(bytes, &small_png, true);
    bytes_insert(bytes, 0, " ", 1);
}

static void png_in_text_mode(struct bytes *bytes)
{
    png_make(bytes, &small_png, true);
    bytes_remove(bytes, 4, 1); /* the carriage return */
}

static const struct hostile_case rows[] = {
    {"a drawing", REFUSED, "is an SVG drawing", PICTURE, .head = TEXT(SVG "/>")},
    {"a drawing of a long dashed stroke", REFUSED, "is an SVG drawing", PICTURE,
     .head = TEXT(SVG "><path d='M0 0H1e9' stroke='#000' stroke-width='9' stroke-dasharray='.0001'/></svg>")},
    {"a drawing that begins as XML", REFUSED, "is an SVG drawing", PICTURE,
     .head = TEXT("<?xml version='1.0'?>" SVG "/>")},
    {"a drawing behind a comment", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("<!-- -->" SVG "/>")},
    {"a drawing behind a mark", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\xef\xbb\xbf" SVG "/>")},
    {"a drawing behind blanks", REFUSED, "no picture that can be shown", PICTURE, .unit = TEXT("\n "),
     .times = 500000, .tail = TEXT(SVG "/>")},
    {"a packed drawing", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\x1f\x8b\x08\0\0\0\0\0\0\3")},
    {"a GIF", REFUSED, "is a GIF", PICTURE,
     .head = TEXT("GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\2\2D\1\0;")},
    {"a BMP", REFUSED, "is a BMP", PICTURE,
     .head =
         TEXT("BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f\1\0\x18\0\0\0\0\0")},
    {"a TIFF", REFUSED, "is a TIFF", PICTURE, .head = TEXT("II*\0\x08\0\0\0\0\0")},
    {"a TIFF of the other order", REFUSED, "is a TIFF", PICTURE, .head = TEXT("MM\0*\0\0\0\x08\0\0")},
    {"a TGA", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\0\0\2\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\x20\0")},
    {"an XPM", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("/* XPM */\nstatic char *x[] = {\"60000 60000 1 1\", \"a c #000\"};\n")},
    {"an LBM", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("FORM\0\0\1\0ILBMBMHD\0\0\0\x14\xff\xff\xff\xff")},
    {"a PCX", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\x0a\5\1\x08\0\0\0\0\xff\xff\xff\xff")},
    {"a PNM", REFUSED, "no picture that can be shown", PICTURE, .head = TEXT("P6\n60000 60000\n255\n")},
    {"a QOI", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("qoif\0\0\xff\xff\0\0\xff\xff\3\0")},
    {"an icon", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\0\0\1\0\1\0\0\0\0\0\1\0\x20\0")},
    {"an XCF", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("gimp xcf file\0\xff\xff\xff\xff")},
    {"an XV thumbnail", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("P7 332\n#END_OF_COMMENTS\n60000 60000 255\n")},
    {"an AVIF", REFUSED, "is an AVIF", PICTURE,
     .head = TEXT("\0\0\0\x1c"
                  "ftypavif\0\0\0\0avifmif1miaf")},
    {"a HEIC", REFUSED, "is a HEIC", PICTURE,
     .head = TEXT("\0\0\0\x18"
                  "ftypheic\0\0\0\0mif1heic")},
    {"a JPEG XL", REFUSED, "no picture that can be shown", PICTURE, .head = TEXT("\xff\x0a\xfa\x7f\0")},
    {"a JPEG XL in a box", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\0\0\0\x0cJXL \r\n\x87\n")},
    {"a JPEG 2000", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\0\0\0\x0cjP  \r\n\x87\n")},
    {"a PDF", REFUSED, "is a PDF", PICTURE, .head = TEXT("%PDF-1.7\n")},
    {"a Photoshop file", REFUSED, "Photoshop", PICTURE,
     .head = TEXT("8BPS\0\1\0\0\0\0\0\0\0\3\0\0\xff\xff\0\0\xff\xff\0\x08\0\3")},
    {"a film", REFUSED, "no picture that can be shown", PICTURE, .head = TEXT("RIFF\xff\xff\0\0AVI LIST")},
    {"a sound", REFUSED, "no picture that can be shown", PICTURE, .head = TEXT("RIFF\xff\xff\0\0WAVEfmt ")},
    {"a program", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\x7f"
                  "ELF\2\1\1\0")},
    {"a moving PNG of another kind", REFUSED, "no picture that can be shown", PICTURE,
     .head = TEXT("\x8aMNG\r\n\x1a\n\0\0\0\x1cMHDR")},
    {"a page", REFUSED, "no picture that can be shown", PICTURE, .head = TEXT("<html></html>")},
    {"nothing", REFUSED, "is empty", PICTURE, .head = TEXT("")},
    {"one byte", REFUSED, "no picture that can be shown", PICTURE, .head = TEXT("\xff")},
    {"eight megabytes of zeros", REFUSED, "no picture that can be shown", PICTURE,
     .unit = TEXT("\0\0\0\0\0\0\0\0"), .times = 1048576},
    {"a byte more than eight megabytes", REFUSED, "8.4 MB, and 8 are allowed", PICTURE,
     .unit = TEXT("\0\0\0\0\0\0\0\0"), .times = 1048576, .tail = TEXT("\0")},
    {"a PNG behind a blank", REFUSED, "no picture that can be shown", .picture = png_behind_blank},
    {"a PNG that went through text mode", REFUSED, "no picture that can be shown",
     .picture = png_in_text_mode},
    {"a PNG that is a page too", SHOWN, NULL, .picture = png_and_page},
    {"a PNG that is an archive too", SHOWN, NULL, .picture = png_and_archive},
    {"a JPEG that is a program too", SHOWN, NULL, .picture = jpeg_and_page},
    {"a JPEG with a page inside", SHOWN, NULL, .picture = jpeg_with_page_inside},
    {"a WebP that is a PDF too", SHOWN, NULL, .picture = webp_and_page},
};
const struct hostile_table cases_fakes = {"fakes", rows, sizeof rows / sizeof rows[0]};
