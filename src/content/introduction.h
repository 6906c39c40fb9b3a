/* content/introduction: introduction.md as a terminated string. Part of the room, not for others. */
#ifndef LOBBY_CONTENT_INTRODUCTION_H
#define LOBBY_CONTENT_INTRODUCTION_H

extern const unsigned char content_introduction[];

#endif
