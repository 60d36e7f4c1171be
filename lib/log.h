/* log.h: one escaped line per event, on stderr.
 *
 * "2026-01-08T09:30:00Z warn login user=ines why=\"wrong password\"": values with anything but
 * [A-Za-z0-9_./:-] are quoted and escaped, so a value can never forge a line. Never log passwords,
 * tokens, story or report texts. */
#ifndef DATELINE_LOG_H
#define DATELINE_LOG_H

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG, LOG_LEVEL_MAX };

/* One line, unless the level is above what the environment asks for: DATELINE_LOG=error, warn, info
 * (when it says nothing) or debug.
 * Keys and values in turn, ended by NULL: log_event(LOG_WARN, "login", "user", name, NULL).
 * A NULL value prints as "-", so the list must be ended by a NULL in a key's place.
 *
 * What fails again and again does not fill the disk: of warnings and errors of one name a process
 * writes sixty at once and then one a second; the next one says how many were left out
 * (suppressed=12). */
void log_event(enum log_level level, const char *event, ...) __attribute__((sentinel));

/* From now on called for each warning and error of this process, written or left out: event is the line's
 * name. seen NULL: no more. */
typedef void log_seen_fn(void *ctx, enum log_level level, const char *event);
void log_watch(log_seen_fn *seen, void *ctx);

#endif
