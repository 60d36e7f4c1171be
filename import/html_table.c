/* html_table.c: tables as Markdown has them: one line per row, the first one with the headings. */
#include "html_walk.h"

#include "lib/text.h"

#include <string.h>

enum { COLUMNS_MAX = 64 }; /* the renderer refuses more */

struct table_row {
    const struct html_node **cell; /* NULL: another one reaches over its place */
    size_t n;
    bool heading; /* nothing but <th> */
};

struct table {
    struct table_row *rows;
    size_t n, capacity, columns;
    size_t over[COLUMNS_MAX]; /* rows that a cell above still reaches over */
    bool too_wide, holds_blocks;
};

static size_t cell_span(const struct html_node *cell, const char *name)
{
    int64_t n;
    const char *said = html_attribute(cell, name);
    return *said && text_to_int(said, 1, 1000, &n) ? (size_t)n : 1;
}

static void row_skip_covered(struct table *t, struct table_row *row)
{
    while (row->n < COLUMNS_MAX && t->over[row->n] > 0)
        t->over[row->n++]--;
}

static void row_take_cell(struct table *t, struct table_row *row, const struct html_node *cell)
{
    size_t wide = cell_span(cell, "colspan"), high = cell_span(cell, "rowspan");
    row_skip_covered(t, row);
    if (row->n + wide > COLUMNS_MAX) {
        t->too_wide = true;
        return;
    }
    row->cell[row->n] = cell;
    for (size_t i = 0; i < wide; i++)
        t->over[row->n++] = high - 1;
    static const char blocks[] = " table ul ol dl blockquote pre h1 h2 h3 h4 h5 h6 figure hr ";
    t->holds_blocks |= html_find((struct html_node *)cell, blocks) != NULL;
}

static void table_take_row(struct html_walk *w, struct table *t, const struct html_node *tr)
{
    const struct html_node *cells[COLUMNS_MAX] = {NULL};
    t->rows = arena_grow(w->arena, t->rows, t->n, &t->capacity, sizeof *t->rows);
    struct table_row *row = &t->rows[t->n];
    bool any = false;
    *row = (struct table_row){.heading = true, .cell = cells};
    w->counts->raw_html++;
    for (const struct html_node *cell = tr->first; cell; cell = cell->next) {
        if (!html_is(cell, " td th "))
            continue;
        any = true;
        row->heading &= html_is(cell, " th ");
        row_take_cell(t, row, cell);
        w->counts->raw_html++;
    }
    row_skip_covered(t, row);
    t->columns = row->n > t->columns ? row->n : t->columns;
    t->n += any;
    row->cell = arena_array(w->arena, row->n, sizeof *row->cell);
    memcpy(row->cell, cells, row->n * sizeof *row->cell);
}

/* The head's rows, then all others: <tfoot> may stand before <tbody>. */
static void table_take_rows(struct html_walk *w, struct table *t, const struct html_node *table,
                            const char *part)
{
    for (const struct html_node *child = table->first; child; child = child->next) {
        if (html_is(child, " tr ") && strcmp(part, " tbody ") == 0)
            table_take_row(w, t, child);
        if (!html_is(child, part))
            continue;
        for (const struct html_node *row = child->first; row; row = row->next)
            if (html_is(row, " tr "))
                table_take_row(w, t, row);
        memset(t->over, 0, sizeof t->over);
    }
}

static const char *cell_text(struct html_walk *w, const struct html_node *cell, bool strong)
{
    struct html_run r;
    if (!cell)
        return "";
    html_run_begin(&r, w, HTML_IN_CELL);
    struct html_open mark = {.idle = true};
    if (strong)
        mark = html_run_open(&r, HTML_STRONG, "");
    html_run_add_children(&r, cell);
    html_run_close(&r, &mark);
    return html_run_end(&r);
}

static void table_add_row(struct html_walk *w, const struct table *t, const struct table_row *row,
                          bool head, struct buf *out)
{
    buf_addc(out, '|');
    for (size_t i = 0; i < t->columns; i++) {
        const struct html_node *cell = i < row->n ? row->cell[i] : NULL;
        const char *text = cell_text(w, cell, cell && !head && html_is(cell, " th "));
        buf_printf(out, *text ? " %s |" : "%s |", text);
    }
}

/* ":--", "--:", ":-:" or "---", as the first row below the head says. */
static const char *column_alignment(const struct table *t, size_t column)
{
    const struct table_row *row = &t->rows[t->n > 1 ? 1 : 0];
    const struct html_node *cell = column < row->n ? row->cell[column] : NULL;
    const char *align = cell ? html_attribute(cell, "align") : "";
    if (cell && !*align)
        align = html_attribute(cell, "data-align"); /* as WordPress's tables have it */
    const char *style = cell ? strstr(html_attribute(cell, "style"), "text-align:") : NULL;
    if (style)
        align = style + strlen("text-align:") + strspn(style + strlen("text-align:"), " ");
    return strncasecmp(align, "right", 5) == 0    ? " --: |"
           : strncasecmp(align, "center", 6) == 0 ? " :-: |"
                                                  : " --- |";
}

static void table_write(struct html_walk *w, const struct table *t)
{
    static const struct table_row empty;
    struct buf out;
    buf_init(&out, SIZE_MAX - 1);
    bool headed = t->rows[0].heading;
    table_add_row(w, t, headed ? &t->rows[0] : &empty, true, &out);
    buf_adds(&out, "\n|");
    for (size_t i = 0; i < t->columns; i++)
        buf_adds(&out, column_alignment(t, i));
    for (size_t i = headed; i < t->n; i++) {
        buf_addc(&out, '\n');
        table_add_row(w, t, &t->rows[i], false, &out);
    }
    html_write_lines(w, out.p);
    buf_free(&out);
}

/* One that only arranges the page: what is in its cells, one below the other. */
static void table_write_cells(struct html_walk *w, const struct table *t)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < t->rows[i].n; k++)
            if (t->rows[i].cell[k])
                html_write_blocks(w, t->rows[i].cell[k]);
}

void html_write_table(struct html_walk *w, const struct html_node *table)
{
    struct table t = {0};
    table_take_rows(w, &t, table, " thead ");
    if (t.n > 0)
        t.rows[0].heading = true;
    table_take_rows(w, &t, table, " tbody ");
    table_take_rows(w, &t, table, " tfoot ");
    for (const struct html_node *child = table->first; child; child = child->next)
        if (html_is(child, " caption "))
            html_write_strong(w, child);
    if (t.n == 0)
        return;
    bool arranges = strcmp(html_attribute(table, "role"), "presentation") == 0 ||
                    (!t.rows[0].heading && (t.columns == 1 || t.holds_blocks));
    if (t.too_wide || arranges) {
        html_count(w, table, "its text");
        table_write_cells(w, &t);
        return;
    }
    if (t.holds_blocks)
        html_count(w, table, "lines for what is in its cells");
    table_write(w, &t);
}
