/* replay.c: runs a fuzz target over the files and folders named, without a fuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Exactly as many bytes as the file has, so that a sanitizer sees each read past them. */
static int run_file(const char *path, size_t size)
{
    uint8_t *bytes = malloc(size == 0 ? 1 : size);
    FILE *f = fopen(path, "rb");
    size_t n = f == NULL || bytes == NULL ? 0 : fread(bytes, 1, size, f);
    int ok = f != NULL && bytes != NULL && n == size;
    if (f != NULL)
        fclose(f);
    if (ok)
        LLVMFuzzerTestOneInput(bytes, n);
    else
        fprintf(stderr, "replay: cannot read %s\n", path);
    free(bytes);
    return ok ? 1 : -1;
}

static int run_path(const char *path);

/* Number of inputs run, -1 when one could not be read. */
static int run_folder(const char *path)
{
    DIR *folder = opendir(path);
    int total = folder == NULL ? -1 : 0;
    struct dirent *entry;
    while (total >= 0 && (entry = readdir(folder)) != NULL) {
        char below[4096];
        if (entry->d_name[0] == '.')
            continue;
        int len = snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        int n = len < 0 || (size_t)len >= sizeof below ? -1 : run_path(below);
        total = n < 0 ? -1 : total + n;
    }
    if (folder != NULL)
        closedir(folder);
    return total;
}

static int run_path(const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        fprintf(stderr, "replay: cannot find %s\n", path);
        return -1;
    }
    return S_ISDIR(st.st_mode) ? run_folder(path) : run_file(path, (size_t)st.st_size);
}

int main(int argc, char **argv)
{
    int total = 0;
    for (int i = 1; i < argc; i++) {
        int n = run_path(argv[i]);
        if (n < 0)
            return 1;
        total += n;
    }
    printf("%d inputs\n", total);
    return total == 0;
}
