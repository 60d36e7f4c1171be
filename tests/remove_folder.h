/* remove_folder.h: takes a test's folder away, with all that is in it. */
#ifndef DATELINE_TESTS_REMOVE_FOLDER_H
#define DATELINE_TESTS_REMOVE_FOLDER_H

#include <ftw.h>
#include <stdio.h>

static inline int remove_entry(const char *path, const struct stat *sb, int kind, struct FTW *walk)
{
    (void)sb, (void)kind, (void)walk;
    return remove(path);
}

static inline void remove_folder(const char *folder)
{
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
