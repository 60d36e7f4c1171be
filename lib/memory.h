/* memory.h: giving back memory that a process has and does not need any more. What it needs later comes back by
 * itself. */
#ifndef DATELINE_MEMORY_H
#define DATELINE_MEMORY_H

/* What was freed, wherever it lies: free(3) gives back only what lies at the end. */
void memory_give_back_freed(void);

/* What was read of the program and its libraries, most of which only a start needs, or the first use of a
 * thing. What is needed is read again out of the system's memory: a millisecond in all. */
void memory_give_back_read(void);

#endif
