/* picture_folder.h: an empty folder and the helper that reads pictures, for tests of them. */
#ifndef DATELINE_TEST_PICTURE_FOLDER_H
#define DATELINE_TEST_PICTURE_FOLDER_H

#include "check.h"

#include "db/picture.h"
#include "tests/remove_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct picture_folder {
    char path[48];
    int fd;
    char helper[512]; /* the path of dateline-image */
    struct picture_limits limits;
};

/* Beside the tests' build folder, or where DATELINE_IMAGE says. */
static inline void picture_folder_helper(char out[512])
{
    const char *said = getenv("DATELINE_IMAGE");
    char self[400];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    for (int i = 0; i < 3 && strrchr(self, '/'); i++)
        *strrchr(self, '/') = '\0';
    if (said)
        snprintf(out, 512, "%s", said);
    else
        snprintf(out, 512, "%s/dateline-image", self);
}

/* The program that tries to get out, in the helper's place. */
static inline void picture_folder_stand_in(struct picture_folder *f)
{
    char self[400];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n > 0 ? n : 0] = '\0';
    *strrchr(self, '/') = '\0';
    snprintf(f->helper, sizeof f->helper, "%s/stand_in", self);
}

static inline void picture_folder_make(struct picture_folder *f)
{
    snprintf(f->path, sizeof f->path, "/tmp/test-picture-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    picture_folder_helper(f->helper);
}

/* Made by the helper, started here. */
static inline enum picture_status picture_folder_store(const struct picture_folder *f,
                                                       struct arena *a,
                                                       const struct picture_source *from,
                                                       struct picture *made)
{
    const struct picture_maker by = {.helper = f->helper, .starter = -1, .limits = f->limits};
    enum picture_status st = picture_make(a, &by, f->fd, from, INT64_C(1767862800000), made);
    if (st == PICTURE_OK)
        picture_settle(f->fd, made);
    return st;
}

/* With all that is in it. */
static inline void picture_folder_remove(struct picture_folder *f)
{
    remove_folder(f->path);
    close(f->fd);
}

#endif
