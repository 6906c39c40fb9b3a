/*
 * The pictures. Each function fills a black canvas of WIDTH x HEIGHT with linear light; what is to be seen
 * lies right of the middle and the left is quiet, because text is laid over it.
 */
#ifndef PICTURES_PICTURES_H
#define PICTURES_PICTURES_H

#include "pixels.h"

enum { WIDTH = 1920, HEIGHT = 1080 };

void paint_phantom(struct canvas *c);
void paint_sinogram(struct canvas *c);
void paint_kspace(struct canvas *c);
void paint_spiral(struct canvas *c);
void paint_brain(struct canvas *c);
void paint_vessels(struct canvas *c);
void paint_ultrasound(struct canvas *c);
void paint_chest(struct canvas *c);
void paint_pet(struct canvas *c);
void paint_radiomics(struct canvas *c);
void paint_carm(struct canvas *c);
void paint_gantry(struct canvas *c);
void paint_library(struct canvas *c);
void paint_skyline(struct canvas *c);
void paint_dawn(struct canvas *c);

#endif
